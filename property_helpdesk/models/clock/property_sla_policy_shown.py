from odoo import api, fields, models

from .property_sla_policy import FLAGS, LISTS, ONES


class PropertySlaPolicy(models.Model):
    """Who only reads a promise sees the conditions it has, not those it might have."""

    _inherit = "property.sla.policy"

    may_edit = fields.Boolean(
        compute="_compute_may_edit", export_string_translation=False
    )
    holds_for_all = fields.Boolean(
        compute="_compute_holds_for_all", export_string_translation=False
    )

    @api.depends_context("uid")
    def _compute_may_edit(self):
        self.may_edit = self.has_access("write")

    @api.depends(*LISTS.values(), *FLAGS, *ONES, "priority", "season_from")
    def _compute_holds_for_all(self):
        for policy in self:
            policy.holds_for_all = not (policy._get_conditions() or policy.season_from)
