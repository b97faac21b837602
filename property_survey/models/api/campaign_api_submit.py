from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.property_crm.tools.api_rows import KEY, ApiField

FIELDS = {
    field.name: field
    for field in (
        ApiField("token"),
        ApiField("invitation"),
        ApiField("partner", "reference", "partner_id", model="res.partner"),
        ApiField("building", "reference", "building_id", model="property.building"),
        ApiField("channel", "selection"),
        ApiField("day", "date"),
        ApiField("normalise", "boolean"),
    )
}


class PropertySurveyCampaign(models.Model):
    _inherit = "property.survey.campaign"

    @api.model
    def api_submit_answers(self, campaign, rows):
        """Hand in answered questionnaires; each is taken once.

        A repeated call answers ``exists`` and changes nothing, so a client whose answer
        got lost just calls again. A bad row is named and never costs a good one. What
        is kept of who answered is what the campaign's word allows, whatever is sent.

        :param campaign: its id (int) or its external key (str)
        :param list rows: dicts, at most 1,000: ``external_key`` (text, once in the
            campaign: the sheet's number), ``answers`` (``{id or code of
            api_questions: number | text | place of the choice}``), and who answered:
            ``token`` or ``invitation`` (external key of ``api_invite``) or ``partner``
            (external key of who was invited), none of them for an open answer, then
            ``building`` (external key); ``day`` (date, today unless given), ``channel``
            (email, portal, sms, qr, paper, phone), ``normalise`` (bool: take points
            that do not sum to a hundred; for imports)
        :return: one dict a row, in order: ``{"row": int from 0, "external_key": str,
            "status": "accepted" | "exists" | "error", "errors": [{"field": str,
            "message": str}]}``
        :rtype: list[dict]
        :raise ValidationError: no such campaign, or ``rows`` is no list
        :raise AccessError: the caller is neither an integration nor asks with surveys
        """
        campaign = self._get_api_campaign(campaign)
        self._check_api_rows(rows)
        codes = campaign._get_question_codes()
        return [campaign._submit_row(codes, *row) for row in enumerate(rows)]

    def _get_question_codes(self):
        """Return ``{code: question id}``."""
        return {
            code: question.id
            for question in self._get_questions()
            if (code := question._get_api_code())
        }

    def _submit_row(self, codes, number, row):
        given = dict(row) if isinstance(row, dict) else row
        answers = given.pop("answers", None) if isinstance(given, dict) else {}
        values, answer = self._parse_api_row(number, given, FIELDS)
        if not isinstance(answers, dict):
            self._fail_row(
                answer, "answers", self.env._("A dictionary of answers is expected.")
            )
        invitation = self._find_submitted(values, answer)
        if answer["errors"]:
            return answer
        try:
            with self.env.cr.savepoint():
                found = self._submit(
                    {codes.get(name, name): one for name, one in answers.items()},
                    token=values.get("token"),
                    channel=values.get("channel"),
                    key=f"api:{values[KEY]}",
                    day=values.get("day"),
                    normalise=values.get("normalise", False),
                    invitation=invitation,
                    **self._get_submitted_place(values, invitation),
                )
        except UserError as error:
            return self._fail_row(answer, "answers", str(error))
        return answer | found

    def _find_submitted(self, values, answer):
        """Return the invitation that the row means; none of a token or an open one."""
        invitations = self.env["property.survey.invitation"]
        for name, field in (("invitation", KEY), ("partner", "partner_id")):
            value = values.get(name)
            if not value or answer["errors"]:
                continue
            wanted = value if name == "invitation" else value.id
            found = invitations.search(
                [("campaign_id", "=", self.id), (field, "=", wanted)], limit=2
            )
            if len(found) == 1:
                return found
            message = self.env._("Nobody was invited under this name.")
            if found:
                message = self.env._("Invited more than once: say which by its key.")
            self._fail_row(answer, name, message)
        return invitations

    def _get_submitted_place(self, values, invitation):
        building = values.get("building")
        if invitation or values.get("token") or not building:
            return {}
        return {"building_id": building.id, "site_id": building.site_id.id}
