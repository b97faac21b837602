from unittest.mock import patch

from ..report.common import ReportCommon


class EscalationCommon(ReportCommon):
    """A ladder of its own, without the levels that come with the addon."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Level = cls.env["property.escalation.level"]
        cls.Level.search([]).active = False
        cls.site.resource_calendar_id = False
        cls.Fired = cls.env["property.escalation.fired"]

    @classmethod
    def _create_level(cls, trigger="sla", **values):
        return cls.Level.create({"name": "Step", "trigger": trigger, **values})

    def _climb(self):
        """Run the cron as Odoo does."""
        with self.enter_registry_test_mode():
            self.env.ref("property_helpdesk.ir_cron_escalate").method_direct_trigger()
        self.env.invalidate_all()

    def _remind(self, now):
        with patch.object(type(self.env["ir.cron"]), "_commit_progress"):
            self.Fired._remind(now)
