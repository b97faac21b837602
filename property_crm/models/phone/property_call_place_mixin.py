from odoo import api, fields, models
from odoo.fields import Domain


class PropertyCallPlaceMixin(models.AbstractModel):
    """A call or what is planned of one: where it belongs, and who sees it by that.

    The unit says it, else the site, else the queue where it has one site only. What is
    of no place is seen by the agents of its queue and who leads them.
    """

    _name = "property.call.place.mixin"
    _inherit = ["property.territory.mixin"]
    _description = "Call at a place"
    # Typed or proposed, never only shown
    _kept_references = ("territory_id", "company_id")
    _guarded_references = ("unit_id", "site_id", "queue_id")

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index="btree_not_null",
        ondelete="set null",
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Agent",
        index="btree_not_null",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    queue_id = fields.Many2one(
        "property.call.queue",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    unit_id = fields.Many2one(
        "property.unit",
        compute="_compute_unit_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        help="Proposed where the customer has one unit only.",
    )
    site_id = fields.Many2one(
        "property.site",
        compute="_compute_site_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        check_company=True,
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    territory_id = fields.Many2one(
        compute="_compute_territory_id", store=True, precompute=True
    )

    @api.depends("partner_id")
    def _compute_unit_id(self):
        for call in self:
            units = call.partner_id.unit_ids
            if call.partner_id and call.unit_id not in units:
                call.unit_id = units if len(units) == 1 else False

    @api.depends("unit_id", "queue_id", "partner_id")
    def _compute_site_id(self):
        for call in self:
            sites = call.unit_id.site_id or call.site_id
            sites = sites or call.partner_id.unit_ids.site_id
            if len(sites) != 1:
                sites = call.queue_id.site_ids
            call.site_id = sites if len(sites) == 1 else False

    @api.depends("site_id.company_id", "queue_id.company_id")
    def _compute_company_id(self):
        for call in self:
            companies = call.site_id.company_id or call.queue_id.company_id
            call.company_id = companies or call.company_id or self.env.company

    @api.depends("unit_id.territory_id", "site_id.territory_id")
    def _compute_territory_id(self):
        for call in self:
            call.territory_id = call.unit_id.territory_id or call.site_id.territory_id

    @api.depends("territory_id", "user_id", "queue_id.user_ids", "queue_id.leader_id")
    @api.depends_context("uid")
    def _compute_in_my_territory(self):
        result = super()._compute_in_my_territory()
        user = self.env.user
        # sudo: whether the user works in the queue is asked
        for call, call_sudo in zip(self, self.sudo(), strict=True):
            queue_sudo = call_sudo.queue_id
            if (
                call.user_id == user
                or not call.territory_id
                and user in queue_sudo.user_ids | queue_sudo.leader_id
            ):
                call.in_my_territory = True
        return result

    def _search_in_my_territory(self, operator, value):
        domain = super()._search_in_my_territory(operator, value)
        if domain is NotImplemented or domain is Domain.TRUE:
            return domain
        # sudo: the queues the user works in, whoever may read their settings
        queues_sudo = self.env["property.call.queue"].sudo()
        mine = queues_sudo.search(
            Domain("user_ids", "in", self.env.uid)
            | Domain("leader_id", "=", self.env.uid)
        )
        return (
            domain
            | Domain("user_id", "=", self.env.uid)
            | (Domain("territory_id", "=", False) & Domain("queue_id", "in", mine.ids))
        )
