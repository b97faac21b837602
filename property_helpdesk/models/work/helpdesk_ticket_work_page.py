from odoo import fields, models
from odoo.tools.mail import html2plaintext

from odoo.addons.property_crm.tools.masking import is_masked

from .property_fault_cause import REPAIRED


class HelpdeskTicket(models.Model):
    """What the page for the phone shows, in one answer that can be kept."""

    _inherit = "helpdesk.ticket"

    def action_work(self):
        """Open the page for work on the place."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "property_helpdesk.property_work_action"
        )
        return {**action, "params": {"ticket_id": self.id}}

    def api_work_page(self):
        """Return all that somebody on the place needs, as text and numbers."""
        self.ensure_one()
        self.check_access("write")
        return {
            **self._prepare_work_head(),
            "items": [item._prepare_page_row() for item in self.checklist_ids],
            "materials": [line._prepare_page_row() for line in self.material_ids],
            "photos": self._get_work_photos(),
            **self._get_work_choices(),
        }

    def _prepare_work_head(self):
        # read, not the attribute: it masks what the user may not see
        [row] = self.read(["partner_phone", "caller_phone"])
        phone = row["partner_phone"] or row["caller_phone"] or ""
        deadline = self.date_deadline
        return {
            "id": self.id,
            "number": self.number,
            "name": self.name,
            "description": html2plaintext(self.description or "").strip(),
            "place": self.place_name,
            "address": self._get_work_address(),
            "requester": self.partner_id.name or self.partner_name or "",
            "partner_id": self.partner_id.id,
            "phone": phone,
            "is_phone_masked": is_masked(phone),
            "deadline": fields.Datetime.to_string(deadline) if deadline else False,
            "is_late": self.deadline_state == "late",
            "is_emergency": self.is_emergency,
            "is_rework": self.is_rework,
            "is_closed": self.stage_id.is_finished,
            "is_started": not self.stage_id.unattended,
            "next_step": self.next_step or "",
            "signed_by": self.signed_by or "",
            "solution": self.solution or self.applied_solution_id._get_plain_steps(),
        }

    def _get_work_address(self):
        # sudo: who works on a request finds the way there
        site_sudo, building_sudo = self.site_id.sudo(), self.building_id.sudo()
        street = building_sudo.street or site_sudo.street
        return ", ".join(filter(None, [street, site_sudo.city]))

    def _get_work_photos(self):
        photos = self.env["ir.attachment"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("res_field", "=", False),
                ("mimetype", "=like", "image/%"),
            ],
            order="id",
        )
        return [
            {
                "id": photo.id,
                "label": photo.photo_label or "",
                "item_id": photo.checklist_item_id.id,
            }
            for photo in photos
        ]

    def _get_work_choices(self):
        """Return what can be chosen, so that the page works without a connection."""
        outcomes = self._fields["close_cause"]._description_selection(self.env)
        currency = self.company_id.currency_id
        return {
            "outcomes": outcomes,
            "repaired": list(REPAIRED) if self.case_type == "repair" else [],
            "causes": self.env["property.fault.cause"].search_read(
                [("active", "=", True)], ["name"]
            ),
            "uoms": self.env["uom.uom"].search_read([], ["name"], limit=40),
            "uom_id": self.env.ref("uom.product_uom_unit").id,
            "currency": currency.symbol or currency.name,
        }
