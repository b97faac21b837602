from odoo import fields, models
from odoo.exceptions import UserError


class PropertyHandover(models.Model):
    """Notice and appointment."""

    _inherit = "property.handover"

    clash_reason = fields.Char(
        string="Reason for the double booking",
        store=False,
        copy=False,
        help="Needed if the inspector is taken at that time; it is logged.",
    )

    def action_notify(self):
        """Tell the buyers that the unit is ready, each in his language, once."""
        for handover in self:
            if not handover.buyer_ids:
                raise UserError(self.env._("Buyers: name who gets the notice."))
        self._step("notified", "draft")
        for handover in self:
            handover.notified_on = handover.site_id._get_today()
            for partner in handover.buyer_ids.partner_id:
                handover._tell_buyer(partner)
        return True

    def _tell_buyer(self, partner):
        words = self.with_context(lang=partner.lang or self.env.lang)
        words.message_notify(
            partner_ids=partner.ids,
            subject=words.env._("Your home %(unit)s is ready", unit=self.unit_id.name),
            body=words.env._(
                "Please agree a day on which you inspect and take over %(unit)s at"
                " %(site)s. %(notice)s",
                unit=words.unit_id.name,
                site=words.site_id.name,
                notice=self.notice or "",
            ),
        )

    def action_appoint(self):
        """Put the appointment into the calendar; refused if the inspector is taken."""
        for handover in self:
            for name in ("start", "inspector_id"):
                if not handover[name]:
                    raise UserError(
                        self.env._(
                            "%(field)s: the appointment needs it.",
                            field=self._fields[name]._description_string(self.env),
                        )
                    )
        self._step("appointed", "notified", "appointed", "refused")
        for handover in self:
            handover._book()
        return True

    def _book(self):
        vals = self._prepare_event_vals()
        if self.event_id:
            self.event_id.write(vals)
            return
        # a handover is told by its own notice
        event = self.env["calendar.event"].with_context(no_mail_to_attendees=True)
        self.event_id = event.create(vals)

    def _prepare_event_vals(self):
        people = self.inspector_id.partner_id | self.buyer_ids.partner_id
        return {
            "name": self.env._("Handover of %(unit)s", unit=self.unit_id.name),
            "start": self.start,
            "stop": self.stop,
            "user_id": self.inspector_id.id,
            "partner_ids": [fields.Command.set(people.ids)],
            "location": f"{self.site_id.name} {self.unit_id.name}",
            "clash_reason": self.clash_reason or "",
        }

    def action_inspect(self):
        """The buyers are there: begin."""
        self._step("inspecting", "appointed", "notified")
        return True
