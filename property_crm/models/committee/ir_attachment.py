from odoo import api, models
from odoo.exceptions import UserError

from .property_committee_meeting_print import KEPT_PRINT

MEETING = "property.committee.meeting"
CONTENT_FIELDS = frozenset(
    ("raw", "datas", "db_datas", "store_fname", "url", "type", "name", "mimetype")
)
PLACE_FIELDS = frozenset(("res_model", "res_id", "res_field"))


class IrAttachment(models.Model):
    """What was published of a meeting stays: its print and its files."""

    _inherit = "ir.attachment"

    def write(self, vals):
        if (CONTENT_FIELDS | PLACE_FIELDS) & vals.keys():
            self._check_not_published()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_not_published()

    def _check_not_published(self):
        if self.env.su:
            return
        # sudo: compared only; whether the user may change the file is asked later
        files_sudo = self.sudo().filtered(lambda file: file.res_model == MEETING)
        meetings_sudo = self.env[MEETING].sudo().browse(files_sudo.mapped("res_id"))
        for meeting_sudo in meetings_sudo.exists():
            if meeting_sudo.state != "published":
                continue
            kept = files_sudo.filtered(
                lambda file, of=meeting_sudo: (
                    file.res_id == of.id
                    and (file in of.attachment_ids or file.name.startswith(KEPT_PRINT))
                )
            )
            if kept:
                raise UserError(
                    self.env._("This meeting is closed: its records stay as they are.")
                )
