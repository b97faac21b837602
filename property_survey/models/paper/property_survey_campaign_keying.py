import hashlib
import json

from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import hash_sign, verify_hash_signed

from ...tools.paper_layout import scale_points
from ...tools.paper_number import make_number, read_number

SCOPE = "property_survey.keying"
# So long a clerk may take back what he keyed.
UNDO_HOURS = 12
GROUPS = (
    "property_survey.group_property_survey",
    "property_survey.group_property_survey_clerk",
)


class PropertySurveyCampaign(models.Model):
    """Keying of the sheets that came back; the screen and other programs come in here.

    The database keeps nothing of who keyed what: a clerk's receipt for taking his sheet
    back is signed and stays with him.
    """

    _inherit = "property.survey.campaign"

    @api.model
    def api_keying_campaigns(self):
        """Return the campaigns whose sheets the user may key now.

        :return: ``[{"id": int, "name": str}]``
        :rtype: list
        :raise AccessError: the user keys no sheets
        """
        self._check_keying()
        found = self.search([("state", "in", ("running", "closed"))])
        return [
            {"id": one.id, "name": one.name} for one in found if one._is_keyed_now()
        ]

    def _is_keyed_now(self):
        """Return whether sheets are taken: a while longer than other answers."""
        return self.state == "running" or self._is_late_paper("paper")

    @api.readonly
    def api_keying_form(self):
        """Return what is asked, in the order of the printed sheet.

        :return: ``{"id", "name", "mode", "fields": [{"id": question, "row": number on
            the sheet, "title", "column": heading of its column or "", "kind": scale |
            points | number | text, "min", "max"}], "keyed": sheets keyed so far}``
        :rtype: dict
        :raise AccessError: the user keys no sheets, or not those of this campaign
        :raise UserError: no sheets of it are taken now
        """
        campaign_sudo = self._check_keying_here()
        fields = campaign_sudo._get_keying_fields()
        modes = dict(self._fields["mode"]._description_selection(self.env))
        return {
            "id": self.id,
            "name": campaign_sudo.name,
            "mode": modes[campaign_sudo.mode],
            "fields": fields,
            "keyed": campaign_sudo._count_keyed(),
        }

    @api.readonly
    def api_check_sheet(self, number):
        """Tell whether a sheet of this number can be keyed.

        :param str number: as printed, or what the square code says
        :return: ``{"number": as printed, "status": free | keyed | answered}``
        :rtype: dict
        :raise ValidationError: there is no such sheet here (says why)
        """
        campaign_sudo = self._check_keying_here()
        serial = campaign_sudo._read_serial(number)
        return {
            "number": make_number(serial),
            "status": campaign_sudo._get_paper_status(serial),
        }

    def api_key_sheet(self, number, answers):
        """Take the answers of a sheet; of one number they are taken once.

        :param str number: as printed, or what the square code says
        :param dict answers: ``{question id: number or text}``; what is not answered is
            left out. Points that do not add up to 100 are scaled to it.
        :return: ``{"status": accepted | exists, "undo": receipt for
            ``api_undo_sheet`` or "", "keyed": sheets keyed so far}``
        :rtype: dict
        :raise ValidationError: no such sheet here, or an answer that cannot be
        """
        campaign_sudo = self._check_keying_here()
        serial = campaign_sudo._read_serial(number)
        answers = campaign_sudo._read_keyed(answers)
        if campaign_sudo._get_paper_status(serial) != "free":
            return {
                "status": "exists",
                "undo": "",
                "keyed": campaign_sudo._count_keyed(),
            }
        status, day = campaign_sudo._submit_paper(serial, answers)
        signed = [self.id, serial, self.env.uid, str(day), _digest(answers)]
        return {
            "status": status,
            "undo": hash_sign(
                campaign_sudo.env, SCOPE, signed, expiration_hours=UNDO_HOURS
            ),
            "keyed": campaign_sudo._count_keyed(),
        }

    def api_undo_sheet(self, undo, answers):
        """Take back a sheet that the user keyed himself, to key it again.

        :param str undo: receipt of ``api_key_sheet``
        :param dict answers: as they were given there
        :return: ``{"number": as printed, "keyed": sheets keyed so far}``
        :rtype: dict
        :raise UserError: not the user's, or too long ago
        """
        campaign_sudo = self._check_keying_here()
        answers = campaign_sudo._read_keyed(answers)
        signed = campaign_sudo._read_receipt(undo)
        wanted = [self.id, self.env.uid, _digest(answers)]
        if len(signed) != 5 or [signed[0], signed[2], signed[4]] != wanted:
            raise UserError(
                self.env._("Only who keyed a sheet takes it back, on the same day.")
            )
        campaign_sudo._take_back(signed[1], signed[3], answers)
        return {
            "number": make_number(signed[1]),
            "keyed": campaign_sudo._count_keyed(),
        }

    # Rights

    @api.model
    def _check_keying(self):
        if not any(self.env.user.has_group(group) for group in GROUPS):
            raise AccessError(self.env._("Who keys sheets needs the right to do so."))

    def _check_keying_here(self):
        """Return the campaign if the user may key its sheets now."""
        self.ensure_one()
        self._check_keying()
        self.check_access("read")
        # sudo: who keys sheets need not be allowed to read what was answered
        campaign_sudo = self.sudo()
        if not campaign_sudo._is_keyed_now():
            raise UserError(
                self.env._(
                    "No sheets of “%(campaign)s” are taken now.",
                    campaign=campaign_sudo.name,
                )
            )
        return campaign_sudo

    # What comes in

    def _get_keying_fields(self):
        fields = []
        for block in self.survey_id._get_paper_blocks():
            is_pair = len(block["pages"]) > 1
            for number, questions in block["rows"]:
                fields += [
                    {
                        "id": question.id,
                        "row": number,
                        "title": question.title,
                        "column": page.title or "" if is_pair else "",
                        **question._get_keying_kind(),
                    }
                    for question, page in zip(questions, block["pages"], strict=True)
                    if question
                ]
        return fields

    def _read_serial(self, number):
        try:
            campaign_id, serial = read_number(number)
        except ValueError as error:
            raise ValidationError(self._describe_bad_number(str(error))) from None
        if campaign_id not in (None, self.id):
            raise ValidationError(self.env._("This sheet is of another campaign."))
        if not self._find_paper(serial)[0]:
            raise ValidationError(
                self.env._(
                    "No sheet of number %(number)s was printed here.",
                    number=make_number(serial),
                )
            )
        return serial

    def _describe_bad_number(self, reason):
        if reason == "check":
            return self.env._("The number is not right: look at its last digits.")
        return self.env._("This is no number of a sheet.")

    def _read_keyed(self, answers):
        """Return the answers by question, points scaled to 100."""
        if not isinstance(answers, dict):
            raise ValidationError(self.env._("answers: a dictionary is expected."))
        try:
            found = {int(key): value for key, value in answers.items()}
        except ValueError:
            raise ValidationError(
                self.env._("answers: the numbers of questions are expected.")
            ) from None
        questions = self.env["survey.question"].browse(found).exists()
        points = {
            question.id: found[question.id]
            for question in questions
            if question.quality_role == "importance"
            and type(found[question.id]) in (int, float)
        }
        return found | scale_points(points)

    def _read_receipt(self, undo):
        """Return what was signed; nothing of what was not."""
        try:
            return verify_hash_signed(self.env, SCOPE, undo) or []
        except (TypeError, ValueError):
            return []

    def _submit_paper(self, serial, answers):
        """Hand the sheet in; return what it came to, and the day it counts for."""
        paper, invitation = self._find_paper(serial)
        place = {}
        if not invitation and paper.building_id:
            place = {
                "building_id": paper.building_id.id,
                "site_id": paper.building_id.site_id.id,
            }
        day = self._get_day(None)
        taken = self._submit(
            answers,
            invitation=invitation,
            channel="paper",
            key=self._get_paper_key(serial),
            day=day,
            **place,
        )
        return taken["status"], day

    # What is there

    def _get_paper_status(self, serial):
        if self._has_receipt(self._get_paper_key(serial)):
            return "keyed"
        invitation = self._find_paper(serial)[1]
        return "answered" if invitation.state == "answered" else "free"

    def _count_keyed(self):
        return self.env["property.survey.sheet"].search_count(
            [("campaign_id", "=", self.id), ("channel", "=", "paper")]
        )

    def _take_back(self, serial, day, answers):
        """Delete the sheet, its words and its receipt, so that it can be keyed anew."""
        invitation = self._find_paper(serial)[1]
        sheet = self._find_keyed(invitation, day, answers)
        key = self._get_receipt_key(self._get_paper_key(serial))
        receipt = self.env["property.survey.receipt"].search(
            [("campaign_id", "=", self.id), ("key", "=", key)]
        )
        if not sheet or not receipt:
            raise UserError(self.env._("This sheet is not there any more."))
        self._find_words(sheet, answers).unlink()
        sheet.unlink()
        receipt.unlink()
        invitation.write({"state": "asked"})

    def _find_keyed(self, invitation, day, answers):
        """Return the row of a sheet.

        Nobody knows which row a plain sheet is. Any that says the same of the same day
        is as good as the other, however often they were mixed.
        """
        domain = Domain("campaign_id", "=", self.id) & Domain("day", "=", day)
        domain &= Domain("channel", "=", "paper")
        domain &= Domain("invitation_id", "=", invitation.id)
        if not invitation:
            numbers = {
                str(key): value
                for key, value in answers.items()
                if type(value) in (int, float)
            }
            same = SQL(
                "(SELECT id FROM property_survey_sheet WHERE numbers = %s::jsonb)",
                json.dumps(numbers),
            )
            domain &= Domain("id", "in", same)
        return self.env["property.survey.sheet"].search(domain, limit=1)

    def _find_words(self, sheet, answers):
        Comment = self.env["property.survey.comment"]
        found = Comment.browse()
        for key, text in answers.items():
            if isinstance(text, str):
                found |= Comment.search(
                    [
                        ("campaign_id", "=", self.id),
                        ("question_id", "=", key),
                        ("text", "=", text),
                        ("sheet_id", "in", (sheet.id, False)),
                    ],
                    limit=1,
                )
        return found


def _digest(answers):
    text = json.dumps(answers, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
