"""The dialog for the logs of telephone systems: what their columns mean."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_datetime

from ...models.phone.property_call_log_column import MEANINGS
from ...models.phone.property_call_log_mapping import FORMAT_NAMES, KINDS
from ...tools.call_log_mapping import (
    LOG_SHEETS,
    find_header,
    get_samples,
    guess_meanings,
    make_match,
)
from ...tools.sheet_mapping import read_row

PREVIEW_ROWS = 6


class PropertySheetImport(models.TransientModel):
    """Asks what the columns of a log mean, and remembers it."""

    _name = "property.sheet.import"
    _inherit = ["property.sheet.import", "property.call.log.format"]

    log_kind = fields.Selection(KINDS, string="Rows are")
    header_row = fields.Integer(readonly=True)
    is_unknown = fields.Boolean(readonly=True)
    column_ids = fields.One2many("property.sheet.import.column", "import_id")
    first_day = fields.Date(
        string="Day of the first row",
        help="Of totals whose rows are days and do not say which: each row is the day"
        " after the one before.",
    )

    @api.model
    def import_file(
        self,
        filename,
        content_base64,
        site_code=None,
        columns=None,
        formats=None,
        first_day=None,
    ):
        """Import a whole file; of a log of calls, say what its columns mean.

        As before, with:

        :param dict columns: the meaning of each column by its header, as in
            ``api_meanings``; it is remembered for files with the same headers
        :param dict formats: ``kind`` (``"calls"`` or ``"call_totals"``), ``tz``,
            ``date_order`` (``"ymd"``, ``"dmy"``, ``"mdy"``), ``duration_unit``
            (``"s"``, ``"min"``, ``"ms"``), ``answered_words``, ``abandoned_words``,
            ``outbound_words`` (texts with commas), ``period`` (minutes of a total:
            ``"30"``, ``"60"``, ``"1440"``); remembered with the columns
        :param str first_day: ``"2026-03-02"``, of totals that do not tell their days
        :raise ValidationError: a column, meaning or format that is not known
        """
        if columns is not None:
            self._remember_columns(filename, content_base64, columns, formats or {})
        day = self._read_first_day(first_day)
        importer = self.with_context(default_first_day=day) if day else self
        return super(PropertySheetImport, importer).import_file(
            filename, content_base64, site_code=site_code
        )

    @api.model
    @api.readonly
    def api_meanings(self):
        """Return what a column of a log can mean.

        :return: ``{"calls": {name: label}, "call_totals": {name: label}}``
        :rtype: dict
        :raise AccessError: the user may not import
        """
        self.browse().check_access("create")
        columns = self.env["property.sheet.import.column"]
        labels = dict(columns._fields["meaning"]._description_selection(self.env))
        return {
            key: {column.name: labels[column.name] for column in sheet.columns}
            for key, sheet in LOG_SHEETS.items()
        }

    @api.model
    def _read_first_day(self, text):
        try:
            return fields.Date.to_date(text)
        except (TypeError, ValueError):
            raise ValidationError(
                self.env._("first_day: a day such as 2026-03-02 is expected.")
            ) from None

    @api.model
    def _remember_columns(self, filename, content, columns, formats):
        """Keep what a program says of the columns."""
        formats = dict(formats)
        kind = formats.pop("kind", "calls")
        names = dict(MEANINGS)
        wrong = [name for name in formats if name not in FORMAT_NAMES]
        wrong += [kind] if kind not in LOG_SHEETS else []
        wrong += [name for name in columns.values() if name and name not in names]
        rows = self._read_rows(content)
        header = next(
            (row for row in rows[:15] if set(columns) <= set(row.cells)), None
        )
        if wrong or not header:
            told = ", ".join(map(str, wrong or columns))
            raise ValidationError(
                self.env._("columns, formats: “%(names)s” is not known.", names=told)
            )
        meanings = [columns.get(text, False) for text in header.cells]
        self.env["property.call.log.mapping"]._remember(
            filename, {"kind": kind, **formats}, header.cells, meanings
        )

    # Reading

    @api.model
    def _find_match(self, rows):
        """Return the match of files that somebody has explained, or as always."""
        header, mapping = self.env["property.call.log.mapping"]._find_for(rows)
        if mapping:
            return mapping._make_match(header)
        return super()._find_match(rows)

    def action_read(self):
        """Show what the columns of a log seem to mean."""
        self.ensure_one()
        rows = self._read_rows(self.file)
        match = self._find_match(rows)
        if match and match.mapping.key not in LOG_SHEETS:
            self.log_kind = False
            return super().action_read()
        header, mapping = self.env["property.call.log.mapping"]._find_for(rows)
        header = header or (match.header if match else find_header(rows))
        kind = match.mapping.key if match else "calls"
        body = [row for row in rows if row.number > header.number]
        if mapping:
            kind = mapping.kind
            self.write({name: mapping[name] for name in FORMAT_NAMES})
        self.write(
            {
                "state": "preview",
                "log_kind": kind,
                "is_unknown": not match,
                "header_row": header.number,
                "row_count": len(body),
                "kind_label": False,
                "ignored_columns": False,
                "column_ids": [
                    fields.Command.clear(),
                    *self._prepare_columns(kind, header, body, mapping),
                ],
            }
        )
        self._show_log(rows)
        return self._reopen()

    def _prepare_columns(self, kind, header, body, mapping):
        """Return the columns with what they mean: as remembered, else as guessed."""
        if mapping:
            meanings = {col.position: col.meaning for col in mapping.column_ids}
        else:
            meanings = guess_meanings(kind, header, body)
        return [
            fields.Command.create(
                {
                    "position": position,
                    "header": text,
                    "sample": " · ".join(get_samples(body, position)),
                    "meaning": meanings.get(position, False),
                }
            )
            for position, text in enumerate(header.cells)
            if text
        ]

    @api.onchange("log_kind")
    def _onchange_log_kind(self):
        """Guess anew for the other kind of rows."""
        if not self.file or not self.log_kind or self.state != "preview":
            return
        rows = self._read_rows(self._origin.file)
        header, body = self._split_rows(rows)
        meanings = guess_meanings(self.log_kind, header, body)
        for column in self.column_ids:
            column.meaning = meanings.get(column.position, False)

    def _split_rows(self, rows):
        header = next(row for row in rows if row.number == self.header_row)
        return header, [row for row in rows if row.number > header.number]

    def _get_log_match(self, rows):
        header, _body = self._split_rows(rows)
        meanings = {column.position: column.meaning for column in self.column_ids}
        return make_match(self.log_kind, header, meanings, self._get_formats())

    def action_show_log(self):
        """Read the first rows again, as the columns are said to mean now."""
        self.ensure_one()
        self._show_log(self._read_rows(self.file))
        return self._reopen()

    def _show_log(self, rows):
        """Fill the preview: what the first rows say, or why they do not."""
        match = self._get_log_match(rows)
        names = {column.name for column in match.columns.values()}
        lines = []
        if match.mapping.get_required() <= names:
            options = self._get_options(rows, match)
            _header, body = self._split_rows(rows)
            lines = [
                self._describe_row(row, *read_row(match, row, options))
                for row in body[:PREVIEW_ROWS]
            ]
        self.preview = self.env["ir.qweb"]._render(
            "property_crm.property_call_log_preview",
            {"lines": lines, "is_total": self.log_kind == "call_totals"},
        )

    def _describe_row(self, row, entries, problems):
        told = {"row": row.number, "problem": "", "values": {}}
        if problems:
            told["problem"] = self._explain_problem(problems[0])
            return told
        values = told["values"] = entries[-1].values
        start = _to_moment(values.get("offered_at") or values["start_at"])
        zone = self._get_zone()
        told["start"] = format_datetime(self.env, start, tz=zone, dt_format="short")
        told["queue"] = entries[0].values.get("name") if len(entries) > 1 else ""
        return told | self._describe_call(values)

    def _describe_call(self, values):
        """Return the parts of a single call; of a total there are none."""
        if "offered_at" not in values:
            return {}
        answered = _to_moment(values.get("answered_at"))
        ended = _to_moment(values["ended_at"])
        wait = (answered or ended) - _to_moment(values["offered_at"])
        return {
            "is_answered": bool(answered),
            "wait": int(wait.total_seconds()),
            "talk": int((ended - answered).total_seconds()) if answered else "",
        }

    # Import

    def action_start(self):
        """Remember the columns, and import the log beside: a long one takes minutes."""
        self.ensure_one()
        if not self.log_kind:
            return super().action_start()
        rows = self._read_rows(self.file)
        header, body = self._split_rows(rows)
        self._check_first_day()
        Mapping = self.env["property.call.log.mapping"]
        Mapping._check_meanings(self.log_kind, self.column_ids)
        meanings = {column.position: column.meaning for column in self.column_ids}
        mapping = Mapping._remember(
            self.filename or self.env._("Log of calls"),
            {"kind": self.log_kind, **{name: self[name] for name in FORMAT_NAMES}},
            header.cells,
            [meanings.get(position, False) for position in range(len(header.cells))],
        )
        log = self.env["property.call.log"].create(
            {
                "name": self.filename or self.env._("Log of calls"),
                "file": self.file,
                "mapping_id": mapping.id,
                "site_id": self.site_id.id,
                "first_day": self.first_day,
                "row_count": len(body),
            }
        )
        return log._start()

    def _check_first_day(self):
        has_day = self.first_day or "date" in self.column_ids.mapped("meaning")
        if self.log_kind == "call_totals" and not has_day:
            raise UserError(
                self.env._(
                    "No column tells the day. Say which one it is, or the day of the"
                    " first row."
                )
            )


def _to_moment(text):
    """Return the moment of a text in ISO 8601, nothing of nothing."""
    return text and fields.Datetime.to_datetime(text.replace("T", " ").rstrip("Z"))
