from odoo import api, fields, models


class PropertyFollowUp(models.Model):
    _inherit = "property.follow.up"

    return_visit_id = fields.Many2one(
        "property.return.visit",
        string="Return visit",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model_create_multi
    def create(self, vals_list):
        attempts = super().create(vals_list)
        # sudo: who asks may not have been given the visit; its rules are checked below
        attempts_sudo = attempts.sudo()
        attempts_sudo._find_return_visit()
        attempts_sudo.return_visit_id._take_attempts(attempts_sudo)
        return attempts

    def _find_return_visit(self):
        """A follow-up from the request itself counts for the visit that waits."""
        waiting = self.env["property.return.visit"].search(
            [("ticket_id", "in", self.ticket_id.ids), ("state", "=", "planned")]
        )
        by_ticket = {visit.ticket_id: visit for visit in waiting}
        barred = self.ticket_id._get_return_visit_barred()
        for attempt in self:
            visit = by_ticket.get(attempt.ticket_id)
            if visit and attempt.user_id not in barred[attempt.ticket_id]:
                attempt.return_visit_id = visit
            else:
                attempt.return_visit_id = False
