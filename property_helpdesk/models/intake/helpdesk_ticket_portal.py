from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.mail import plaintext2html
from odoo.tools.mimetypes import guess_mimetype

from ...tools.file_kinds import FILE_TYPES

MAX_TEXT = 10_000
MAX_FILES = 6
MAX_FILE_SIZE = 25 * 1024 * 1024


class HelpdeskTicket(models.Model):
    """What residents may report, and about which units."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _get_resident_units(self, partner):
        """Return the units the partner owns or lives in today."""
        Unit = self.env["property.unit"]
        if not partner:
            return Unit
        domain = [("partner_id", "=", partner.id), ("is_current", "=", True)]
        # sudo: residents do not read the registers, and ask about themselves only
        owned_sudo = self.env["property.ownership"].sudo().search(domain)
        lived_sudo = self.env["property.occupancy"].sudo().search(domain)
        units_sudo = lived_sudo.unit_id | owned_sudo.unit_id
        return units_sudo.filtered("active").sudo(False)

    @api.model
    def _get_resident_classes(self, units):
        """Return the classes offered to residents of these units, as sudo."""
        # sudo: residents have no right to the classifier; what they are offered
        # is marked so
        kinds = set(units.sudo().site_id.mapped("kind"))
        return (
            self.env["property.ticket.class"]
            .sudo()
            .search(
                [
                    ("resident_name", "!=", False),
                    ("site_kind", "in", [False, *sorted(kinds)]),
                ]
            )
        )

    @api.model
    def _portal_intake(self, form, partner):
        """Take the form of a resident; return the id of the request.

        :param dict form: unit, class, text and token as posted, unchecked
        """
        units = self._get_resident_units(partner)
        unit = units.filtered(lambda u: str(u.id) == str(form.get("unit")))
        if units and not unit:
            raise AccessError(self.env._("Unit: choose one of your own units."))
        text = (form.get("text") or "").strip()[:MAX_TEXT]
        if not text:
            raise ValidationError(self.env._("Please describe the problem."))
        ticket_class = self._get_resident_classes(units).filtered(
            lambda c: str(c.id) == str(form.get("class"))
        )
        title = (form.get("title") or "").strip()[:120]
        values = {
            "partner_id": partner.id,
            "partner_email": partner.email,
            "unit_id": unit.id,
            "class_id": ticket_class.id,
            "name": title or ticket_class.resident_name,
            "description": plaintext2html(text),
            "channel_code": "portal",
            "user_id": False,
        }
        if form.get("where") == "common" and unit:
            del values["unit_id"]
            # sudo: the building of a unit that is the resident's own
            values["building_id"] = unit.sudo().building_id.id
        token = (form.get("token") or "").strip()[:64]
        key = f"portal:{partner.id}:{token}" if token else None
        # sudo: residents create requests through this form and no other way
        company = unit.sudo().company_id or self.env.company
        desk = self.sudo().with_company(company)
        return desk._intake([values], [key])[0]["id"]

    def _portal_close(self):
        """Close a request its requester does not need any more.

        Staff close with the rights they have.
        """
        self.ensure_one()
        self.check_access("read")
        user = self.env.user
        ticket = self
        if not user._is_internal():
            if not self._is_requester():
                raise AccessError(
                    self.env._("Only who made the request can take it back.")
                )
            # sudo: residents have no right to write, and take back their own only
            ticket = self.sudo()
        solution = self.env._(
            "Closed by %(name)s on the residents' page.", name=user.partner_id.name
        )
        ticket._close(solution, "withdrawn")

    def _is_requester(self):
        """Tell whether the user made the request himself."""
        self.ensure_one()
        partner = self.env.user.partner_id
        return bool(partner) and self.partner_id == partner

    @api.model
    def _get_portal_domain(self, filterby, search):
        """Return what the list of the residents' page shows."""
        domain = Domain.TRUE
        if filterby != "all":
            domain &= Domain("stage_id.closed", "=", filterby == "closed")
        if search:
            domain &= Domain("name", "ilike", search) | Domain(
                "number", "ilike", search
            )
        return domain

    def _get_zone_name(self):
        """Return the time zone in which the requester reads all times of it."""
        return self.site_id._get_zone().zone

    def _get_portal_steps(self):
        """Return where the request stands as ``[(label, date, is_done)]``."""
        self.ensure_one()
        started = not self.stage_id.unattended
        closed = self.stage_id.closed
        return [
            (self.env._("Received"), self.reported_at, True),
            (self.env._("Given to somebody"), self.assigned_date, bool(self.user_id)),
            (self.env._("Being worked on"), False, started or closed),
            (self.env._("Closed"), self.closed_date, closed),
        ]

    @api.model
    def _check_portal_files(self, files):
        """Refuse what is no picture of the trouble, whatever it calls itself.

        :param list files: ``[(name, content)]``
        """
        if len(files) > MAX_FILES:
            raise UserError(self.env._("Photos: %(count)s at most.", count=MAX_FILES))
        for name, content in files:
            if len(content) > MAX_FILE_SIZE:
                raise UserError(self.env._("%(name)s is too large.", name=name))
            if guess_mimetype(content) not in FILE_TYPES:
                raise UserError(
                    self.env._("%(name)s is no photo, video or PDF.", name=name)
                )

    @api.model
    def _portal_attach(self, ticket_id, files):
        """Attach the files of the form, once even if the form is sent twice."""
        self._check_portal_files(files)
        # sudo: residents attach through this form and no other way
        Attachment = self.env["ir.attachment"].sudo()
        target = [("res_model", "=", self._name), ("res_id", "=", ticket_id)]
        if files and not Attachment.search_count(target, limit=1):
            self.sudo().browse(ticket_id)._attach_photos(files)
