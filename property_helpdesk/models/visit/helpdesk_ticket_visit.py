from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .property_visit import OPEN


class HelpdeskTicket(models.Model):
    """Who comes when: planned visits show that a request is in hand."""

    _inherit = "helpdesk.ticket"

    visit_ids = fields.One2many(
        "property.visit", "ticket_id", string="Visits", groups="base.group_user"
    )
    visit_at = fields.Datetime(
        string="Next visit",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="When somebody goes there next.",
    )
    visit_offered_at = fields.Datetime(
        string="Times offered on",
        copy=False,
        readonly=True,
        help="Since then the resident can choose a time on his page.",
    )
    all_visit_count = fields.Integer(
        string="Number of visits",
        compute="_compute_visit_counts",
        groups="base.group_user",
    )
    visit_done_count = fields.Integer(
        string="Visits done", compute="_compute_visit_counts", groups="base.group_user"
    )
    visit_planned_count = fields.Integer(
        string="Visits planned",
        compute="_compute_visit_counts",
        groups="base.group_user",
    )
    visit_missed_count = fields.Integer(
        string="Visits missed",
        compute="_compute_visit_counts",
        groups="base.group_user",
    )

    @api.depends("visit_ids.state")
    def _compute_visit_counts(self):
        rows = self.env["property.visit"]._read_group(
            [("ticket_id", "in", self._origin.ids)], ["ticket_id", "state"], ["__count"]
        )
        counts = {}
        for ticket, state, count in rows:
            key = "planned" if state in OPEN else state
            per_ticket = counts.setdefault(ticket.id, {})
            per_ticket[key] = per_ticket.get(key, 0) + count
        for ticket in self:
            count = counts.get(ticket._origin.id, {})
            ticket.all_visit_count = sum(count.values())
            ticket.visit_done_count = count.get("done", 0)
            ticket.visit_planned_count = count.get("planned", 0)
            ticket.visit_missed_count = count.get("missed", 0)

    # The next date follows the visit.

    @api.depends("visit_at")
    def _compute_date_next(self):
        result = super()._compute_date_next()
        for ticket in self.filtered(lambda t: t.visit_at and not t.closed_date):
            dates = (ticket.visit_at, ticket.date_deadline)
            ticket.date_next = min(filter(None, dates))
        return result

    def _get_consequences(self, before, vals):
        """Nobody goes to see what is closed, or put away."""
        over = self.filtered(
            lambda t: t.visit_at and (t.stage_id.is_finished or not t.active)
        )
        if over:
            over._end_visits()
        given = (self - over).filtered(
            lambda t: t.visit_at and before[t.id]["user_id"] not in (t.user_id, False)
        )
        given._hand_over_visits({t: before[t.id]["user_id"] for t in given})
        return super()._get_consequences(before, vals)

    def _end_visits(self):
        """What is going on is done; the rest is cancelled, and told once each."""
        # sudo: whoever closes the request need not be able to plan visits
        visits_sudo = (
            self.env["property.visit"]
            .sudo()
            .search([("ticket_id", "in", self.ids), ("state", "in", OPEN)])
        )
        going_on = visits_sudo.filtered(lambda visit: visit.state == "on_site")
        going_on._finish()
        off = visits_sudo - going_on
        if not off:
            return
        off._withdraw(self.env._("The request is closed."))
        for visits in off.grouped("ticket_id").values():
            visits[0]._tell_resident("cancelled")
        for visit in off:
            visit._tell_technician("cancelled")

    def _hand_over_visits(self, former):
        """Who gets the request makes its visits, if he has time; else they are told.

        :param former: ``{ticket: who had it}``
        """
        for ticket_sudo in self.sudo():  # sudo: the plan follows the request
            old = former[ticket_sudo]
            if old in ticket_sudo.named_employee_ids:
                continue
            for visit in ticket_sudo.visit_ids.filtered(
                lambda visit, old=old: visit.state == "planned" and visit.user_id == old
            ):
                if not ticket_sudo._hand_over_visit(visit):
                    holder = ticket_sudo._for_holder()
                    holder._tell_holder(
                        holder.env._(
                            "The visit of %(user)s (%(when)s) is still his: plan it"
                            " again.",
                            user=old.name,
                            when=visit.with_env(holder.env).window_text,
                        )
                    )

    def _hand_over_visit(self, visit):
        """Return whether the new holder can go at that time."""
        if not self.user_id:
            return False
        try:
            with self.env.cr.savepoint():
                visit.user_id = self.user_id
        except UserError:
            return False
        return True

    # The log.

    @api.model
    def _create_events(self, vals_list):
        events = super()._create_events(vals_list)
        arrived = events.filtered(lambda event: event.kind == "arrived")
        if arrived:
            self.env["property.visit"]._note_arrivals(arrived)
        return events

    # Who can be sent.

    def _get_visitor_ids(self):
        """Return ``{ticket id: ids of who can be sent}``.

        Staff of the territory, and the holder; nobody the customer complained about.
        """
        tickets_sudo = self.sudo()  # sudo: colleagues of the territory only
        by_territory = self._get_users_by_territory(tickets_sudo.territory_id)
        barred = self._get_barred_user_ids()
        nobody = self.env["res.users"]
        return {
            ticket.id: {
                *by_territory.get(ticket.territory_id.id, nobody).ids,
                *ticket.user_id.ids,
            }
            - set(barred.get(ticket.id, ()))
            for ticket in tickets_sudo
        }

    def _offer_visit(self):
        """Let the residents choose a time on their pages."""
        # sudo: the system keeps it
        self.sudo().write({"visit_offered_at": fields.Datetime.now()})

    def action_offer_visit(self):
        """Ask the resident to choose a time; told once a day at most."""
        self.check_access("write")
        self._check_open()
        for ticket in self.filtered("partner_id"):
            lang = ticket.partner_id.lang or self.env.lang
            ticket.message_post(
                body=ticket.with_context(lang=lang)._get_offer_text(),
                partner_ids=ticket.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )
        self._offer_visit()

    def _get_offer_text(self):
        return self.env._(
            "When shall we come? Please choose a time on the page of your request."
        )

    def action_plan_visit(self):
        """Show who could come when."""
        self.ensure_one()
        self._check_open()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_visit_plan_action"
        )
        action["context"] = {"default_ticket_id": self.id}
        return action

    def action_view_visits(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_visit_action"
        )
        return {
            **action,
            "domain": [("ticket_id", "in", self.ids)],
            "view_mode": "list,calendar,form",
            "views": [(False, "list"), (False, "calendar"), (False, "form")],
            "context": {"default_ticket_id": self[:1].id},
        }

    @api.model
    def _get_on_the_road_domain(self):
        """Return the requests somebody is going to, or at, now."""
        return Domain("visit_ids.state", "in", ["on_the_way", "on_site"])
