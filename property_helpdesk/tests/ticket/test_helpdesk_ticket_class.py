from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import users
from odoo.tools import mute_logger

from ..common import HelpdeskCommon


class TestHelpdeskTicketClass(HelpdeskCommon):
    def test_class_brings_its_parts_and_defaults(self):
        ticket = self._create_tickets(class_id=self.leak.id)
        self.assertRecordValues(
            ticket,
            [
                {
                    "place_id": self.leak.place_id.id,
                    "category_id": self.leak.category_id.id,
                    "problem_id": self.leak.problem_id.id,
                    "is_emergency": True,
                    "is_payable": False,
                    "type_id": self.leak.type_id.id,
                    "case_type": "repair",
                    "priority": "3",
                }
            ],
        )

    def test_parts_find_their_class(self):
        parts = {
            name: self.leak[name].id
            for name in ("place_id", "category_id", "problem_id")
        }
        created = self._create_tickets(**parts)
        written = self._create_tickets()
        written.write(parts)
        for ticket in created | written:
            with self.subTest(ticket=ticket):
                self.assertEqual(ticket.class_id, self.leak)
                self.assertTrue(ticket.is_emergency)

    def test_flags_given_by_the_user_win(self):
        ticket = self._create_tickets(class_id=self.leak.id, is_emergency=False)
        self.assertFalse(ticket.is_emergency)

    def test_changing_one_part_drops_the_class(self):
        ticket = self._create_tickets(class_id=self.leak.id)
        blocked = self._get_class("kitchen_water_blocked_drain")
        ticket.problem_id = blocked.problem_id
        self.assertEqual(ticket.class_id, blocked)
        self.assertEqual(ticket.place_id, self.leak.place_id)

    def test_combination_that_is_not_listed_is_refused(self):
        lift = self._get_class("lift_lifts_people_trapped")
        values = {
            "place_id": self.leak.place_id.id,
            "category_id": lift.category_id.id,
            "problem_id": lift.problem_id.id,
        }
        with self.assertRaisesRegex(ValidationError, "not a combination"):
            self._create_tickets(**values)
        ticket = self._create_tickets(class_id=self.leak.id)
        with self.assertRaisesRegex(ValidationError, "not a combination"):
            ticket.write({"problem_id": lift.problem_id.id})
        with self.assertRaisesRegex(ValidationError, "not a combination"):
            self._create_tickets(
                place_id=values["place_id"], category_id=values["category_id"]
            )

    def test_new_combination_is_valid_at_once(self):
        lift = self._get_class("lift_lifts_people_trapped")
        values = {
            "place_id": self.leak.place_id.id,
            "category_id": lift.category_id.id,
            "problem_id": lift.problem_id.id,
        }
        kitchen_lift = self.env["property.ticket.class"].create(values)
        self.assertEqual(self._create_tickets(**values).class_id, kitchen_lift)
        kitchen_lift.active = False
        with self.assertRaises(ValidationError):
            self._create_tickets(**values)

    def test_combination_is_unique(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.leak.copy()

    def test_class_of_another_kind_of_site_is_refused(self):
        office = self._get_class("office_space_network_no_network")
        with self.assertRaisesRegex(ValidationError, "cannot be reported"):
            self._create_tickets(class_id=office.id)

    def test_search_by_words(self):
        Class = self.env["property.ticket.class"]
        found = Class.name_search("kitchen leak")
        self.assertIn(self.leak.id, [class_id for class_id, _name in found])
        self.assertNotIn(
            self._get_class("bathroom_water_leak").id, [row[0] for row in found]
        )

    def test_enough_combinations_for_every_kind_of_site(self):
        Class = self.env["property.ticket.class"]
        self.assertGreaterEqual(Class.search_count([]), 60)
        for kind in ("residential", "office", "industrial", "commercial"):
            self.assertTrue(Class.search_count([("site_kind", "=", kind)]), kind)

    @users("property_agent")
    def test_agents_do_not_edit_the_classifier(self):
        with self.assertRaises(AccessError):
            self.leak.with_env(self.env).is_emergency = False

    @users("property_company_manager")
    def test_company_managers_edit_the_classifier(self):
        self.leak.with_env(self.env).is_emergency = False
