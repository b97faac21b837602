import base64
import csv
import io
import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.property_crm.tools.sheet_reader import SheetError, read_sheet
from odoo.addons.property_crm.tools.sheet_writer import write_error_sheet

NUMBER = "sheet"
DAY = "day"
# Between the places of several choices in a cell
SEVERAL = re.compile(r"[\s,;，；、]+")


class PropertySurveyAnswerImport(models.TransientModel):
    """Answers from a spreadsheet: a row is a sheet, and is taken once by its number."""

    _name = "property.survey.answer.import"
    _description = "Import of answers"

    campaign_id = fields.Many2one(
        "property.survey.campaign", required=True, ondelete="cascade"
    )
    file = fields.Binary(string="Spreadsheet", attachment=False)
    filename = fields.Char()
    template = fields.Binary(
        string="Empty spreadsheet", compute="_compute_template", attachment=False
    )
    template_name = fields.Char(compute="_compute_template")
    is_done = fields.Boolean()
    accepted_count = fields.Integer(string="Taken", readonly=True)
    exists_count = fields.Integer(string="Taken before", readonly=True)
    error_count = fields.Integer(string="Not taken", readonly=True)
    ignored = fields.Char(string="Columns not known", readonly=True)
    errors = fields.Text(string="What is wrong", readonly=True)
    error_file = fields.Binary(
        string="Rows to correct", readonly=True, attachment=False
    )
    error_filename = fields.Char(readonly=True)

    @api.depends("campaign_id")
    def _compute_template(self):
        for wizard in self:
            text = io.StringIO()
            codes = wizard.campaign_id._get_question_codes()
            titles = [
                question.title
                for question in wizard.campaign_id._get_questions()
                if question.id not in codes.values()
            ]
            csv.writer(text).writerow([NUMBER, DAY, *codes, *titles])
            content = text.getvalue().encode("utf-8-sig")
            wizard.template = base64.b64encode(content)
            wizard.template_name = "answers.csv"

    def action_import(self):
        """Take the good rows, and say of the others what is wrong."""
        self.ensure_one()
        self.campaign_id.check_access("write")
        header, *body = self._read_rows()
        columns = self._find_columns(header.cells)
        counts = dict.fromkeys(("accepted", "exists"), 0)
        messages = {}
        for row in body:
            try:
                with self.env.cr.savepoint():
                    counts[self._submit_row(columns, row.cells)] += 1
            except UserError as error:
                messages[row.number] = [str(error)]
        self._show(counts, messages, [header, *body], columns)
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _show(self, counts, messages, rows, columns):
        unknown = [
            name for place, name in enumerate(rows[0].cells) if place not in columns
        ]
        vals = {
            "is_done": True,
            "file": False,
            "accepted_count": counts["accepted"],
            "exists_count": counts["exists"],
            "error_count": len(messages),
            "ignored": ", ".join(filter(None, unknown)),
            "errors": "\n".join(
                self.env._("Row %(row)s: %(message)s", row=number, message=text[0])
                for number, text in messages.items()
            ),
        }
        if messages:
            title = self.env._("What is wrong")
            content = write_error_sheet(rows, messages, title)
            vals["error_file"] = base64.b64encode(content)
            vals["error_filename"] = "answers.xlsx"
        self.write(vals)

    def _read_rows(self):
        try:
            return read_sheet(base64.b64decode(self.file or b""))
        except SheetError:
            raise UserError(
                self.env._("The file cannot be read: a CSV or XLSX file is expected.")
            ) from None

    def _find_columns(self, header):
        """Return ``{place: question id, or the name of another column}``."""
        known = {NUMBER: NUMBER, DAY: DAY}
        for question in self.campaign_id._get_questions():
            known.setdefault(question.title.strip().lower(), question.id)
        for code, question_id in self.campaign_id._get_question_codes().items():
            known[code.lower()] = question_id
        found = {
            place: known[name.strip().lower()]
            for place, name in enumerate(header)
            if name.strip().lower() in known
        }
        if NUMBER not in found.values():
            raise UserError(
                self.env._(
                    "The column “%(name)s” is needed: the number of each sheet.",
                    name=NUMBER,
                )
            )
        return found

    def _submit_row(self, columns, cells):
        values = {
            name: cells[place].strip()
            for place, name in columns.items()
            if place < len(cells) and cells[place].strip()
        }
        number, day = values.pop(NUMBER, ""), values.pop(DAY, None)
        if not number:
            raise ValidationError(self.env._("The row has no number."))
        # the right to write the campaign was looked at; _submit asks for no other
        taken = self.campaign_id._submit(
            {key: self._read_value(key, value) for key, value in values.items()},
            key=f"import:{number}",
            day=self._read_day(day),
            normalise=True,
        )
        return taken["status"]

    def _read_value(self, question_id, text):
        """Return what the cell says, by what the question asks."""
        # sudo: who may fill the campaign may know what its questions are
        kind = self.env["survey.question"].sudo().browse(question_id)._get_kind()
        if kind in ("words", "date"):
            return text
        if kind == "choices":
            return [self._read_number(one) for one in SEVERAL.split(text) if one]
        return self._read_number(text)

    def _read_number(self, text):
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            return text
        return int(number) if number.is_integer() else number

    def _read_day(self, text):
        try:
            return fields.Date.to_date(text)
        except ValueError:
            raise ValidationError(
                self.env._("%(text)s is no day such as 2026-03-02.", text=text)
            ) from None
