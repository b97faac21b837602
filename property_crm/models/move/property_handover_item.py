import base64

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.image import image_process

# what was signed
SIGNED = ("handover_id", "place", "name", "result", "severity", "note", "photo_ids")
PRINTED_SIZE = (640, 640)
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
    photo_ids = fields.Many2many(
        "ir.attachment",
        "property_handover_item_photo_rel",
        "item_id",
        "attachment_id",
        string="Photos of the defect",
        copy=False,
    )
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
    rechecked_by_id = fields.Many2one(
        "res.users", string="Looked at again by", readonly=True, ondelete="set null"
    )
    recheck_note = fields.Char(string="What is still wrong")
    is_fixed = fields.Boolean(string="Repaired")
    photo_after_ids = fields.Many2many(
        "ir.attachment",
        "property_handover_item_photo_after_rel",
        "item_id",
        "attachment_id",
        string="Photos after the repair",
        copy=False,
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
        for item in self:
            today = item.handover_id.site_id._get_today()
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

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items.handover_id._check_not_accepted()
        items._adopt_photos()
        return items

    def write(self, vals):
        if not vals.keys().isdisjoint(SIGNED):
            self.handover_id._check_not_accepted()
        if "rechecked_on" in vals:
            vals = vals | {"rechecked_by_id": vals["rechecked_on"] and self.env.uid}
        result = super().write(vals)
        if "photo_ids" in vals or "photo_after_ids" in vals:
            self._adopt_photos()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_accepted(self):
        self.handover_id._check_not_accepted()

    def _adopt_photos(self):
        """Let those who see the item see what was put up before it was saved."""
        for item in self:
            # sudo: files that its author has put up for a new item; no others
            photos = (item.photo_ids | item.photo_after_ids).sudo()
            loose = photos.filtered(
                lambda file: not file.res_id and file.create_uid == self.env.user
            )
            loose.write({"res_model": self._name, "res_id": item.id})

    def _get_prints(self, photos):
        """Return the photos small enough for paper, in base64; no other files."""
        prints = []
        for photo in photos:
            if (photo.mimetype or "").startswith("image/"):
                try:
                    small = image_process(photo.raw, size=PRINTED_SIZE)
                except UserError:  # damaged, or of a kind that cannot be printed
                    continue
                prints.append(base64.b64encode(small))
        return prints

    def action_fixed(self):
        """Seen again, and repaired."""
        for item in self:
            today = item.handover_id.site_id._get_today()
            item.write({"rechecked_on": today, "is_fixed": True})
        return True

    def action_not_fixed(self):
        """Seen again, and not repaired: ask what is still wrong."""
        self.ensure_one()
        today = self.handover_id.site_id._get_today()
        self.write({"rechecked_on": today, "is_fixed": False})
        return self._action_open_dialog()

    def action_ok(self):
        self.write({"result": "ok"})
        return True

    def action_defect(self):
        """Note a defect, and ask what is wrong."""
        self.ensure_one()
        self.result = "defect"
        return self._action_open_dialog()

    def _action_open_dialog(self):
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
