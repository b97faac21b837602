from odoo import fields, models
from odoo.tools import SQL


class PropertyStaffSkill(models.Model):
    """Who can do what, and where he works: read from the skills of employees."""

    _name = "property.staff.skill"
    _description = "Skill of a colleague"
    _auto = False
    _order = "level_progress desc, skill_id, user_id, id"
    _rec_name = "skill_id"

    user_id = fields.Many2one("res.users", string="Colleague", readonly=True)
    skill_id = fields.Many2one("hr.skill", readonly=True)
    skill_type_id = fields.Many2one("hr.skill.type", readonly=True)
    skill_level_id = fields.Many2one("hr.skill.level", string="Level", readonly=True)
    level_progress = fields.Integer(
        string="Mastery (%)", aggregator="avg", readonly=True
    )
    territory_id = fields.Many2one("property.territory", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    work_phone = fields.Char(readonly=True)

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        return SQL(
            """
            SELECT row_number() OVER (ORDER BY skill.id, staff.id) AS id,
                   staff.user_id, skill.skill_id, skill.skill_type_id,
                   skill.skill_level_id, level.level_progress,
                   staff.territory_id, staff.company_id, employee.work_phone
              FROM hr_employee_skill skill
              JOIN hr_skill_level level ON level.id = skill.skill_level_id
              JOIN hr_employee employee
                ON employee.id = skill.employee_id AND employee.active
              JOIN (SELECT DISTINCT ON (user_id, territory_id)
                           id, user_id, territory_id, company_id
                      FROM property_territory_staff
                     WHERE date_from <= %(today)s
                       AND (date_to IS NULL OR date_to >= %(today)s)
                     ORDER BY user_id, territory_id, id) staff
                ON staff.user_id = employee.user_id
             WHERE (skill.valid_from IS NULL OR skill.valid_from <= %(today)s)
               AND (skill.valid_to IS NULL OR skill.valid_to >= %(today)s)
            """,
            today=today,
        )
