from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

# Nothing was worked on: nothing had to be done.
NOT_WORKED = ("duplicate", "withdrawn", "refused", "not_ours")
CHOOSING = frozenset(
    {
        "type_id",
        "team_id",
        "class_id",
        "category_id",
        "place_id",
        "problem_id",
        "is_emergency",
        "partner_id",
        "unit_id",
    }
)
FACTS_OF_PROCESS = ("team_id", "category_id", "class_id", "company_id")


class HelpdeskTicket(models.Model):
    """Follows the process that fits it."""

    _inherit = "helpdesk.ticket"

    process_id = fields.Many2one(
        "property.ticket.process",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
    )
    checklist_ids = fields.One2many(
        "property.ticket.checklist.item",
        "ticket_id",
        groups="base.group_user",
    )

    @api.model
    def _complete_vals_list(self, vals_list):
        vals_list = super()._complete_vals_list(vals_list)
        chosen = self.env["property.ticket.process"]._choose(vals_list)
        for vals, process in zip(vals_list, chosen, strict=True):
            vals["process_id"] = process.id
        return vals_list

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        tickets._add_checklists()
        return tickets

    def _add_checklists(self):
        # sudo: residents and robots send requests in, and read no processes
        open_sudo = self.sudo().filtered(lambda t: not t.stage_id.is_finished)
        processes = {t.id: t.process_id.id for t in open_sudo if t.process_id}
        self.env["property.ticket.checklist.item"]._add_from_process(processes)

    def _get_consequences(self, before, vals):
        consequences = super()._get_consequences(before, vals)
        if CHOOSING.isdisjoint(vals):
            return consequences
        # sudo: the system writes it
        return [*consequences, *self.sudo()._get_process_consequences()]

    def _get_process_consequences(self):
        """Change to the process that fits now; what is done stays on the list."""
        Process = self.env["property.ticket.process"]
        tickets = self.filtered(lambda ticket: not ticket.stage_id.is_finished)
        chosen = Process._choose([ticket._get_process_row() for ticket in tickets])
        changed = {
            ticket: process
            for ticket, process in zip(tickets, chosen, strict=True)
            if ticket.process_id != process
        }
        if not changed:
            return
        self.env["property.ticket.checklist.item"].search(
            [
                ("ticket_id", "in", [ticket.id for ticket in changed]),
                ("template_id", "!=", False),
                ("is_done", "=", False),
                ("photo_ids", "=", False),
            ]
        ).unlink()
        self.env["property.ticket.checklist.item"]._add_from_process(
            {ticket.id: process.id for ticket, process in changed.items() if process}
        )
        for ticket, process in changed.items():
            yield ticket, {"process_id": process.id}

    def _get_process_row(self):
        return {
            **{name: self[name].id for name in FACTS_OF_PROCESS},
            "case_type": self.type_id.case_type,
            "is_emergency": self.is_emergency,
            "requester_role": self.requester_role,
        }

    def _check_closing(self, vals):
        result = super()._check_closing(vals)
        stage = self.env["helpdesk.ticket.stage"].browse(vals.get("stage_id") or ())
        if stage.is_finished and vals.get("close_cause") not in NOT_WORKED:
            unchecked = self.filtered(
                lambda t: not t.stage_id.is_finished or t.close_cause in NOT_WORKED
            )
            unchecked._check_checklist_done()
        return result

    def _check_checklist_done(self):
        # sudo: an item counts even where its reader may not see it
        item = self.env["property.ticket.checklist.item"].sudo()
        item = item.search(
            [
                ("ticket_id", "in", self.ids),
                ("is_required", "=", True),
                ("is_done", "=", False),
            ],
            limit=1,
        )
        if item:
            raise UserError(
                self.env._(
                    "Checklist: “%(item)s” is not done yet on %(ticket)s.",
                    item=item.name,
                    ticket=item.ticket_id.display_name,
                )
            )

    def _check_change(self, vals, reason):
        result = super()._check_change(vals, reason)
        stage = self.env["helpdesk.ticket.stage"].browse(vals.get("stage_id") or ())
        if stage and not self.env.su:
            self.filtered(lambda t: t.stage_id != stage)._check_step(stage)
        return result

    def _check_step(self, stage):
        """Refuse stages that the process does not have, or not yet, or not for him."""
        # sudo: steps bind people who do not read the list of processes
        stepped_sudo = self.sudo().filtered("process_id.step_ids")
        visited = stepped_sudo._get_visited_stage_ids()
        for ticket_sudo in stepped_sudo:
            steps = ticket_sudo.process_id.step_ids
            step = steps.filtered(lambda s: s.stage_id == stage)
            if not step:
                ticket_sudo._check_detour(stage)
                continue
            ticket_sudo._check_step_group(step)
            for earlier in steps[: list(steps).index(step)]:
                is_open = earlier.stage_id.id not in visited[ticket_sudo.id]
                if earlier.is_mandatory and is_open:
                    raise UserError(
                        self.env._(
                            "%(ticket)s: “%(stage)s” comes first.",
                            ticket=ticket_sudo.display_name,
                            stage=earlier.stage_id.name,
                        )
                    )

    def _check_detour(self, stage):
        if self.process_id.is_strict:
            raise UserError(
                self.env._(
                    "%(ticket)s: the process “%(process)s” has no step “%(stage)s”.",
                    ticket=self.display_name,
                    process=self.process_id.name,
                    stage=stage.name,
                )
            )

    def _check_step_group(self, step):
        if step.group_id and step.group_id not in self.env.user.all_group_ids:
            raise AccessError(
                self.env._(
                    "%(ticket)s: only %(group)s can move it to “%(stage)s”.",
                    ticket=self.display_name,
                    group=step.group_id.full_name,
                    stage=step.stage_id.name,
                )
            )

    def _get_visited_stage_ids(self):
        """Return ``{ticket id: ids of the stages it was in}``, from its log."""
        visited = {ticket.id: {ticket.stage_id.id} for ticket in self}
        if not self:
            return visited
        # waiting and going on are changes of the stage, too
        moves = Domain("kind", "=", "created") | Domain("field_name", "=", "stage_id")
        rows = self.env["property.ticket.event"]._read_group(
            Domain("ticket_id", "in", self.ids) & moves,
            ["ticket_id", "new_ref"],
        )
        for ticket, stage_id in rows:
            visited[ticket.id].add(stage_id)
        return visited
