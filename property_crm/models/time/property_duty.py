from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class PropertyDuty(models.Model):
    """Somebody answers for a place for a time: on the spot, or on call."""

    _name = "property.duty"
    _inherit = ["property.territory.mixin"]
    _description = "Duty"
    _order = "start, id"
    _check_company_auto = True

    territory_id = fields.Many2one(
        string="Place",
        required=True,
        ondelete="cascade",
        default=lambda self: self._default_territory_id(),
        help="The parts of the territory are included.",
    )
    site_id = fields.Many2one(related="territory_id.site_id", store=True, index=True)
    company_id = fields.Many2one(
        related="territory_id.company_id", store=True, index="btree_not_null"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        required=True,
        index=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        default=lambda self: self.env.user,
    )
    kind = fields.Selection(
        [("duty", "On duty"), ("on_call", "On call out of hours")],
        required=True,
        default="duty",
        help="On duty is who is there; on call is who comes when called.",
    )
    start = fields.Datetime(
        string="From",
        required=True,
        index=True,
        default=lambda self: fields.Datetime.now().replace(minute=0, second=0),
    )
    stop = fields.Datetime(
        string="Until",
        required=True,
        default=lambda self: (
            fields.Datetime.now().replace(minute=0, second=0) + timedelta(hours=8)
        ),
    )
    hours = fields.Float(compute="_compute_hours", store=True)
    note = fields.Char(help="For example: has the keys of the lift machine room.")
    is_now = fields.Boolean(
        string="Now", compute="_compute_is_now", search="_search_is_now"
    )

    _ends_later = models.Constraint(
        "CHECK(start < stop)", "A duty ends after it begins."
    )
    _not_twice = models.Constraint(
        "EXCLUDE USING gist (user_id WITH =, territory_id WITH =, kind WITH =,"
        " tsrange(start, stop) WITH &&)",
        "This person has this duty at this place at that time already.",
    )

    @api.model
    def _default_territory_id(self):
        """Propose the place of a user who has only one site."""
        sites = self.env["property.site"].search([], limit=2)
        return sites.territory_id if len(sites) == 1 else False

    @api.depends("start", "stop")
    def _compute_hours(self):
        for duty in self:
            worked = duty.stop - duty.start if duty.start and duty.stop else timedelta()
            duty.hours = worked / timedelta(hours=1)

    @api.depends("start", "stop")
    def _compute_is_now(self):
        now = fields.Datetime.now()
        for duty in self:
            duty.is_now = bool(duty.start and duty.start <= now < duty.stop)

    def _search_is_now(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_period_domain(fields.Datetime.now())

    @api.depends("user_id", "territory_id", "kind")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for duty in self:
            parts = [duty.user_id.name, labels.get(duty.kind), duty.territory_id.name]
            duty.display_name = " · ".join(filter(None, parts))

    @api.constrains("user_id", "territory_id")
    def _check_colleague(self):
        for duty in self:
            # sudo: the company of a colleague is asked, nothing of him is shown
            user_sudo = duty.user_id.sudo()
            company = duty.company_id
            if user_sudo.share or company and company not in user_sudo.company_ids:
                raise ValidationError(
                    self.env._(
                        "Person: %(user)s does not work for %(company)s.",
                        user=duty.user_id.name,
                        company=company.name or self.env._("this company"),
                    )
                )

    @api.model
    def _get_period_domain(self, start, stop=None):
        """Return the domain of the duties at an instant, or within a period."""
        before = Domain("start", "<", stop) if stop else Domain("start", "<=", start)
        return before & Domain("stop", ">", start)
