from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

from .property_visit import OPEN

SHOWN = 12
MAX_WISH = 500


class HelpdeskTicket(models.Model):
    """What residents see and choose of visits, on the page of their request."""

    _inherit = "helpdesk.ticket"

    def _get_portal_visit(self):
        """Return the visit that comes next, as superuser, or none."""
        # sudo: residents read no plans; this is theirs
        visits_sudo = self.sudo().visit_ids
        return visits_sudo.filtered(lambda v: v.state in OPEN).sorted("start")[:1]

    def _get_portal_offers(self):
        """Return ``[{"key", "text"}]``: the windows the resident can choose now."""
        self.ensure_one()
        visit_sudo = self._get_portal_visit()
        # sudo: residents read no stages
        is_open = not self.sudo().stage_id.is_finished and self.active
        if visit_sudo:
            is_open = is_open and self._may_change_visit(visit_sudo)
        elif not self.visit_offered_at:
            is_open = False
        if not is_open:
            return []
        taken = visit_sudo.window_start
        site = self.site_id
        return [
            {
                "key": fields.Datetime.to_string(offer.window_start),
                "stop": fields.Datetime.to_string(offer.window_stop),
                "text": site._format_span(offer.window_start, offer.window_stop),
            }
            for offer in self._get_resident_offers()
            if offer.window_start != taken
        ][:SHOWN]

    def _get_resident_offers(self):
        hours = self.company_id.sudo().visit_notice_hours  # sudo: a setting
        return self._get_visit_offers(each=1, lead=hours)

    @api.model
    def _may_change_visit(self, visit_sudo):
        """Whether there is time enough before the promised hours."""
        hours = visit_sudo.company_id.visit_notice_hours
        begins = visit_sudo.window_start or visit_sudo.start
        is_early = fields.Datetime.now() + timedelta(hours=hours) <= begins
        return visit_sudo.state == "planned" and is_early

    def _portal_visit(self, form):
        """Do what the resident asks for; the same form twice does it once."""
        self.ensure_one()
        self.check_access("read")
        if not self._is_requester():
            raise AccessError(self.env._("Only who made the request can do this."))
        # who sends the form twice at once waits here, and finds it done
        self.env.cr.execute(
            SQL("SELECT id FROM helpdesk_ticket WHERE id = %s FOR UPDATE", self.id)
        )
        # sudo: residents plan through this form and no other way
        ticket_sudo = self.sudo()
        ticket_sudo._check_open()
        asked = form.get("do")
        if asked == "choose":
            ticket_sudo._portal_choose_visit(form.get("window"))
        elif asked == "cancel":
            ticket_sudo._portal_cancel_visit()
        elif asked == "agree":
            self._get_portal_visit().action_agree()
        elif asked == "ask":
            ticket_sudo._portal_ask_visit(form.get("wish"))

    def _portal_choose_visit(self, key):
        """Book the window, or move the visit there."""
        visit = self._get_portal_visit()
        if visit and fields.Datetime.to_string(visit.window_start) == key:
            return visit.action_agree()
        if visit and not self._may_change_visit(visit):
            self._refuse_late()
        if not visit and not self.visit_offered_at:
            raise UserError(self.env._("Please call us to agree on a time."))
        offers = self._get_resident_offers()
        offer = next(
            (o for o in offers if fields.Datetime.to_string(o.window_start) == key),
            None,
        )
        if not offer:
            self._refuse_taken()
        try:
            with self.env.cr.savepoint():
                return self._book_offer(visit, offer)
        except ValidationError:
            return self._refuse_taken()

    def _refuse_taken(self):
        raise UserError(
            self.env._("Somebody else has just taken this time. Choose another.")
        )

    def _book_offer(self, visit, offer):
        vals = {
            "user_id": offer.person,
            "subcontract_id": False,
            "start": offer.start,
            "stop": offer.stop,
            "window_start": offer.window_start,
            "window_stop": offer.window_stop,
        }
        if visit:
            visit.write(vals)
        else:
            visit = visit.create({"ticket_id": self.id, **vals})
        visit.write({"agreed_at": fields.Datetime.now()})
        self.env.flush_all()
        return visit

    def _portal_cancel_visit(self):
        visit = self._get_portal_visit()
        if not visit:
            return
        if not self._may_change_visit(visit):
            self._refuse_late()
        visit._cancel(self.env._("Cancelled by the resident."))
        holder = self._for_holder()
        holder._tell_holder(holder.env._("The resident has cancelled the visit."))
        # he can choose another time
        self._offer_visit()

    def _portal_ask_visit(self, wish):
        """Keep what he wishes, and tell who looks after the request."""
        wish = (wish or "").strip()[:MAX_WISH]
        if not wish:
            raise UserError(self.env._("Please say when it suits you."))
        known = self.event_ids.filtered(
            lambda event: event.kind == "visit_asked" and event.reason == wish
        )
        if known:
            return
        self._create_events(
            [{"ticket_id": self.id, "kind": "visit_asked", "reason": wish}]
        )
        holder = self._for_holder()
        holder._tell_holder(holder.env._("Another time asked for: %(wish)s", wish=wish))

    def _refuse_late(self):
        hours = self.company_id.visit_notice_hours
        raise UserError(
            self.env._(
                "This is possible until %(hours)s hours before. Please call us.",
                hours=hours,
            )
        )

    def _for_holder(self):
        """Return the request in the language of who answers for it."""
        return self.with_context(lang=self.owner_id.lang or self.env.lang)

    def _tell_holder(self, text):
        """Put it on the list of who answers for the request."""
        self.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.owner_id.id, summary=text
        )
