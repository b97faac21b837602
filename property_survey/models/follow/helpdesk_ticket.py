from odoo import api, fields, models
from odoo.exceptions import UserError

STAFF = "property_crm.group_property_agent,property_crm.group_property_auditor"


class HelpdeskTicket(models.Model):
    """Who worked on it, and who may ask about it for that reason."""

    _inherit = "helpdesk.ticket"

    return_visit_ids = fields.One2many(
        "property.return.visit",
        "ticket_id",
        string="Return visits",
        readonly=True,
        copy=False,
        groups=STAFF,
    )
    return_visit_count = fields.Integer(
        string="Number of return visits",
        compute="_compute_return_visit_count",
        groups=STAFF,
    )

    @api.depends("return_visit_ids")
    def _compute_return_visit_count(self):
        counts = dict(
            self.env["property.return.visit"]._read_group(
                [("ticket_id", "in", self.ids)], ["ticket_id"], ["__count"]
            )
        )
        for ticket in self:
            ticket.return_visit_count = counts.get(ticket._origin, 0)

    def _get_return_visit_key(self):
        """Return what the lot hangs on: after a return there is a new lot."""
        return f"{self.id}/{self.reopen_count}"

    def _get_worker(self):
        return self.user_id or self.closed_by_id

    def _prepare_return_visit_facts(self):
        """Return what a visit keeps of the finished work."""
        self.ensure_one()
        if not self.stage_id.is_finished:
            raise UserError(self.env._("Only finished work is asked about."))
        return {
            "closing": self.reopen_count,
            "finished_at": self._get_finished_at(),
            "worker_id": self._get_worker().id,
        }

    def _get_return_visit_barred(self):
        """Return ``{ticket: users}`` who do not ask: they had a part in the work."""
        # sudo: who worked on it decides, whatever the asker may read of it
        tickets_sudo = self.sudo()
        went = tickets_sudo.env["property.visit"]._read_group(
            [("ticket_id", "in", self.ids), ("user_id", "!=", False)],
            ["ticket_id"],
            ["user_id:recordset"],
        )
        went = {ticket.id: users for ticket, users in went}
        Users = self.env["res.users"]
        return {
            ticket.with_env(self.env): ticket.user_id
            | ticket.closed_by_id
            | ticket.team_id.user_id
            | ticket.named_employee_ids
            | went.get(ticket.id, Users)
            for ticket in tickets_sudo
        }

    def _reverse(self):
        """What is open again is not asked about; what was said counts no more."""
        # sudo: the system takes back what waits
        visits_sudo = self.sudo().return_visit_ids
        visits_sudo.filtered(lambda one: one.state == "planned")._cancel()
        visits_sudo.filtered(lambda one: one.state == "done").is_superseded = True
        return super()._reverse()

    def action_view_return_visits(self):
        """Open the return visits of the request."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.property_return_visit_action"
        )
        action["domain"] = [("ticket_id", "=", self.id)]
        action["context"] = {"default_ticket_id": self.id}
        return action
