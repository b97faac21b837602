import psycopg2

from odoo import api, models
from odoo.exceptions import AccessError, ConcurrencyError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.property_crm.models.api.quiet_sql import refusals_expected

MAX_TRIES = 100
AGENTS = "property_crm.group_property_agent"
QUEUE_ORDER = SQL(
    "helpdesk_ticket.priority DESC, helpdesk_ticket.date_deadline,"
    " helpdesk_ticket.reported_at, helpdesk_ticket.id"
)


class HelpdeskTicket(models.Model):
    """Whoever is free takes the next request; two never get the same."""

    _inherit = "helpdesk.ticket"

    _queue_idx = models.Index(
        "(team_id, priority DESC, date_deadline, reported_at, id)"
        " WHERE user_id IS NULL AND closed_date IS NULL"
    )

    def action_claim_next(self):
        """Take the most urgent request of the queue and open it."""
        answer = self.api_claim_next()
        if answer["status"] == "empty":
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "type": "info",
                    "message": self.env._("Nothing waits in your queues."),
                },
            }
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "helpdesk_mgmt.helpdesk_ticket_action"
        )
        form = (False, "form")
        return {**action, "res_id": answer["id"], "views": [form], "view_mode": "form"}

    @api.model
    def api_claim_next(self, key=None, user=None):
        """Take the most urgent request of the user's queues; see the README.

        :param str key: the sender's own name for this call; sent again, it answers
            with the request taken the first time
        :param str user: login of the agent who gets it, if a program asks for him
        :return: ``{"id", "number", "status"}``; status claimed, unchanged or empty
        """
        claimer = self._get_claimer(user)
        if key is not None and not (isinstance(key, str) and key.strip()):
            raise ValidationError(self.env._("key: a text is expected."))
        key = key and f"{self.env.uid}:{key.strip()}"
        return self._find_claimed(key) or self.with_user(claimer)._claim_next(key)

    @api.model
    def _get_claimer(self, login):
        """Return for whom the next is taken; only those who assign take for others."""
        claimer = self.env.user
        if login and login != claimer.login:
            if not self._may_assign_others():
                raise AccessError(self.env._("user: you take requests for yourself."))
            claimer = claimer.search([("login", "=", login)], limit=1)
        if not claimer or not claimer.has_group(AGENTS):
            raise AccessError(
                self.env._("Only staff of the service desk take requests.")
            )
        return claimer

    @api.model
    def _claim_next(self, key):
        for _try in range(MAX_TRIES):
            try:
                with refusals_expected():
                    answer = self._claim_in_own_transaction(key)
            except (
                psycopg2.errors.SerializationFailure,
                psycopg2.errors.DeadlockDetected,
            ):
                continue  # somebody was faster: a new transaction sees what is left
            except psycopg2.errors.UniqueViolation:
                return self._find_committed_claim(key)
            self.env.invalidate_all()
            return answer
        raise ConcurrencyError("the queue is too busy")

    @api.model
    def _claim_in_own_transaction(self, key):
        """Take one, and let it be seen at once; ours may have begun long ago."""
        with self.env.registry.cursor() as cr:
            mine = self.with_env(self.env(cr=cr)).with_context(ticket_claim_key=key)
            ticket_sudo = mine._lock_next()
            if not ticket_sudo:
                return {"id": False, "number": False, "status": "empty"}
            ticket_sudo._assign(mine.env.user)
            mine.env.flush_all()
            return ticket_sudo._prepare_intake_answer("claimed")

    @api.model
    def _lock_next(self):
        """Lock the first request of the queue that nobody else is just taking."""
        # sudo: a member sees what is in his team's queue once he has taken it
        tickets_sudo = self.sudo()
        query = tickets_sudo._search(self._get_queue_domain())
        query.order, query.limit = QUEUE_ORDER, 1
        rows = self.env.execute_query(
            SQL("%s FOR NO KEY UPDATE OF helpdesk_ticket SKIP LOCKED", query.select())
        )
        return tickets_sudo.browse([row[0] for row in rows])

    @api.model
    def _get_queue_domain(self):
        """Return what the user may take: free, of his queues, within his skills."""
        user = self.env.user
        # sudo: which teams one works in is known without reading teams
        teams_sudo = self.env["helpdesk.ticket.team"].sudo()
        queues = teams_sudo.search([("dispatch_mode", "=", "grab")])
        own = queues.filtered(lambda team: user in team.user_ids)
        territory_ids = user._get_territory_ids()
        # whoever sees everything works where his teams are
        here = Domain("territory_id", "in", sorted(territory_ids or ()))
        is_mine = Domain("team_id", "in", own.ids) | (
            Domain("team_id", "in", queues.ids) & here
        )
        return (
            self._get_work_domain()
            & Domain("company_id", "in", user.company_ids.ids)
            & Domain("user_id", "=", False)
            & Domain("deferred_until", "=", False)
            & is_mine
            & ~self._get_forbidden_domain(user)
        )

    @api.model
    def _get_forbidden_domain(self, user):
        """Return the requests that must never be given to the user."""
        return self.env["property.dispatch.skill"]._get_lacking_domain(user)

    # The same call twice.

    def _prepare_event_vals(self, name, old, reason=None):
        vals = super()._prepare_event_vals(name, old, reason)
        key = self.env.context.get("ticket_claim_key")
        return {**vals, "claim_key": key} if key and name == "user_id" else vals

    @api.model
    def _find_claimed(self, key):
        if not key:
            return None
        # sudo: his own answer, also about what is no longer his
        event_sudo = (
            self.env["property.ticket.event"].sudo().search([("claim_key", "=", key)])
        )
        if not event_sudo:
            return None
        ticket_sudo = event_sudo.ticket_id
        return ticket_sudo._prepare_intake_answer("unchanged")

    @api.model
    def _find_committed_claim(self, key):
        with self.env.registry.cursor() as cr:
            found = self.with_env(self.env(cr=cr))._find_claimed(key)
        if not found:
            raise ConcurrencyError(f"claim {key} is being made")
        return found
