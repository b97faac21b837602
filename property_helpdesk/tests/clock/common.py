from unittest.mock import patch

from odoo.tests import freeze_time

from odoo.addons.property_crm.tests.time.common import TimeCommon, at

from ..common import HelpdeskCommon

__all__ = ["ClockCommon", "at", "freeze_time"]


class ClockCommon(HelpdeskCommon):
    """Only ``policy`` promises something: 30, 120 and 480 minutes, in office hours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = TimeCommon._create_office.__func__(cls)
        cls.site.write({"tz": "Asia/Shanghai", "resource_calendar_id": cls.office.id})
        cls.env["property.sla.policy"].search([]).active = False
        cls.policy = cls._create_policy()
        cls.stage_wait = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_awaiting")

    @classmethod
    def _create_policy(cls, **values):
        return cls.env["property.sla.policy"].create(
            {
                "name": "Office",
                "response_minutes": 30,
                "arrival_minutes": 120,
                "solution_minutes": 480,
                **values,
            }
        )

    def _at(self, text):
        """Freeze the time of the site."""
        return freeze_time(at(text))

    def _receive(self, text="2026-03-09 08:30", **values):
        with self._at(text):
            return self._create_tickets(**values)

    def _run_cron(self, name, left=60, **options):
        """Run a cron that may not commit here; return how often it would have."""
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=left) as commit:
            getattr(self.Ticket, name)(**options)
        return commit.call_count
