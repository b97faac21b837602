from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.property_crm.tools.api_rows import KEY, ApiField

FIELDS = {
    field.name: field
    for field in (
        ApiField("partner", "reference", "partner_id", model="res.partner"),
        ApiField("unit", "reference", "unit_id", model="property.unit"),
        ApiField("role", "selection"),
        ApiField("channel", "selection"),
    )
}


class PropertySurveyInvitation(models.Model):
    _inherit = "property.survey.invitation"

    external_key = fields.Char(help="What another system calls the invitation.")

    _external_key_uniq = models.UniqueIndex(
        "(external_key, campaign_id) WHERE external_key IS NOT NULL",
        "External key: another invitation of the campaign has it.",
    )


class PropertySurveyCampaign(models.Model):
    _inherit = "property.survey.campaign"

    @api.model
    def api_invite(self, campaign, rows):
        """Invite people to a campaign that is planned or runs.

        They are asked as those that were drawn. A key that is known changes nothing and
        answers ``unchanged``; a person who has an invitation already answers
        ``unchanged``, too, and keeps the key it had. Who wants no contact,
        is under 14, has not agreed or was asked lately is noted as left out.

        :param campaign: its id (int) or its external key (str)
        :param list rows: dicts, at most 1,000: ``external_key`` (text, once in the
            campaign), ``partner`` and ``unit`` (external keys; one of them), ``role``
            (owner, tenant, family, staff, other), ``channel`` (email, portal, sms, qr,
            paper, phone: how to ask)
        :return: one dict a row, in order: ``{"row": int from 0, "external_key": str,
            "id": int or False, "status": "created" | "unchanged" | "error", "state":
            str of the invitation, "errors": [{"field": str, "message": str}]}``
        :rtype: list[dict]
        :raise ValidationError: no such campaign, it is closed, or ``rows`` is no list
        :raise AccessError: the caller is neither an integration nor asks with surveys
        """
        campaign = self._get_api_campaign(campaign)
        self._check_api_rows(rows)
        if campaign.state == "closed":
            campaign._check_open(None)
        # two calls at once with the same key: the second waits, and finds the row
        campaign.lock_for_update()
        return [campaign._invite_row(*row) for row in enumerate(rows)]

    def _invite_row(self, number, row):
        values, answer = self._parse_api_row(number, row, FIELDS)
        answer |= {"id": False, "state": ""}
        person, unit = values.get("partner"), values.get("unit")
        if not answer["errors"] and not (person or unit):
            self._fail_row(
                answer, "partner", self.env._("A person or a unit is needed.")
            )
        if unit and unit.site_id not in self.site_ids:
            self._fail_row(
                answer, "unit", self.env._("The campaign does not ask this site.")
            )
        if answer["errors"]:
            return answer
        found = self._find_invitation(values[KEY], person)
        answer["status"] = "unchanged" if found else "created"
        if not found:
            found = self.env["property.survey.invitation"].create(
                self._prepare_api_invitation(values, person, unit)
            )
        return answer | {"id": found.id, "state": found.state}

    def _find_invitation(self, key, person):
        invitations = self.env["property.survey.invitation"]
        of_this = [("campaign_id", "=", self.id)]
        found = invitations.search([*of_this, (KEY, "=", key)], limit=1)
        if found or not person:
            return found
        return invitations.search([*of_this, ("partner_id", "=", person.id)], limit=1)

    def _prepare_api_invitation(self, values, person, unit):
        unit = unit or self.env["property.unit"]
        site = unit.site_id or self.site_id
        stratum = self.stratum_ids.filtered(
            lambda one: (
                (not one.building_id or one.building_id == unit.building_id)
                and (
                    not one.segment_id or person and one.segment_id == person.segment_id
                )
                and (not one.site_id or one.site_id == site)
            )
        )[:1]
        reason = self._get_why_left_out(person)
        return {
            KEY: values[KEY],
            "campaign_id": self.id,
            "stratum_id": stratum.id,
            "partner_id": person and person.id,
            "unit_id": unit.id,
            "building_id": unit.building_id.id,
            "site_id": site.id,
            "segment_id": person and person.segment_id.id,
            "role": values.get("role"),
            "channel": values.get("channel"),
            "state": "left_out" if reason else "planned",
            "reason": reason,
        }

    def _get_why_left_out(self, person):
        """Return why the person is not asked, as the draw would; the way is theirs."""
        if not person:
            return False
        self._flush_frame()
        [[reason]] = self.env.execute_query(
            SQL(
                "SELECT %s FROM res_partner p"
                " CROSS JOIN (SELECT NULL::integer AS unit_id) found WHERE p.id = %s",
                self._select_reason(),
                person.id,
            )
        )
        return reason != "unreachable" and reason or False
