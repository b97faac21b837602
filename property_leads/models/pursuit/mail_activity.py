from odoo import api, models

NEGLECTED = "property_leads.mail_activity_type_neglected"
# What our kinds of contact count as.
KINDS = {
    "call": "call",
    "email": "mail",
    "fax": "mail",
    "meeting": "meeting",
    "appointment": "meeting",
}


class MailActivity(models.Model):
    """What is planned for a prospect moves its next date; what is done is logged."""

    _inherit = "mail.activity"

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._refresh_leads()
        return activities

    def write(self, vals):
        before = self._get_lead_ids()
        result = super().write(vals)
        if not {"date_deadline", "active", "res_id", "res_model_id"}.isdisjoint(vals):
            self._refresh_leads(before)
        return result

    def unlink(self):
        before = self._get_lead_ids()
        result = super().unlink()
        self.env["crm.lead"]._refresh_dates(before)
        return result

    def _action_done(self, feedback=False, attachment_ids=None):
        neglected_id = self.env["crm.lead"]._get_neglected_type_id()
        vals_list = [
            {
                "lead_id": activity.res_id,
                "kind": KINDS.get(activity.activity_type_id.property_kind, "activity"),
                "new_value": activity.summary or activity.activity_type_id.name,
                "note": feedback or False,
            }
            for activity in self
            if activity.res_model == "crm.lead"
            and activity.activity_type_id.id != neglected_id
        ]
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        self.env["crm.lead"]._log_events(vals_list)
        return result

    def _get_lead_ids(self):
        return [a.res_id for a in self if a.res_model == "crm.lead" and a.res_id]

    def _refresh_leads(self, before=()):
        ids = {*before, *self._get_lead_ids()}
        if ids:
            self.env["crm.lead"]._refresh_dates(list(ids))
