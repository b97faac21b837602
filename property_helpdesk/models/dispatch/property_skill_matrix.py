from odoo import fields, models
from odoo.tools import SQL


class PropertySkillMatrix(models.Model):
    """Who can do what, where: the skills of whoever works in a territory today."""

    _name = "property.skill.matrix"
    _description = "Skills by territory"
    _auto = False
    _order = "skill_id, level_progress desc, id"
    _rec_name = "skill_id"
    _depends = {
        "property.territory.staff": [
            "user_id",
            "territory_id",
            "company_id",
            "date_from",
            "date_to",
        ],
        "hr.employee": ["user_id", "active"],
        "hr.employee.skill": [
            "employee_id",
            "skill_type_id",
            "skill_id",
            "skill_level_id",
            "valid_from",
            "valid_to",
        ],
        "hr.skill.level": ["level_progress"],
    }

    user_id = fields.Many2one("res.users", string="Person", readonly=True)
    territory_id = fields.Many2one("property.territory", readonly=True)
    role = fields.Selection(related="staff_id.role")
    staff_id = fields.Many2one("property.territory.staff", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    skill_type_id = fields.Many2one("hr.skill.type", string="Trade", readonly=True)
    skill_id = fields.Many2one("hr.skill", readonly=True)
    skill_level_id = fields.Many2one("hr.skill.level", string="Level", readonly=True)
    level_progress = fields.Integer(
        string="Mastery (%)", aggregator="max", readonly=True
    )
    valid_to = fields.Date(string="Valid until", readonly=True)
    has_expired = fields.Boolean(string="Expired", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT row_number() OVER (ORDER BY staff.id, known.id) AS id,
                   staff.id AS staff_id,
                   staff.user_id,
                   staff.territory_id,
                   staff.company_id,
                   known.skill_type_id,
                   known.skill_id,
                   known.skill_level_id,
                   level.level_progress,
                   known.valid_to,
                   COALESCE(known.valid_to < %(today)s, FALSE) AS has_expired
              FROM property_territory_staff AS staff
              JOIN hr_employee AS employee
                ON employee.user_id = staff.user_id AND employee.active
              JOIN hr_employee_skill AS known ON known.employee_id = employee.id
              JOIN hr_skill_level AS level ON level.id = known.skill_level_id
             WHERE staff.date_from <= %(today)s
               AND (staff.date_to IS NULL OR staff.date_to >= %(today)s)
               AND COALESCE(known.valid_from <= %(today)s, TRUE)
            """,
            today=fields.Date.context_today(self),
        )
