from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_datetime

from odoo.addons.property_crm.models.time import busy_lock

DEFAULT_DAYS = 7


class PropertyReservation(models.Model):
    """A unit kept for one prospect until a moment; nobody else gets it till then.

    Of two at once the database lets one through: by the row of the unit that both
    touch, and at last by a unique index.
    """

    _name = "property.reservation"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "property.territory.mixin",
        "property.person.mixin",
    ]
    _description = "Reservation"
    _order = "expires_at desc, id desc"
    _rec_names_search = ["unit_id.name", "lead_id.name", "partner_id.name"]
    _guarded_references = ("unit_id", "lead_id")

    unit_id = fields.Many2one(
        "property.unit", required=True, index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(related="unit_id.site_id", store=True, index=True)
    company_id = fields.Many2one(related="unit_id.company_id", store=True, index=True)
    territory_id = fields.Many2one(related="unit_id.territory_id", store=True)
    lead_id = fields.Many2one(
        "crm.lead", string="Prospect", index="btree_not_null", ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Reserved by",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        index=True,
    )
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_currency_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    deposit_amount = fields.Monetary(string="Deposit", tracking=True)
    deposit_paid_on = fields.Date(string="Deposit paid on", tracking=True)
    expires_at = fields.Datetime(
        string="Reserved until",
        required=True,
        default=lambda self: fields.Datetime.now() + timedelta(days=DEFAULT_DAYS),
        tracking=True,
    )
    closed_at = fields.Datetime(string="Over since", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("active", "Reserved now"),
            ("expired", "Ran out"),
            ("cancelled", "Given up"),
            ("agreed", "Agreement made"),
        ],
        required=True,
        default="active",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    agreement_id = fields.Many2one(
        "agreement", readonly=True, copy=False, index="btree_not_null"
    )
    note = fields.Text()
    request_key = fields.Char(
        copy=False, readonly=True, export_string_translation=False
    )

    _one_active = models.UniqueIndex(
        "(unit_id) WHERE state = 'active'", "Unit: it is reserved already."
    )
    _request_key_uniq = models.UniqueIndex(
        "(request_key) WHERE request_key IS NOT NULL",
        "Key: a reservation with it has been received already.",
    )
    _deposit_not_negative = models.Constraint(
        "CHECK(deposit_amount >= 0)", "Deposit: it cannot be negative."
    )
    _expiry_idx = models.Index("(expires_at) WHERE state = 'active'")

    @api.depends("lead_id")
    def _compute_partner_id(self):
        for reservation in self:
            reservation.partner_id = (
                reservation.lead_id.partner_id or reservation.partner_id
            )

    @api.depends("unit_id")
    def _compute_currency_id(self):
        for reservation in self:
            company = reservation.unit_id.company_id or self.env.company
            reservation.currency_id = reservation.currency_id or company.currency_id

    @api.depends("unit_id.name", "partner_id.name", "lead_id.name")
    def _compute_display_name(self):
        for reservation in self:
            who = reservation.partner_id.name or reservation.lead_id.name
            parts = [reservation.unit_id.name, who]
            reservation.display_name = " · ".join(filter(None, parts))

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("state", "active") != "active" for vals in vals_list):
            self._refuse_state()
        unit_ids = {vals["unit_id"] for vals in vals_list if vals.get("unit_id")}
        units = self.env["property.unit"].browse(sorted(unit_ids))
        self._keep_for_one(units)
        reservations = super().create(vals_list)
        reservations._check_expiry()
        reservations._tell_leads()
        return reservations

    def write(self, vals):
        if not {"state", "unit_id"}.isdisjoint(vals) and not self.env.su:
            self._refuse_state()
        result = super().write(vals)
        if "expires_at" in vals:
            self._check_expiry()
        return result

    def _refuse_state(self):
        raise ValidationError(
            self.env._("State, unit: use the buttons, or make another reservation.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Reservations are kept. Give it up instead of deleting it.")
        )

    def _check_expiry(self):
        now = fields.Datetime.now()
        for reservation in self:
            if reservation.state == "active" and reservation.expires_at <= now:
                raise ValidationError(
                    self.env._("Reserved until: choose a time that is to come.")
                )

    @api.model
    def _keep_for_one(self, units):
        """Refuse units that are kept for somebody, and make others wait for us."""
        # sudo: whether a unit is free does not depend on who asks
        taken_sudo = self.sudo().search(
            Domain("unit_id", "in", units.ids) & Domain("state", "=", "active")
        )
        over_sudo = taken_sudo.filtered(
            lambda one: one.expires_at <= fields.Datetime.now()
        )
        over_sudo._close("expired")
        over_sudo.flush_recordset()  # before the next is inserted
        for one_sudo in taken_sudo - over_sudo:
            raise ValidationError(one_sudo._explain_taken(self.env))
        busy_lock.touch(self.env, {("property.unit", unit.id) for unit in units})

    def _explain_taken(self, env):
        """Say until when a unit is kept, and for whom to who may see it."""
        unit = self.unit_id
        until = format_datetime(env, self.expires_at, tz=self.site_id.tz or "UTC")
        if self.with_env(env).has_access("read"):
            return env._(
                "Unit: %(unit)s is reserved until %(until)s for %(who)s.",
                unit=unit.name,
                until=until,
                who=self.partner_id.name or self.lead_id.name or self.user_id.name,
            )
        return env._(
            "Unit: %(unit)s is reserved until %(until)s.", unit=unit.name, until=until
        )

    def _tell_leads(self):
        """Write the unit on the prospects, which are reserved now."""
        for reservation in self.filtered("lead_id"):
            reservation.lead_id.unit_id = reservation.unit_id
        self.env["crm.lead"]._log_documents(
            "reserved", self, lambda one: one.unit_id.name
        )
        self.lead_id._advance_to("reserved")
