from odoo.fields import Command
from odoo.tests import freeze_time

from .common import AgreementCommon


@freeze_time("2026-04-01 04:00:00")
class TestUpcomingValue(AgreementCommon):
    def _get_value(self, user):
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env["property.upcoming.report"].with_user(user)
        [row] = rows.search([("partner_id", "=", self.customer.id)])
        return row.agreement_value

    def test_what_agreements_in_force_bring_in_a_year(self):
        past = {"date_from": "2026-03-18", "date_to": "2026-03-20"}
        offer = self._propose(
            line_ids=[
                Command.create({"service_id": self.fee.id}),
                Command.create({"service_id": self.fee.id, **past}),
            ]
        )
        self.customer.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.user_site_manager.id
        )
        self.assertFalse(self._get_value(self.user_site_manager), "not in force")
        offer.sudo().state = "active"
        month = offer.line_ids[0].amount_month
        self.assertAlmostEqual(self._get_value(self.user_site_manager), 12 * month)
        self.assertFalse(self._get_value(self.user_agent), "reads no agreements")
