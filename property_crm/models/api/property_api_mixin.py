from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools.api_rows import KEY
from .api_fields import API_FIELDS
from .changes import read_changes
from .upsert import KEY_CONSTRAINT, Upsert

MAX_ROWS = 100_000
MAX_LIMIT = 10_000


class PropertyApiMixin(models.AbstractModel):
    """Records that other systems create, update and follow by a key of their own."""

    _name = "property.api.mixin"
    _description = "Known to other systems by a key"

    external_key = fields.Char(
        copy=False,
        help="Key of the record in another system, unique in the company. Imports and "
        "the interface for integrators find the record by it.",
    )

    _external_key_uniq = models.UniqueIndex(
        "(external_key, COALESCE(company_id, 0)) WHERE external_key IS NOT NULL",
        "External key: another record of the company has it.",
    )
    _changes_idx = models.Index("(write_date, id)")

    @api.model
    def api_upsert(self, rows, on_error="report"):
        """Create or update records by their ``external_key``.

        A repeated call changes nothing and answers ``unchanged``, so a client whose
        answer got lost just calls again. A bad row never costs a good one. Rows with
        the same key are taken one after the other.

        :param list rows: dicts, at most 100,000. Each has ``external_key`` (text) and
            any of the names of ``api_describe``; names left out stay as they are, null
            or false empties a field. Texts are str, dates ``"2026-03-02"``, points in
            time ISO 8601 in UTC ``"2026-03-02T10:00:00Z"``, areas numbers in m²,
            references the external key of the record referred to, a country its code.
        :param str on_error: ``"report"`` notes errors on the row and goes on;
            ``"raise"`` writes nothing at all and raises the first error.
        :return: one dict a row, in order: ``{"row": int from 0, "external_key": str,
            "id": int or False, "status": "created" | "updated" | "unchanged" |
            "error", "errors": [{"field": str, "message": str}]}``; ``field`` is ""
            where the message is about the whole row
        :rtype: list[dict]
        :raise ValidationError: a malformed call (names the parameter); with
            ``on_error="raise"`` the first bad row (names row and field)
        :raise AccessError: the user may not create or write this model at all
        """
        self._check_api_call(rows, on_error)
        if on_error == "report":
            return self._upsert_rows(rows)
        with self.env.cr.savepoint():
            return self._upsert_rows(rows, stop=True)

    @api.model
    def api_changes(self, cursor=None, limit=1000):
        """Return what was created or changed since the cursor, oldest change first.

        Nothing is left out, however many write at the same time: what a transaction
        still holds back is answered by a later call. A record that changes again comes
        again, so take rows by their id. Archived records come with ``active`` false;
        records the user may not see do not come.

        :param str cursor: ``cursor`` of the last answer; nothing for the beginning
        :param int limit: rows at most, 1 to 10,000
        :return: ``{"rows": [...], "cursor": str, "more": bool}``. A row has ``id``,
            ``external_key``, ``write_date`` (ISO 8601, UTC) and every name of
            ``api_describe``; what is not set is false. Keep the cursor for the next
            call, at once if ``more``.
        :rtype: dict
        :raise ValidationError: ``cursor`` is none of this model, or a bad ``limit``
        """
        if isinstance(limit, bool) or not isinstance(limit, int):
            raise ValidationError(self.env._("limit: a whole number is expected."))
        if not 1 <= limit <= MAX_LIMIT:
            raise ValidationError(
                self.env._("limit: 1 to %(maximum)s are possible.", maximum=MAX_LIMIT)
            )
        return read_changes(self, cursor, limit)

    @api.model
    @api.readonly
    def api_describe(self):
        """Return the names a row of this model may have.

        :return: one dict a name: ``{"name": str, "kind": "char" | "integer" | "float" |
            "boolean" | "date" | "datetime" | "selection" | "phone" | "email" |
            "reference", "required": bool, "options": [str] (of a selection),
            "model": str, "key": str (of a reference)}``
        :rtype: list[dict]
        """
        self.browse().check_access("read")
        contexts = self._get_api_contexts()
        return [
            {
                "name": field.name,
                "kind": field.kind,
                "required": field.required,
                "options": list(contexts.get(field.name, {}).get("options", [])),
                "model": field.model,
                "key": field.key if field.model else "",
            }
            for field in self._get_api_fields().values()
        ]

    @api.model
    def _check_api_call(self, rows, on_error):
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
        if on_error not in ("report", "raise"):
            raise ValidationError(
                self.env._("on_error: “report” or “raise” is expected.")
            )

    @api.model
    def _upsert_rows(self, rows, stop=False):
        """Create or update the rows, and return what became of each.

        What ``api_upsert`` does without its checks of the call; sheet imports use it.

        :param bool stop: raise the first error, before anything is written if possible
        """
        upsert = Upsert(self)
        upsert.parse(rows)
        if stop:
            self._raise_first(upsert)
        upsert.run()
        if stop:
            self._raise_first(upsert)
        return [line.answer() for line in upsert.lines]

    @api.model
    def _raise_first(self, upsert):
        line = upsert.first_error()
        if not line:
            return
        error = line.errors[0]
        raise ValidationError(
            self.env._(
                "Row %(row)s (%(key)s), %(field)s: %(message)s",
                row=line.number,
                key=line.key or "-",
                field=error["field"] or "-",
                message=error["message"],
            )
        )

    @api.model
    def _get_api_fields(self):
        """Return ``{name: ApiField}`` of the model, in the order of the table."""
        return {field.name: field for field in API_FIELDS[self._name]}

    @api.model
    def _get_api_contexts(self):
        """Return, by name, what is needed to check a value beyond its type."""
        return {
            name: {"options": self._fields[field.target].get_values(self.env)}
            for name, field in self._get_api_fields().items()
            if field.kind == "selection"
        }

    @api.model
    def _get_api_message(self, name, error):
        """Return a sentence for a ``BadValue``."""
        messages = {
            "not_a_row": self.env._("A row is a dictionary of names and values."),
            "required": self.env._("A value is needed."),
            "unknown": self.env._("There is no field of this name."),
            "text": self.env._("A text is expected."),
            "integer": self.env._("A whole number is expected."),
            "number": self.env._("A number is expected."),
            "too_large": self.env._("The number is too large."),
            "boolean": self.env._("True or false is expected."),
            "date": self.env._("A date such as 2026-03-02 is expected."),
            "datetime": self.env._(
                "A time in ISO 8601 such as 2026-03-02T10:00:00Z is expected."
            ),
        }
        if error.code in messages:
            return messages[error.code]
        details = error.details
        if error.code == "selection":
            return self.env._("Expected is one of: %(options)s.", **details)
        if error.code == "reference":
            return self.env._(
                "“%(value)s” is not known, or not yours to see.", **details
            )
        return self.env._("“%(value)s” is not valid.", **details)

    @api.model
    def _explain_api_refusal(self, error):
        """Return ``(field, message)`` for what a rule or the database refused."""
        if isinstance(error, UserError):
            return self._guess_api_field(self._get_refused_columns(error)), str(error)
        message = self._sql_error_to_message(error)
        constraint = error.diag.constraint_name or ""
        if constraint.endswith(KEY_CONSTRAINT):
            return KEY, message
        return self._guess_api_field([error.diag.column_name, constraint]), message

    @api.model
    def _get_refused_columns(self, error):
        """Return the fields that the constraint watches which raised the error."""
        names = []
        trace = error.__traceback__
        while trace:
            code_name = trace.tb_frame.f_code.co_name
            method = getattr(type(self), code_name, None)
            names += list(getattr(method, "_constrains", ()) or ())
            trace = trace.tb_next
        return names

    @api.model
    def _guess_api_field(self, columns):
        """Return the name in the row that the columns, or a constraint's name, mean."""
        api_fields = self._get_api_fields().values()
        for column in filter(None, columns):
            for field in api_fields:
                if field.target == column:
                    return field.name
        return ""

    @api.model
    def _get_key_domain(self, keys):
        """Return the domain of what has one of the keys.

        Keys are unique in a company: another one, in sight as it may be, has its own.
        """
        domain = Domain(KEY, "in", list(keys))
        if "company_id" in self._fields:
            domain &= Domain("company_id", "in", [self.env.company.id, False])
        return domain

    @api.model
    def _search_display_name(self, operator, value):
        """Let an import name a record by its external key, exactly."""
        domain = Domain(super()._search_display_name(operator, value))
        if operator in ("=", "in"):
            domain |= Domain(KEY, operator, value)
        return domain

    @api.model
    def load(self, fields, data):
        """Let a sheet update records by their external key, as by an id."""
        if KEY not in fields or {"id", ".id"} & set(fields):
            return super().load(fields, data)
        position = fields.index(KEY)
        keys = {row[position] for row in data if row[position]}
        records = self.with_context(active_test=False).search_fetch(
            self._get_key_domain(keys), [KEY]
        )
        ids = {record[KEY]: str(record.id) for record in records}
        rows = [[*row, ids.get(row[position], "")] for row in data]
        return super().load([*fields, ".id"], rows)
