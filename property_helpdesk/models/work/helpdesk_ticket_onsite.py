import base64
import math

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

MAX_KEY = 64
MAX_BYTES = 8 * 1024 * 1024
MAX_NUMBER = 2**31 - 1
OPERATIONS = (
    *("start", "check", "photo", "material", "drop", "signature", "finish"),
    *("way", "here", "missed"),
)


class HelpdeskTicket(models.Model):
    """Takes what a phone sends from the place, once, however often it is sent."""

    _inherit = "helpdesk.ticket"

    material_ids = fields.One2many(
        "property.ticket.material",
        "ticket_id",
        string="Materials",
        groups="base.group_user",
    )
    signature = fields.Binary(
        attachment=True, copy=False, readonly=True, groups="base.group_user"
    )
    signed_by = fields.Char(copy=False, readonly=True, groups="base.group_user")
    signed_at = fields.Datetime(
        string="Signed on", copy=False, readonly=True, groups="base.group_user"
    )

    def api_work(self, operations):
        """Do what was noted on the phone; answer for each whether it is done.

        The answer to a key that was received before is ``unchanged``. What cannot be
        done is ``refused`` with the reason, and does not hinder the rest.

        :param list operations: ``{"key", "kind", "values"}``, in order
        :return: ``[{"key", "status", "message"?}]``
        """
        self.ensure_one()
        self.check_access("write")
        if not isinstance(operations, list):
            raise self._get_odd("operations")
        return [self._do_operation(operation) for operation in operations]

    def _get_odd(self, name):
        return UserError(self.env._("%(field)s: this cannot be read.", field=name))

    def _do_operation(self, operation):
        is_readable = isinstance(operation, dict)
        operation = operation if is_readable else {}
        key = self._get_text(operation, "key", MAX_KEY)
        kind, values = operation.get("kind"), operation.get("values") or {}
        try:
            with self.env.cr.savepoint():
                if not is_readable:
                    raise self._get_odd("operations")
                if not isinstance(values, dict):
                    raise self._get_odd("values")
                if not key or kind not in OPERATIONS:
                    raise UserError(self.env._("The phone sent what is not known."))
                Submission = self.env["property.ticket.submission"]
                if not Submission._claim(self, key, kind):
                    return {"key": key, "status": "unchanged"}
                getattr(self, f"_work_{kind}")(values)
                self.env.flush_all()
        except UserError as error:
            return {"key": key, "status": "refused", "message": str(error)}
        return {"key": key, "status": "done"}

    def _check_work_open(self):
        for ticket in self:
            if ticket.stage_id.is_finished:
                raise UserError(
                    self.env._(
                        "%(ticket)s is closed. Open it again to change what was done.",
                        ticket=ticket.display_name,
                    )
                )

    def _work_start(self, _values):
        self._check_work_open()
        self.action_start()

    def _work_check(self, values):
        item = self._get_own_line("checklist_ids", values.get("item_id"))
        item.write(
            {
                "is_done": bool(values.get("is_done")),
                "note": self._get_text(values, "note", 200) or item.note,
            }
        )

    def _work_photo(self, values):
        self._check_work_open()
        label = values.get("label")
        item = self.env["property.ticket.checklist.item"]
        if values.get("item_id"):
            item = self._get_own_line("checklist_ids", values["item_id"])
        self.env["ir.attachment"].create(
            {
                "name": self._get_text(values, "name", 120) or self.env._("Photo"),
                "raw": self._decode_image(values.get("data")),
                "res_model": self._name,
                "res_id": self.id,
                "photo_label": label if label in ("before", "after") else False,
                "checklist_item_id": item.id,
            }
        )

    def _work_material(self, values):
        name = self._get_text(values, "name", 120)
        if not name:
            raise UserError(self.env._("Material: say what was used."))
        quantity = self._get_number(values, "quantity") or 1
        price = self._get_number(values, "price_unit")
        if quantity < 0 or price < 0:
            raise UserError(self.env._("Quantity and price cannot be negative."))
        uom = self.env["uom.uom"].browse(self._get_number(values, "uom_id", int) or ())
        self.env["property.ticket.material"].create(
            {
                "ticket_id": self.id,
                "name": name,
                "quantity": quantity,
                "price_unit": price,
                "payer": "customer" if values.get("payer") == "customer" else "company",
                **({"uom_id": uom.id} if uom.exists() else {}),
            }
        )

    def _work_drop(self, values):
        self._get_own_line("material_ids", values.get("material_id")).unlink()

    def _work_signature(self, values):
        self._check_work_open()
        name = self._get_text(values, "name", 120)
        if not name:
            raise UserError(self.env._("Signature: write the name of who signs."))
        image = self._decode_image(values.get("data"))
        # sudo: a signature is taken here, and written in no other way
        self.sudo().write(
            {
                "signature": base64.b64encode(image),
                "signed_by": name,
                "signed_at": fields.Datetime.now(),
            }
        )

    def _work_finish(self, values):
        self._check_work_open()
        causes = dict(self._fields["close_cause"]._description_selection(self.env))
        cause = self._get_text(values, "close_cause", 32)
        if cause not in causes:
            raise UserError(self.env._("Outcome: choose one."))
        fault = self.env["property.fault.cause"].browse(
            self._get_number(values, "fault_cause_id", int) or ()
        )
        if self._needs_fault_cause(cause) and not fault.exists():
            raise UserError(self.env._("Cause of the fault: say why it broke."))
        self._close(
            self._get_text(values, "solution", 4000), cause, fault_cause_id=fault.id
        )

    @api.model
    def _get_text(self, values, name, size):
        """Return the text as the database takes it."""
        return str(values.get(name) or "").replace("\0", "").strip()[:size]

    def _get_own_line(self, name, line_id):
        """Return the line of this request; what a phone sends may name any."""
        line = self[name].filtered(lambda own: own.id == line_id)
        if not line:
            raise UserError(self.env._("It is not there any more."))
        return line

    def _get_number(self, values, name, kind=float):
        try:
            number = kind(values.get(name) or 0)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not math.isfinite(number) or abs(number) > MAX_NUMBER:
            raise UserError(self.env._("%(field)s: a number is needed.", field=name))
        return number

    def _decode_image(self, data):
        """Return the bytes of an image that came as text."""
        text = data if isinstance(data, str) else ""
        try:
            content = base64.b64decode(text.rpartition(",")[2], validate=True)
        except ValueError:  # also of characters that are no base 64
            content = b""
        is_image = guess_mimetype(content).startswith("image/") and content
        if not is_image or len(content) > MAX_BYTES:
            raise UserError(self.env._("This is not a photo, or it is too big."))
        return content
