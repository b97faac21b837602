import logging

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_datetime

_logger = logging.getLogger(__name__)

REPORT = "property_crm.committee_minutes_action"
KEPT_PRINT = "minutes-published-"


class PropertyCommitteeMeeting(models.Model):
    """The minutes on paper, in the language of who prints them."""

    _inherit = "property.committee.meeting"

    def _format_day(self, day):
        return format_date(self.env, day, date_format="long") if day else ""

    def _format_start(self):
        """Return when it begins by the clock of the site."""
        # sudo: the time zone of a place is no secret
        zone = self.sudo().site_id.tz
        return format_datetime(self.env, self.start, tz=zone, dt_format="short")

    def _get_print_label(self):
        """Return what stands beside the page numbers."""
        return self.site_id.code

    def _describe_attendance(self):
        return self.env._(
            "%(present)s of %(members)s members present",
            present=self.present_count,
            members=self.member_count,
        )

    def _get_print_attendance(self):
        """Return ``[(name, role, presence)]`` in words, the chair first."""
        ranks = {"chair": 0, "deputy": 1}
        rows = self.attendance_ids.sorted(
            lambda row: (ranks.get(row.role, 2), row.member_id.rank, row.id)
        )
        roles = dict(rows.member_id._fields["role"]._description_selection(self.env))
        states = dict(rows._fields["presence"]._description_selection(self.env))
        return [
            (row.member_id.display_name, roles[row.role], states.get(row.presence, ""))
            for row in rows
        ]

    def _render_minutes(self):
        """Return ``(name, bytes)`` of the print."""
        self.ensure_one()
        report = self.env["ir.actions.report"]
        content, _kind = report._render_qweb_pdf(REPORT, self.ids)
        return f"{self.site_id.code}-{self._get_day()}.pdf", content

    def _get_kept_print_name(self):
        """Return the name of the file that is kept, one a language; none of a draft."""
        self.ensure_one()
        if self.state != "published":
            return False
        return f"{KEPT_PRINT}{self.env.lang or 'en_US'}.pdf"

    def _keep_prints(self):
        """Print it in each language, as it is published; what is printed later is it.

        A server that cannot print publishes all the same, and keeps the first print.
        """
        languages = self.env["res.lang"].get_installed()
        for meeting in self:
            for code, _name in languages:
                # sudo: the print is kept by the system, and changed by nobody
                meeting_sudo = meeting.sudo().with_context(lang=code)
                try:
                    meeting_sudo._render_minutes()
                except UserError as error:
                    _logger.warning("Minutes %s not printed: %s", meeting.id, error)
