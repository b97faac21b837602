import base64
import csv
import io
import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.sheet_reader import SheetError, read_sheet
from ...tools.sheet_writer import write_error_sheet

NUMBER = "ballot"
# between the places of several candidates in a cell
SEVERAL = re.compile(r"[\s,;，；、]+")
CHOICES = {
    "yes": ("1", "y", "yes", "同意", "赞成"),
    "no": ("2", "n", "no", "不同意", "反对"),
    "abstain": ("3", "a", "abstain", "弃权"),
    "invalid": ("9", "x", "invalid", "无效", "废票"),
}
WORDS = {word: choice for choice, words in CHOICES.items() for word in words}


class PropertyBallotImport(models.TransientModel):
    """Choices of scanned ballots from a spreadsheet: a row is a paper ballot."""

    _name = "property.ballot.import"
    _description = "Import of paper ballots"

    assembly_id = fields.Many2one(
        "property.assembly", required=True, ondelete="cascade"
    )
    channel = fields.Selection(
        [
            ("paper", "Paper"),
            ("meeting", "At the meeting"),
            ("representative", "By representative"),
        ],
        string="Came back",
        required=True,
        compute="_compute_channel",
        store=True,
        precompute=True,
        readonly=False,
    )
    file = fields.Binary(string="Spreadsheet", attachment=False)
    filename = fields.Char(export_string_translation=False)
    template = fields.Binary(
        string="Empty spreadsheet", compute="_compute_template", attachment=False
    )
    template_name = fields.Char(
        compute="_compute_template", export_string_translation=False
    )
    is_done = fields.Boolean(export_string_translation=False)
    accepted_count = fields.Integer(string="Taken", readonly=True)
    exists_count = fields.Integer(string="Taken before", readonly=True)
    error_count = fields.Integer(string="Not taken", readonly=True)
    errors = fields.Text(string="What is wrong", readonly=True)
    error_file = fields.Binary(
        string="Rows to correct", readonly=True, attachment=False
    )
    error_filename = fields.Char(readonly=True, export_string_translation=False)

    @api.depends("assembly_id")
    def _compute_channel(self):
        for wizard in self:
            channels = wizard.assembly_id._get_paper_channels()
            wizard.channel = channels[0][0] if channels else False

    @api.depends("assembly_id")
    def _compute_template(self):
        for wizard in self:
            places = [place for place, _one in wizard._get_motions()]
            text = io.StringIO()
            csv.writer(text).writerow([NUMBER, *places])
            content = text.getvalue().encode("utf-8-sig")
            wizard.template = base64.b64encode(content)
            wizard.template_name = "ballots.csv"

    def _get_motions(self):
        return self.assembly_id._get_numbered_motions()

    def action_import(self):
        """Take the good rows, and say of the others what is wrong."""
        self.ensure_one()
        self.assembly_id._check_keying_here()
        header, *body = self._read_rows()
        columns = self._find_columns(header.cells)
        counts = dict.fromkeys(("accepted", "exists"), 0)
        messages, read = {}, {}
        for row in body:
            try:
                read[row.number] = self._read_row(columns, row.cells)
            except UserError as error:
                messages[row.number] = [str(error)]
        answers = self.assembly_id._key_ballots([*read.values()], self.channel)
        for number, answer in zip(read, answers, strict=True):
            if isinstance(answer, UserError):
                messages[number] = [str(answer)]
            else:
                counts[answer] += 1
        self._show(counts, dict(sorted(messages.items())), [header, *body])
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_close(self):
        """Close the window, and keep nothing of what it showed."""
        self.unlink()
        return {"type": "ir.actions.act_window_close"}

    def _show(self, counts, messages, rows):
        vals = {
            "is_done": True,
            "file": False,
            "accepted_count": counts["accepted"],
            "exists_count": counts["exists"],
            "error_count": len(messages),
            "errors": "\n".join(
                self.env._("Row %(row)s: %(message)s", row=number, message=text[0])
                for number, text in messages.items()
            ),
        }
        if messages:
            title = self.env._("What is wrong")
            content = write_error_sheet(rows, messages, title)
            vals["error_file"] = base64.b64encode(content)
            vals["error_filename"] = "ballots.xlsx"
        self.write(vals)

    def _read_rows(self):
        try:
            return read_sheet(base64.b64decode(self.file or b""))
        except SheetError:
            raise UserError(
                self.env._("The file cannot be read: a CSV or XLSX file is expected.")
            ) from None

    def _find_columns(self, header):
        """Return ``{place of the cell: motion, or the number's name}``."""
        known = {NUMBER: NUMBER}
        for place, motion in self._get_motions():
            known |= {str(place): motion, motion.name.strip().lower(): motion}
        names = [name.strip().lower() for name in header]
        if unknown := [name for name in names if name and name not in known]:
            raise UserError(
                self.env._("Columns not known: %(names)s", names=", ".join(unknown))
            )
        found = {at: known[name] for at, name in enumerate(names) if name}
        if NUMBER not in found.values():
            raise UserError(
                self.env._(
                    "The column “%(name)s” is needed: the number of each ballot.",
                    name=NUMBER,
                )
            )
        return found

    def _read_row(self, columns, cells):
        """Return the number of the ballot and the choices on it."""
        number, choices = "", {}
        for at, motion in columns.items():
            text = cells[at].strip() if at < len(cells) else ""
            if isinstance(motion, str):
                number = text
            elif text:
                choices[str(motion.id)] = self._read_choice(motion, text)
        return number, choices

    def _read_choice(self, motion, text):
        """Return what the cell says: a choice, or the ids of the candidates."""
        word = WORDS.get(text.lower())
        if motion.kind != "election":
            if not word:
                raise ValidationError(
                    self.env._("%(text)s: 1, 2, 3 or 9 is expected.", text=text)
                )
            return word
        if text in ("0", *CHOICES["abstain"][1:]):
            return []
        if text in CHOICES["invalid"][1:]:
            return "invalid"
        candidates = {
            str(place): one.id for place, one in enumerate(motion.candidate_ids, 1)
        }
        places = [one for one in SEVERAL.split(text) if one]
        if not set(places) <= candidates.keys():
            raise ValidationError(
                self.env._("%(text)s: there is no such candidate.", text=text)
            )
        return [candidates[place] for place in places]
