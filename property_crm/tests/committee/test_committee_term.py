from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time

from .common import CommitteeCommon


@freeze_time("2026-03-02 02:00:00")
class TestCommitteeTerm(CommitteeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shanghai = cls.env.ref("property_crm.property_committee_rule_shanghai")
        cls.beijing = cls.env.ref("property_crm.property_committee_rule_beijing")
        cls.term = cls.term.with_user(cls.user_site_manager)

    def _get_warnings(self, **values):
        if values:
            self.term.write(values)
        return self.term.warnings or ""

    def test_from_the_election_to_the_end(self):
        """Each step as the site manager, and none out of turn."""
        steps = ["elect", "file", "start_handover", "end"]
        states = ["draft", "elected", "filed", "handing_over", "ended"]
        for index, state in enumerate(states):
            self.assertEqual(self.term.state, state)
            for step in steps[:index] + steps[index + 1 :]:
                with self.subTest(state=state, step=step), self.assertRaises(UserError):
                    getattr(self.term, f"action_{step}")()
            if state == "handing_over":
                self.term.handover_item_ids.handed_on = "2026-03-01"
            if step := steps[index : index + 1]:
                getattr(self.term, f"action_{step[0]}")()
        self.assertEqual(str(self.term.elected_on), "2026-03-02")
        self.assertEqual(str(self.term.filed_on), "2026-03-02")

    def test_nobody_is_elected_to_an_empty_committee(self):
        self.term.member_ids.filtered(lambda one: one.role != "alternate").unlink()
        with self.assertRaises(ValidationError):
            self.term.action_elect()

    def test_deadlines_run_from_the_election_and_keep_off_weekends(self):
        """30 days after Friday 16 January is a Sunday: Monday."""
        self.term.elected_on = "2026-01-16"
        self.assertEqual(str(self.term.filing_due_on), "2026-02-16")
        # the third day is a Monday
        self.assertEqual(str(self.term.announce_due_on), "2026-01-19")
        self.term.elected_on = "2026-01-14"
        self.assertEqual(str(self.term.announce_due_on), "2026-01-19")

    def test_a_holiday_of_the_site_moves_the_deadline(self):
        calendar = self.env["resource.calendar"].create({"name": "Week", "tz": "UTC"})
        self.site.resource_calendar_id = calendar
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Spring Festival",
                "calendar_id": calendar.id,
                "date_from": "2026-02-16 00:00:00",
                "date_to": "2026-02-23 23:59:59",
            }
        )
        self.term.elected_on = "2026-01-16"
        self.assertEqual(str(self.term.filing_due_on), "2026-02-24")

    def test_filing_is_a_task_of_the_keeper_until_it_is_done(self):
        self.term.user_id = self.user_site_manager
        self.term.action_elect()
        activity = self.term.activity_ids
        self.assertEqual(activity.user_id, self.user_site_manager)
        self.assertEqual(activity.date_deadline, self.term.filing_due_on)
        self.term.action_back_to_draft()
        self.assertFalse(self.term.activity_ids)
        self.term.action_elect()
        self.term.action_file()
        self.assertFalse(self.term.activity_ids)

    def test_one_committee_in_office(self):
        self._put_in_office(self.term)
        second = self._create_term(number=2).with_user(self.user_site_manager)
        self._create_members(second)
        self.assertEqual(second.predecessor_id, self.term)
        second.action_elect()
        with self.assertRaisesRegex(UserError, "Lakeside, term 1"):
            second.action_file()
        self.term.action_start_handover()
        self.assertEqual(self.site.committee_term_id, self.term)
        second.action_file()
        self.site.invalidate_recordset(["committee_term_id"])
        self.assertEqual(self.site.committee_term_id, second)

    def test_the_end_waits_for_the_handover(self):
        self._put_in_office(self.term)
        self.term.action_start_handover()
        items = self.term.handover_item_ids
        self.assertEqual(set(items.mapped("kind")) - {"other"}, self._get_kinds())
        items[1:].handed_on = "2026-03-02"
        with self.assertRaises(UserError):
            self.term.action_end()
        items[0].excuse = "  "
        with self.assertRaises(UserError):
            self.term.action_end()
        items[0].excuse = "The seal is lost; the police were told"
        self.term.action_end()
        self.assertEqual({str(one.date_end) for one in self.members}, {"2026-03-02"})
        for act in (
            lambda: items[0].write({"note": "x"}),
            items[0].unlink,
            lambda: self.term.member_ids[0].write({"role": "deputy"}),
        ):
            with self.assertRaises(UserError):
                act()

    def _get_kinds(self):
        return {"seal", "accounts", "contracts", "minutes", "register"}

    def test_the_rule_of_the_place_warns_of_seats(self):
        self.assertFalse(self._get_warnings(rule_id=self.shanghai.id))
        self.assertIn("odd", self._get_warnings(seats=6))
        self.assertIn("at least 5", self._get_warnings(seats=3))
        rizhao = self.env.ref("property_crm.property_committee_rule_rizhao")
        found = self._get_warnings(rule_id=rizhao.id, seats=13)
        self.assertIn("no more than 11", found)

    def test_a_small_site_has_fewer_members(self):
        """Beijing: up to 100 households; Shanghai: up to 10,000 m²."""
        self._get_warnings(rule_id=self.beijing.id, seats=3)
        self.assertNotIn("at least", self.term.warnings)
        self.term.rule_id = self.shanghai
        self.assertIn("at least 5", self.term.warnings)
        self.units[0].area_gross = 10000
        self.term.invalidate_recordset(["warnings"])
        self.assertNotIn("at least", self.term.warnings)
        self.units[1].area_gross = 0.01
        self.term.invalidate_recordset(["warnings"])
        self.assertIn("at least 5", self.term.warnings)

    def test_shops_are_area_and_no_households(self):
        self.units[0].area_gross = 9000
        self.units[1].write({"area_gross": 2000, "kind": "shop"})
        size = self.term._get_site_size()
        self.assertEqual(size["area"], 1100000)
        dwellings = self.env["property.unit"].search_count(
            [("site_id", "=", self.site.id), ("kind", "=", "dwelling")]
        )
        self.assertEqual(size["households"], dwellings)
        self._get_warnings(rule_id=self.shanghai.id, seats=3)
        self.assertIn("at least 5", self.term.warnings)

    def test_the_rule_of_the_place_warns_of_the_length(self):
        self.term.rule_id = self.shanghai
        for end, text in (
            ("2028-12-30", "at least 3 years"),
            ("2028-12-31", ""),
            ("2030-12-31", ""),
            ("2031-01-01", "no more than 5 years"),
        ):
            with self.subTest(end=end):
                self.assertIn(text, self._get_warnings(date_end=end))
                self.assertEqual(bool(text), "years" in self._get_warnings())

    def test_alternates_are_limited(self):
        zhoushan = self.env.ref("property_crm.property_committee_rule_zhoushan")
        self.assertNotIn("Alternates", self._get_warnings(rule_id=zhoushan.id))
        alternate = self.members.filtered(lambda one: one.role == "alternate")[0]
        alternate.copy({"partner_id": self.wang.id})
        self.assertIn("no more than 2", self._get_warnings())

    def test_vacant_seats_and_the_chair(self):
        self._put_in_office(self.term)
        self.members[1].date_end = "2026-03-01"
        self.assertIn("vacant seats: 1", self._get_warnings())
        self.members[2].role = "chair"
        self.assertIn("Chair", self._get_warnings())
        self.members[2].role = "member"
        self.assertNotIn("Chair", self._get_warnings())
        self.members[0].date_end = "2026-03-01"
        self.assertIn("Chair", self._get_warnings())

    def test_what_is_late_is_found(self):
        Term = self.env["property.committee.term"].with_user(self.user_site_manager)
        late = [("is_late", "=", True)]
        self.term.elected_on = "2026-01-16"
        self.term.action_elect()
        self.term.announced_on = "2026-01-17"
        for day, expected in (("2026-02-16", False), ("2026-02-17", True)):
            with self.subTest(day=day), freeze_time(f"{day} 02:00:00"):
                self.term.invalidate_recordset(["is_late", "warnings"])
                self.assertEqual(self.term.is_late, expected)
                self.assertEqual(self.term in Term.search(late), expected)
                self.assertEqual("Filed on" in (self.term.warnings or ""), expected)
        with freeze_time("2026-02-17 02:00:00"):
            self.term.action_file()
            self.assertNotIn(self.term, Term.search(late))
            self.term.announced_on = False
            self.assertIn(self.term, Term.search(late))
        with freeze_time("2029-01-01 02:00:00"):
            self.term.announced_on = "2026-01-17"
            self.assertIn(self.term, Term.search(late))
            self.assertNotIn(self.term, Term.search([("is_late", "=", False)]))

    def test_dates_and_numbers_are_proposed(self):
        self.site.city = "Hangzhou"
        term = self.env["property.committee.term"].create(
            {"site_id": self.site.id, "elected_on": "2026-03-01"}
        )
        self.assertEqual(term.number, 2)
        self.assertEqual(term.rule_id.code, "CN-3301")
        self.assertEqual(str(term.date_start), "2026-03-01")
        self.assertEqual(str(term.date_end), "2031-02-28")
        self.assertEqual(term.predecessor_id, self.term)

    def test_what_was_elected_stays(self):
        self.term.action_elect()
        for act in (
            self.term.unlink,
            lambda: self.term.write({"number": 9}),
            lambda: self.term.write({"state": "ended"}),
            lambda: self.members[0].with_user(self.user_site_manager).unlink(),
        ):
            with self.assertRaises(UserError):
                act()
        draft = self.term.create({"site_id": self.site.id, "state": "filed"})
        self.assertEqual(draft.state, "draft")
        draft.unlink()

    def test_a_committee_of_another_site_is_not_pointed_at(self):
        other = self._create_term(self.other_site)
        with self.assertRaises(AccessError):
            self.term.predecessor_id = other

    def test_the_name_follows_the_language(self):
        self.assertEqual(self.term.name, "Lakeside, term 1")
        found = self.env["property.committee.term"].name_search("Lakes")
        self.assertEqual(found, [(self.term.id, "Lakeside, term 1")])

    def test_the_site_opens_its_committee(self):
        site = self.site.with_user(self.user_agent)
        self.assertFalse(site.action_view_committee()["res_id"])
        self._put_in_office(self.term)
        site.invalidate_recordset(["committee_term_id"])
        self.assertEqual(site.action_view_committee()["res_id"], self.term.id)
