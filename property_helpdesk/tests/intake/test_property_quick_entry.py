from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, users

from ..common import HelpdeskCommon
from ..tours.test_tours import TRANSLATED

TOUR = "property_helpdesk_quick_entry"


class QuickEntryCommon(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.cn")
        cls.site.country_id = cls.env.ref("base.cn")
        cls.tower = cls._create_building(cls.site, "3")
        cls.flat = cls._create_units(1, cls.tower, room="1202")
        cls.block = cls._create_building(cls.site, "B2")
        cls.shop = cls._create_units(1, cls.block, room="0301")
        cls.zhang = cls._create_resident("张丽", "li@example.com", cls.flat)
        cls.zhang.phone = "138 0000 0000"
        cls.lee = cls._create_resident("Anna Lee", "anna@example.com", cls.shop)
        cls.Entry = cls.env["property.quick.entry"].with_user(cls.user_agent)

    def _save(self, line, key="k", **values):
        read = self.Entry.read_line(line)
        answer = self.Entry.save_entry({**read, **values}, key)
        return self.Ticket.browse(answer["id"])


class TestQuickEntry(QuickEntryCommon):
    def test_chinese_line(self):
        read = self.Entry.read_line("3-1202 张姐 13800000000 厨房漏水 急")
        self.assertEqual(read["unit_id"], self.flat.id)
        self.assertEqual(read["partner_id"], self.zhang.id)
        self.assertEqual(read["partner_name"], "张姐")
        self.assertEqual(read["text"], "厨房漏水")
        self.assertEqual(read["class_id"], self.leak.id)
        self.assertTrue(read["is_urgent"])
        self.assertFalse(read["unread"])

    def test_english_line_becomes_a_request(self):
        ticket = self._save("B2-0301 Ms Lee leak in kitchen urgent")
        self.assertRecordValues(
            ticket,
            [
                {
                    "unit_id": self.shop.id,
                    "partner_id": self.lee.id,
                    "class_id": self.leak.id,
                    "suggested_class_id": self.leak.id,
                    "suggestion_result": "taken",
                    "priority": "3",
                    "name": "leak in kitchen",
                    "requester_role": "tenant",
                }
            ],
        )
        self.assertEqual(ticket.channel_id.code, "phone")
        self.assertEqual(ticket.create_uid, self.user_agent)

    def test_the_same_entry_twice_is_one_request(self):
        first = self._save("3-1202 漏水", "one")
        self.assertEqual(self._save("3-1202 漏水", "one"), first)
        self.assertNotEqual(self._save("3-1202 漏水", "two"), first)

    def test_channel_is_told(self):
        for channel, code in (("walk_in", "walk_in"), ("portal", "phone")):
            with self.subTest(channel=channel):
                ticket = self._save("3-1202 漏水", channel, channel=channel)
                self.assertEqual(ticket.channel_id.code, code)

    def test_unknown_caller_is_only_noted(self):
        before = self.env["res.partner"].search_count([])
        ticket = self._save("3-1202 王先生 13911112222 厨房漏水")
        self.assertEqual(self.env["res.partner"].search_count([]), before)
        self.assertFalse(ticket.partner_id)
        self.assertEqual(ticket.partner_name, "王先生")
        self.assertEqual(ticket.caller_phone, "13911112222")
        self.assertNotIn("13911112222", ticket.description)

    def test_the_number_of_a_contact_is_not_noted_again(self):
        self.assertFalse(self._save("3-1202 张姐 13800000000 漏水").caller_phone)
        ticket = self._save("3-1202 漏水", "k2", partner_id=self.zhang.id, phone="9551")
        self.assertEqual(ticket.caller_phone, "9551")

    def test_unknown_caller_is_created_when_chosen_and_once(self):
        line = "3-1202 王先生 13911112222 厨房漏水"
        ticket = self._save(line, create_person=True)
        self.assertEqual(ticket.partner_id.name, "王先生")
        self.assertEqual(ticket.partner_id.phone, "13911112222")
        self._save(line, create_person=True)
        known = self.env["res.partner"].search([("name", "=", "王先生")])
        self.assertEqual(known, ticket.partner_id)

    def test_two_residents_of_the_name_are_shown_to_choose(self):
        other = self._create_resident("张强", "qiang@example.com", self.flat)
        read = self.Entry.read_line("3-1202 张姐 厨房漏水")
        self.assertFalse(read["partner_id"])
        self.assertLessEqual(
            {self.zhang.id, other.id}, {person["id"] for person in read["people"]}
        )
        read = self.Entry.read_line("3-1202 张姐 13800000000 厨房漏水")
        self.assertEqual(read["partner_id"], self.zhang.id)

    def test_phone_of_another_name_is_not_trusted(self):
        read = self.Entry.read_line("3-1202 王先生 13800000000 厨房漏水")
        self.assertFalse(read["partner_id"])
        self.assertEqual(read["people"][0]["id"], self.zhang.id)

    def test_phone_alone_is_enough(self):
        read = self.Entry.read_line("3-1202 13800000000 厨房漏水")
        self.assertEqual(read["partner_id"], self.zhang.id)

    def test_name_of_a_resident_needs_no_title(self):
        read = self.Entry.read_line("3-1202 张丽 厨房漏水")
        self.assertEqual(read["partner_id"], self.zhang.id)
        self.assertEqual(read["text"], "厨房漏水")

    def test_ways_to_write_a_unit(self):
        self.flat.entrance = "2"
        codes = "3-2-1202 3栋2单元1202室 3号楼1202 ３－２－１２０２ 03-1202"
        for code in codes.split():
            with self.subTest(code=code):
                read = self.Entry.read_line(f"{code} 漏水")
                self.assertEqual(read["unit_id"], self.flat.id)

    def test_site_name_decides_between_units(self):
        garden = self._create_site("Garden", "GA")
        self._enrol(self.user_agent, garden.territory_id)
        twin = self._create_units(1, self._create_building(garden, "3"), room="1202")
        read = self.Entry.read_line("3-1202 leak")
        self.assertFalse(read["unit_id"])
        self.assertEqual({u["id"] for u in read["units"]}, {twin.id, self.flat.id})
        read = self.Entry.read_line("Garden 3-1202 leak")
        self.assertEqual(read["unit_id"], twin.id)
        self.assertEqual(read["text"], "leak")

    def test_chosen_unit_counts(self):
        read = self.Entry.read_line("9-9999 张姐 漏水", self.flat.id)
        self.assertEqual(read["unit_id"], self.flat.id)
        self.assertEqual(read["partner_id"], self.zhang.id)

    def test_what_was_not_understood_is_kept(self):
        ticket = self._save("3-1202 张姐 1380000000 厨房漏水")
        self.assertIn("1380000000", ticket.description)

    def test_open_request_of_the_unit_is_told(self):
        ticket = self._save("3-1202 厨房漏水")
        read = self.Entry.read_line("3-1202 张姐 厨房又漏水了")
        self.assertEqual([same["id"] for same in read["similar"]], ticket.ids)
        ticket._close("Washer replaced")
        self.assertFalse(self.Entry.read_line("3-1202 厨房漏水")["similar"])

    def test_the_repeat_is_linked_to_the_first(self):
        first = self._save("3-1202 厨房漏水")
        again = self._save("3-1202 厨房又漏水", "again", duplicate_id=first.id)
        self.assertEqual(again.duplicate_id, first)
        far = self._create_tickets(unit_id=self.other_unit.id)
        ticket = self._save("3-1202 没有水", "far", duplicate_id=far.id)
        self.assertFalse(ticket.duplicate_id)

    def test_how_the_like_was_solved_is_told_before_saving(self):
        solved = self._save("3-1202 厨房漏水")
        solved._close("换了垫圈")
        answer = self.env["property.solution"].create(
            {
                "name": "Leaks",
                "steps": "<p>Close the valve</p>",
                "class_ids": self.leak.ids,
                "state": "approved",
            }
        )
        read = self.Entry.read_line("B2-0301 Ms Lee leak in kitchen")
        self.assertEqual([row["solution"] for row in read["solved"]], ["换了垫圈"])
        self.assertEqual(
            read["answers"],
            [{"id": answer.id, "name": "Leaks", "steps": "Close the valve"}],
        )
        drain = self._get_class("kitchen_water_blocked_drain")
        asked = self.Entry.read_alike({**read, "class_id": drain.id})
        self.assertFalse(asked["solved"])
        stranger = self.Entry.with_user(self.user_stranger)
        self.assertFalse(stranger.read_alike(read)["solved"])

    def test_open_for_the_common_parts_of_a_site(self):
        ticket = self._create_tickets(
            unit_id=False, site_id=self.site.id, class_id=self.leak.id
        )
        values = {"site_id": self.site.id, "class_id": self.leak.id, "text": "leak"}
        asked = self.Entry.read_alike(values)
        self.assertEqual([row["id"] for row in asked["similar"]], ticket.ids)
        stranger = self.Entry.with_user(self.user_stranger)
        self.assertFalse(stranger.read_alike(values)["similar"])
        self.assertFalse(self.Entry.read_alike(None)["similar"])

    def test_incomplete_entries_are_refused(self):
        read = self.Entry.read_line("3-1202 漏水")
        for values in (
            {"text": " "},
            {"unit_id": False, "site_id": False},
            {"partner_name": "", "create_person": True},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self.Entry.save_entry({**read, **values}, "k")
        for values, key in (("x", "k"), (read, ""), (read, None)):
            with self.assertRaises(ValidationError):
                self.Entry.save_entry(values, key)
        for line in (None, "x" * 501):
            with self.assertRaises(ValidationError):
                self.Entry.read_line(line)

    def test_units_of_others_do_not_exist(self):
        stranger = self.Entry.with_user(self.user_stranger)
        read = stranger.read_line("3-1202 张姐 13800000000 厨房漏水")
        self.assertFalse(read["units"])
        self.assertFalse(read["people"])
        with self.assertRaises(AccessError):
            stranger.save_entry({**read, "unit_id": self.flat.id}, "k")
        with self.assertRaises(AccessError):
            stranger.save_entry(
                {
                    **stranger.read_line("1-101 leak"),
                    "unit_id": self.other_unit.id,
                    "partner_id": self.zhang.id,
                },
                "k",
            )
        self.assertFalse(stranger.read_line("leak", self.flat.id)["unit_id"])

    def test_only_the_desk_may(self):
        public = self.env.ref("base.public_user")
        for user in (self.user_portal, self.user_auditor, public):
            entry = self.Entry.with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    entry.read_line("3-1202 漏水")
                with self.assertRaises(AccessError):
                    entry.read_alike({})
                with self.assertRaises(AccessError):
                    entry.save_entry({"text": "x", "unit_id": self.flat.id}, "k")

    @users("property_agent")
    def test_same_queries_for_a_full_house(self):
        Entry = self.env["property.quick.entry"]
        counts = []
        for size in (2, 30):
            people = (
                self.env["res.partner"]
                .sudo()
                .create([{"name": f"王{size}{number}"} for number in range(size)])
            )
            self.env["property.occupancy"].sudo().create(
                [
                    {"unit_id": self.flat.id, "partner_id": person.id}
                    for person in people
                ]
            )
            self.env.flush_all()
            runs = []
            for _run in range(3):
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                Entry.read_line("3-1202 13800000000 厨房漏水")
                runs.append(self.cr.sql_log_count - before)
            counts.append(min(runs))
        self.assertEqual(*counts)


class TestQuickEntryTour(HttpCase, QuickEntryCommon):
    """The two lines of the handbook, by the keyboard alone."""

    def _assert_saved(self):
        tickets = self.Ticket.search(
            [("unit_id", "in", (self.flat | self.shop).ids)], order="id"
        )
        self.assertEqual(tickets.mapped("unit_id"), self.flat | self.shop)
        self.assertEqual(tickets.partner_id, self.zhang | self.lee)
        self.assertEqual(tickets.class_id, self.leak)
        self.assertEqual(set(tickets.mapped("priority")), {"3"})

    def test_english(self):
        self.start_tour("/odoo/inbox", TOUR, login="property_agent")
        self._assert_saved()

    def test_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        modules = self.env["ir.module.module"].search([("name", "in", TRANSLATED)])
        modules._update_translations(["zh_CN"])
        self.user_agent.lang = "zh_CN"
        self.start_tour("/odoo/inbox", TOUR, login="property_agent")
        self._assert_saved()
