from odoo import fields, models
from odoo.tools.mail import plaintext2html


class PropertySuggestion(models.Model):
    """What a resident suggests may be work for somebody: a request."""

    _inherit = "property.suggestion"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Request",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The request that was made of it. It is answered here all the same.",
    )

    def action_make_request(self):
        """Make a request of it, one however often this is pressed, and open it."""
        self.ensure_one()
        self.check_access("write")
        if not self.ticket_id:
            self._make_request()
        return {
            "type": "ir.actions.act_window",
            "res_model": "helpdesk.ticket",
            "res_id": self.ticket_id.id,
            "views": [(False, "form")],
        }

    def _make_request(self):
        # sudo: who answers suggestions need not take requests; this is one of his
        desk = self.env["helpdesk.ticket"].sudo()
        [answer] = desk._intake(
            [self._prepare_ticket_vals()], [f"suggestion:{self.id}"]
        )
        vals = {"ticket_id": answer["id"]}
        if self.state == "new":
            vals["state"] = "open"
        self.write(vals)
        self._message_log(body=self.env._("A request was made of it."))

    def _prepare_ticket_vals(self):
        asked = self._prepare_service_request()
        return {
            "unit_id": asked["unit_id"],
            "partner_id": asked["partner_id"],
            "name": asked["name"],
            "description": plaintext2html(asked["text"]),
            "user_id": False,
            "channel_code": "portal",
        }
