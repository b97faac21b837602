from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

# What whoever works on the request says about an item of the process.
SAID = frozenset({"is_done", "note", "sequence"})
KEPT = frozenset({"done_by_id", "done_at", "template_id", "is_required", "group_id"})
FIXED = KEPT | {"ticket_id"}

ADD_FROM_PROCESS = """
INSERT INTO property_ticket_checklist_item (
    ticket_id, template_id, sequence, name, guidance, is_required,
    needs_photo, group_id, is_done,
    create_uid, create_date, write_uid, write_date
)
SELECT pair.ticket_id, item.id, item.sequence, item.name,
       item.guidance, item.is_required, item.needs_photo,
       item.group_id, FALSE,
       %(uid)s, %(now)s, %(uid)s, %(now)s
  FROM unnest(%(tickets)s, %(processes)s)
       AS pair(ticket_id, process_id)
  JOIN property_ticket_process_item item
    ON item.process_id = pair.process_id
 WHERE NOT EXISTS (
       SELECT 1 FROM property_ticket_checklist_item own
        WHERE own.ticket_id = pair.ticket_id
          AND own.template_id = item.id)
"""


class PropertyTicketChecklistItem(models.Model):
    """One thing to do on one request: from its process, or added by hand."""

    _name = "property.ticket.checklist.item"
    _description = "Item of a request's checklist"
    _order = "ticket_id, sequence, id"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Request",
        required=True,
        index=True,
        ondelete="cascade",
    )
    template_id = fields.Many2one(
        "property.ticket.process.item",
        string="Item of the process",
        readonly=True,
        index=True,
        ondelete="set null",
    )
    sequence = fields.Integer(default=100)
    name = fields.Char(string="What to do", required=True, translate=True)
    guidance = fields.Text(translate=True)
    is_required = fields.Boolean(string="Required", readonly=True)
    needs_photo = fields.Boolean(string="Photo")
    group_id = fields.Many2one("res.groups", string="Who does it", readonly=True)
    is_done = fields.Boolean(string="Done")
    done_by_id = fields.Many2one("res.users", string="Done by", readonly=True)
    done_at = fields.Datetime(string="Done on", readonly=True)
    note = fields.Char(help="What was found or measured.")
    photo_ids = fields.One2many(
        "ir.attachment", "checklist_item_id", string="Photos", readonly=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(KEPT & vals.keys() for vals in vals_list):
            self._refuse_kept()
        done = [vals.pop("is_done", False) for vals in vals_list]
        items = super().create(vals_list)
        items.ticket_id._check_work_open()
        ticked = items.browse(
            item.id for item, is_done in zip(items, done, strict=True) if is_done
        )
        if ticked:
            ticked.is_done = True
        return items

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        if FIXED & vals.keys():
            self._refuse_kept()
        if not SAID.issuperset(vals) and self.template_id:
            raise AccessError(
                self.env._("The process says what is to do; you say that it is done.")
            )
        self.ticket_id._check_work_open()
        result = super().write(vals)
        if "is_done" in vals:
            self._tick(vals["is_done"])
        return result

    def _prepare_page_row(self):
        return {
            "id": self.id,
            "name": self.name,
            "guidance": self.guidance or "",
            "is_required": self.is_required,
            "needs_photo": self.needs_photo,
            "is_done": self.is_done,
            "note": self.note or "",
        }

    def _refuse_kept(self):
        raise AccessError(
            self.env._(
                "Where it belongs, who did it and when is noted by the system,"
                " not by hand."
            )
        )

    def _tick(self, is_done):
        """Note who did it; refuse what he may not do, or what shows no photo."""
        if is_done:
            for item in self:
                item._check_may_tick()
        # sudo: the system notes who and when
        self.sudo().write(
            {
                "done_by_id": is_done and self.env.uid,
                "done_at": is_done and fields.Datetime.now(),
            }
        )

    def _check_may_tick(self):
        # sudo: which group it takes is no secret; it is only compared
        group = self.sudo().group_id
        if group and group not in self.env.user.all_group_ids:
            raise AccessError(
                self.env._(
                    "%(item)s: only %(group)s can say that this is done.",
                    item=self.name,
                    group=group.full_name,
                )
            )
        if self.needs_photo and not self.photo_ids:
            raise UserError(
                self.env._("%(item)s: take a photo of it first.", item=self.name)
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_process(self):
        if not self.env.su and self.template_id:
            raise UserError(
                self.env._("What the process asks for stays on the checklist.")
            )

    @api.model
    def _add_from_process(self, processes):
        """Give tickets what their processes ask for and they do not have yet.

        One statement for a batch of any size.

        :param dict processes: process of each ticket, by ids
        """
        if not processes:
            return
        self.env["property.ticket.process.item"].flush_model()
        self.flush_model()
        self.env.cr.execute(
            SQL(
                ADD_FROM_PROCESS,
                uid=self.env.uid,
                now=self.env.cr.now(),
                tickets=list(processes),
                processes=list(processes.values()),
            )
        )
        self.invalidate_model()
        tickets = self.env["helpdesk.ticket"].browse(processes)
        tickets.invalidate_recordset(["checklist_ids"])
