from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.property_helpdesk.models.finish.property_follow_up import ATTEMPTS


class PropertyReturnVisit(models.Model):
    """What the resident says. Each attempt is a follow-up of the request, too."""

    _inherit = "property.return.visit"

    may_ask = fields.Boolean(
        string="You may ask",
        compute="_compute_may_ask",
        help="You had no part in the work.",
    )

    @api.depends("ticket_id")
    @api.depends_context("uid")
    def _compute_may_ask(self):
        barred = self.ticket_id._get_return_visit_barred()
        for visit in self:
            visit.may_ask = self.env.user not in barred.get(visit.ticket_id, ())

    def action_satisfied(self):
        """Note that he is satisfied."""
        return self._note("satisfied")

    def action_dissatisfied(self):
        """Note that he is not, and what he said."""
        self._check_planned()
        for visit in self:
            if not (visit.note or "").strip():
                raise UserError(self.env._("What he said: write down what is wrong."))
        return self._note("dissatisfied")

    def action_not_reached(self):
        """Note an attempt in vain; after the third one it is over."""
        return self._note("not_reached")

    def action_cancel(self):
        """Nobody asks about it after all."""
        self.check_access("write")
        self._check_planned()
        self._check_no_part()
        self.sudo()._cancel()  # sudo: only the buttons write states

    def _check_no_part(self):
        """Nobody calls off the question about his own work."""
        for visit in self:
            if not visit.may_ask:
                raise UserError(
                    self.env._(
                        "%(ticket)s: you had a part in the work. Somebody else decides"
                        " whether to ask about it.",
                        ticket=visit.ticket_id.display_name,
                    )
                )

    def _cancel(self):
        self.write({"state": "cancelled"})
        self._forget_activities()

    def _note(self, result):
        """Note an attempt in the user's name: he is who asks."""
        self.check_access("write")
        self._check_planned()
        others = self.filtered(lambda one: one.user_id != self.env.user)
        if others:
            others.user_id = self.env.user
        self._check_asker()
        self.env["property.follow.up"].create(
            [
                {
                    "ticket_id": visit.ticket_id.id,
                    "return_visit_id": visit.id,
                    "result": result,
                    "note": visit.note,
                }
                for visit in self
            ]
        )

    def _check_planned(self):
        for visit in self:
            if visit.state != "planned":
                raise UserError(
                    self.env._(
                        "%(ticket)s has been asked about already.",
                        ticket=visit.ticket_id.display_name,
                    )
                )

    def _take_attempts(self, attempts):
        """Take over what the attempts found; the last answer counts."""
        for visit in self:
            mine = attempts.filtered(lambda one, v=visit: one.return_visit_id == v)
            answer = mine.filtered(lambda one: one.result != "not_reached")[:1]
            if answer:
                visit._finish(answer.result)
            elif len(visit.follow_up_ids) >= ATTEMPTS:
                visit._finish("unreachable")

    def _finish(self, result):
        self.ensure_one()
        ticket = self.ticket_id
        own = round(ticket.last_rating) if ticket.last_rating_id else 0
        told = int(self.stars or 0)
        self.write(
            {
                "state": "done",
                "result": result,
                "answered_at": fields.Datetime.now(),
                "has_own_stars": bool(own),
                "own_stars": own,
                "star_difference": told - own if told and own else 0,
            }
        )
        self._forget_activities()
        if result == "dissatisfied":
            self._open_low_case()
