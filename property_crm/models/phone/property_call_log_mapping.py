from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get

from ...tools.call_log_mapping import (
    LOG_SHEETS,
    Formats,
    find_known,
    make_match,
    make_signature,
    split_words,
)

KINDS = [
    ("calls", "Single calls"),
    ("call_totals", "Totals of half hours, hours or days"),
]
DATE_ORDERS = [
    ("ymd", "Year, month, day"),
    ("dmy", "Day, month, year"),
    ("mdy", "Month, day, year"),
]
UNITS = [
    ("s", "Seconds"),
    ("min", "Minutes"),
    ("ms", "Thousandths of a second"),
]
PERIODS = [("30", "Half an hour"), ("60", "An hour"), ("1440", "A day")]
FORMAT_NAMES = (
    "tz",
    "date_order",
    "duration_unit",
    "answered_words",
    "abandoned_words",
    "outbound_words",
    "period",
)


class PropertyCallLogFormat(models.AbstractModel):
    """How the cells of a log are written: chosen at its import, kept for the next."""

    _name = "property.call.log.format"
    _description = "Formats of a log of calls"

    tz = fields.Selection(
        _tz_get,
        string="Time zone",
        help="Of the clocks in a log of calls. Empty: that of the site, or else yours.",
    )
    date_order = fields.Selection(
        DATE_ORDERS,
        string="Days are written",
        help="Empty: seen from the days of the file, or else as in your language.",
    )
    duration_unit = fields.Selection(
        UNITS,
        string="Durations are in",
        default="s",
        required=True,
        help="Where they are bare numbers; 0:02:23 is always understood.",
    )
    answered_words = fields.Char(
        string="Words for answered",
        help="Besides the usual ones such as Y, answered, 接通; commas between them.",
    )
    abandoned_words = fields.Char(
        string="Words for hung up",
        help="Besides the usual ones such as N, abandoned, 未接; commas between them.",
    )
    outbound_words = fields.Char(
        string="Words for outbound",
        help="Besides the usual ones such as out, outgoing, 呼出; commas between them.",
    )
    period = fields.Selection(
        PERIODS,
        string="Each row is",
        help="Of totals. Empty: half an hour where the rows tell a time, else a day.",
    )

    def _get_formats(self):
        """Return how cells are read, for the rules without the ORM."""
        return Formats(
            self.duration_unit or "s",
            split_words(self.answered_words),
            split_words(self.abandoned_words),
            split_words(self.outbound_words),
        )


class PropertyCallLogMapping(models.Model):
    """What the columns of the files of one telephone system mean, said once.

    A file is known by its line of headers.
    """

    _name = "property.call.log.mapping"
    _inherit = ["property.call.log.format"]
    _description = "Columns of a log of calls"
    _order = "name, id"

    name = fields.Char(required=True, help="Of the telephone system, or of its file.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(KINDS, string="Rows are", required=True, default="calls")
    signature = fields.Char(
        compute="_compute_signature",
        store=True,
        export_string_translation=False,
        help="Made of the line of headers: files that have the same are read alike.",
    )
    column_ids = fields.One2many(
        "property.call.log.column", "mapping_id", string="Columns", copy=True
    )
    column_count = fields.Integer(
        string="Columns in use", compute="_compute_column_count"
    )

    _signature_uniq = models.UniqueIndex(
        "(signature, company_id) WHERE signature IS NOT NULL AND active",
        "Columns: another entry knows files with this line of headers.",
    )

    @api.depends("column_ids.header", "column_ids.position")
    def _compute_signature(self):
        for mapping in self:
            columns = mapping.column_ids.sorted("position")
            headers = [column.header or "" for column in columns]
            mapping.signature = make_signature(headers) if headers else False

    @api.depends("column_ids.meaning")
    def _compute_column_count(self):
        for mapping in self:
            used = mapping.column_ids.filtered("meaning")
            mapping.column_count = len(used)

    @api.constrains("kind", "column_ids")
    def _check_columns(self):
        for mapping in self:
            self._check_meanings(mapping.kind, mapping.column_ids)

    @api.model
    def _check_meanings(self, kind, columns):
        """Refuse two columns of one meaning, and rows without what they must tell."""
        labels = dict(columns._fields["meaning"]._description_selection(self.env))
        used = [column.meaning for column in columns if column.meaning]
        sheet = LOG_SHEETS[kind]
        possible = {column.name for column in sheet.columns}
        for meaning in used:
            if used.count(meaning) > 1:
                message = self.env._("Two columns are “%(meaning)s”: choose one.")
            elif meaning not in possible:
                message = self.env._(
                    "“%(meaning)s” does not go with what the rows are."
                )
            else:
                continue
            raise ValidationError(message % {"meaning": labels[meaning]})
        missing = sorted(sheet.get_required() - set(used))
        if missing:
            raise ValidationError(
                self.env._(
                    "Say which column is “%(meaning)s”: without it no row can be read.",
                    meaning=labels[missing[0]],
                )
            )

    @api.model
    def _find_for(self, rows):
        """Return the header and the mapping of a file that is known, or nothing."""
        mappings = self.search([("company_id", "=", self.env.company.id)])
        return find_known(rows, mappings.grouped("signature"))

    def _make_match(self, header):
        self.ensure_one()
        meanings = {column.position: column.meaning for column in self.column_ids}
        return make_match(self.kind, header, meanings, self._get_formats())

    @api.model
    def _remember(self, name, values, headers, meanings):
        """Create or update the mapping of files with these headers.

        :param dict values: kind and formats
        :param list headers: the cells of the line of headers
        :param list meanings: the name of a column for each, or False
        """
        domain = [
            ("signature", "=", make_signature(headers)),
            ("company_id", "=", self.env.company.id),
        ]
        known = self.search(domain, limit=1)
        columns = [
            {"position": position, "header": text, "meaning": meaning}
            for position, (text, meaning) in enumerate(
                zip(headers, meanings, strict=True)
            )
        ]
        if not known:
            commands = [fields.Command.create(column) for column in columns]
            return self.create({"name": name, **values, "column_ids": commands})
        commands = [
            fields.Command.update(column.id, {"meaning": meaning})
            for column, meaning in zip(
                known.column_ids.sorted("position"), meanings, strict=False
            )
        ]
        known.write({**values, "column_ids": commands})
        return known
