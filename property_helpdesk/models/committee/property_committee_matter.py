from odoo import api, models
from odoo.tools.mail import plaintext2html

TICKET = "helpdesk.ticket"


class PropertyCommitteeMatter(models.Model):
    """What the committee asks for may be work for somebody: a request."""

    _inherit = "property.committee.matter"

    @api.model
    def _get_link_models(self):
        return [*super()._get_link_models(), TICKET]

    @api.model
    def _describe_link(self, linked):
        if linked._name != TICKET:
            return super()._describe_link(linked)
        return linked.stage_id.name

    def action_make_request(self):
        """Make a request of it, one however often this is pressed, and open it."""
        self.ensure_one()
        self.check_access("write")
        if self.res_model != TICKET:
            self._make_request()
        return {
            "type": "ir.actions.act_window",
            "res_model": TICKET,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    def _make_request(self):
        # sudo: who keeps matters need not take requests; this is one of his
        desk = self.env[TICKET].sudo()
        [answer] = desk._intake(
            [self._prepare_ticket_vals()], [f"committee_matter:{self.id}"]
        )
        self.sudo().write({"res_model": TICKET, "res_id": answer["id"]})
        self._message_log(body=self.env._("A request was made of it."))

    def _prepare_ticket_vals(self):
        return {
            "site_id": self.site_id.id,
            "name": self.name,
            "description": plaintext2html(self.description or self.name),
            "user_id": False,
            "channel_code": "staff",
        }

    def action_answer(self):
        waiting = self.filtered(lambda matter: matter.state == "open")
        result = super().action_answer()
        for matter in waiting.filtered(lambda one: one.res_model == TICKET):
            # sudo: the request need not be his who has the answer of the committee
            ticket_sudo = self.env[TICKET].sudo().browse(matter.res_id).exists()
            if ticket_sudo:
                ticket_sudo._message_log(
                    body=self.env._(
                        "Answer to %(number)s: %(answer)s",
                        number=matter.number,
                        answer=matter.answer,
                    )
                )
        return result
