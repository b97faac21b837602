"""helpdesk_mgmt 19.0.1.3.2 renders and sends the mail of a stage ticket by ticket:
75 queries each. Here the tickets that reached a stage are rendered together, and
nobody is written to who has no address."""

from odoo import models


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    def _message_track_post_template(self, changes):
        if not self or not changes or "stage_id" not in changes:
            return super()._message_track_post_template(changes)
        precommit = self.env.cr.precommit
        waiting = precommit.data.get("property_helpdesk.stage_mail")
        if waiting is None:
            waiting = precommit.data.setdefault("property_helpdesk.stage_mail", {})
            precommit.add(self.browse()._send_stage_mails)
        waiting.setdefault(self.stage_id.id, set()).update(self.ids)
        others = [change for change in changes if change != "stage_id"]
        return super()._message_track_post_template(others)

    def _send_stage_mails(self):
        waiting = self.env.cr.precommit.data.pop("property_helpdesk.stage_mail", {})
        for ids in waiting.values():
            # sudo: the mail goes out, whatever its reader may see of the request
            tickets = self.browse(sorted(ids)).sudo()
            tickets = tickets.filtered(lambda t: t.partner_id.email or t.partner_email)
            template, options = (
                tickets[:1]._track_template({"stage_id"}).get("stage_id", (False, {}))
            )
            if template:
                # mass mode is what this method does; the queue sends
                options.pop("composition_mode", None)
                tickets.message_mail_with_source(template, force_send=False, **options)

    def _track_template(self, tracking):
        # the parent takes self[0] and fails on none
        return super()._track_template(tracking) if self else {}
