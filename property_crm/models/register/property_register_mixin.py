from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain


class PropertyRegisterMixin(models.AbstractModel):
    """A line of one of the small registers of the front desk.

    Its unit says whom it is about, whose territory it is in and who may see it.
    Lines are deleted some days after they have done their duty: see the rules in
    ``data/privacy/property_retention_data.xml``.
    """

    _name = "property.register.mixin"
    _inherit = ["property.person.mixin", "property.territory.mixin"]
    _description = "Kept at the front desk"
    # the day a line has done its duty, and how long it is kept after that
    _retention_field = "create_date"
    _retention_days = 30

    unit_id = fields.Many2one(
        "property.unit", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Resident",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Proposed from the unit: the main contact, or another who lives there.",
    )
    site_id = fields.Many2one(related="unit_id.site_id", store=True, index=True)
    company_id = fields.Many2one(related="unit_id.company_id", store=True, index=True)
    territory_id = fields.Many2one(related="unit_id.territory_id", store=True)

    @api.depends("unit_id")
    def _compute_partner_id(self):
        contacts = self.unit_id._get_main_residents()
        for line in self:
            line.partner_id = contacts.get(line.unit_id)

    @api.model
    def _get_expired_domain(self, days=None):
        """Return the domain of the lines whose time of keeping is over.

        :param days: how long they are kept, the model's own if not given
        """
        days = self._retention_days if days is None else days
        limit = fields.Datetime.now() - timedelta(days=days)
        if self._fields[self._retention_field].type == "date":
            limit = limit.date()
        return Domain(self._retention_field, "<", limit)

    def _get_now(self):
        return fields.Datetime.now()

    def _to_site_time(self, moment):
        """Return the moment as text, by the clock of the site."""
        zone = ZoneInfo(self.site_id.tz or "UTC")
        local = moment.replace(tzinfo=UTC).astimezone(zone)
        return local.strftime("%Y-%m-%d %H:%M")
