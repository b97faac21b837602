import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class PropertyParcel(models.Model):
    _name = "property.parcel"
    _inherit = ["mail.thread", "property.code.mixin", "property.register.mixin"]
    _description = "Parcel"
    _order = "received_at desc, id desc"
    _rec_names_search = ["tracking_tail", "code", "locker"]
    _retention_field = "finished_at"

    partner_id = fields.Many2one(string="Recipient")
    carrier = fields.Selection(
        [
            ("sf", "SF Express"),
            ("jd", "JD Logistics"),
            ("ems", "EMS and post"),
            ("zto", "ZTO"),
            ("yto", "YTO"),
            ("sto", "STO"),
            ("yunda", "Yunda"),
            ("jt", "J&T"),
            ("dhl", "DHL"),
            ("other", "Other"),
        ],
        required=True,
        default="sf",
    )
    tracking_tail = fields.Char(
        string="Tracking, last 4", help="Only the last four characters are kept."
    )
    locker = fields.Char(string="Locker or shelf")
    received_at = fields.Datetime(
        string="Received", required=True, default=fields.Datetime.now, index=True
    )
    notified_at = fields.Datetime(string="Recipient told", readonly=True, copy=False)
    finished_at = fields.Datetime(
        string="Handed over on", readonly=True, copy=False, index="btree_not_null"
    )
    collected_by = fields.Char(
        copy=False, help="Who took it, if it was not the recipient."
    )
    handed_by_id = fields.Many2one(
        "res.users", string="Handed over by", readonly=True, copy=False
    )
    is_returned = fields.Boolean(
        string="Returned to the carrier", readonly=True, copy=False
    )
    note = fields.Char()
    state = fields.Selection(
        [
            ("received", "Waiting"),
            ("notified", "Recipient told, waiting"),
            ("collected", "Collected"),
            ("returned", "Returned"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
    )

    _code_uniq = models.UniqueIndex("(code)", "Another parcel has this code.")

    @api.depends("notified_at", "finished_at", "is_returned")
    def _compute_state(self):
        for parcel in self:
            if parcel.finished_at:
                parcel.state = "returned" if parcel.is_returned else "collected"
            else:
                parcel.state = "notified" if parcel.notified_at else "received"

    @api.depends("carrier", "tracking_tail", "unit_id.name")
    def _compute_display_name(self):
        carriers = dict(self._fields["carrier"]._description_selection(self.env))
        for parcel in self:
            parts = [
                carriers.get(parcel.carrier),
                parcel.tracking_tail,
                parcel.unit_id.name,
            ]
            parcel.display_name = " · ".join(filter(None, parts))

    @api.constrains("tracking_tail")
    def _check_tracking_tail(self):
        for parcel in self:
            if not re.fullmatch(r"[0-9A-Za-z]{0,4}", parcel.tracking_tail or ""):
                raise ValidationError(
                    self.env._("Tracking, last 4: four letters or digits at most.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Keep the last four of a number that was scanned whole."""
        return super().create([self._shorten(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._shorten(vals))

    @api.model
    def _shorten(self, vals):
        if tail := (vals.get("tracking_tail") or "").strip():
            vals = vals | {"tracking_tail": tail[-4:].upper()}
        return vals

    @api.model
    def _get_open_domain(self):
        return Domain("finished_at", "=", False)

    @api.model
    def _get_portal_domain(self):
        return Domain("partner_id", "=", self.env.user.partner_id.id)

    @api.model
    def _get_portal_parcels(self):
        """Return the parcels that wait for the user, one dictionary a parcel."""
        waiting = self.search(self._get_portal_domain() & self._get_open_domain())
        carriers = dict(self._fields["carrier"]._description_selection(self.env))
        # sudo: the name of his own unit, and the clock of its site
        return [
            {
                "carrier": carriers[parcel.carrier],
                "tail": parcel.tracking_tail,
                "locker": parcel.locker,
                "unit": parcel.unit_id.name,
                "code": parcel.code,
                "code_text": parcel.code_text,
                "since": parcel._to_site_time(parcel.received_at),
            }
            # sudo: the resident's own, found before; he has no rights to them
            for parcel in waiting.sudo()
        ]

    def action_notify(self):
        """Tell the recipients, once: who was told is left out."""
        for parcel in self.filtered(
            lambda parcel: not parcel.notified_at and not parcel.finished_at
        ):
            if not parcel.partner_id:
                raise UserError(
                    self.env._(
                        "Recipient: nobody is known for %(parcel)s.",
                        parcel=parcel.display_name,
                    )
                )
            parcel.notified_at = self._get_now()
            parcel._tell_recipient()
        return True

    def _tell_recipient(self):
        """Send the message in the recipient's language."""
        words = self.with_context(lang=self.partner_id.lang or self.env.lang)
        words.message_notify(
            partner_ids=self.partner_id.ids,
            subject=words.env._("A parcel is waiting for you"),
            body=words.env._(
                "%(parcel)s. Where: %(locker)s. Your code: %(code)s.",
                parcel=words.display_name,
                locker=self.locker or words.env._("front desk"),
                code=self.code_text,
            ),
        )

    def action_collect(self):
        """Hand the parcels over."""
        self._finish(is_returned=False)
        return True

    def action_return(self):
        self._finish(is_returned=True)
        return True

    def _finish(self, is_returned):
        for parcel in self:
            if parcel.finished_at:
                raise UserError(
                    self.env._(
                        "State: %(parcel)s has left the desk already.",
                        parcel=parcel.display_name,
                    )
                )
        self.write(
            {
                "finished_at": self._get_now(),
                "handed_by_id": self.env.uid,
                "is_returned": is_returned,
            }
        )
