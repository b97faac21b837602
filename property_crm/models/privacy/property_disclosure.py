from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

VALID_MINUTES = 15
MIN_REASON = 3
# What only says that something happened, and opens nothing.
LOGGED = ("exported", "listened", "dialled")
OF_A_PERSON = ("reveal", "dialled")
_CACHE_KEY = "property_crm.disclosures"


class PropertyDisclosure(models.Model):
    """One look at personal data: who, whose, why, until when.

    While it is open, the user reads this person's data clear. An export disclosure
    opens exports to those whose group may export at all. The rows are the log: nobody
    changes or deletes one.
    """

    _name = "property.disclosure"
    _description = "Disclosure of personal data"
    _order = "id desc"
    _rec_name = "reason"

    user_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(
        [
            ("reveal", "Shown"),
            ("export", "Export"),
            ("exported", "Exported"),
            ("listened", "Heard"),
            ("dialled", "Dialled"),
        ],
        required=True,
        default="reveal",
        help="Shown: one person's data on the screen. Export: the user may export for "
        "a while. Exported: a file was made.",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Person", index="btree_not_null", ondelete="set null"
    )
    reason = fields.Char(required=True)
    valid_until = fields.Datetime(readonly=True, required=True)
    exported_model = fields.Char(string="Exported records", readonly=True)
    exported_count = fields.Integer(string="Number exported", readonly=True)

    _open_idx = models.Index("(user_id, valid_until)")
    _reason_given = models.Constraint(
        "CHECK(length(trim(reason)) >= 3)", "Say why the data are needed."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Open for a few minutes, in the user's own name, whatever is asked for."""
        now = fields.Datetime.now()
        for vals in vals_list:
            if len((vals.get("reason") or "").strip()) < MIN_REASON:
                raise ValidationError(
                    self.env._("Reason: say why the data are needed.")
                )
            vals["user_id"] = self.env.uid
            vals["company_id"] = self.env.company.id
            vals["valid_until"] = now
            if vals.get("kind", "reveal") not in LOGGED:
                vals["valid_until"] = now + timedelta(minutes=VALID_MINUTES)
        disclosures = super().create(vals_list)
        disclosures._check_allowed()
        self._forget_open()
        return disclosures

    def _check_allowed(self):
        for disclosure in self:
            if disclosure.kind in OF_A_PERSON:
                disclosure._check_person()
            elif not disclosure._is_export_allowed():
                raise UserError(
                    self.env._("You may not export personal data. Ask a manager.")
                )

    def _is_export_allowed(self):
        """Whether the user may export; everybody may have a copy of his own data."""
        user = self.env.user
        own = self.kind == "exported" and self.partner_id == user.partner_id
        return own or user._is_personal_data_exporter()

    def _check_person(self):
        if not self.partner_id:
            raise ValidationError(self.env._("Person: say whose data are needed."))
        # back to the user's own rights, should the caller have used sudo
        self.partner_id.sudo(False).check_access("read")

    def write(self, vals):
        if self:
            raise UserError(self.env._("The log of disclosures cannot be changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self.env.context.get("property_retention"):
            return  # its time of keeping is over; nobody has the right to delete it
        raise UserError(self.env._("The log of disclosures cannot be deleted."))

    @api.model
    def _get_open(self):
        """Return ``{what is opened: valid until}`` of the user, see ``_get_opened``.

        One query a transaction.
        """
        cache = self.env.cr.cache.setdefault(_CACHE_KEY, {})
        uid = self.env.uid
        if uid not in cache:
            domain = Domain("user_id", "=", uid) & Domain(
                "valid_until", ">", fields.Datetime.now()
            )
            # sudo: what the user was shown decides, not whether he may read the log
            rows = self.sudo().search_fetch(
                domain, ["partner_id", "valid_until", "kind"], order="id"
            )
            cache[uid] = {row._get_opened(): row.valid_until for row in rows}
        return cache[uid]

    def _get_opened(self):
        """Return the id of the person shown; False where it opens the export."""
        if self.kind != "reveal":
            return False
        # none at all where the contact was deleted since
        return self.partner_id.id or None

    @api.model
    def _forget_open(self):
        self.env.cr.cache.pop(_CACHE_KEY, None)

    @api.model
    def _is_open(self, opened):
        """Whether the user may see this person now; False asks for the export."""
        valid_until = self._get_open().get(opened)
        return bool(valid_until and valid_until > fields.Datetime.now())

    @api.model
    def _log_export(self, model_name, count):
        """Note an export that was made with clear personal data."""
        # sudo: the log is written for the user, who may not be able to read it
        self.sudo().create(
            {
                "kind": "exported",
                "reason": self._get_export_reason(),
                "exported_model": model_name,
                "exported_count": count,
            }
        )

    @api.model
    def _log_copy(self, partner, request, count):
        """Note that somebody got a copy of what is stored about him."""
        self.create(
            {
                "kind": "exported",
                "partner_id": partner.id,
                "reason": request.display_name,
                "exported_model": request._name,
                "exported_count": count,
            }
        )

    @api.model
    def _get_export_reason(self):
        domain = Domain("user_id", "=", self.env.uid) & Domain("kind", "=", "export")
        # sudo: as in _get_open
        return self.sudo().search(domain, limit=1).reason

    @api.model
    def _get_ask_action(self, **whose):
        """Return the dialog that asks why somebody's data are needed."""
        view = self.env.ref("property_crm.property_disclosure_view_form_ask")
        defaults = {f"default_{name}": value for name, value in whose.items()}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Show personal data"),
            "res_model": self._name,
            "views": [(view.id, "form")],
            "target": "new",
            "context": {**defaults, "default_kind": "reveal"},
        }

    def action_open(self):
        """Close the dialog; saving it has opened the disclosure."""
        return {"type": "ir.actions.act_window_close"}
