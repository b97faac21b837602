from odoo import models
from odoo.exceptions import UserError

LONGEST = 4000


class PropertyAssembly(models.Model):
    """Objections as owners make and read them; they have no rights to the records."""

    _inherit = "property.assembly"

    def _is_in_register(self, partner):
        """Tell whether somebody owns or votes for a unit of the frozen register."""
        self.ensure_one()
        # sudo: the register tells who is an owner, nothing of it is shown
        rows_sudo = self.env["property.assembly.row"].sudo()._find_by_owner(partner)
        return self.id in rows_sudo.assembly_id.ids

    def _portal_get_objections(self, partner):
        """Return what somebody has objected here, as sudo."""
        # sudo: his own objections and the answers to them, nothing else
        return self.sudo().objection_ids.filtered(lambda one: one.partner_id == partner)

    def _portal_may_object(self, partner):
        """Tell whether somebody may object now: in time, an owner, and once."""
        self.ensure_one()
        until = self.objection_until
        return (
            self.state == "announced"
            and bool(until)
            and self.site_id._get_today() <= until
            and not self._portal_get_objections(partner)
            and self._is_in_register(partner)
        )

    def _portal_object(self, partner, text):
        """Take the objection of an owner.

        :raise UserError: if he may not object, or says nothing
        """
        self.ensure_one()
        text = (text or "").strip()
        if not text:
            raise UserError(self.env._("Write what you object to."))
        if len(text) > LONGEST:
            raise UserError(
                self.env._("At most %(number)s characters, please.", number=LONGEST)
            )
        # sudo: he has no rights to the records; of two tabs the second comes too late
        assembly_sudo = self.sudo()
        assembly_sudo.lock_for_update()
        assembly_sudo.invalidate_recordset(["state", "objection_ids"])
        if not assembly_sudo._portal_may_object(partner):
            raise UserError(
                self.env._("You have objected already, or the time for it is over.")
            )
        return assembly_sudo.env["property.assembly.objection"].create(
            {
                "assembly_id": self.id,
                "partner_id": partner.id,
                "date": self.site_id._get_today(),
                "text": text,
            }
        )
