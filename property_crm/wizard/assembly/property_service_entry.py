import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.sheet_reader import SheetError, read_sheet


class PropertyServiceEntry(models.TransientModel):
    """That many owners have the papers: of chosen rows, or of a spreadsheet."""

    _name = "property.service.entry"
    _description = "Entry of proofs of service"

    assembly_id = fields.Many2one(
        "property.assembly", required=True, ondelete="cascade"
    )
    row_ids = fields.Many2many("property.assembly.row", string="Units", readonly=True)
    head_count = fields.Integer(string="Owners", compute="_compute_head_count")
    how = fields.Selection(
        selection="_get_ways", string="Served", required=True, default="hand"
    )
    date = fields.Date(
        string="Served on", required=True, default=fields.Date.context_today
    )
    document = fields.Binary(string="Receipt", attachment=False)
    document_name = fields.Char(export_string_translation=False)
    file = fields.Binary(
        string="Spreadsheet",
        attachment=False,
        help="A unit's code in the first column of each row, the day in the second; an"
        " empty day is the one above.",
    )
    filename = fields.Char(export_string_translation=False)

    @api.model
    def _get_ways(self):
        ways = self.env["property.assembly.service"]._fields["how"]
        return ways._description_selection(self.env)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        context = self.env.context
        ids = context.get("active_ids") or []
        if context.get("active_model") == "property.assembly.row":
            rows = self.env["property.assembly.row"].browse(ids)
            values["row_ids"] = [fields.Command.set(ids)]
            values["assembly_id"] = rows.assembly_id[:1].id
        elif context.get("active_model") == "property.assembly":
            values["assembly_id"] = context.get("active_id")
        return values

    @api.depends("row_ids")
    def _compute_head_count(self):
        for wizard in self:
            wizard.head_count = len(set(wizard.row_ids.mapped("head_key")))

    def action_enter(self):
        """Note it once for each owner."""
        self.ensure_one()
        if len(self.row_ids.assembly_id) > 1:
            raise UserError(self.env._("Choose units of one register."))
        days = self._read_file() if self.file else {}
        rows = self.row_ids or self.env["property.assembly.row"].browse(days)
        services = self.env["property.assembly.service"]
        heads = rows.grouped("head_key")
        services.create(
            [
                {
                    "assembly_id": self.assembly_id.id,
                    "row_id": found[0].id,
                    "how": self.how,
                    "date": days.get(found[0].id) or self.date,
                    "document": self.document,
                    "document_name": self.document_name,
                }
                for found in heads.values()
            ]
        )
        return {"type": "ir.actions.act_window_close"}

    def _read_file(self):
        """Return ``{row id: day or None}`` of the spreadsheet; all rows or none."""
        try:
            lines = read_sheet(base64.b64decode(self.file))
        except SheetError:
            raise UserError(
                self.env._("The file cannot be read: a CSV or XLSX file is expected.")
            ) from None
        known = {row.unit_name: row.id for row in self.assembly_id.row_ids}
        first = lines[0].cells[0] if lines[0].number == 1 else None
        if first not in known:
            lines = lines[1:]  # the heading
        days, problems = {}, []
        for number, cells in lines:
            row_id = known.get(cells[0])
            try:
                day = fields.Date.to_date(cells[1]) if len(cells) > 1 else None
            except ValueError:
                row_id = None
            if row_id:
                days[row_id] = day
            else:
                problems.append(
                    self.env._(
                        "Row %(row)s: %(text)s", row=number, text=" · ".join(cells)
                    )
                )
        if problems or not days:
            raise UserError(
                self.env._(
                    "Nothing was entered. These rows name no unit of the register, or"
                    " no day such as 2026-03-02:\n%(rows)s",
                    rows="\n".join(problems[:20]),
                )
            )
        return days
