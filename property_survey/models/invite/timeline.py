from odoo import models
from odoo.fields import Domain

from odoo.addons.property_crm.models.timeline.timeline_source import TimelineSource


class ResPartner(models.Model):
    """That he was asked, on the customer's timeline; what he said is not there."""

    _inherit = "res.partner"

    def _get_timeline_documents(self):
        people = self._get_timeline_people()
        return [
            *super()._get_timeline_documents(),
            TimelineSource(
                code="survey_invitation",
                model=self.env["property.survey.invitation"],
                domain=Domain("partner_id", "in", people.ids),
                date="asked_on",
                describe=_describe_invitations,
                kinds=("survey",),
            ),
        ]


def _describe_invitations(invitations):
    found = invitations.search_fetch(
        [("id", "in", invitations.ids)], ["campaign_id", "state"]
    )
    states = dict(found._fields["state"]._description_selection(found.env))
    return {
        one.id: {
            "title": one.env._("Asked: %(campaign)s", campaign=one.campaign_id.name),
            "state": states[one.state],
        }
        for one in found
    }
