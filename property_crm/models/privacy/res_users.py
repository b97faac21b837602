from odoo import models

from ...fields import MaskedChar


class ResUsers(models.Model):
    _inherit = "res.users"

    login = MaskedChar(mask="email", subject="partner_id", refuse_masks=False)
    email = MaskedChar(mask="email")
    phone = MaskedChar(mask="phone")

    def _sees_personal_data(self, export=False):
        """Whether nothing at all is masked for the user; no user is the system."""
        if not self or self._is_superuser():
            return True
        if export:
            return self._is_personal_data_exporter() and self.env[
                "property.disclosure"
            ]._is_open(False)
        return self.has_group("property_crm.group_property_personal_data")

    def _is_personal_data_exporter(self):
        return self._is_superuser() or self.has_group(
            "property_crm.group_property_personal_data_export"
        )

    def _notify_security_setting_update(self, *args, **kwargs):
        if self.env.context.get("property_erasing"):
            return self.env["mail.mail"]
        return super()._notify_security_setting_update(*args, **kwargs)
