from odoo import api, fields, models

from .property_lead_touch import CHANNELS


class CrmLead(models.Model):
    """Where it came from: source, medium, campaign, of the first time and the last."""

    _inherit = "crm.lead"

    channel = fields.Selection(
        CHANNELS,
        required=True,
        default="direct",
        index=True,
        tracking=True,
        help="How the person came: by himself, through an agent, over the internet.",
    )
    enquiry = fields.Text(string="What he asks", copy=False)
    touch_ids = fields.One2many("property.lead.touch", "lead_id", string="Enquiries")
    touch_count = fields.Integer(
        string="Times asked", default=1, copy=False, readonly=True
    )
    last_touch_at = fields.Datetime(
        string="Asked last", default=fields.Datetime.now, copy=False, readonly=True
    )
    last_channel = fields.Selection(
        CHANNELS, string="Channel last", copy=False, readonly=True
    )
    last_source_id = fields.Many2one(
        "utm.source", string="Source last", copy=False, readonly=True
    )
    last_medium_id = fields.Many2one(
        "utm.medium", string="Medium last", copy=False, readonly=True
    )
    last_campaign_id = fields.Many2one(
        "utm.campaign", string="Campaign last", copy=False, readonly=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        # sudo: nobody adds enquiries by hand
        self._get_plain_env()["property.lead.touch"].sudo().create(
            [
                {
                    "lead_id": lead.id,
                    "company_id": lead.company_id.id,
                    "channel": lead.channel,
                    "source_id": lead.source_id.id,
                    "medium_id": lead.medium_id.id,
                    "campaign_id": lead.campaign_id.id,
                    "text": lead.enquiry,
                    "is_first": True,
                }
                for lead in leads
            ]
        )
        for lead in leads:
            lead.update(lead._prepare_last_touch())
        return leads

    def _prepare_last_touch(self):
        return {
            "last_channel": self.channel,
            "last_source_id": self.source_id.id,
            "last_medium_id": self.medium_id.id,
            "last_campaign_id": self.campaign_id.id,
        }

    @api.model
    def _add_touches(self, touches):
        """Note that known people asked again; their first source stays.

        :param touches: values of ``property.lead.touch``
        """
        # sudo: nobody adds enquiries by hand
        touches_sudo = self._get_plain_env()["property.lead.touch"].sudo()
        added_sudo = touches_sudo.create(touches)
        for lead_sudo, own_sudo in added_sudo.grouped("lead_id").items():
            last = own_sudo.sorted("date")[-1]
            lead_sudo.update(
                {
                    "touch_count": lead_sudo.touch_count + len(own_sudo),
                    "last_touch_at": last.date,
                    "last_channel": last.channel,
                    "last_source_id": last.source_id.id or lead_sudo.last_source_id.id,
                    "last_medium_id": last.medium_id.id or lead_sudo.last_medium_id.id,
                    "last_campaign_id": last.campaign_id.id
                    or lead_sudo.last_campaign_id.id,
                }
            )
        self._log_events(
            [
                {
                    "lead_id": touch.lead_id.id,
                    "kind": "touch",
                    "new_value": touch.source_id.name or touch.channel,
                    "note": touch.text,
                }
                for touch in added_sudo
            ]
        )
        return added_sudo

    def action_view_touches(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_leads.property_lead_touch_action"
        )
        return {**action, "domain": [("lead_id", "=", self.id)], "context": {}}
