from odoo import models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Datetime
from odoo.tools import clean_context

QUIET = {
    "property_visit": True,
    "no_mail_to_attendees": True,
    "skip_attendee_notification": True,
    "skip_contact_description": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
}


class PropertyVisit(models.Model):
    """Whether a visit can be planned, and that its time is taken in the calendar."""

    _inherit = "property.visit"

    def _check_plan(self):
        """Refuse plans that cannot be kept."""
        self._check_planned()
        self._check_who()
        self._check_free()

    def _check_planned(self):
        for visit in self:
            ticket = visit.ticket_id
            if ticket.stage_id.is_finished or not ticket.active:
                raise UserError(
                    self.env._(
                        "%(ticket)s is closed: nobody goes there any more.",
                        ticket=ticket.display_name,
                    )
                )
            if visit.state != "planned":
                raise UserError(
                    self.env._(
                        "%(visit)s: only a planned visit is moved.",
                        visit=visit.display_name,
                    )
                )
            if visit.stop <= Datetime.now():
                raise UserError(self.env._("Start: choose a time to come."))

    def _check_who(self):
        """Refuse people who are not asked to go there."""
        for visit in self.filtered("subcontract_id"):
            visit.subcontract_id._check_may_work(visit.ticket_id.site_id)
        own = self.filtered("user_id")
        known = own.ticket_id._get_visitor_ids()
        for visit in own:
            ticket = visit.ticket_id
            if visit.user_id != self.env.user and not ticket._may_assign_others():
                raise AccessError(
                    self.env._("Technician: dispatchers plan visits of others.")
                )
            if visit.user_id.id not in known[ticket.id]:
                raise UserError(
                    self.env._(
                        "Technician: %(user)s cannot be sent to %(ticket)s.",
                        user=visit.user_id.name,
                        ticket=ticket.display_name,
                    )
                )

    def _check_free(self):
        """Refuse a time at which the technician is busy, unless a reason is given."""
        visits = self.filtered(lambda v: v.user_id and not v.clash_reason)
        if not visits:
            return
        busy = self.env["calendar.event"]._get_busy(
            visits.user_id, min(visits.mapped("start")), max(visits.mapped("stop"))
        )
        for visit in visits:
            for taken in busy[visit.user_id.id]:
                own = (taken.model, taken.id) == ("calendar.event", visit.event_id.id)
                if not own and taken.start < visit.stop and visit.start < taken.stop:
                    visit._raise_busy(taken)

    def _raise_busy(self, taken):
        raise ValidationError(
            self.env._(
                "%(user)s is taken %(span)s (%(label)s). Choose another time, or say"
                " why he goes all the same.",
                user=self.user_id.name,
                span=self.ticket_id.site_id._format_span(taken.start, taken.stop),
                label=taken.label,
            )
        )

    # The calendar.

    def _take_time(self):
        """Write each visit into the calendar of its technician, in one batch."""
        for visit in self.filtered("event_id"):
            visit._get_events().write(visit._prepare_event_times())
        new = self.filtered(lambda visit: visit.user_id and not visit.event_id)
        if not new:
            return
        events = new._get_events().create([v._prepare_event() for v in new])
        for visit, event in zip(new, events, strict=True):
            visit.sudo().event_id = event  # sudo: the system links them

    def _get_events(self):
        """Return the calendar entries, to be changed without telling anybody."""
        # sudo: whoever moves a visit need not be able to read the technician's day
        event_sudo = self.event_id.sudo()
        return event_sudo.with_context(clean_context(self.env.context), **QUIET)

    def _prepare_event(self):
        """What others see of it is that the technician is busy."""
        ticket = self.ticket_id
        return {
            "name": self.env._("Visit · %(place)s", place=ticket.place_name or ""),
            "location": ticket._get_work_address(),
            "allday": False,
            "privacy": "private",
            "show_as": "busy",
            **self._prepare_event_times(),
        }

    def _prepare_event_times(self):
        if not self.user_id:
            return {"active": False}
        partner = self.user_id.sudo().partner_id  # sudo: he is a colleague
        vals = {"start": self.start, "stop": self.stop, "active": True}
        if self.clash_reason:
            # the calendar keeps it, too, with all other double bookings
            vals["clash_reason"] = self.clash_reason
        # sudo: as for the event
        if self.event_id.sudo().user_id != self.user_id:
            vals |= {"user_id": self.user_id.id, "partner_ids": [(6, 0, partner.ids)]}
        return vals

    def _free_time(self):
        """Give the technician his time back; what was done stays in the calendar."""
        done = self.filtered(lambda visit: visit.state == "done")
        done._get_events().write({"show_as": "free"})
        (self - done)._get_events().write({"active": False})

    def _follow_event(self):
        """Take over what somebody has done with the entry in the calendar."""
        for visit in self.filtered(lambda v: v.state in ("planned", "on_the_way")):
            event_sudo = visit.event_id.sudo()  # sudo: asked for its time only
            if not event_sudo.active:
                visit._cancel(self.env._("Cancelled in the calendar."))
                continue
            partners = event_sudo.partner_ids
            if event_sudo.allday or visit.user_id.sudo().partner_id not in partners:
                raise UserError(
                    self.env._(
                        "This is a visit: it has an hour, and its technician is"
                        " changed on the visit."
                    )
                )
            if (visit.start, visit.stop) != (event_sudo.start, event_sudo.stop):
                visit.check_access("write")
                visit.write({"start": event_sudo.start, "stop": event_sudo.stop})
