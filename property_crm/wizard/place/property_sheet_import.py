import base64
import json
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.call_log_heads import add_header
from ...tools.sheet_mapping import Options, find_mapping
from ...tools.sheet_mapping_condo import (
    CONDO_CONTACT_SHEET,
    CONDO_EMPLOYEE_SHEET,
    CONDO_PROPERTY_SHEET,
)
from ...tools.sheet_mapping_units import UNIT_SHEET
from ...tools.sheet_reader import SheetError, SheetRow, read_sheet
from ...tools.sheet_writer import write_error_sheet
from .sheet_loader import STAGES, STATUSES, SheetLoader

BATCH_SIZE = 500
PREVIEW_ROWS = 8
_logger = logging.getLogger(__name__)


class PropertySheetImport(models.TransientModel):
    _name = "property.sheet.import"
    _description = "Import of a sheet"

    file = fields.Binary(attachment=True)
    filename = fields.Char()
    site_id = fields.Many2one(
        "property.site",
        help="Site of rows that name none. Empty: the sheet names it, or each address"
        " becomes a site.",
    )
    state = fields.Selection(
        [
            ("upload", "Choose a file"),
            ("preview", "Check"),
            ("running", "Importing"),
            ("done", "Result"),
        ],
        required=True,
        default="upload",
    )
    kind_label = fields.Char(string="Kind of sheet", readonly=True)
    ignored_columns = fields.Char(readonly=True)
    parsed = fields.Binary(attachment=True)
    preview = fields.Html(sanitize=False, readonly=True)
    row_count = fields.Integer(string="Rows", readonly=True)
    done_count = fields.Integer(string="Rows done", readonly=True)
    created_count = fields.Integer(string="Created", readonly=True)
    updated_count = fields.Integer(string="Updated", readonly=True)
    unchanged_count = fields.Integer(string="Unchanged", readonly=True)
    error_count = fields.Integer(string="With errors", readonly=True)
    line_ids = fields.One2many("property.sheet.import.line", "import_id", readonly=True)
    error_file = fields.Binary(attachment=True, readonly=True)
    error_filename = fields.Char(readonly=True)

    # What the interface for integrators and the set-up command call.

    @api.model
    def import_file(self, filename, content_base64, site_code=None):
        """Import a whole CSV or XLSX file; good rows are kept whatever the others hold.

        :param str filename: only shown; the format is seen from the content
        :param str content_base64: the file
        :param str site_code: site of the rows that name none
        :return: ``{"kind": str, "ignored_columns": [str], "counts": {"created",
            "updated", "unchanged", "error"}, "rows": [{"row": number in the file,
            "status": one of the counts, "created": {model: int}, "errors":
            [{"column": header, "message": str}]}]}``
        :rtype: dict
        :raise UserError: the file cannot be read, or no known kind of sheet
        """
        rows, match = self._read_file(content_base64)
        wizard = self.create(
            {"filename": filename, "site_id": self._find_site(site_code)}
        )
        loader = wizard._make_loader(rows, match, site_code)
        body = [row for row in rows if row.number > match.header.number]
        results = []
        for start in range(0, len(body), BATCH_SIZE):
            results += loader.load(body[start : start + BATCH_SIZE])
            _logger.info("%s: %s of %s rows", filename, len(results), len(body))
        return {
            "kind": match.mapping.key,
            "ignored_columns": match.ignored,
            "counts": {
                status: sum(result.status == status for result in results)
                for status in STATUSES
            },
            "rows": [result.answer() for result in results],
        }

    @api.model
    def _find_site(self, code):
        domain = [("code", "=", code), ("company_id", "=", self.env.company.id)]
        return self.env["property.site"].search(domain).id if code else False

    # Hooks: an addon may know more kinds of sheets, and models they fill.

    @api.model
    def _get_mappings(self):
        """Return the kinds of sheets that can be recognised."""
        return [
            UNIT_SHEET,
            CONDO_CONTACT_SHEET,
            CONDO_PROPERTY_SHEET,
            CONDO_EMPLOYEE_SHEET,
        ]

    @api.model
    def _get_mapping_labels(self):
        return {
            "units": self.env._("Units and their people"),
            "condo_property": self.env._("Houses by address (open-condo)"),
            "condo_contact": self.env._("Contacts of units (open-condo)"),
            "condo_employee": self.env._("Employees (open-condo)"),
        }

    @api.model
    def _get_stages(self):
        """Return the models in the order in which their records need each other."""
        return STAGES

    @api.model
    def _upsert_stage(self, model, rows):
        """Create or update the records of a stage; the answer is as of api_upsert."""
        return self.env[model]._upsert_rows(rows)

    # Reading

    @api.model
    def _read_file(self, content):
        """Return the rows and the match of a file in base64."""
        rows = self._read_rows(content)
        match = self._find_match(rows)
        if not match:
            raise UserError(
                self.env._(
                    "The columns are not recognised. A sheet of units needs at least"
                    " “building” and “room”; take the template to see all of them."
                )
            )
        return rows, match

    @api.model
    def _find_match(self, rows):
        """Return what the columns mean, nothing where nobody knows."""
        return find_mapping(rows, self._get_mappings())

    @api.model
    def _read_rows(self, content):
        """Return the rows of a file in base64, the headers among them."""
        try:
            return add_header(read_sheet(base64.b64decode(content or b"")))
        except SheetError as error:
            raise UserError(self._explain_file(str(error))) from error
        except ValueError as error:
            raise ValidationError(
                self.env._("content_base64: the file in base64 is expected.")
            ) from error

    def _make_loader(self, rows, match, site_code=None):
        return SheetLoader(self, match, self._get_options(rows, match, site_code))

    def _get_options(self, rows, match, site_code=None):
        sites = self.env["property.site"].search([("country_id", "!=", False)])
        return Options(
            self.site_id.code or site_code or "",
            self.env.company.country_id.code or "",
            {site.code: site.country_id.code for site in sites},
        )

    @api.model
    def _explain_file(self, code):
        return {
            "empty": self.env._("The file is empty."),
            "old_excel": self.env._(
                "This is the old Excel format. Save it as .xlsx or .csv."
            ),
            "too_large": self.env._(
                "The file is too large: 200,000 rows are possible."
            ),
            "broken": self.env._("The file is damaged or no sheet. Save it anew."),
        }[code]

    @api.model
    def _explain_problem(self, problem):
        """Return a sentence for what is wrong with a cell."""
        value = problem.value
        messages = {
            "required": self.env._("A value is needed."),
            "word": self.env._(
                "“%(value)s” is not known. Use one of: %(options)s.",
                value=value,
                options=self._get_option_labels(problem) if problem.options else "",
            ),
            "number": self.env._("“%(value)s” is not a number.", value=value),
            "integer": self.env._("“%(value)s” is not a whole number.", value=value),
            "positive": self.env._("“%(value)s”: at least 1 is needed.", value=value),
            "too_many": self.env._("“%(value)s” is too many.", value=value),
            "date": self.env._(
                "“%(value)s” is not a date such as 2026-03-02.", value=value
            ),
            "phone": self.env._("“%(value)s” is not a phone number.", value=value),
            "email": self.env._("“%(value)s” is not an e-mail address.", value=value),
            "share": self.env._("“%(value)s” is not a share such as 1/2.", value=value),
        }
        return messages[problem.code]

    @api.model
    def _get_option_labels(self, problem):
        """Return the words a cell may hold, in the language of the user."""
        model = "property.occupancy" if problem.column == "role" else "property.unit"
        field = self.env[model]._fields[problem.column]
        labels = dict(field._description_selection(self.env), owner=self.env._("Owner"))
        names = problem.options.split(", ")
        return ", ".join(labels.get(name, name) for name in names)

    @api.model
    def _explain_ambiguity(self, entry):
        return self.env._(
            "Several units of the building have this number. Give entrance and kind."
        )

    @api.model
    def _explain_missing(self):
        return self.env._("What this row refers to could not be loaded.")

    # The dialog

    def action_read(self):
        """Recognise the sheet and show what would be loaded."""
        self.ensure_one()
        rows, match = self._read_file(self.file)
        body = [row for row in rows if row.number > match.header.number]
        self.write(
            {
                "state": "preview",
                "kind_label": self._get_mapping_labels().get(match.mapping.key),
                "ignored_columns": ", ".join(match.ignored),
                "row_count": len(body),
                "preview": self._render_preview(match, body[:PREVIEW_ROWS]),
                "parsed": base64.b64encode(json.dumps([match.header, *body]).encode()),
            }
        )
        return self._reopen()

    def _render_preview(self, match, rows):
        return self.env["ir.qweb"]._render(
            "property_crm.property_sheet_import_preview",
            {
                "headers": [
                    (text, position in match.columns)
                    for position, text in enumerate(match.header.cells)
                    if text
                ],
                "positions": [
                    position for position, text in enumerate(match.header.cells) if text
                ],
                "rows": rows,
            },
        )

    def action_start(self):
        self.ensure_one()
        self.state = "running"
        return self._reopen()

    def action_back(self):
        self.ensure_one()
        self.state = "upload"
        return self._reopen()

    def run_batch(self):
        """Load the next rows; called by the dialog until nothing is left.

        :return: ``{"done": int, "total": int, "errors": int, "is_done": bool}``
        :rtype: dict
        """
        self.ensure_one()
        if self.state == "running":
            self._load_next_rows()
        return {
            "done": self.done_count,
            "total": self.row_count,
            "errors": self.error_count,
            "is_done": self.state == "done",
        }

    def _load_next_rows(self):
        rows = [SheetRow(*row) for row in json.loads(base64.b64decode(self.parsed))]
        match = self._find_match(rows)
        batch = rows[1:][self.done_count : self.done_count + BATCH_SIZE]
        results = self._make_loader(rows, match).load(batch)
        self.done_count += len(batch)
        for status in STATUSES:
            self[f"{status}_count"] += sum(
                result.status == status for result in results
            )
        self.env["property.sheet.import.line"].create(
            [
                {"import_id": self.id, "row": result.number, **error}
                for result in results
                for error in result.errors
            ]
        )
        if self.done_count >= self.row_count:
            self._finish(rows)

    def _finish(self, rows):
        self.write({"state": "done", "parsed": False})
        if not self.line_ids:
            return
        messages = {}
        for line in self.line_ids:
            messages.setdefault(line.row, []).append(line._get_text())
        content = write_error_sheet(rows, messages, self.env._("Errors"))
        self.error_file = base64.b64encode(content)
        self.error_filename = self.env._("errors of %(file)s.xlsx", file=self.filename)

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import a sheet"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }
