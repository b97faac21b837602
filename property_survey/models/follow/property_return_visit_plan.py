from secrets import token_hex

from odoo import api, fields, models
from odoo.fields import Domain

PRIORITIES = [("0", "Low"), ("1", "Medium"), ("2", "High"), ("3", "Very high")]


class PropertyReturnVisitPlan(models.Model):
    """How many finished requests are asked about again, and by whom."""

    _name = "property.return.visit.plan"
    _inherit = ["mail.thread"]
    _description = "Plan of return visits"
    _order = "sequence, id"

    name = fields.Char(string="Plan of visits", required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    site_ids = fields.Many2many(
        "property.site",
        string="Sites",
        default=lambda self: self._default_site_ids(),
        help="None: all without a plan of their own.",
    )
    date_from = fields.Date(
        string="Finished from",
        required=True,
        default=fields.Date.context_today,
        help="What was finished before is not asked about.",
    )
    share = fields.Float(
        string="Share (%)",
        default=10,
        digits=(16, 1),
        tracking=True,
        help="Of the requests no line below speaks of.",
    )
    rule_ids = fields.One2many(
        "property.return.visit.rule", "plan_id", string="Other shares", copy=True
    )
    least = fields.Integer(
        string="At least, for each worker and month",
        default=2,
        tracking=True,
        help="So many of each worker's requests of a month, if he has that many. The"
        " lowest lots among the rest, drawn when the month is over.",
    )
    due_hours = fields.Integer(
        string="Done within",
        default=24,
        help="Working hours of the site after it was drawn.",
    )
    channel = fields.Selection(
        [("phone", "By telephone"), ("visit", "At the door")],
        string="How",
        required=True,
        default="phone",
    )
    user_ids = fields.Many2many(
        "res.users",
        string="Who asks",
        domain=[("share", "=", False)],
        help="In turn; never who did the work, leads his team or closed it.",
    )
    seed = fields.Char(
        readonly=True,
        copy=False,
        default=lambda self: token_hex(8),
        help="The lots hang on it and on nothing else: whoever has it draws the same.",
    )

    _share_range = models.Constraint(
        "CHECK(share BETWEEN 0 AND 100)", "A share is from 0 to 100 percent."
    )
    _numbers_positive = models.Constraint(
        "CHECK(least >= 0 AND due_hours > 0)",
        "At least: not below nought. Done within: one hour or more.",
    )

    @api.model
    def _default_site_ids(self):
        site_ids = self.env.user._get_site_ids() or ()
        return self.env["property.site"].browse(site_ids)

    def action_draw(self):
        """Draw of the last and of this month now, not at night."""
        self.check_access("write")
        drawn = self._draw()
        if not drawn:
            return self._tell_nothing_drawn()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.property_return_visit_action"
        )
        return {**action, "domain": [("id", "in", drawn.ids)], "context": {}}

    def _tell_nothing_drawn(self):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "Nothing new was drawn: who is to be asked again is on the list"
                    " already."
                ),
            },
        }


class PropertyReturnVisitRule(models.Model):
    """Another share for some requests; the first rule that fits counts."""

    _name = "property.return.visit.rule"
    _description = "Share of return visits"
    _order = "plan_id, sequence, id"
    _rec_name = "plan_id"

    plan_id = fields.Many2one(
        "property.return.visit.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    is_low = fields.Boolean(
        string="Low stars", help="The resident gave as few stars as open a follow-up."
    )
    segment_id = fields.Many2one(
        "property.segment", help="Customers who matter most, say."
    )
    category_id = fields.Many2one("helpdesk.ticket.category", ondelete="cascade")
    priority = fields.Selection(PRIORITIES, help="This one or a higher one.")
    share = fields.Float(string="Share (%)", default=100, digits=(16, 1))

    _share_range = models.Constraint(
        "CHECK(share BETWEEN 0 AND 100)", "A share is from 0 to 100 percent."
    )

    @api.model
    def _get_low_stars(self, company):
        return Domain("rating_last_value", ">", 0) & Domain(
            "rating_last_value", "<=", company.low_score_stars
        )

    def _get_domain(self):
        """Return which requests the rule speaks of."""
        self.ensure_one()
        domain = Domain.TRUE
        if self.is_low:
            domain &= self._get_low_stars(self.company_id)
        if self.segment_id:
            domain &= Domain("partner_id.segment_id", "=", self.segment_id.id)
        if self.category_id:
            domain &= Domain("category_id", "child_of", self.category_id.id)
        if self.priority:
            domain &= Domain("priority", ">=", self.priority)
        return domain
