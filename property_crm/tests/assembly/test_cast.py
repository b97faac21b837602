from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .cast_common import CastCommon


@tagged("post_install", "-at_install")
class TestCast(CastCommon):
    """One head, one choice, while the vote is open, by who stands in the register."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        cls.assembly = cls._open(cls._create_assembly(cls.place))
        cls.motion = cls.assembly.motion_ids

    def test_an_owner_votes_once_for_all_his_units(self):
        first = self._vote("o7", "B101", "yes")
        self.assertEqual(first["state"], "accepted")
        for unit, choice in (("B102", "no"), ("B101", "yes"), ("B103", "abstain")):
            answer = self._vote("o7", unit, choice)
            self.assertEqual((answer["state"], answer["reason"]), ("exists", "voted"))
        self.assertEqual(self._get_choices(), ["yes"])
        self.assertEqual(self._get_ballots().create_uid, self.env.user)

    def test_split_ballot_in_one_batch(self):
        """Vector V11: B101 yes and B102 no are of one owner; the second is refused."""
        answers = self._vote_all({"A101": "yes", "B101": "yes", "B102": "no"})
        self.assertEqual(
            [(one["state"], one["reason"]) for one in answers],
            [("accepted", False), ("accepted", False), ("exists", "voted")],
        )

    def test_retry_and_second_channel(self):
        key = {"request_key": "r1"}
        self.assertEqual(self._vote("o1", "A101", "yes", **key)["state"], "accepted")
        again = self._vote("o1", "A101", "yes", **key)
        self.assertEqual((again["state"], again["reason"]), ("exists", "repeated"))
        self.assertNotIn("nonce", again)
        other = self._vote(None, "A101", "no", channel="api", request_key="r1")
        self.assertEqual((other["state"], other["reason"]), ("exists", "voted"))
        self.assertEqual(self._get_choices(), ["yes"])

    def test_another_vote_of_another_tab(self):
        """It is none any more, and is not told to be the one that was taken."""
        self._vote("o1", "A101", "yes", request_key="tab1")
        other = self._vote("o1", "A101", "no", request_key="tab2")
        self.assertEqual((other["state"], other["reason"]), ("exists", "voted"))
        self.assertEqual(self._get_choices(), ["yes"])

    def test_a_retry_after_the_close_is_told_that_it_was_taken(self):
        key = {"request_key": "r1"}
        self._vote("o1", "A101", "yes", **key)
        self._close(self.assembly)
        again = self._vote("o1", "A101", "yes", **key)
        self.assertEqual((again["state"], again["reason"]), ("exists", "repeated"))
        late = self._vote("o2", "A102", "yes", request_key="r2")
        self.assertEqual(late["reason"], "closed")

    def test_one_key_of_two_votes_costs_no_other_vote(self):
        units = self.place.units
        votes = [
            {"unit": units[unit].id, "choice": "yes", "request_key": key}
            for unit, key in (("A101", "k1"), ("A102", "k1"), ("A103", "k2"))
        ]
        answers = self._cast(votes, "api")
        self.assertEqual(
            [one["reason"] for one in answers], [False, "other_request", False]
        )
        [again] = self._cast([votes[1]], "api")
        self.assertEqual(again["reason"], "other_request")

    def test_for_anothers_unit(self):
        for owner in ("o2", "buyer1"):
            answer = self._vote(owner, "A101", "yes")
            self.assertEqual(answer["reason"], "not_entitled")
        # sold and not delivered: the developer votes, not the buyer
        self.assertEqual(self._vote("buyer1", "D1", "yes")["reason"], "not_entitled")
        answer = self._vote(self.developer, "D1", "no")
        self.assertEqual((answer["state"], answer["head"]), ("accepted", "dev"))

    def test_after_a_sale(self):
        """Who owned at the freeze votes; the buyer does not."""
        unit = self.place.units["A101"]
        self.env.flush_all()
        unit.ownership_ids.unlink()
        self._own(self.wang, unit)
        self.assertEqual(self._vote(self.wang, "A101", "yes")["reason"], "not_entitled")
        self.assertEqual(self._vote("o1", "A101", "yes")["state"], "accepted")

    def test_co_owners_vote_by_whom_they_named(self):
        ann, bob, cai, dan = self._create_people("Ann", "Bob", "Cai", "Dan")
        first, second = self._add_units(self.place, "A", {"301": 100, "302": 100})
        self._own(ann, first, share=(1, 2))
        self._own(bob, first, share=(1, 2), is_representative=True)
        self._own(cai, second, share=(1, 2))
        self._own(dan, second, share=(1, 2))
        self.assembly = self._open(self._create_assembly(self.place))
        self.motion = self.assembly.motion_ids
        for person, unit, reason in (
            (ann, "A301", "not_entitled"),
            (bob, "A301", False),
            (cai, "A302", "not_entitled"),
        ):
            self.assertEqual(self._vote(person, unit, "yes")["reason"], reason)
        sheet = self._create_sheet("A302")
        answer = self._vote(None, "A302", "yes", channel="paper", sheet=sheet.id)
        self.assertEqual(answer["state"], "accepted")

    def test_staff_cannot_vote_for_an_owner(self):
        staff = self.user_site_manager.partner_id
        self.assertEqual(self._vote(staff, "A101", "yes")["reason"], "not_entitled")
        for channel in ("paper", "meeting", "representative"):
            answer = self._vote(None, "A101", "yes", channel=channel)
            self.assertEqual(answer["reason"], "no_sheet")
        sheet = self._create_sheet("A102")
        answer = self._vote(None, "A101", "yes", channel="paper", sheet=sheet.id)
        self.assertEqual(answer["reason"], "no_sheet")
        answer = self._vote(None, "A102", "invalid", channel="paper", sheet=sheet.id)
        self.assertEqual(answer["state"], "accepted")

    def test_what_is_not_on_the_ballot(self):
        for choice in ("maybe", None, "invalid"):
            answer = self._vote("o1", "A101", choice)
            self.assertEqual(answer["reason"], "unknown_choice")
        # parking spaces do not count in this vote, but their owner has other units
        other = self.env["property.motion"]._cast([{"motion": 0}], "portal")
        self.assertEqual(other[0]["reason"], "no_motion")
        [answer] = self._cast([{"head": "nobody", "choice": "yes"}], "api")
        self.assertEqual(answer["reason"], "unknown_head")
        self.assertFalse(self._get_ballots())

    def test_scope_of_the_motion(self):
        assembly = self._create_assembly(
            self.place,
            motion={"scope": "building", "building_id": self._get_building("A").id},
        )
        self._open(assembly)
        self.assembly, self.motion = assembly, assembly.motion_ids
        answers = self._vote_all({"A101": "yes", "B101": "yes"})
        self.assertEqual(answers[0]["state"], "accepted")
        self.assertEqual(answers[1]["reason"], "not_in_scope")

    def test_before_and_after_the_vote(self):
        assembly = self._call(self._create_assembly(self.place))
        vote = {"motion": assembly.motion_ids.id, "head": "dev", "choice": "yes"}
        cast = self.env["property.motion"]._cast
        self.assertEqual(cast([vote], "api")[0]["reason"], "not_open")
        self._open(assembly)
        self._pass_time(assembly)
        # the time counts, though nobody has pressed the button yet
        self.assertEqual(cast([vote], "api")[0]["reason"], "closed")
        assembly.action_close()
        self.assertEqual(cast([vote], "api")[0]["reason"], "closed")

    def test_two_at_once(self):
        """The database lets one in; the other is done again and finds he has voted."""
        self._vote("o1", "A101", "yes")
        vals = (
            self.env["property.ballot"]
            .sudo()
            .search_read(
                [("motion_id", "=", self.motion.id)], ["head_key", "channel", "choice"]
            )[0]
        )
        vals |= {"motion_id": self.motion.id}
        del vals["id"]
        with self.assertRaisesConcurrency():
            self.env["property.motion"]._put_ballots([vals], [])

    # Nobody sees, changes or adds a ballot

    def test_nobody_reads_before_the_close(self):
        self._vote("o1", "A101", "yes")
        ballot = self._get_ballots()
        admin = self.env.ref("base.user_admin")
        # whatever the administrator allows himself
        self.env["ir.model.access"].create(
            {
                "name": "all",
                "model_id": self.env["ir.model"]._get_id("property.ballot"),
                "group_id": self.env.ref("base.group_system").id,
                "perm_read": True,
                "perm_write": True,
                "perm_create": True,
                "perm_unlink": True,
            }
        )
        self.env["ir.rule"].search([("model_id", "=", "property.ballot")]).unlink()
        for user in (admin, *self._get_staff()):
            mine = ballot.with_user(user)
            mine.invalidate_model()
            with self.subTest(user.login):
                self.assertFalse(mine.search([]))
                self.assertFalse(mine.search_count([("choice", "=", "yes")]))
                self.assertFalse(
                    self.motion.with_user(user).search(
                        [("ballot_ids.choice", "=", "yes")]
                    )
                )
                self.assertFalse(mine._read_group([], ["choice"], ["__count"]))
                with self.assertRaises(AccessError):
                    mine.read(["choice"])
        with self.assertRaises(AccessError):
            ballot.with_user(admin).create({"motion_id": self.motion.id})
        self._close(self.assembly)
        read = ballot.with_user(self.user_site_manager)
        self.assertEqual(read.choice, "yes")
        with self.assertRaises(AccessError):
            read.read(["nonce"])

    def test_a_copy_of_somebodys_data_tells_no_choice(self):
        self._vote("o1", "A101", "yes")
        data = self.env["property.personal.data"]
        owner = self.place.owners["o1"]
        kind = data._describe_model("property.ballot")
        for only_own in (False, True):
            sections = dict(data._collect(owner, only_own))
            [(_id, values)] = list(sections[kind])
            told = {name for name, _label, _value in values}
            self.assertIn("channel", told)
            self.assertFalse(told & {"choice", "nonce", "serial", "commitment"})

    def test_nobody_changes_a_ballot(self):
        self._vote("o1", "A101", "yes")
        self._close(self.assembly)
        ballot = self._get_ballots()
        for each in (ballot, ballot.with_user(self.env.ref("base.user_admin"))):
            with self.assertRaises(UserError):
                each.write({"choice": "no"})
            with self.assertRaises(UserError):
                each.unlink()
        with self.assertRaises(UserError):
            self.motion.with_user(self.manager).ballot_head = "00"

    def test_a_change_in_the_database_is_found(self):
        self._vote_all({"A101": "yes", "A102": "no", "A103": "yes"})
        ballot = self._get_ballots()[0]
        head = ballot.head_key
        self.assertFalse(self.motion._find_broken_ballots())
        table = "property_ballot"
        changes = (
            (SQL(f"UPDATE {table} SET choice = 'abstain' WHERE id = %s", ballot.id), 0),
            (SQL(f"DELETE FROM {table} WHERE id = %s", ballot.id), 1),
        )
        self._close(self.assembly)
        self.assertFalse(self.motion._find_broken_ballots())
        answer = self.assembly.action_check_chain()["params"]
        self.assertEqual(answer["type"], "success")
        for query, place in changes:
            with self.env.cr.savepoint() as savepoint:
                self.env.cr.execute(query)
                found = self.motion._find_broken_ballots()
                expected = [(head, "commitment"), (False, "chain")]
                self.assertEqual(found, expected[place:])
                answer = self.assembly.action_check_chain()["params"]
                self.assertEqual(answer["type"], "danger")
                savepoint.rollback()
                self.env.invalidate_all()

    # Receipts and turnout

    def test_receipt_proves_that_the_ballot_is_listed(self):
        answers = self._vote_all({"A101": "yes", "A102": "no", "A103": "yes"})
        mine = answers[1]
        with self.assertRaises(UserError):
            self.motion._check_receipt(mine["serial"])
        with self.assertRaises(UserError):
            self.motion.with_user(self.manager).get_published_list()
        self._close(self.assembly)
        check = self.motion._check_receipt
        self.assertEqual(check(mine["serial"])["is_listed"], True)
        self.assertEqual(check(mine["serial"])["is_opened"], None)
        self.assertTrue(check(mine["serial"], mine["nonce"], "no")["is_opened"])
        self.assertFalse(check(mine["serial"], mine["nonce"], "yes")["is_opened"])
        self.assertFalse(check(mine["serial"], "zz", "yes")["is_opened"])
        self.assertFalse(check("0" * 32)["is_listed"])
        listed = self.motion.with_user(self.manager).get_published_list()
        self.assertEqual(len(listed["entries"]), 3)
        self.assertEqual(listed["root"], check(mine["serial"])["root"])

    def test_turnout(self):
        """V1: 72.04 % of the area and 8 of 11 heads, known before the close."""
        motion = self.motion.with_user(self.user_agent)
        self.assertEqual((motion.register_area, motion.register_heads), (186000, 11))
        self.assertFalse(motion.is_quorum_reached)
        yes = dict.fromkeys(("A101", "A102", "A103", "A104", "B101"), "yes")
        self._vote_all(yes | dict.fromkeys(("C1", "E1", "E2"), "no"))
        motion.invalidate_recordset()
        self.assertEqual(motion.participating_area, 134000)
        self.assertEqual(motion.participating_heads, 8)
        self.assertTrue(motion.is_quorum_reached)
        self.assertEqual(motion.turnout, "72.04 % of the area, 8 of 11 owners")
        sums = self.motion._get_turnout()
        totals = self.motion._make_register().totals
        self.assertEqual({name: sums[name].register for name in sums}, totals)
