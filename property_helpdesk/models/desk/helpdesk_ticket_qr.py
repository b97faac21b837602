import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.mail import email_normalize, plaintext2html
from odoo.tools.mimetypes import guess_mimetype

from odoo.addons.property_crm.tools.masking import is_masked

from ...tools.file_kinds import PHOTO_TYPES

MAX_PHOTOS = 4
MAX_PHOTO_SIZE = 8 * 1024 * 1024
MAX_TEXT = 5_000


class HelpdeskTicket(models.Model):
    """Requests by the QR code of a place, from whoever stands there."""

    _inherit = "helpdesk.ticket"

    intake_code_id = fields.Many2one(
        "property.intake.code",
        string="QR code",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    follow_token = fields.Char(
        copy=False,
        readonly=True,
        groups="base.group_system",
        export_string_translation=False,
    )

    _follow_token_uniq = models.UniqueIndex(
        "(follow_token) WHERE follow_token IS NOT NULL"
    )

    @api.model
    def _code_intake(self, code_sudo, form, address, photos=()):
        """Take the form of a place; return the request as sudo.

        :param dict form: class, text, name, phone, email and token, unchecked
        :param str address: the internet address it comes from
        :param list photos: ``[(name, content)]``
        """
        text = (form.get("text") or "").strip()[:MAX_TEXT]
        if not text:
            raise ValidationError(self.env._("Please describe the problem."))
        self._check_photos(photos)
        token = (form.get("token") or "").strip()[:64]
        desk = code_sudo.env[self._name].with_company(code_sudo.company_id)
        answer = desk._intake(
            [desk._prepare_code_vals(code_sudo, form, text, address)],
            [f"qr:{code_sudo.id}:{token}" if token else None],
        )[0]
        ticket_sudo = desk.browse(answer["id"])
        if answer["status"] == "created":
            ticket_sudo._attach_photos(photos)
        return ticket_sudo

    @api.model
    def _prepare_code_vals(self, code, form, text, address):
        ticket_class = self._get_code_classes(code).filtered(
            lambda c: str(c.id) == str(form.get("class"))
        )
        places = ("unit_id", "common_part_id", "building_id", "site_id")
        place = next(name for name in places if code[name])
        return {
            place: code[place].id,
            "class_id": ticket_class.id,
            "name": ticket_class.resident_name,
            "description": plaintext2html(text),
            "partner_name": (form.get("name") or "").strip()[:80],
            "caller_phone": self._get_given_phone(form.get("phone")),
            "partner_email": email_normalize((form.get("email") or "")[:120]),
            "channel_code": "qr",
            "user_id": False,
            "intake_code_id": code.id,
            "follow_token": secrets.token_urlsafe(24),
            "sender": f"address:{address}",
        }

    @api.model
    def _get_given_phone(self, text):
        """Return what was typed as a phone number; stars are no number."""
        phone = (text or "").strip()[:40]
        return False if is_masked(phone) else phone

    @api.model
    def _get_code_classes(self, code):
        """Return what can be reported at the place, as sudo."""
        # sudo: what is offered to residents is marked so
        scope = "unit" if code.unit_id else "common"
        return (
            self.env["property.ticket.class"]
            .sudo()
            .search(
                [
                    ("resident_name", "!=", False),
                    ("site_kind", "in", [False, code.site_id.kind]),
                    ("place_id.scope", "in", ["any", scope]),
                ]
            )
        )

    @api.model
    def _check_photos(self, photos):
        """Refuse what is no photo, whatever it calls itself."""
        if len(photos) > MAX_PHOTOS:
            raise UserError(self.env._("Photos: %(count)s at most.", count=MAX_PHOTOS))
        for name, content in photos:
            if len(content) > MAX_PHOTO_SIZE:
                raise UserError(self.env._("%(name)s is too large.", name=name))
            if guess_mimetype(content) not in PHOTO_TYPES:
                raise UserError(self.env._("%(name)s is no photo.", name=name))

    def _attach_photos(self, photos):
        self.env["ir.attachment"].create(
            [
                {
                    "name": name[:120],
                    "raw": content,
                    "res_model": self._name,
                    "res_id": self.id,
                }
                for name, content in photos
            ]
        )

    @api.model
    def _find_by_follow_token(self, token):
        """Return the request of the page that follows it, as sudo, or none."""
        # sudo: the token is the right to see the state, and nothing else is shown
        tickets_sudo = self.sudo()
        if not token or len(token) > 64:
            return tickets_sudo
        return tickets_sudo.search([("follow_token", "=", token)], limit=1)
