from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user
from odoo.tools import SQL, mute_logger

from ..report.common import ReportCommon

NOW = datetime(2026, 3, 9, 12)
HOUR = timedelta(hours=1)


@freeze_time(NOW)
class TestSample(ReportCommon):
    """The sample column of the specification, by the report itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.repair = cls.env.ref("property_helpdesk.helpdesk_ticket_type_repair")
        cls.complaint = cls.env.ref("property_helpdesk.helpdesk_ticket_type_complaint")

    def _create(self, count, case_type, **values):
        tickets = self.Ticket.create(
            [
                self._prepare_vals(
                    partner_id=False,
                    type_id=case_type.id,
                    reported_at=NOW - 20 * HOUR,
                    is_emergency=False,
                    **values,
                )
                for _n in range(count)
            ]
        )
        self.env.flush_all()
        return tickets

    def _set(self, tickets, **values):
        """Write straight into the table: how it came about is no matter here."""
        pairs = [SQL("%s = %s", SQL.identifier(n), v) for n, v in values.items()]
        self.env.cr.execute(
            SQL(
                "UPDATE helpdesk_ticket SET %s WHERE id IN %s",
                SQL(", ").join(pairs),
                tuple(tickets.ids),
            )
        )
        self.env.invalidate_all()

    def _get(self, *names, domain=()):
        [row] = self.env["property.ticket.report"]._read_group(
            [("site_id", "=", self.site.id), *domain],
            aggregates=[
                f"{name}:{'sum' if name.endswith('count') else 'avg'}" for name in names
            ],
        )
        return [round(value, 2) if value else value for value in row]

    def test_repairs(self):
        due, past = NOW - 5 * HOUR, NOW - 6 * HOUR
        tickets = self._create(262, self.repair)
        self._set(tickets, date_deadline=due, closed_date=past)
        self._set(tickets[:11], closed_date=NOW - HOUR)
        emergencies = tickets[:48]
        self._set(emergencies, is_emergency=True, arrival_due=due, arrived_at=past)
        self._set(emergencies[:2], arrived_at=NOW - 4 * HOUR)
        # what is not due yet, and what is still open
        self._set(tickets[250:], closed_date=None, done_at=past)
        self._set(tickets[:7], reopen_count=1)
        names = ("emergency_rate", "on_time_rate", "completion_rate")
        self.assertEqual(self._get(*names), [95.83, 95.80, 100])
        closed = [("closed_date", "!=", False)]
        self.assertEqual(self._get("rework_rate", domain=closed), [2.8])
        self.assertEqual(self._get("first_fix_rate", domain=closed), [97.2])

    def test_what_requesters_say(self):
        tickets = self._create(250, self.repair)
        names = ("follow_up_rate", "unreachable_rate", "satisfaction_rate")
        self.assertEqual(self._get(*names), [False] * 3)
        self._set(tickets, closed_date=NOW - HOUR)
        self.assertEqual(self._get(*names), [0, 0, False])
        self._set(tickets[:231], follow_up_result="unreachable")
        self._set(tickets[:70], follow_up_result="satisfied")
        self._set(tickets[70:100], follow_up_result="dissatisfied")
        self.assertEqual(self._get(*names), [92.4, 52.4, 70])
        # who rates has answered; only the stars count then
        self._set(tickets[:10], rating_last_value=3)
        self._set(tickets[70:75], rating_last_value=4)
        self._set(tickets[100:110], rating_last_value=5)
        self.assertEqual(self._get("satisfaction_rate"), [68.18])
        self._create(1, self.repair)
        self.assertEqual(self._get("follow_up_rate"), [92.4])

    def test_complaints(self):
        """Six justified complaints a year of 1,500 households: 4.0 per mille."""
        tickets = self._create(20, self.complaint)
        self._set(tickets[:19], closed_date=NOW - HOUR)
        self._set(tickets[:6], complaint_finding="valid")
        self._set(tickets[6:19], complaint_finding="invalid")
        self.assertEqual(self._get("complaint_rate", "valid_complaint_count"), [95, 6])
        self._grow(1500)
        self._set(tickets[:6], reported_at=datetime(2025, 6, 1))
        self.assertEqual(self._get_permille("2025-03-01", "2026-03-01"), 4.0)
        self.assertEqual(self._get_permille("2025-06-01", "2025-07-01"), 48.0)
        self.assertEqual(self._get_permille("2025-07-01", "2025-08-01"), 0)
        self.assertFalse(
            self._get_permille("2025-03-01", "2026-03-01", self.other_site)
        )

    def _complain(self):
        """Seven justified complaints in June; the site of six has 1,500 homes."""
        other_team = self.env["helpdesk.ticket.team"].create({"name": "Other"})
        tickets = self._create(8, self.complaint, team_id=other_team.id)
        self._grow(1500)
        self._set(
            tickets,
            reported_at=datetime(2025, 6, 1),
            complaint_finding="valid",
            class_id=self.leak.id,
        )
        self._set(tickets[:2], team_id=None, user_id=self.user_technician.id)
        self._set(tickets[7:], complaint_finding="invalid")
        self._set(tickets[6:7], site_id=self.other_site.id)
        return other_team.browse(), other_team

    def _read_permille(self, *groupby, domain=()):
        year = [("month", ">=", "2025-03-01"), ("month", "<", "2026-03-01")]
        year += [("site_id", "in", (self.site | self.other_site).ids)]
        found = self.env["property.complaint.report"]._read_group(
            [*year, *domain], groupby, ["valid_permille:avg"]
        )
        return {row[:-1]: row[-1] and round(row[-1], 2) for row in found}

    def test_the_parts_add_up_to_the_whole(self):
        """Of the same 1,500 households, whoever and whatever is complained about."""
        no_team, other_team = self._complain()
        read = self._read_permille
        self.assertEqual(read(), {(): 4.67})
        self.assertEqual(read("team_id"), {(no_team,): 1.33, (other_team,): 3.33})
        # a site without homes has no rate, whatever was complained about there
        self.assertEqual(
            read("site_id", "team_id"),
            {
                (self.site, no_team): 1.33,
                (self.site, other_team): 2.67,
                (self.other_site, no_team): False,
                (self.other_site, other_team): False,
            },
        )
        of_team = [("team_id", "=", other_team.id)]
        self.assertEqual(read(domain=of_team), {(): 3.33})
        self.assertEqual(read("class_id", domain=of_team)[(self.leak,)], 3.33)
        person = self.user_technician
        self.assertEqual(read("user_id")[(person,)], 1.33)
        quarter = datetime(2025, 4, 1).date()
        self.assertEqual(read("month:quarter", "user_id")[(quarter, person)], 5.33)

    def test_each_grouping_of_a_pivot_is_by_itself(self):
        no_team, other_team = self._complain()
        found = self.env["property.complaint.report"]._read_grouping_sets(
            [
                ("month", ">=", "2025-03-01"),
                ("month", "<", "2026-03-01"),
                ("site_id", "=", self.site.id),
            ],
            [[], ["team_id"], ["site_id", "team_id"]],
            ["valid_permille:avg"],
        )
        by_team = [(other_team, 8 / 3), (no_team, 4 / 3)]
        self.assertEqual(
            found, [[(4,)], by_team, [(self.site, *row) for row in by_team]]
        )

    def test_a_complaint_is_as_secret_as_its_request(self):
        ticket = self._create(1, self.complaint)
        self._be_there_since_long()
        Report = self.env["property.complaint.report"].with_user(self.user_site_manager)
        domain = [("ticket_id", "=", ticket.id)]
        self.assertEqual(Report.search(domain).site_id, self.site)
        ticket.named_employee_ids = self.user_site_manager
        self.assertFalse(Report.search(domain))
        self.assertFalse(Report.search_count([("id", ">", 0)]))
        self.assertTrue(Report.search_count([]))

    def _grow(self, count):
        """Let the site have so many homes, and be there for two years."""
        have = self.env["property.unit"].search_count(
            [("site_id", "=", self.site.id), ("kind", "=", "dwelling")]
        )
        self.env["property.unit"].search(
            [("site_id", "=", self.other_site.id)]
        ).kind = "parking"
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "INSERT INTO property_unit (name, room, building_id, site_id, kind,"
                " active, company_id)"
                " SELECT 'S' || n, 'S' || n, %s, %s, 'dwelling', TRUE, %s"
                " FROM generate_series(1, %s) AS n",
                self.building.id,
                self.site.id,
                self.site.company_id.id,
                count - have,
            )
        )
        self._be_there_since_long()

    def _be_there_since_long(self):
        self.env.flush_all()
        self.env.cr.execute(SQL("UPDATE property_site SET create_date = '2024-01-01'"))
        self.env.invalidate_all()

    def _get_permille(self, since, until, site=None):
        [(value,)] = self.env["property.complaint.report"]._read_group(
            [
                ("site_id", "=", (site or self.site).id),
                ("month", ">=", since),
                ("month", "<", until),
            ],
            aggregates=["valid_permille:avg"],
        )
        return round(value, 2) if value else value

    def test_finding(self):
        ticket = self._create(1, self.complaint, class_id=False)
        with self.assertRaises(AccessError):
            ticket.with_user(self.user_technician).complaint_finding = "valid"
        ticket.with_user(self.user_dispatcher)._close(
            "Apologised", "answered", complaint_finding="valid"
        )
        self.assertEqual(ticket.complaint_finding, "valid")
        event = ticket.event_ids.filtered(lambda e: e.field_name == "complaint_finding")
        self.assertEqual(event.new_value, "Justified")
        ticket._reopen("Again")
        self.assertFalse(ticket.complaint_finding)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_complaints_per_household_are_for_who_sees_the_site(self):
        self._be_there_since_long()
        Report = self.env["property.complaint.report"]
        domain = [("site_id", "=", self.site.id)]
        self.assertTrue(Report.with_user(self.user_site_manager).search(domain))
        other = new_test_user(
            self.env, "other", groups="property_crm.group_property_site_manager"
        )
        self._enrol(other, self.other_site.territory_id, date_from="2020-01-01")
        self.assertFalse(Report.with_user(other).search(domain))
        for user in (self.user_technician, self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                Report.with_user(user).search(domain)
