from odoo import api, fields, models

LEVEL_KINDS = ("escalated", "acknowledged")


class PropertyTicketEvent(models.Model):
    _inherit = "property.ticket.event"

    kind = fields.Selection(
        selection_add=[("escalated", "Escalated"), ("acknowledged", "Acknowledged")],
        ondelete={"escalated": "cascade", "acknowledged": "cascade"},
    )

    @api.depends("kind", "new_ref")
    @api.depends_context("lang")
    def _compute_summary(self):
        """The level is named in the reader's language."""
        result = super()._compute_summary()
        events = self.filtered(lambda one: one.kind in LEVEL_KINDS and one.new_ref)
        # sudo: its name is in the log already, in the language of who wrote it
        levels_sudo = self.env["property.escalation.level"].sudo()
        known = levels_sudo.browse(events.mapped("new_ref")).exists()
        for event in events:
            level = levels_sudo.browse(event.new_ref)
            if level in known:
                event.summary = level.name
        return result
