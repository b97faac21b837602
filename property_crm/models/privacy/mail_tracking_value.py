from odoo import models

from ...fields import MaskedChar


class MailTrackingValue(models.Model):
    """Old and new numbers in the chatter are masked like the field itself."""

    _inherit = "mail.tracking.value"

    def _get_masked_field(self):
        model = self.env.get(self.field_id.model)
        field = model._fields.get(self.field_id.name) if model is not None else None
        return field if isinstance(field, MaskedChar) else None

    def _format_display_value(self, field_type, new=True):
        result = super()._format_display_value(field_type, new=new)
        for index, tracking in enumerate(self):
            field = tracking._get_masked_field()
            if not field or not result[index]:
                continue
            message = tracking.mail_message_id
            record = self.env[message.model].browse(message.res_id)
            if field._is_masked_for_user(result[index], record):
                result[index] = field.apply_mask(result[index])
        return result

    def _filter_free_field_access(self):
        """Leave personal data out of the summaries that go out by e-mail."""
        free = super()._filter_free_field_access()
        return free.filtered(lambda tracking: not tracking._get_masked_field())
