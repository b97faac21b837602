import re

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .paper_common import PaperCommon


@tagged("post_install", "-at_install")
class TestPaper(PaperCommon):
    """Paper ballots: made from the register, keyed once, never in two channels."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_paper_vote()

    def test_one_sheet_for_each_head(self):
        sheets = self.assembly.sheet_ids
        heads = {row.head_key for row in self.assembly.row_ids if row.kind != "parking"}
        self.assertEqual(set(sheets.mapped("head_key")), heads)
        self.assertEqual(sheets.mapped("number"), list(range(1, 12)))
        self.assertEqual(self._get_sheet("B102").units, "B101, B102, B103")
        self.assembly.action_make_sheets()
        self.assertEqual(self.assembly.sheet_count, 11)
        tokens = sheets.sudo().mapped("token")
        self.assertEqual(len(set(tokens)), 11)
        self.assertTrue(all(re.fullmatch("B[A-Z2-9]{14}", one) for one in tokens))

    def test_sheets_stay_as_they_were_printed(self):
        sheet = self.assembly.sheet_ids[0]
        for act in (
            lambda: sheet.sudo().write({"head_key": "dev"}),
            lambda: sheet.sudo().unlink(),
            lambda: sheet.write({"keyed_by_id": self.manager.id}),
        ):
            with self.assertRaises(UserError):
                act()

    def test_a_context_does_not_key_sheets(self):
        other = self._open(self._create_assembly(self.place))
        who = {"default_keyed_at": "2026-01-01", "default_keyed_by_id": 2}
        other.with_context(**who, default_token="B22").action_make_sheets()
        self.assertFalse(other.sheet_ids.keyed_by_id or other.keyed_count)
        self.assertNotIn("B22", other.sheet_ids.sudo().mapped("token"))

    def test_what_the_screen_asks(self):
        form = self.clerk.api_keying_form()
        asked = [(one["place"], one["kind"]) for one in form["motions"]]
        self.assertEqual(asked, [(1, "vote"), (2, "vote"), (3, "election")])
        self.assertEqual((form["keyed"], form["total"]), (0, 11))
        codes = [code for code, _name in form["channels"]]
        self.assertEqual(codes, ["paper", "meeting", "representative"])
        listed = self.env["property.assembly"].with_user(self.user_site_manager)
        ids = [one["id"] for one in listed.api_keying_assemblies()]
        self.assertIn(self.assembly.id, ids)

    def test_a_ballot_by_number_or_code(self):
        sheet = self._get_sheet("A101")
        for number in (sheet.printed_number, f" {sheet.token.lower()} "):
            found = self.clerk.api_check_ballot(number)
            self.assertEqual((found["number"], found["status"]), ("0013", "free"))
            self.assertEqual(len(found["motions"]), 3)
        # the shop is not in the building of the second motion
        found = self.clerk.api_check_ballot(self._get_sheet("C1").printed_number)
        self.assertEqual(found["motions"], [self.motion.id, self.election.id])
        self.assertTrue(found["all_sign"])

    def test_numbers_that_are_none(self):
        for number in ("0031", "door", "", None, 13, "9990", "B" + "K" * 14):
            with self.subTest(number), self.assertRaises(ValidationError):
                self.clerk.api_check_ballot(number)
            with self.assertRaises(ValidationError):
                self.clerk.api_key_ballot(number, {str(self.motion.id): "yes"})

    def test_a_sheet_is_taken_once(self):
        chosen = self.election.candidate_ids[:2].ids
        taken = self._key("A101", ["yes", "no", chosen])
        self.assertEqual((taken["status"], taken["keyed"]), ("accepted", 1))
        ballot = self._get_ballots()
        self.assertEqual((self._get_choices(), ballot.channel), (["yes"], "paper"))
        self.assertEqual(ballot.sheet_id, self._get_sheet("A101"))
        self.assertEqual(ballot.create_uid, self.user_site_manager)
        again = self._key("A101", ["no", "no", []])
        self.assertEqual((again["status"], again["keyed"]), ("exists", 1))
        found = self.clerk.api_check_ballot("0013")
        self.assertEqual(found["status"], "keyed")
        self.assertEqual(found["keyed_by"], self.user_site_manager.name)
        self.assertEqual(self._get_choices(), ["yes"])

    def test_what_was_left_empty_is_not_filled_in_later(self):
        self._key("A101", ["yes"])
        self.assertEqual(self._key("A101", [None, "yes"])["status"], "exists")
        self.assertFalse(self.local.sudo().ballot_ids)

    def test_portal_first_then_paper(self):
        self._vote("o1", "A101", "no")
        taken = self._key("A101", ["yes", "yes"])
        self.assertEqual(taken["voted"], [self.motion.name])
        self.assertEqual(self._get_choices(), ["no"])
        self.assertEqual(self._read_votes(self.local), {"A101": "yes"})
        self.assertEqual(self._vote("o2", "A102", "no")["state"], "accepted")

    def test_paper_first_then_portal(self):
        self._key("A101", ["yes"])
        self.assertEqual(self._vote("o1", "A101", "no")["state"], "exists")
        self.assertEqual(self._get_choices(), ["yes"])

    def test_co_owners_without_a_representative(self):
        self.assertEqual(self._vote("o8", "C1", "yes")["reason"], "not_entitled")
        self.assertEqual(self._key("C1", ["yes"])["status"], "accepted")

    def test_choices_that_cannot_be(self):
        other = self.election.candidate_ids.ids
        for choices in (["maybe"], [[1]], [None, None, other], [None, None, ["x"]]):
            with self.subTest(choices), self.assertRaises(ValidationError):
                self._key("A101", choices)
        with self.assertRaises(ValidationError):
            self._key("A101", [])
        with self.assertRaises(ValidationError):
            self._key("C1", [None, "yes"])  # its units are not in the scope
        with self.assertRaises(ValidationError):
            self._key("A101", ["yes"], channel="portal")
        self.assertFalse(self._get_sheet("A101").keyed_at)

    def test_ballot_of_another_vote(self):
        other = self._open(self._create_assembly(self.place))
        other.action_make_sheets()
        token = self._get_sheet("A101", other).token
        with self.assertRaisesRegex(ValidationError, "another vote"):
            self.clerk.api_check_ballot(token)
        with self.assertRaises(ValidationError):
            self.clerk.api_key_ballot(token, {str(self.motion.id): "yes"})
        mine = self._get_sheet("A101").token
        with self.assertRaises(ValidationError):
            other.api_key_ballot(mine, {str(other.motion_ids.id): "yes"})
        number = self._get_sheet("A101").printed_number
        with self.assertRaises(ValidationError):
            self.clerk.api_key_ballot(number, {str(other.motion_ids.id): "yes"})

    def test_after_the_close(self):
        self._pass_time(self.assembly)
        with self.assertRaisesRegex(UserError, "not open"):
            self._key("A101", ["yes"])
        self.assembly.action_close()
        with self.assertRaisesRegex(UserError, "not open"):
            self._key("A101", ["yes"])

    def test_only_managers_of_the_site_key(self):
        number = self._get_sheet("A101").token
        users = self._get_staff() + [self.user_stranger, self.user_portal]
        for user in users:
            if user in (self.user_site_manager, self.user_company_manager):
                continue
            mine = self.assembly.with_user(user)
            with self.subTest(user=user.login):
                for act in (
                    mine.api_keying_form,
                    lambda m=mine: m.api_check_ballot(number),
                    lambda m=mine: m.api_key_ballot(number, {"1": "yes"}),
                    mine.action_make_sheets,
                ):
                    with self.assertRaises(AccessError):
                        act()

    def test_codes_are_read_by_nobody(self):
        admin = self.env.ref("base.user_admin")
        sheet = self.assembly.sheet_ids[0]
        for user in (admin, self.user_site_manager, self.user_company_manager):
            with self.assertRaises(AccessError):
                sheet.with_user(user).read(["token"])
            with self.assertRaises(UserError):
                sheet.with_user(user).create({"assembly_id": self.assembly.id})

    def test_the_agent_signs(self):
        proxy = (
            self.env["property.proxy"]
            .sudo()
            .create(
                {
                    "assembly_id": self.assembly.id,
                    "head_key": self._get_head(self.assembly, self.place.units["A102"]),
                    "partner_id": self.place.owners["o2"].id,
                    "agent_id": self.place.owners["o9"].id,
                    "signed_on": self.assembly.notice_on,
                }
            )
        )
        with self.assertRaises(ValidationError):
            self._key("A101", ["yes"], proxy=proxy.id)
        self.assertEqual(
            self._key("A102", ["yes"], proxy=proxy.id)["status"], "accepted"
        )
        ballot = self._get_ballots()
        self.assertEqual(
            (ballot.channel, ballot.partner_id, ballot.sheet_id),
            ("proxy", self.place.owners["o9"], self._get_sheet("A102")),
        )

    def test_queries_do_not_grow_with_the_sheets(self):
        sheets = self.assembly.sheet_ids.browse(self.assembly.sheet_ids.ids)

        def count(some):
            self.env.flush_all()
            self.env.invalidate_all()
            self.assertEqual(self.assembly.motion_ids.mapped("kind")[-1], "election")
            before = self.env.cr.sql_log_count
            some._prepare_prints()
            return self.env.cr.sql_log_count - before

        count(sheets)
        self.assertLessEqual(count(sheets), count(sheets[:2].browse(sheets.ids[:2])))


@tagged("post_install", "-at_install")
class TestPaperForms(PaperCommon):
    """Each form takes its own channels."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r2()

    def _open_form(self, form, **values):
        self.assembly = self._open(
            self._create_assembly(self.place, form=form, **values)
        )
        self.motion = self.assembly.motion_ids

    def _cast_by(self, channel):
        sheet = self.assembly.sheet_ids or self._create_sheet("U1")
        head = self.place.owners["o1"]
        vote = {"unit": self.place.units["U1"].id, "choice": "yes"}
        if channel not in ("portal", "api"):
            vote["sheet"] = sheet.id
        [answer] = self._cast([vote], channel, head if channel == "portal" else None)
        return answer["reason"] or answer["state"]

    def test_online(self):
        self._open_form("online")
        with self.assertRaisesRegex(UserError, "no paper ballots"):
            self.assembly.action_make_sheets()
        for channel in ("paper", "meeting", "representative"):
            self.assertEqual(self._cast_by(channel), "not_in_form")
        with self.assertRaises(UserError):
            self.assembly.api_keying_form()
        self.assertEqual(self._cast_by("portal"), "accepted")

    def test_written(self):
        self._open_form("written")
        for channel in ("portal", "meeting"):
            self.assertEqual(self._cast_by(channel), "not_in_form")
        self.assertFalse(self.assembly._is_voting())
        self.assertEqual(self._cast_by("representative"), "accepted")

    def test_meeting(self):
        with self.assertRaisesRegex(ValidationError, "name its time"):
            self._open_form("meeting")
        when = self.env.cr.now()
        self._open_form("meeting", meeting_at=when)
        for channel in ("portal", "paper", "representative"):
            self.assertEqual(self._cast_by(channel), "not_in_form")
        self.assertEqual(self._cast_by("meeting"), "accepted")

    def test_mixed_takes_both(self):
        self._open_form("mixed")
        self.assertTrue(self.assembly._is_voting())
        self.assertEqual(self._cast_by("paper"), "accepted")
