from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import clean_context

from .property_lead_event import CONTACTS, LIFE

# Writing these can change who has a prospect, where it stands, or its end.
TRIGGERS = frozenset({"user_id", "stage_id", "team_id", "active", "probability"})


class CrmLead(models.Model):
    """Writes the log, in batches, next to every change."""

    _inherit = "crm.lead"

    event_ids = fields.One2many("property.lead.event", "lead_id", string="Log")
    last_action_at = fields.Datetime(
        string="Last sign of life",
        default=fields.Datetime.now,
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="A contact, an answer, another enquiry, or a step forward.",
    )
    contacted_at = fields.Datetime(
        string="First contact", copy=False, readonly=True, help="By us, with him."
    )

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._log_events([lead._prepare_created_vals() for lead in leads])
        return leads

    def write(self, vals):
        if TRIGGERS.isdisjoint(vals):
            return super().write(vals)
        before = {lead.id: lead._get_logged() for lead in self}
        result = super().write(vals)
        self._log_changes(before)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_logged(self):
        raise UserError(
            self.env._(
                "Prospects are not deleted: their log is kept. Mark it as lost, or"
                " merge it with the one it belongs to."
            )
        )

    def _get_logged(self):
        return (self.stage_id, self.user_id, self.won_status)

    def _prepare_created_vals(self):
        return {
            "lead_id": self.id,
            "kind": "created",
            "new_value": self.user_id.sudo().name,  # sudo: whoever lets it in
            "new_ref": self.stage_id.id,
        }

    def _log_changes(self, before):
        """Log what differs from ``before``; nothing if nothing does."""
        reason = self.env.context.get("lead_reason")
        vals_list = []
        for lead in self:
            stage, user, status = before[lead.id]
            if user != lead.user_id:
                vals_list.append(lead._prepare_change("given", user, lead.user_id))
            if stage != lead.stage_id:
                vals_list.append(lead._prepare_change("stage", stage, lead.stage_id))
            if status != lead.won_status:
                vals_list.append(lead._prepare_end_vals())
        for vals in vals_list:
            vals.setdefault("note", reason)
        self._log_events(vals_list)

    def _prepare_change(self, kind, old, new):
        # sudo: the name is logged even if the change took it out of the user's sight
        return {
            "lead_id": self.id,
            "kind": kind,
            "old_value": old.sudo().display_name,
            "new_value": new.sudo().display_name,
            "old_ref": old.id,
            "new_ref": new.id,
        }

    def _prepare_end_vals(self):
        kind = {"won": "won", "lost": "lost"}.get(self.won_status, "restored")
        reason = self.lost_reason_id.sudo().name  # sudo: as above
        return {
            "lead_id": self.id,
            "kind": kind,
            "new_value": kind == "lost" and reason,
        }

    @api.model
    def _log_events(self, vals_list):
        """Append to the log; what is a contact or a sign of life moves the clocks."""
        # sudo: no group has the right to write the log by hand
        events_sudo = (
            self._get_plain_env()["property.lead.event"].sudo().create(vals_list)
        )
        alive = events_sudo.filtered(lambda event: event.kind in LIFE)
        for event in alive:
            lead_sudo = event.lead_id
            if not lead_sudo.last_action_at or lead_sudo.last_action_at < event.date:
                lead_sudo.last_action_at = event.date
            if event.kind in CONTACTS and not lead_sudo.contacted_at:
                lead_sudo.contacted_at = event.date
        return events_sudo

    @api.model
    def _get_plain_env(self):
        """Return the environment without the defaults of what is being created."""
        return self.env(context=clean_context(self.env.context))

    @api.model
    def _log_documents(self, kind, documents, describe=None):
        """Log what was done with documents that may have a prospect.

        :param describe: function that says of a document which one, or how it ended
        """
        # sudo: whoever takes the step need not see the prospect
        known_sudo = documents.sudo().filtered("lead_id")
        vals_list = [
            {
                "lead_id": document.lead_id.id,
                "kind": kind,
                "new_value": describe and describe(document),
                "new_ref": document.id,
            }
            for document in known_sudo
        ]
        return self._log_events(vals_list) if vals_list else None

    def _log_contact(self, kind, note=None, minutes=0, date=None):
        """Log what was done for the customers of all these prospects."""
        date = date or fields.Datetime.now()
        return self._log_events(
            [
                {
                    "lead_id": lead.id,
                    "kind": kind,
                    "note": note,
                    "minutes": minutes,
                    "date": date,
                }
                for lead in self
            ]
        )

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        kind = self._get_contact_kind(message)
        if kind:
            self._log_contact(kind, note=message.subject or False)
        return result

    def _get_contact_kind(self, message):
        """Return what a message is to the customer: nothing if it is not for him."""
        # sudo: who wrote it decides, whether the reader knows him or not
        message_sudo = message.sudo()
        if message_sudo.message_type not in ("comment", "email", "email_outgoing"):
            return None
        if message_sudo.subtype_id.internal or message_sudo.is_internal:
            return None
        is_staff = any(
            not user.share
            for user in message_sudo.author_id.with_context(active_test=False).user_ids
        )
        return "mail" if is_staff else "reply"

    def action_view_log(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_leads.property_lead_event_action"
        )
        return {**action, "domain": [("lead_id", "=", self.id)], "context": {}}
