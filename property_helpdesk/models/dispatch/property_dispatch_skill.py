from odoo import api, fields, models
from odoo.fields import Domain


class PropertyDispatchSkill(models.Model):
    """Which skill a kind of request needs, and at which level.

    A rule of a class counts for its requests, one of a category for all of the
    category, and one of neither for every request.
    """

    _name = "property.dispatch.skill"
    _description = "Skill that requests need"
    _order = "category_id, class_id, is_required desc, id"
    _rec_name = "skill_id"

    active = fields.Boolean(default=True)
    category_id = fields.Many2one(
        "helpdesk.ticket.category",
        string="Requests of the category",
        index=True,
        ondelete="cascade",
    )
    class_id = fields.Many2one(
        "property.ticket.class",
        string="Only about",
        index=True,
        ondelete="cascade",
        domain="category_id and [('category_id', '=', category_id)] or []",
        help="Empty: everything of the category.",
    )
    skill_type_id = fields.Many2one(related="skill_id.skill_type_id")
    skill_id = fields.Many2one("hr.skill", required=True, index=True)
    skill_level_id = fields.Many2one(
        "hr.skill.level",
        string="At least",
        domain="[('skill_type_id', '=', skill_type_id)]",
        ondelete="restrict",
        help="Empty: at any level.",
    )
    is_required = fields.Boolean(
        string="Required",
        default=True,
        help="Nobody without it is given the request. Otherwise it is useful: it is"
        " waited for a while, then left out.",
    )
    is_licence = fields.Boolean(
        related="skill_type_id.is_certification",
        string="Licence",
        help="A certification; one that has expired does not count.",
    )

    _rule_uniq = models.UniqueIndex(
        "(skill_id, COALESCE(category_id, 0), COALESCE(class_id, 0))"
        " WHERE active IS TRUE",
        "This skill is asked for already.",
    )

    @api.model
    def _get_needs(self, tickets):
        """Return ``{ticket: (required, optional)}``, each ``{skill id: level}``."""
        # sudo: what a request needs is the same for whoever asks
        rules_sudo = self.sudo().search([("active", "=", True)])
        needs = {}
        for ticket in tickets:
            required, optional = {}, {}
            for rule in rules_sudo:
                if rule._is_about(ticket):
                    kind = required if rule.is_required else optional
                    level = rule.skill_level_id.level_progress
                    skill_id = rule.skill_id.id
                    kind[skill_id] = max(level, kind.get(skill_id, 0))
            needs[ticket] = (required, optional)
        return needs

    def _is_about(self, ticket):
        return (not self.class_id or self.class_id == ticket.class_id) and (
            not self.category_id or self.category_id == ticket.category_id
        )

    @api.model
    def _get_lacking_domain(self, user):
        """Return the requests that need a skill which the user does not have."""
        skills, _expired = self._get_skills(user).get(user.id, ({}, frozenset()))
        # sudo: the rules bind people who need not read them
        rules_sudo = self.sudo().search([("is_required", "=", True)])
        lacking = rules_sudo.filtered(
            lambda rule: (
                skills.get(rule.skill_id.id, -1) < rule.skill_level_id.level_progress
            )
        )
        return Domain.OR(rule._get_domain() for rule in lacking)

    def _get_domain(self):
        domain = Domain.TRUE
        if self.class_id:
            domain &= Domain("class_id", "=", self.class_id.id)
        if self.category_id:
            domain &= Domain("category_id", "=", self.category_id.id)
        return domain

    @api.model
    def _get_skills(self, users):
        """Return ``{user id: ({skill id: level}, expired skill ids)}`` of today."""
        # sudo: nobody who dispatches need read the files of the staff
        today = fields.Date.context_today(self)
        skills_sudo = (
            self.env["hr.employee.skill"]
            .sudo()
            .search([("employee_id.user_id", "in", users.ids)])
        )
        found = {}
        for one in skills_sudo:
            skills, expired = found.setdefault(one.employee_id.user_id.id, ({}, set()))
            skill_id = one.skill_id.id
            if one.valid_to and one.valid_to < today:
                expired.add(skill_id)
            elif not one.valid_from or one.valid_from <= today:
                skills[skill_id] = max(one.level_progress, skills.get(skill_id, 0))
        return {
            user_id: (skills, frozenset(expired))
            for user_id, (skills, expired) in found.items()
        }
