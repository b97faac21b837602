from odoo import api, models
from odoo.fields import Domain

SHEET = "property.survey.sheet"
INVITATION = "property.survey.invitation"


class PropertyPersonalData(models.AbstractModel):
    """Answers in the copy of who gave them, and before and after he is erased.

    Anonymous ones are nobody's: they are not found here, and not by anything else.
    """

    _inherit = "property.personal.data"

    @api.model
    def _get_nameless_models(self):
        reason = self.env._("What was answered, and by how many, for the figures.")
        return super()._get_nameless_models() | {SHEET: reason, INVITATION: reason}

    @api.model
    def _find_links(self, partner):
        """Add confidential answers, which know their invitation only."""
        links = super()._find_links(partner)
        invited = links.get(INVITATION)
        if not invited:
            return links
        # sudo: the person's own answers, which nobody else may read one by one
        sheets_sudo = self.env[SHEET].sudo()
        found = sheets_sudo.search(Domain("invitation_id", "in", invited))
        if found:
            links[SHEET] = sorted({*links.get(SHEET, []), *found.ids})
        return links

    @api.model
    def _get_exported_fields(self, model_name):
        names = super()._get_exported_fields(model_name)
        return [*names, "answers_html"] if model_name == SHEET else names

    @api.model
    def _get_self_service_fields(self):
        return super()._get_self_service_fields() | {
            SHEET: ["campaign_id", "day", "answers_html"],
            INVITATION: ["campaign_id", "state", "asked_on"],
        }
