from odoo import api, fields, models

LIMITS = ("helpdesk_day_limit", "helpdesk_same_limit", "helpdesk_code_limit")


class PropertySite(models.Model):
    """A large estate bears more than a small one: limits of its own."""

    _inherit = "property.site"

    has_own_limits = fields.Boolean(
        string="Own limits",
        tracking=True,
        help="How much one person may send in a day is set here. Else the settings of"
        " the company hold.",
    )
    helpdesk_day_limit = fields.Integer(
        string="Requests a day",
        compute="_compute_helpdesk_limits",
        store=True,
        readonly=False,
        help="By page, code or messenger; further mails join his open request."
        " 0: no limit.",
    )
    helpdesk_same_limit = fields.Integer(
        string="Identical requests a day",
        compute="_compute_helpdesk_limits",
        store=True,
        readonly=False,
        help="So often one person can send the same text in 24 hours. 0: no limit.",
    )
    helpdesk_code_limit = fields.Integer(
        string="Requests a day from one address",
        compute="_compute_helpdesk_limits",
        store=True,
        readonly=False,
        help="By the QR codes of places. Many phones can share an address."
        " 0: no limit.",
    )

    _helpdesk_limits_positive = models.Constraint(
        "CHECK(helpdesk_day_limit >= 0 AND helpdesk_same_limit >= 0"
        " AND helpdesk_code_limit >= 0)",
        "Limits cannot be negative.",
    )

    @api.depends("has_own_limits", "company_id")
    def _compute_helpdesk_limits(self):
        """Begin with the limits of the company."""
        for site in self:
            # sudo: limits are no secret
            company_sudo = site.company_id.sudo()
            for name in LIMITS:
                site[name] = company_sudo[name]

    def _get_helpdesk_limit(self, name):
        """Return a limit of the site, or of the company where there is none."""
        if self.has_own_limits:
            return self[name]
        return (self.company_id or self.env.company)[name]
