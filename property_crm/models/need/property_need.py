from odoo import api, fields, models
from odoo.exceptions import AccessError

STATES = [
    ("open", "Open"),
    ("offered", "Offered"),
    ("met", "Met"),
    ("declined", "Declined"),
    ("lapsed", "Lapsed"),
]
RULES_ALONE = {"rule_id", "kind"}


class PropertyNeed(models.Model):
    """What a customer needs: as he said, or as is to be expected.

    Expected needs come from rules by stage of life, segment and age of the home; see
    ``property.need.rule``. Whoever is asked or offered moves the need on by hand.
    """

    _name = "property.need"
    _inherit = ["property.person.mixin", "mail.thread", "mail.activity.mixin"]
    _description = "Need"
    _order = "date_expected, id desc"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="cascade",
        tracking=True,
    )
    unit_id = fields.Many2one(
        "property.unit", index="btree_not_null", ondelete="cascade"
    )
    site_id = fields.Many2one(related="unit_id.site_id")
    topic_id = fields.Many2one(
        "property.need.topic", required=True, index=True, ondelete="restrict"
    )
    note = fields.Text(help="In the customer's words, if he said so.")
    kind = fields.Selection(
        [("stated", "Stated"), ("expected", "Expected")],
        required=True,
        default="stated",
        readonly=True,
    )
    source = fields.Selection(
        [
            ("call", "Call"),
            ("visit", "Visit or meeting"),
            ("desk", "Front desk"),
            ("survey", "Survey"),
            ("portal", "Portal"),
            ("staff", "Noticed by staff"),
            ("rule", "Rule"),
        ],
        required=True,
        default="desk",
        string="Came from",
    )
    date_expected = fields.Date(
        string="Needed by", index=True, default=fields.Date.context_today
    )
    state = fields.Selection(STATES, required=True, default="open", tracking=True)
    user_id = fields.Many2one(
        "res.users",
        string="Who sees to it",
        index="btree_not_null",
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
        tracking=True,
    )
    rule_id = fields.Many2one(
        "property.need.rule",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    may_be_offered = fields.Boolean(
        string="Agreed to offers", compute="_compute_may_be_offered"
    )

    _once_per_rule = models.UniqueIndex(
        "(rule_id, partner_id, COALESCE(unit_id, 0)) WHERE rule_id IS NOT NULL"
    )

    @api.depends("partner_id", "company_id")
    def _compute_may_be_offered(self):
        for company, needs in self.grouped("company_id").items():
            agreed = needs.partner_id._filter_consenting("marketing", company)
            for need in needs:
                need.may_be_offered = need.partner_id in agreed

    @api.depends("partner_id", "topic_id")
    def _compute_display_name(self):
        for need in self:
            need.display_name = (
                f"{need.topic_id.name or ''} · {need.partner_id.name or ''}"
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_rules_alone(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_rules_alone([vals])
        return super().write(vals)

    @api.model
    def _check_rules_alone(self, vals_list):
        """What is expected comes from a rule, so that everybody can see why."""
        typed = any(
            vals.get("kind") == "expected" or vals.get("rule_id") for vals in vals_list
        )
        if typed and not self.env.su:
            raise AccessError(
                self.env._("Expected needs come from the rules; nobody types them.")
            )

    def action_offer(self):
        """Something has been offered."""
        self.filtered(lambda need: need.state == "open").state = "offered"

    def action_meet(self):
        """The customer has what he needs."""
        self.state = "met"

    def action_decline(self):
        """The customer does not want it; the rules do not ask again."""
        self.state = "declined"

    def action_reopen(self):
        self.state = "open"
