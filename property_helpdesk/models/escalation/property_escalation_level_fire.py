from odoo import api, fields, models, tools

BATCH = 100


class PropertyEscalationLevel(models.Model):
    """Telling people, once for each request and level, whoever runs it how often."""

    _inherit = "property.escalation.level"

    @api.model
    def _cron_escalate(self, batch_size=BATCH):
        """Climb the ladder.

        Each batch is a transaction of its own: what was told is kept if the next one
        is killed, and what was not told is found again by the next run.
        """
        now = fields.Datetime.now()
        for level in self.search([("active", "=", True)]):
            due = level._get_due(now)
            for ids in tools.split_every(batch_size, [ticket.id for ticket in due]):
                level._fire(self.env["helpdesk.ticket"].browse(ids), due)
                if not self.env["ir.cron"]._commit_progress(len(ids)):
                    return
        self.env["property.escalation.fired"]._remind(now)

    def _fire(self, tickets, reasons):
        """Tell about the tickets that nobody else is telling about just now."""
        Fired = self.env["property.escalation.fired"]
        locked = tickets.try_lock_for_update()
        told = Fired.search(
            [("ticket_id", "in", locked.ids), ("level_id", "=", self.id)]
        ).ticket_id
        people = (locked - told)._get_audience(self)
        fired = Fired._create_once(
            [
                {
                    "ticket_id": ticket.id,
                    "level_id": self.id,
                    "reason": reasons.get(ticket) or False,
                    "user_ids": [fields.Command.set(users.ids)],
                }
                for ticket, users in people.items()
            ]
        )
        fired._log()
        fired._tell()
        return fired

    @api.model
    @tools.ormcache()
    def _get_all_words(self):
        """Return the danger words of all levels."""
        # sudo: whoever writes a request, the words are looked for
        levels_sudo = self.sudo().search([("trigger", "=", "words")])
        return tuple(
            sorted({word for level in levels_sudo for word in level._get_words()})
        )
