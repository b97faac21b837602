from odoo import models


class PropertyVisit(models.Model):
    """What the resident and the technician are told of a visit, once each."""

    _inherit = "property.visit"

    def _tell(self, occasion):
        if self.env.context.get("property_visit_quiet"):
            return
        for visit in self:
            visit._tell_resident(occasion)
            if occasion in ("planned", "moved", "cancelled"):
                visit._tell_technician(occasion)

    def _tell_resident(self, occasion):
        # sudo: who goes there need not be able to write on the request
        ticket = self.ticket_id.sudo()
        resident = ticket.partner_id
        if not resident or resident == self.env.user.partner_id:
            return
        visit = self.with_context(lang=resident.lang or self.env.lang)
        ticket.message_post(
            body=visit._get_resident_text(occasion),
            partner_ids=resident.ids,
            author_id=self._get_author().id,
            subtype_xmlid="mail.mt_comment",
        )

    def _get_author(self):
        """A word of the desk; when the resident moved it himself, it is no answer."""
        user = self.env.user
        return user.partner_id if user._is_internal() else self.company_id.partner_id

    def _get_resident_text(self, occasion):
        values = {"who": self._get_who(), "when": self.window_text}
        return {
            "planned": self.env._("%(who)s comes to you: %(when)s.", **values),
            "moved": self.env._(
                "The appointment has been moved. Now: %(when)s.", **values
            ),
            "way": self.env._("%(who)s is on the way to you.", **values),
            "missed": self.env._(
                "We were not able to do the work (%(when)s). Please choose another"
                " time on your page, or call us.",
                **values,
            ),
            "cancelled": self.env._(
                "The appointment is cancelled: %(when)s.", **values
            ),
        }[occasion]

    def _tell_technician(self, occasion):
        """Tell who has to go there, unless he planned it himself."""
        user = self.user_id
        if not user or user == self.env.user:
            return
        visit = self.with_context(lang=user.sudo().lang or self.env.lang)
        # sudo: as above
        self.ticket_id.sudo().message_notify(
            partner_ids=user.sudo().partner_id.ids,
            subject=visit._get_technician_text(occasion),
            body=visit._get_technician_text(occasion),
        )

    def _get_technician_text(self, occasion):
        site = self.ticket_id.site_id
        values = {
            "when": site._format_span(self.start, self.stop),
            "where": self.place_name or "",
        }
        return {
            "planned": self.env._("Visit: %(when)s, %(where)s", **values),
            "moved": self.env._("Visit moved: %(when)s, %(where)s", **values),
            "cancelled": self.env._("Visit cancelled: %(when)s, %(where)s", **values),
        }[occasion]
