from dataclasses import asdict, replace

from odoo import api, fields, models

from ...tools.dispatch_score import rank


class HelpdeskTicket(models.Model):
    """Who suits a request best."""

    _inherit = "helpdesk.ticket"

    score_ids = fields.One2many(
        "property.dispatch.score",
        "ticket_id",
        string="Proposed people",
        copy=False,
        readonly=True,
        groups="property_crm.group_property_dispatcher",
    )

    def _rank_people(self, without=(), is_later=False):
        """Return ``{ticket: [Verdict]}``, the best suited first.

        :param without: ids of users who are not asked
        :param is_later: for another time: whether somebody is there now says nothing
        """
        people, needs = self._get_dispatch_people(), self._get_dispatch_needs()
        weights = self.env["property.dispatch.weight"]._get_weights()
        return {
            ticket: rank(
                [
                    replace(person, is_on_shift=True) if is_later else person
                    for person in people[ticket]
                    if person.key not in without
                ],
                needs[ticket],
                weights,
            )
            for ticket in self
        }

    def _propose(self):
        """Store who suits each request, and why, in the place of the last proposal."""
        verdicts = self._rank_people()
        # sudo: nobody writes proposals by hand
        scores_sudo = self.env["property.dispatch.score"].sudo()
        scores_sudo.search([("ticket_id", "in", self.ids)]).unlink()
        scores_sudo.create(
            [
                {
                    "ticket_id": ticket.id,
                    "user_id": verdict.key,
                    "rank": number,
                    "score": verdict.score,
                    "is_eligible": verdict.is_eligible,
                    "reasons": [asdict(reason) for reason in verdict.reasons],
                }
                for ticket, ranked in verdicts.items()
                for number, verdict in enumerate(ranked, 1)
            ]
        )
        return verdicts

    def action_propose(self):
        """Show who suits the request, and why not the others."""
        self.ensure_one()
        self.check_access("write")
        self._propose()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_dispatch_score_action"
        )
        return {**action, "domain": [("ticket_id", "=", self.id)]}

    def action_assign_best(self):
        """Give each request that nobody has to who suits it best."""
        self.check_access("write")
        free = self.filtered(lambda t: not t.user_id and not t._get_finished_at())
        given = free._choose_people(self._pick_best)
        for user_id, tickets in given.items():
            tickets._assign(self.env["res.users"].browse(user_id))
        count = sum(map(len, given.values()))
        return self._notify_given(count, len(free) - count)

    @api.model
    def _pick_best(self, ticket, people, need, weights):
        best = rank(people, need, weights)[:1]
        return best[0].key if best and best[0].is_eligible else None

    def _choose_people(self, pick):
        """Return ``{user id: tickets}``; what one is given counts for the next.

        :param pick: called with ticket, people, need and weights; returns the key of
            a person, or something else if nobody is to get it
        """
        everybody, needs = self._get_dispatch_people(), self._get_dispatch_needs()
        weights = self.env["property.dispatch.weight"]._get_weights()
        given = []
        queue = self.sorted(lambda t: (-int(t.priority or 0), t.reported_at, t.id))
        for ticket in queue:
            people = [self._add_given(person, given) for person in everybody[ticket]]
            key = pick(ticket, people, needs[ticket], weights)
            given.append(key if isinstance(key, int) else None)
        chosen = {}
        for ticket, key in zip(queue, given, strict=True):
            if key:
                chosen[key] = chosen.get(key, self.browse()) | ticket
        return chosen

    @api.model
    def _add_given(self, person, given):
        """Return the person with what the same run has given to him already."""
        count = given.count(person.key)
        if not count:
            return person
        last = len(given) - given[::-1].index(person.key)
        return replace(person, load=person.load + count, idle=-last)

    @api.model
    def _notify_given(self, given, left):
        message = self.env._(
            "Assigned: %(given)s. Left: %(left)s.", given=given, left=left
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if left else "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
