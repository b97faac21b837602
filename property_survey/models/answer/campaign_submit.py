from psycopg2.extras import Json

from odoo import fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...tools.anonymity import TRAITS, generalise, kept, seal
from ...tools.disclosure import LEAST
from .random_ids import draw_ids

ATTRIBUTES = (*TRAITS, "partner_id", "unit_id", "ticket_id")


class PropertySurveyCampaign(models.Model):
    """The one way in which answers come in: whole, once, and by the word given."""

    _inherit = "property.survey.campaign"

    def _submit(
        self,
        answers,
        token=None,
        channel=None,
        key=None,
        day=None,
        normalise=False,
        invitation=None,
        **attributes,
    ):
        """Keep one answered questionnaire; what was taken before is not taken again.

        The caller has looked whether he may: everything here is written for him.

        :param dict answers: ``{question id: number or text}``; of a choice the place of
            what was chosen, from 1, of several a list; None and "" are no answer
        :param str token: of the invitation
        :param str key: what the sender calls the sheet, once in the campaign
        :param date day: when it was answered, today unless given
        :param bool normalise: take points that do not sum to a hundred
        :param invitation: in place of the token, by callers who know who it was
        :param attributes: of an answer without an invitation: ``site_id``,
            ``building_id``, ``role``, … as the sheet has them (ids)
        :return: ``{"status": "accepted" | "exists"}``
        :raise ValidationError: names the questions; wrong token; campaign not running
        """
        self.ensure_one()
        # sudo: who answers has no rights on what is kept of it, and needs none
        campaign = self.sudo()
        invitation = campaign._get_submitted_invitation(token, invitation)
        if invitation.state == "answered" or campaign._has_receipt(key):
            return {"status": "exists"}
        campaign._check_open(channel)
        found = campaign._check_answers(answers, normalise)
        if not campaign._take_receipt(key):
            return {"status": "exists"}
        campaign._accept(found, invitation, channel, day, attributes)
        return {"status": "accepted"}

    def _accept(self, found, invitation, channel, day, attributes):
        if unknown := attributes.keys() - set(ATTRIBUTES):
            raise ValueError(f"a sheet has no {sorted(unknown)}")
        if invitation:
            invitation._mark_answered()
            attributes = self._get_invited_attributes(invitation)
            if self.mode == "anonymous":
                channel = None
        else:
            attributes = self._get_open_attributes(attributes)
        sheet = self._create_sheet(
            found, {**attributes, "channel": channel, "day": day}, invitation
        )
        self._after_sheet(sheet)

    def _check_open(self, channel):
        """Refuse answers to what is not asked, or not asked any more."""
        if self.state != "running" and not self._is_late_paper(channel):
            raise ValidationError(
                self.env._("“%(campaign)s” takes no answers now.", campaign=self.name)
            )

    def _is_late_paper(self, channel):
        """Return whether it is a sheet that came back by hand, not too late."""
        if self.state != "closed" or channel != "paper" or not self.closed_on:
            return False
        last = fields.Date.add(self.closed_on, days=self.late_days)
        return self._get_today() <= last

    def _get_submitted_invitation(self, token, invitation):
        invitations = self.env["property.survey.invitation"]
        found = invitations.browse(invitation and int(invitation))
        if token:
            found = invitations._get_by_token(token)
        if (token or invitation) and found.exists().campaign_id != self:
            raise ValidationError(self.env._("This link leads to no questionnaire."))
        if found:
            found._lock()
        return found

    def _get_receipt_key(self, key):
        return seal(self.id, key) if self.mode == "anonymous" else str(key)

    def _has_receipt(self, key):
        return key and bool(
            self.env["property.survey.receipt"].search_count(
                [
                    ("campaign_id", "=", self.id),
                    ("key", "=", self._get_receipt_key(key)),
                ],
                limit=1,
            )
        )

    def _take_receipt(self, key):
        """Return whether the key is new; of two at once the second is tried again."""
        values = {"campaign_id": self.id, "key": self._get_receipt_key(key)}
        return not key or bool(
            self._insert_row(
                "property.survey.receipt",
                {**values, "is_settled": not self._is_mixed()},
                SQL("ON CONFLICT (campaign_id, key) DO NOTHING"),
            )
        )

    def _get_invited_attributes(self, invitation):
        """Return what the sheet may know of the person, by the word given."""
        if self.mode == "anonymous":
            return generalise(self._get_traits(invitation), self._get_answered_traits())
        return self._get_traits(invitation, ATTRIBUTES)

    def _get_traits(self, record, names=TRAITS):
        """Return what the invitation or sheet knows of the person, by name."""
        return {
            name: value.id if isinstance(value, models.BaseModel) else value
            for name in names
            if (value := record[name])
        }

    def _get_answered_traits(self):
        """Return ``[(traits, people)]`` of who answered, himself too."""
        groups = self.env["property.survey.invitation"]._read_group(
            [("campaign_id", "=", self.id), ("state", "=", "answered")],
            list(TRAITS),
            ["__count"],
        )
        return [
            (
                {
                    name: value.id if isinstance(value, models.BaseModel) else value
                    for name, value in zip(TRAITS, values, strict=True)
                },
                count,
            )
            for *values, count in groups
        ]

    def _get_open_attributes(self, attributes):
        """Return what a sheet may know that came without an invitation."""
        if self.mode != "anonymous":
            return attributes
        building = self.env["property.building"].browse(attributes.get("building_id"))
        is_large = len(building.unit_ids) >= LEAST
        return {
            "site_id": attributes.get("site_id"),
            "building_id": building.id if is_large else None,
        }

    def _create_sheet(self, found, attributes, invitation):
        """Insert the sheet and its words by hand: nothing counts or logs them."""
        values = kept(
            self.mode,
            {
                **attributes,
                "day": str(self._get_day(attributes.pop("day"))),
                "invitation_id": invitation.id,
                "site_id": attributes.get("site_id") or self.site_id.id,
            },
        )
        numbers = {str(number): value for number, value in found.numbers.items()}
        sheet_id = self._insert_row(
            "property.survey.sheet",
            {**self._get_row_base(values), **values, "numbers": Json(numbers)},
        )
        for question_id, text in found.words.items():
            self._create_comment(sheet_id, values, question_id, text)
        return self.env["property.survey.sheet"].browse(sheet_id)

    def _create_comment(self, sheet_id, values, question_id, text):
        is_named = self.mode == "named"
        row = {
            "question_id": question_id,
            "text": text,
            "sheet_id": sheet_id if is_named else None,
            "site_id": values["site_id"] if is_named else self.site_id.id,
        }
        self._insert_row("property.survey.comment", {**self._get_row_base(row), **row})

    def _get_day(self, day):
        """Return the day of the answer, as it is at the site."""
        today = self._get_today()
        day = fields.Date.to_date(day) or today
        if day > today:
            raise ValidationError(self.env._("An answer is not of a day to come."))
        return day

    def _is_mixed(self):
        return self.mode == "anonymous"

    def _get_row_base(self, values):
        site = self.env["property.site"].browse(values.get("site_id"))
        return {
            "campaign_id": self.id,
            "company_id": self.company_id.id,
            "territory_id": site.territory_id.id,
            "is_settled": not self._is_mixed(),
        }

    def _insert_row(self, name, values, on_conflict=None):
        """Insert a row with a random id and return it.

        None only if ``on_conflict`` says so: whatever else is in the way is an error,
        and nothing of the answer is kept.
        """
        model = self.env[name]
        model.flush_model()
        columns = {"id": draw_ids(model, 1)[0], **values}
        for column in columns.keys() - {"is_settled"}:
            columns[column] = columns[column] or None
        rows = self.env.execute_query(
            SQL(
                "INSERT INTO %s (%s) VALUES %s %s RETURNING id",
                SQL.identifier(model._table),
                SQL(", ").join(map(SQL.identifier, columns)),
                tuple(columns.values()),
                on_conflict or SQL(),
            )
        )
        model.invalidate_model()
        return rows[0][0] if rows else None

    def _after_sheet(self, sheet):
        """Do what follows of an answer, by the word given."""
        if self.mode == "named":
            sheet._after_submit()
        if self.mode == "anonymous":
            self._mix_after_commit()
