from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.property_crm.models.api.changes import read_changes
from odoo.addons.property_crm.tools.api_rows import ApiField

from ...tools.intake_row import read_row

CHUNK = 500
MAX_LIMIT = 10_000
CHANGE_FIELDS = (
    ApiField("number"),
    ApiField("name"),
    ApiField("site", "reference", "site_id", model="property.site"),
    ApiField("building", "reference", "building_id", model="property.building"),
    ApiField("unit", "reference", "unit_id", model="property.unit"),
    ApiField("partner", "reference", "partner_id", model="res.partner"),
    ApiField("requester_role", "selection"),
    ApiField("channel", "reference", "channel_id", model="channel", key="code"),
    ApiField("case_type", "selection"),
    ApiField("place", "reference", "place_id", model="place", key="name"),
    ApiField("category", "reference", "category_id", model="category", key="name"),
    ApiField("problem", "reference", "problem_id", model="problem", key="name"),
    ApiField("emergency", "boolean", "is_emergency"),
    ApiField("payable", "boolean", "is_payable"),
    ApiField("warranty", "boolean", "is_warranty"),
    ApiField("stage", "reference", "stage_id", model="stage", key="name"),
    ApiField("user", "reference", "user_id", model="res.users", key="login"),
    ApiField("created", "datetime", "reported_at"),
    ApiField("due", "datetime", "date_deadline"),
    ApiField("closed", "datetime", "closed_date"),
    ApiField("solution"),
    ApiField("cause", "selection", "close_cause"),
    ApiField("active", "boolean"),
)
REFERENCES = {
    "site": ("site_id", "property.site"),
    "building": ("building_id", "property.building"),
    "unit": ("unit_id", "property.unit"),
    "partner": ("partner_id", "res.partner"),
}


class HelpdeskTicket(models.Model):
    """What other systems call. Rows in, one answer per row out."""

    _inherit = "helpdesk.ticket"

    external_key = fields.Char(related="intake_key", string="Key of the sender")

    _changes_idx = models.Index("(write_date, id)")

    @api.model
    def api_changes(self, cursor=None, limit=1000):
        """Return what was created or changed since the cursor, oldest change first.

        The same promise as ``property.api.mixin``: nothing is left out, whatever
        else is being written; what changes again comes again.

        :param str cursor: ``cursor`` of the last answer; nothing for the beginning
        :param int limit: rows at most, 1 to 10,000
        :return: ``{"rows": [...], "cursor": str, "more": bool}``
        """
        if isinstance(limit, bool) or not isinstance(limit, int):
            raise ValidationError(self.env._("limit: a whole number is expected."))
        if not 1 <= limit <= MAX_LIMIT:
            raise ValidationError(
                self.env._("limit: 1 to %(maximum)s are possible.", maximum=MAX_LIMIT)
            )
        return read_changes(self, cursor, limit)

    @api.model
    def _get_api_fields(self):
        return {field.name: field for field in CHANGE_FIELDS}

    @api.model
    def api_intake(self, rows):
        """Create requests by the sender's key; see the README for the fields.

        A row that is known answers ``unchanged``, a bad row ``error`` with what is
        wrong in which field; neither disturbs the others.

        :param list rows: dictionaries with ``external_key``
        :return: ``[{"row", "external_key", "id", "number", "status", "errors"}]``
        """
        answers = [self._read_intake_row(index, row) for index, row in enumerate(rows)]
        self._resolve_references([a for a in answers if not a["errors"]])
        good = [answer for answer in answers if not answer["errors"]]
        for start in range(0, len(good), CHUNK):
            self._intake_answers(good[start : start + CHUNK])
        return [self._prepare_api_answer(answer) for answer in answers]

    @api.model
    def _read_intake_row(self, index, row):
        values, references, errors = read_row(row)
        return {
            "row": index,
            "external_key": row.get("external_key") if isinstance(row, dict) else False,
            "values": values,
            "references": references,
            "errors": [
                {"field": field, "message": self._describe_row_problem(problem, value)}
                for field, problem, value in errors
            ],
        }

    @api.model
    def _describe_row_problem(self, problem, value):
        messages = {
            "row": self.env._("A row must be a dictionary of fields."),
            "missing": self.env._("A value is needed."),
            "unknown": self.env._("There is no such field."),
            "date": self.env._("“%(value)s” is not an ISO 8601 date.", value=value),
            "before": self.env._(
                "Closed on %(value)s, before it was created.", value=value
            ),
            "choice": self.env._("“%(value)s” is not one of the choices.", value=value),
            "text": self.env._("“%(value)s” must be a text.", value=value),
            "boolean": self.env._("“%(value)s” must be true or false.", value=value),
        }
        return messages[problem]

    @api.model
    def _resolve_references(self, answers):
        """Replace keys of places, people and types by ids, one query per model."""
        for name, (field, model) in REFERENCES.items():
            self._resolve(answers, name, field, model, "external_key")
        self._resolve(
            answers, "case_type", "type_id", "helpdesk.ticket.type", "case_type"
        )
        for name, field, model in (
            ("place", "place_id", "property.ticket.place"),
            ("category", "category_id", "helpdesk.ticket.category"),
            ("problem", "problem_id", "property.ticket.problem"),
        ):
            self._resolve(answers, name, field, model, "name")
        for answer in answers:
            if answer["references"].get("status") == "closed":
                answer["values"].setdefault(
                    "solution", self.env._("Closed before it was imported.")
                )
                answer["values"]["stage_id"] = self._get_closing_stage().id

    @api.model
    def _resolve(self, answers, name, field, model, key_field):
        wanted = {a["references"][name] for a in answers if name in a["references"]}
        if not wanted:
            return
        found = {
            record[key_field]: record.id
            for record in self.env[model].search([(key_field, "in", sorted(wanted))])[
                ::-1
            ]
        }
        for answer in answers:
            key = answer["references"].get(name)
            if key in found:
                answer["values"][field] = found[key]
            elif key:
                message = self.env._("“%(key)s” is not known.", key=key)
                answer["errors"].append({"field": name, "message": message})

    @api.model
    def _intake_answers(self, answers):
        """Create a chunk; if one row stops it, create the rows one by one."""
        desk = self.with_context(
            mail_notrack=True,
            mail_create_nosubscribe=True,
            mail_auto_subscribe_no_notify=True,
            default_channel_code="api",
        )
        try:
            with self.env.cr.savepoint():
                results = desk._intake(
                    [answer["values"] for answer in answers],
                    [answer["external_key"] for answer in answers],
                )
        except (UserError, AccessError) as error:
            if len(answers) == 1:
                self._add_error(answers[0], error)
                return
            for answer in answers:
                self._intake_answers([answer])
            return
        for answer, result in zip(answers, results, strict=True):
            answer.update(result)

    @api.model
    def _add_error(self, answer, error):
        """Name the field if the message starts with one, as ours do."""
        message = str(error.args[0] if error.args else error)
        label, separator, _rest = message.partition(": ")
        names = {
            info["string"]: name
            for name, info in self.fields_get(attributes=["string"]).items()
        }
        field = names.get(label, False) if separator else False
        answer["errors"].append({"field": field, "message": message})

    @api.model
    def _prepare_api_answer(self, answer):
        return {
            "row": answer["row"],
            "external_key": answer["external_key"],
            "id": answer.get("id", False),
            "number": answer.get("number", False),
            "status": "error" if answer["errors"] else answer.get("status", "error"),
            "errors": answer["errors"],
        }

    @api.model
    def api_assign(self, rows):
        """Give requests to people: ``external_key`` or ``id``, ``user``, ``reason``.

        ``user`` is a login or an id; the reason is needed if somebody has it.
        """
        return [
            self._api_act(index, row, self._api_assign_one)
            for index, row in enumerate(rows)
        ]

    @api.model
    def api_close(self, rows):
        """Close requests: ``external_key`` or ``id``, ``solution``, ``cause``."""
        return [
            self._api_act(index, row, self._api_close_one)
            for index, row in enumerate(rows)
        ]

    @api.model
    def _api_act(self, index, row, act):
        """Do one row in its own savepoint and answer for it."""
        answer = {
            "row": index,
            "external_key": row.get("external_key", False),
            "errors": [],
        }
        try:
            with self.env.cr.savepoint():
                ticket = self._find_by_api_row(row)
                changed = act(ticket, row)
                answer.update(
                    id=ticket.id,
                    number=ticket.number,
                    status="updated" if changed else "unchanged",
                )
        except (UserError, AccessError) as error:
            self._add_error(answer, error)
        return self._prepare_api_answer(answer)

    @api.model
    def _find_by_api_row(self, row):
        if row.get("id"):
            domain = [("id", "=", row["id"])]
        else:
            domain = [("intake_key", "=", row.get("external_key") or "-")]
        ticket = self.search(domain, limit=1)
        if not ticket:
            raise UserError(self.env._("There is no such request."))
        return ticket

    @api.model
    def _api_assign_one(self, ticket, row):
        user = row.get("user")
        field = "id" if isinstance(user, int) else "login"
        found = self.env["res.users"].search([(field, "=", user)], limit=1)
        if user and not found:
            raise UserError(
                self.env._("Assigned user: “%(user)s” is not known.", user=user)
            )
        return ticket._assign(found, row.get("reason"))

    @api.model
    def _api_close_one(self, ticket, row):
        cause = row.get("cause") or "solved"
        if cause not in dict(self._fields["close_cause"].selection):
            raise UserError(
                self.env._(
                    "Outcome: “%(cause)s” is not one of the choices.", cause=cause
                )
            )
        return ticket._close(row.get("solution") or "", cause)
