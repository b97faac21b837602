from odoo import api, fields, models
from odoo.fields import Domain

from ..territory.property_dated_mixin import STAFF_GROUPS
from .move_timeline import get_handover_sources, get_move_sources
from .property_handover import OPEN_STATES


class ResPartner(models.Model):
    """Who has bought a unit and not taken it over is a prospective owner."""

    _inherit = "res.partner"

    handover_buyer_ids = fields.One2many(
        "property.handover.buyer",
        "partner_id",
        string="Units bought",
        groups=STAFF_GROUPS,
    )
    is_prospective_owner = fields.Boolean(
        string="Prospective owner",
        compute="_compute_is_prospective_owner",
        search="_search_is_prospective_owner",
        groups=STAFF_GROUPS,
    )

    @api.depends("handover_buyer_ids.handover_id.state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_prospective_owner(self):
        buyers = self.env["property.handover.buyer"].search_fetch(
            Domain("partner_id", "in", self._ids)
            & Domain("handover_id.state", "in", OPEN_STATES),
            ["partner_id"],
        )
        for partner in self:
            partner.is_prospective_owner = partner in buyers.partner_id

    def _search_is_prospective_owner(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain(
            "handover_buyer_ids", "any", Domain("handover_id.state", "in", OPEN_STATES)
        )

    @api.depends("is_prospective_owner")
    def _compute_customer_groups(self):
        result = super()._compute_customer_groups()
        word = self._fields["is_prospective_owner"]._description_string(self.env)
        for partner in self.filtered("is_prospective_owner"):
            groups = [partner.customer_groups, word]
            partner.customer_groups = ", ".join(filter(None, groups))
        return result

    def _get_timeline_documents(self):
        people = Domain("partner_id", "in", self._get_timeline_people().ids)
        theirs = Domain.OR(
            Domain(name, "any", people)
            for name in ("line_ids", "occupancy_ids", "ownership_ids")
        )
        return [
            *super()._get_timeline_documents(),
            *get_move_sources(self.env, theirs),
            *get_handover_sources(self.env, Domain("buyer_ids", "any", people)),
        ]
