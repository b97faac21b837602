from odoo import models
from odoo.exceptions import UserError

from odoo.addons.property_crm.tools.call_script import CHOICES

from ...tools.paper_layout import scale_points

SPOKEN = ("done", "reached")
# How the invitation stands after the calls ended without an answer.
OUTCOMES = {
    "refused": "refused",
    "wrong_number": "failed",
    "unreachable": "failed",
}
WAITING = ("planned", "asked", "failed", "refused")


class PropertyCallEntry(models.Model):
    """Somebody whom a campaign asks by telephone.

    What he said goes to the campaign when the call is over. But where answers have his
    name on them, the entry forgets it then.
    """

    _inherit = "property.call.entry"

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            # sudo: who calls has no rights on invitations; his call is told to one
            for entry in self.sudo().filtered(lambda one: one.list_id.campaign_id):
                entry._tell_campaign()
        return result

    def _compute_about(self):
        """An invitation is called what the customer is: nothing to say twice."""
        asked = self.filtered(lambda one: one.res_model == "property.survey.invitation")
        asked.about = False
        return super(PropertyCallEntry, self - asked)._compute_about()

    def _get_invitation(self):
        self.ensure_one()
        # sudo: as above
        invitations = self.env["property.survey.invitation"].sudo()
        if self.res_model != invitations._name or not self.list_id.sudo().campaign_id:
            return invitations
        return invitations.browse(self.res_id).exists()

    def _tell_campaign(self):
        invitation = self._get_invitation()
        if not invitation:
            return
        if invitation.state == "planned":
            invitation.channel = "phone"
            invitation._mark_asked()
        answers = self._get_survey_answers() if self.state in SPOKEN else {}
        if answers:
            invitation.campaign_id._submit(
                answers, invitation=invitation, channel="phone"
            )
        elif invitation.state in WAITING:
            invitation.state = OUTCOMES.get(self.state, "asked")
        if not self.is_open and invitation.campaign_id.mode != "named":
            self._forget_answers()

    def _forget_answers(self):
        """Keep nothing of what was said: the word was given."""
        self.answer_ids.unlink()

    def _get_survey_answers(self):
        """Return ``{question id: number or text}`` of what was said."""
        said = {
            answer.step_id.survey_question_id: answer._get_survey_value()
            for answer in self.answer_ids
            if answer.step_id.survey_question_id
        }
        found = {
            question.id: value
            for question, value in said.items()
            if value not in (None, "")
        }
        points = {
            question.id: found[question.id]
            for question in said
            if question.quality_role == "importance" and question.id in found
        }
        return found | scale_points(points)

    def _may_be_called(self):
        invitation = self._get_invitation()
        if invitation and invitation.state not in ("planned", "asked"):
            self._close("done", self.env._("Not to be asked any more."))
            return False
        return super()._may_be_called()

    def _undo(self):
        if self._get_invitation().state == "answered":
            raise UserError(
                self.env._("The answers were handed in; they cannot be taken back.")
            )
        return super()._undo()


class PropertyCallAnswer(models.Model):
    _inherit = "property.call.answer"

    def _get_survey_value(self):
        """Return the reply as a campaign takes it; None for no answer."""
        self.ensure_one()
        kind = self.step_id.kind
        if kind in CHOICES:
            code = self.option_id.code or ""
            return int(code) if code.isdigit() else None
        if kind == "number":
            number = self.value_number
            return int(number) if number.is_integer() else number
        return self.value_text or None
