from odoo import fields, models
from odoo.tools import format_datetime


class PropertySite(models.Model):
    """Who speaks for the owners: the committee in office, or who is named here."""

    _inherit = "property.site"

    committee_partner_ids = fields.Many2many(
        "res.partner",
        "property_site_committee_rel",
        "site_id",
        "partner_id",
        string="Owners' committee",
        domain=[("is_company", "=", False)],
        help="Levels of the escalation ladder can inform them, by mail and without"
        " personal data. The members of a committee in office are told instead.",
    )

    def _get_committee_partners(self):
        """Return the members of the committee in office, or else who is named."""
        self.ensure_one()
        site_sudo = self.sudo()  # sudo: the ladder tells them, whoever looks on
        members_sudo = site_sudo.committee_term_id._get_members(self._get_today())
        return members_sudo.partner_id or site_sudo.committee_partner_ids


class PropertyEscalationFired(models.Model):
    """The committee hears what is late and where, not whose it is."""

    _inherit = "property.escalation.fired"

    committee_partner_ids = fields.Many2many(
        "res.partner",
        "property_escalation_committee_rel",
        "fired_id",
        "partner_id",
        string="Committee members told",
    )

    def _tell(self):
        result = super()._tell()
        for fired in self:
            level = fired.level_id
            if level.audience == "committee" and level.channel != "log":
                fired._tell_committee()
        return result

    def _tell_committee(self):
        """Mail each member once, in his language; nobody a complaint about himself."""
        # sudo: the ladder tells whom the site has named
        ticket_sudo = self.sudo().ticket_id
        members_sudo = ticket_sudo.site_id._get_committee_partners().filtered("email")
        members_sudo -= ticket_sudo._get_named_partners()
        company = ticket_sudo.company_id
        email_from = company.email_formatted or self.env.user.email_formatted
        mails = []
        for lang, people in members_sudo.grouped("lang").items():
            values = self.with_context(lang=lang)._prepare_committee_mail()
            values["email_from"] = email_from
            mails += [{**values, "recipient_ids": person.ids} for person in people]
        # sudo: mail is for the system to send
        self.env["mail.mail"].sudo().create(mails)
        self.committee_partner_ids = members_sudo

    def _prepare_committee_mail(self):
        """Return subject and text without names, phones, units and free texts."""
        ticket_sudo = self.sudo().ticket_id  # sudo: see above
        place = ticket_sudo.common_part_id or ticket_sudo.building_id
        subject = ticket_sudo.class_id or ticket_sudo.category_id
        level = self.level_id.name
        values = {
            "level": f"{level} ({self.reason})" if self.reason else level,
            "number": ticket_sudo.number,
            "site": ticket_sudo.site_id.name,
            "place": place.display_name or "",
            "subject": subject.display_name or "",
            "stage": ticket_sudo.stage_id.name,
            "reported": self._format_for_site(ticket_sudo.reported_at),
            "due": self._format_for_site(ticket_sudo.date_deadline),
        }
        template = "property_helpdesk.escalation_committee_mail"
        return {
            "subject": f"{values['site']} · {level} · {values['number']}",
            "body_html": self.env["ir.qweb"]._render(template, values),
            "auto_delete": True,
        }

    def _format_for_site(self, date):
        # sudo: the time zone of a place is no secret
        zone = self.sudo().ticket_id.site_id.tz
        return format_datetime(self.env, date, tz=zone) if date else ""
