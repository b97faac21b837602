from odoo import api, fields, models
from odoo.fields import Domain

from ..territory.property_dated_mixin import STAFF_GROUPS
from ..timeline.timeline_source import TimelineSource, get_name


class ResPartner(models.Model):
    """What a customer needs, and whether he is of our own group."""

    _inherit = "res.partner"

    need_ids = fields.One2many(
        "property.need", "partner_id", string="Needs", groups=STAFF_GROUPS
    )
    open_need_count = fields.Integer(
        string="Open needs",
        compute="_compute_open_need_count",
        groups=STAFF_GROUPS,
    )
    is_own_group = fields.Boolean(
        string="Own group",
        help="A firm of the group that our company belongs to: it and its people are"
        " internal customers.",
    )
    is_internal_customer = fields.Boolean(
        string="Internal customer",
        compute="_compute_is_internal_customer",
        search="_search_is_internal_customer",
        # whether a firm is of our group is no secret of the firm's territory
        compute_sudo=True,
        groups=STAFF_GROUPS,
    )

    @api.depends("need_ids.state")
    @api.depends_context("uid")
    def _compute_open_need_count(self):
        counts = dict(
            self.env["property.need"]._read_group(
                [
                    ("partner_id", "in", self.ids),
                    ("state", "in", ("open", "offered")),
                ],
                ["partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.open_need_count = counts.get(partner._origin, 0)

    @api.depends("commercial_partner_id.is_own_group")
    def _compute_is_internal_customer(self):
        own = self._get_own_firms()
        for partner in self:
            firm = partner.commercial_partner_id
            partner.is_internal_customer = firm.is_own_group or firm in own

    def _search_is_internal_customer(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("commercial_partner_id.is_own_group", "=", True) | Domain(
            "commercial_partner_id", "in", self._get_own_firms().ids
        )

    @api.model
    def _get_own_firms(self):
        # sudo: which firms are companies here is known to everybody
        return self.env["res.company"].sudo().search([("active", "=", True)]).partner_id

    @api.model
    def _get_customer_group_fields(self):
        return [*super()._get_customer_group_fields(), "is_internal_customer"]

    def action_view_needs(self):
        """Open the needs of the customer."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_need_action"
        )
        return {
            **action,
            "domain": [("partner_id", "in", self.ids)],
            "context": {"default_partner_id": self[:1].id},
        }

    # Timeline

    @api.model
    def _get_timeline_kinds(self):
        kinds = super()._get_timeline_kinds()
        return {**kinds, "need": (self.env._("Needs"), "fa-lightbulb-o")}

    def _get_timeline_documents(self):
        people = self._get_timeline_people()
        return [
            *super()._get_timeline_documents(),
            TimelineSource(
                code="need",
                model=self.env["property.need"],
                domain=Domain("partner_id", "in", people.ids)
                & Domain("kind", "=", "stated"),
                date="create_date",
                describe=self._describe_timeline_needs,
                kinds=("need",),
                text=("note",),
                has_messages=True,
            ),
        ]

    def _describe_timeline_needs(self, needs):
        found = needs.search_fetch(
            [("id", "in", needs.ids)], ["topic_id", "note", "user_id", "state"]
        )
        states = dict(needs._fields["state"]._description_selection(self.env))
        return {
            need.id: {
                "title": self.env._("Needs %(what)s", what=need.topic_id.name),
                "text": need.note,
                "state": states[need.state],
                "who": get_name(need.user_id),
            }
            for need in found
        }
