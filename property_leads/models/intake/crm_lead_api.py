import psycopg2

from odoo import api, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain

from odoo.addons.property_crm.models.api.upsert import Upsert
from odoo.addons.property_crm.tools.api_rows import KEY, ApiField

UTM = ("utm.source", "utm.medium", "utm.campaign")
API_FIELDS = (
    ApiField("name", required=True),
    ApiField("kind", "selection"),
    ApiField("contact", field="contact_name"),
    ApiField("organisation", field="partner_name"),
    ApiField("phone", "phone"),
    ApiField("email", "email", "email_from"),
    ApiField("site", "reference", "site_id", model="property.site"),
    ApiField("unit", "reference", "unit_id", model="property.unit"),
    ApiField("channel", "selection"),
    ApiField("source", "reference", "source_id", model="utm.source", key="name"),
    ApiField("medium", "reference", "medium_id", model="utm.medium", key="name"),
    ApiField("campaign", "reference", "campaign_id", model="utm.campaign", key="name"),
    ApiField("text", field="enquiry"),
    ApiField("expected_revenue", "float"),
)
# What the interface tells, and does not take.
TOLD = (
    ApiField("stage", "reference", "stage_id", model="crm.stage", key="name"),
    ApiField("status", "selection", "won_status"),
    ApiField("salesperson", "reference", "user_id", model="res.users", key="login"),
    ApiField("next_date", "date", "date_next"),
    ApiField("active", "boolean"),
)


class LeadRows(Upsert):
    """The rows of one call: new prospects, and what known people ask again."""

    def __init__(self, model):
        super().__init__(model)
        self.touched = {}

    def _find_ids(self, model, key, values):
        """Names of sources, media and campaigns are made as they come."""
        if model._name in UTM:
            return self._find_utm(model, values)
        found = super()._find_ids(model, key, values)
        if model._name == "crm.lead" and key == KEY:
            self.touched = self._find_touched(set(values) - set(found))
            found = {**self.touched, **found}
        return found

    def _find_utm(self, model, values):
        # sudo: a program may name a source that nobody has entered yet
        records_sudo = model.sudo().search([("name", "in", list(values))])
        found = {record.name: record.id for record in records_sudo}
        missing = [name for name in values if name not in found]
        for record in model.sudo().create([{"name": name} for name in missing]):
            found[record.name] = record.id
        return {**found, **dict(zip(missing, map(found.get, missing), strict=True))}

    def _find_touched(self, keys):
        """Return ``{key: prospect id}`` of enquiries noted on a prospect."""
        if not keys:
            return {}
        # sudo: what the sender has sent himself
        touches_sudo = self.env["property.lead.touch"].sudo()
        return {
            touch[KEY]: touch.lead_id.id
            for touch in touches_sudo.search(
                Domain(KEY, "in", list(keys))
                & Domain("company_id", "in", (self.env.company.id, False))
            )
        }

    def _create_batch(self, lines):
        try:
            with self.env.cr.savepoint():
                answers = self.model._intake([line.vals for line in lines])
                self.env.flush_all()
        except psycopg2.errors.UniqueViolation as error:
            if len(lines) == 1 and self._is_just_made(lines[0], error):
                raise ConcurrencyError(lines[0].key) from error
            raise
        for line, (lead, is_new) in zip(lines, answers, strict=True):
            line.id = lead.id
            line.status = "created" if is_new else "touch"

    def _update(self, lines):
        """An enquiry that was noted on a prospect is not told twice."""
        for line in lines:
            if line.key in self.touched:
                line.status = "unchanged"
        return super()._update([line for line in lines if not line.status])


class CrmLead(models.Model):
    """What other systems call. Rows in, one answer per row out."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "property.api.mixin"]

    @api.model
    def _get_api_fields(self):
        told = TOLD if self.env.context.get("property_lead_told") else ()
        return {field.name: field for field in (*API_FIELDS, *told)}

    @api.model
    def _get_api_contexts(self):
        # sudo: the country in which numbers are dialled is no secret
        region = self.env.company.sudo().country_id.code
        return {**super()._get_api_contexts(), "phone": {"region": region}}

    @api.model
    def _upsert_rows(self, rows, stop=False):
        lead_rows = LeadRows(self)
        lead_rows.parse(rows)
        if stop:
            self._raise_first(lead_rows)
        lead_rows.run()
        if stop:
            self._raise_first(lead_rows)
        return [line.answer() for line in lead_rows.lines]

    @api.model
    def api_intake(self, rows):
        """Take enquiries in by the sender's key; see the README.

        A row that is known answers ``unchanged``, or ``updated`` if it says something
        else; a person with an open prospect for the same is noted on it and answers
        ``touch``. A bad row answers ``error`` and disturbs no other. New prospects go
        to whose turn it is.

        :param list rows: dictionaries with ``external_key`` and names of
            ``api_describe``; ``source``, ``medium`` and ``campaign`` are names, made
            if there are none
        :return: ``[{"row": int, "external_key": str, "id": int or False, "status":
            "created" | "touch" | "updated" | "unchanged" | "error", "errors":
            [{"field": str, "message": str}]}]``
        :rtype: list[dict]
        :raise ValidationError: ``rows`` is no list, or too long
        """
        self._check_api_call(rows, "report")
        return self._upsert_rows(rows)

    @api.model
    def api_changes(self, cursor=None, limit=1000):
        """Return what was created or changed since the cursor, oldest change first.

        As for places and people; also ``stage`` (its English name), ``status``,
        ``salesperson`` (login), ``next_date`` and ``active``.

        :param str cursor: ``cursor`` of the last answer; nothing for the beginning
        :param int limit: rows at most, 1 to 10,000
        :return: ``{"rows": [...], "cursor": str, "more": bool}``
        """
        reader = self.with_context(property_lead_told=True, lang="en_US")
        return super(CrmLead, reader).api_changes(cursor, limit)
