from odoo import api, fields, models
from odoo.exceptions import ValidationError

DAYS = {"safety": 3, "major": 15, "minor": 30}


class PropertyHandoverItem(models.Model):
    """One thing to look at, and the defect if there is one (验房)."""

    _name = "property.handover.item"
    _inherit = ["property.reference.guard"]
    _description = "Inspected item"
    _order = "handover_id, sequence, id"
    _guarded_references = ("handover_id",)

    handover_id = fields.Many2one(
        "property.handover", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    place = fields.Char()
    name = fields.Char(string="What", required=True)
    result = fields.Selection(
        [("open", "To inspect"), ("ok", "In order"), ("defect", "Defect")],
        required=True,
        default="open",
    )
    severity = fields.Selection(
        [("minor", "Minor"), ("major", "Major"), ("safety", "Danger")],
        default="minor",
    )
    note = fields.Char(string="What is wrong")
    photo = fields.Image(max_width=1600, max_height=1600)
    responsible_id = fields.Many2one(
        "res.partner",
        string="Who repairs it",
        compute="_compute_responsible_id",
        store=True,
        readonly=False,
        ondelete="restrict",
    )
    due_date = fields.Date(
        string="Repaired by", compute="_compute_due_date", store=True, readonly=False
    )
    rechecked_on = fields.Date(string="Looked at again on")
    is_fixed = fields.Boolean(string="Repaired")
    photo_after = fields.Image(
        string="Photo after the repair", max_width=1600, max_height=1600
    )

    @api.depends("result")
    def _compute_responsible_id(self):
        for item in self:
            if item.result == "defect" and not item.responsible_id:
                item.responsible_id = item.handover_id.site_id.developer_id
            else:
                item.responsible_id = item.responsible_id

    @api.depends("result", "severity")
    def _compute_due_date(self):
        today = fields.Date.context_today(self)
        for item in self:
            days = DAYS.get(item.severity, DAYS["minor"])
            item.due_date = (
                fields.Date.add(today, days=days) if item.result == "defect" else False
            )

    @api.depends("place", "name")
    def _compute_display_name(self):
        for item in self:
            item.display_name = ": ".join(filter(None, [item.place, item.name]))

    @api.constrains("is_fixed", "rechecked_on")
    def _check_rechecked(self):
        for item in self:
            if item.is_fixed and not item.rechecked_on:
                raise ValidationError(
                    self.env._("Looked at again on: say when it was seen repaired.")
                )

    def action_ok(self):
        self.write({"result": "ok"})
        return True

    def action_defect(self):
        """Note a defect, and ask what is wrong."""
        self.ensure_one()
        self.result = "defect"
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _report_defects(self):
        """Ask for the repair of these defects; addons with requests do it.

        Called once or more for the same defects: each is reported once.
        """
        return self.browse()
