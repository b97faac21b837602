from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from odoo.addons.property_crm.tools.api_rows import KEY, BadValue, parse_row

INTEGRATION = "property_crm.group_property_integration"
SURVEY = "property_survey.group_property_survey"
MAX_ROWS = 1000
OF_ITEMS = ("expected", "perceived")


class PropertySurveyCampaign(models.Model):
    """What other systems call: which campaign, and rows in with an answer each."""

    _inherit = "property.survey.campaign"

    external_key = fields.Char(
        copy=False,
        help="What another system calls the campaign, once in the company.",
    )

    _external_key_uniq = models.UniqueIndex(
        "(external_key, company_id) WHERE external_key IS NOT NULL",
        "External key: another campaign of the company has it.",
    )

    @api.model
    @api.readonly
    def api_questions(self, campaign):
        """Return what the questionnaire of a campaign asks.

        :param campaign: its id (int) or its external key (str)
        :return: in the order of the questionnaire, one dict a question: ``{"id": int,
            "code": str ("perceived:r1", "importance:access", "recommend" …; "" of a
            question that is not counted), "title": str in the caller's language,
            "kind": "scale" | "number" | "choice" | "choices" | "words" | "date",
            "mandatory": bool, "min": int or False, "max": int or False (of a scale),
            "choices": [str]}``. Answers go by ``id`` or ``code``; a choice is its
            place in ``choices``, from 1.
        :rtype: list[dict]
        :raise ValidationError: no such campaign, or not of the caller's sites
        :raise AccessError: the caller is neither an integration nor asks with surveys
        """
        campaign = self._get_api_campaign(campaign)
        lang = self.env.lang
        return [
            question.with_context(lang=lang)._prepare_api_question()
            for question in campaign._get_questions()
            if question._get_kind() != "none"
        ]

    @api.model
    def _get_api_campaign(self, campaign):
        """Return the campaign of the id or key, with all rights, if he may use it."""
        user = self.env.user
        is_integration = user.has_group(INTEGRATION)
        if not (is_integration or user.has_group(SURVEY)):
            raise AccessError(
                self.env._("Answers of surveys are for integrations and surveyors.")
            )
        is_id = isinstance(campaign, int) and not isinstance(campaign, bool)
        wanted = Domain("id" if is_id else KEY, "=", campaign)
        # sudo: integrations have no rights on campaigns but by these calls, of their
        # own sites only
        model = self.sudo() if is_integration else self
        found = model.search(
            wanted & Domain("company_id", "in", self.env.companies.ids), limit=1
        )
        if found and is_integration and not found._is_in_sites_of(user):
            found = found.browse()
        if not found or not campaign:
            raise ValidationError(
                self.env._(
                    "campaign: “%(value)s” is not known, or not yours to see.",
                    value=campaign,
                )
            )
        # sudo: he may use it, as was just found
        return found.sudo()

    def _is_in_sites_of(self, user):
        site_ids = user._get_site_ids()
        if site_ids is None:
            return True
        return bool(self.site_ids) and set(self.site_ids.ids) <= set(site_ids)

    @api.model
    def _check_api_rows(self, rows):
        if not isinstance(rows, (list, tuple)):
            raise ValidationError(self.env._("rows: a list of rows is expected."))
        if len(rows) > MAX_ROWS:
            raise ValidationError(
                self.env._(
                    "rows: %(count)s are too many, send %(maximum)s at most.",
                    count=len(rows),
                    maximum=MAX_ROWS,
                )
            )

    def _parse_api_row(self, number, row, api_fields):
        """Return ``(values, answer)`` of one row; the answer has its errors so far."""
        contexts = {
            field.name: {"options": self._get_api_options(field)}
            for field in api_fields.values()
            if field.kind == "selection"
        }
        values, errors = parse_row(row, api_fields, contexts)
        for name, field in api_fields.items():
            if field.kind == "reference" and values.get(name) and name not in errors:
                found = self._find_api_record(field, values[name])
                if not found:
                    errors[name] = BadValue("reference", value=values[name])
                values[name] = found
        mixin = self.env["property.api.mixin"]
        return values, {
            "row": number,
            KEY: values.get(KEY, ""),
            "status": "error" if errors else "",
            "errors": [
                {"field": name, "message": mixin._get_api_message(name, error)}
                for name, error in errors.items()
            ],
        }

    def _get_api_options(self, field):
        invitations = self.env["property.survey.invitation"]
        return invitations._fields[field.target].get_values(self.env)

    def _find_api_record(self, field, key):
        """Return what has the key in the campaign's company."""
        return self.env[field.model].search(
            Domain(field.key, "=", key)
            & Domain("company_id", "in", (self.company_id.id, False)),
            limit=1,
        )

    @api.model
    def _fail_row(self, answer, field, message):
        answer["status"] = "error"
        answer["errors"].append({"field": field, "message": message})
        return answer


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    def _get_api_code(self):
        """Return what programs call the question; "" of one that is not counted."""
        self.ensure_one()
        if self.quality_role in OF_ITEMS:
            return f"{self.quality_role}:{self.item_code}"
        if self.quality_role == "importance":
            return f"importance:{self.determinant_id.code}"
        return self.quality_role or ""

    def _prepare_api_question(self):
        is_scale = self.question_type == "scale"
        return {
            "id": self.id,
            "code": self._get_api_code(),
            "title": self.title,
            "kind": self._get_kind(),
            "mandatory": self.constr_mandatory,
            "min": is_scale and self.scale_min,
            "max": is_scale and self.scale_max,
            "choices": self.suggested_answer_ids.mapped("value"),
        }
