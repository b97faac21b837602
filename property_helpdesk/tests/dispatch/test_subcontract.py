from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time

from .common import DispatchCommon

NOW = "2026-03-09 08:00:00"


@freeze_time(NOW)
class TestSubcontract(DispatchCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls.env["property.subcontract"].create(
            {
                "partner_id": cls.env["res.partner"].create({"name": "Lifts Ltd"}).id,
                "site_id": cls.site.id,
                "trade": "lift",
                "date_from": "2020-01-01",
                "licence_until": "2026-03-09",
            }
        )
        cls.due = fields.Datetime.to_datetime("2026-03-10 08:00:00")

    def _give(self, ticket, **values):
        ticket = ticket.with_user(self.user_dispatcher)
        return ticket._subcontract(self.firm, self.due, "Repair", **values)

    def test_the_wizard_gives_it(self):
        ticket = self._create_tickets(user_id=self.ann.id)
        deadline = ticket.date_deadline
        action = ticket.with_user(self.user_dispatcher).action_subcontract()
        wizard = self.env[action["res_model"]].with_user(self.user_dispatcher)
        with Form(wizard.with_context(**action["context"])) as form:
            self.assertEqual(form.site_id, self.site)
            form.subcontract_id = self.firm
            form.due = self.due
            form.reason = "Repair"
        form.record.action_give()
        self.assertEqual(ticket.subcontract_id, self.firm)
        self.assertEqual(ticket.subcontract_due, self.due)
        self.assertEqual(ticket.date_deadline, deadline)
        self.assertEqual(ticket.owner_id, self.ann, "she still answers for it")
        event = ticket.event_ids.sorted("id")[-1]
        self.assertEqual((event.kind, event.reason), ("subcontracted", "Repair"))

    def test_expired_papers_block_it(self):
        ticket = self._create_tickets()
        for name in ("licence_until", "insurance_until"):
            self.firm.write({"licence_until": False, "insurance_until": False})
            self.firm[name] = "2026-03-08"
            with (
                self.subTest(name=name),
                self.assertRaisesRegex(UserError, "has expired"),
            ):
                self._give(ticket)
        self.firm[name] = "2026-03-09"
        self.assertTrue(self._give(ticket))

    def test_only_firms_of_the_site_with_a_time_to_come(self):
        here = self._create_tickets()
        far = self._create_tickets(unit_id=self.other_unit.id)
        with self.assertRaisesRegex(UserError, "no contract for this site"):
            far._subcontract(self.firm, self.due)
        with self.assertRaisesRegex(UserError, "choose a time"):
            here._subcontract(self.firm, fields.Datetime.now())
        self.firm.date_to = "2026-03-08"
        with self.assertRaisesRegex(UserError, "no contract for this site"):
            self._give(here)

    def test_only_dispatchers(self):
        ticket = self._create_tickets(user_id=self.ann.id)
        for user in (self.ann, self.user_auditor, self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                ticket.with_user(user)._subcontract(self.firm, self.due)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                ticket.with_user(user).write({"subcontract_id": self.firm.id})
        wizard = self.env["property.ticket.subcontract"]
        for user in (self.ann, self.user_auditor, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                wizard.with_user(user).create({})

    def test_scorecard(self):
        early, late, waiting, again = self._create_tickets(4)
        self._give(early | late | waiting | again)
        (early | again)._close("Done")
        again._reopen("Leaks")
        with freeze_time(self.due + timedelta(seconds=1)):
            late._close("Done")
            self.firm.invalidate_recordset()
            card = self.firm.read(
                ["ticket_count", "open_ticket_count", "late_ticket_count"]
            )[0]
            self.assertEqual(
                (
                    card["ticket_count"],
                    card["open_ticket_count"],
                    card["late_ticket_count"],
                ),
                (4, 2, 3),
            )
            self.assertEqual(self.firm.on_time_rate, 50)
            self.assertEqual(self.firm.reopened_rate, 25)

    def _rate_ticket(self, ticket, *values):
        self.env["rating.rating"].create(
            [
                {
                    "res_model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                    "res_id": ticket.id,
                    "rating": value,
                    "consumed": True,
                }
                for value in values
            ]
        )

    def test_each_request_counts_once_in_the_rating(self):
        often, once, never = self._create_tickets(3)
        self._give(often | once | never)
        self._rate_ticket(often, 1, 1, 1)
        self._rate_ticket(once, 4)
        self.assertEqual(self.firm.rating_mean, 2.5)

    def test_the_scorecard_loads_no_request(self):
        tickets = self._create_tickets(3)
        self._give(tickets)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.firm.ticket_count, 3)
        due = self.Ticket._fields["subcontract_due"]
        self.assertFalse(list(self.env.cache.get_records(self.Ticket, due)))

    def test_scorecards_cost_the_same_for_few_and_many(self):
        few = self.firm
        many = self.firm | self.firm.create(
            [
                {"partner_id": self.resident.id, "site_id": self.site.id}
                for _n in range(20)
            ]
        )
        for firm in many:
            self.firm = firm
            self._give(self._create_tickets())
        self.assertSameQueries("property_crm.property_subcontract_view_list", few, many)
