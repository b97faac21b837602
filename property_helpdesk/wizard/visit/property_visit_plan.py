from dataclasses import asdict

from odoo import api, fields, models
from odoo.exceptions import UserError

SEPARATOR = "|"


class PropertyVisitPlan(models.TransientModel):
    """Offers windows with who could come; one touch chooses, one books."""

    _name = "property.visit.plan"
    _description = "Plan a visit"

    ticket_id = fields.Many2one("helpdesk.ticket", string="Request", required=True)
    may_assign_others = fields.Boolean(
        compute="_compute_may_assign_others", export_string_translation=False
    )
    visitor_ids = fields.Many2many(
        "res.users", compute="_compute_visitor_ids", string="Who can go"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Technician",
        domain="[('id', 'in', visitor_ids)]",
        help="Empty: whoever suits best and has time.",
    )
    date = fields.Date(
        string="From day", default=lambda self: fields.Date.context_today(self)
    )
    minutes = fields.Integer(compute="_compute_minutes", store=True, readonly=False)
    is_agreed = fields.Boolean(string="Agreed with the resident", default=True)
    offers = fields.Json(compute="_compute_offers", export_string_translation=False)
    choice = fields.Char(export_string_translation=False)

    @api.depends_context("uid")
    def _compute_may_assign_others(self):
        self.may_assign_others = self.env["helpdesk.ticket"]._may_assign_others()

    @api.depends("ticket_id")
    def _compute_visitor_ids(self):
        known = self.ticket_id._get_visitor_ids()
        for plan in self:
            plan.visitor_ids = sorted(known.get(plan.ticket_id.id, ()))

    @api.depends("ticket_id")
    def _compute_minutes(self):
        for plan in self:
            company = plan.ticket_id.company_id or self.env.company
            plan.minutes = company.sudo().visit_minutes  # sudo: a setting

    @api.depends("ticket_id", "user_id", "date", "minutes")
    def _compute_offers(self):
        for plan in self:
            ticket = plan.ticket_id
            if not ticket.site_id:
                plan.offers = []
                continue
            user = plan.user_id if plan.may_assign_others else self.env.user
            offers = ticket._get_visit_offers(user, plan.date, plan.minutes)
            plan.offers = plan._prepare_offers(offers)

    def _prepare_offers(self, offers):
        """Return ``[{"text", "people": [{"key", "name", "time", "hint"}]}]``."""
        site = self.ticket_id.site_id
        users = self.env["res.users"].browse({offer.person for offer in offers})
        hints = self._get_hints(users)
        # sudo: names of colleagues
        names = {user.id: user.name for user in users.sudo()}
        windows = {}
        for offer in offers:
            text = site._format_span(offer.window_start, offer.window_stop)
            window = windows.setdefault(text, {"text": text, "people": []})
            key = self._get_key(offer)
            if any(person["key"] == key for person in window["people"]):
                continue
            window["people"].append(
                {
                    "key": key,
                    "user_id": offer.person,
                    "name": names[offer.person],
                    "time": site._format_span(offer.start, offer.stop).split()[-1],
                    "hint": hints[offer.person],
                }
            )
        return list(windows.values())

    @api.model
    def _get_key(self, offer):
        """Return what the offer is called when it is chosen."""
        times = (offer.start, offer.stop, offer.window_start, offer.window_stop)
        texts = [fields.Datetime.to_string(time) for time in times]
        return SEPARATOR.join([str(offer.person), *texts])

    def _get_hints(self, users):
        """Return ``{user id: what he has to do, and why he suits}``."""
        loads = self.ticket_id._get_visit_loads(users)
        reasons = self._get_reasons() if self.may_assign_others else {}
        return {
            user_id: " · ".join(
                [
                    self.env._("%(count)s open requests", count=requests),
                    self.env._("%(count)s planned visits", count=visits),
                    *reasons.get(user_id, ()),
                ]
            )
            for user_id, (requests, visits) in loads.items()
        }

    def _get_reasons(self):
        """Return ``{user id: [why he suits]}``, as the choice of people has it."""
        ticket = self.ticket_id._origin or self.ticket_id
        Score = self.env["property.dispatch.score"]
        return {
            verdict.key: [
                text
                for reason in verdict.reasons
                if reason.code in ("near", "history", "rating", "language")
                and (text := Score._explain(asdict(reason), {}))
            ]
            for verdict in ticket._rank_people(is_later=True)[ticket]
            if verdict.is_eligible
        }

    def action_book(self):
        self.ensure_one()
        if not self.choice:
            raise UserError(self.env._("Choose a time first."))
        user_id, *times = self.choice.split(SEPARATOR)
        names = ("start", "stop", "window_start", "window_stop")
        visit = self.env["property.visit"].create(
            {
                "ticket_id": self.ticket_id.id,
                "user_id": int(user_id),
                **dict(zip(names, times, strict=True)),
            }
        )
        if self.is_agreed:
            visit.action_agree()
        return {"type": "ir.actions.act_window_close"}

    def action_offer(self):
        """Let the resident choose himself."""
        self.ticket_id.action_offer_visit()
        return {"type": "ir.actions.act_window_close"}
