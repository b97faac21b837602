from odoo import fields, models

from ...tools.paper_number import make_number


class PropertySurveyCampaign(models.Model):
    """Its printed sheets, which are numbered through."""

    _inherit = "property.survey.campaign"

    paper_ids = fields.One2many(
        "property.survey.paper", "campaign_id", string="Printed sheets"
    )
    paper_last = fields.Integer(string="Sheets printed", readonly=True, copy=False)

    def _take_serials(self, count):
        """Return the first of so many new serials; two who print get different ones."""
        self.ensure_one()
        # sudo: the counter is the campaign's, whoever prints
        campaign_sudo = self.sudo()
        campaign_sudo.lock_for_update()
        first = campaign_sudo.paper_last + 1
        campaign_sudo.paper_last += count
        return first

    def action_view_papers(self):
        """Open the sheets printed so far, or a new print where there is none."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.property_survey_paper_action"
        )
        action["domain"] = [("campaign_id", "=", self.id)]
        action["context"] = {"default_campaign_id": self.id}
        if not self.paper_ids:
            action["views"] = [(False, "form")]
        return action

    def action_key_sheets(self):
        """Open the screen on which returned sheets are keyed."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "property_survey.keying",
            "name": self.env._("Key sheets"),
            "params": {"campaign_id": self.id},
        }

    def _find_paper(self, serial):
        """Return the ``(print, invitation)`` of a sheet; both empty for none."""
        self.ensure_one()
        paper = self.paper_ids.filtered(
            lambda paper: paper.serial_first <= serial <= paper.serial_last
        )[:1]
        invitation = self.env["property.survey.invitation"]
        if paper.kind == "own":
            invitation = invitation.search(
                [("campaign_id", "=", self.id), ("paper_serial", "=", serial)]
            )
        return paper, invitation

    def _get_paper_key(self, serial):
        return f"paper:{make_number(serial)}"
