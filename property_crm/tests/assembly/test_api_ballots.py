from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .cast_common import CastCommon


class ApiBallotsCommon(CastCommon):
    """Five units of four owners: two of them are of o4."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r3()
        cls.assembly = cls._create_assembly(cls.place)
        cls.assembly.voting_user_id = cls.user_integration
        cls._open(cls.assembly)
        cls.motion = cls.assembly.motion_ids
        cls.Api = cls.env["property.assembly"].with_user(cls.user_integration)

    def _row(self, key, of="F1", owner="o1", **values):
        return {
            "external_key": key,
            "motion": self.motion.id,
            "unit": self.place.units[of].id,
            "voter": self.place.owners[owner].id,
            "choice": "yes",
            **values,
        }

    def _send(self, *rows, user=None):
        api = self.Api.with_user(user) if user else self.Api
        answers = api.api_ballots(self.assembly.id, list(rows))
        self.env.flush_all()
        return answers

    def _get_states(self, *rows):
        return [answer["status"] for answer in self._send(*rows)]

    def assertRefused(self, row, field, text=""):
        [answer] = self._send(row)
        self.assertEqual(answer["status"], "error", answer)
        self.assertEqual([one["field"] for one in answer["errors"]], [field])
        self.assertIn(text, answer["errors"][0]["message"])
        return answer


class TestApiBallots(ApiBallotsCommon):
    def test_taken_once_with_a_receipt(self):
        [answer] = self._send(self._row("V1"))
        self.assertEqual(
            (answer["row"], answer["external_key"], answer["status"]),
            (0, "V1", "accepted"),
        )
        ballot = self._get_ballots()
        self.assertEqual((ballot.channel, self._get_choices()), ("api", ["yes"]))
        self.assertEqual(ballot.partner_id, self.place.owners["o1"])
        self.assertEqual(answer["serial"], ballot.serial)
        self.assertTrue(answer["secret"])
        [again] = self._send(self._row("V1"))
        self.assertEqual((again["status"], again["reason"]), ("exists", "repeated"))
        self.assertFalse(again["serial"] or again["secret"])
        self.assertEqual(self._get_ballots(), ballot)

    def test_the_first_of_a_head_stands(self):
        self._send(self._row("V1", "F4", "o4"))
        rows = [self._row("V2", "F4", "o4"), self._row("V3", "F5", "o4", choice="no")]
        answers = self._send(*rows)
        self.assertEqual({answer["status"] for answer in answers}, {"exists"})
        self.assertEqual({answer["reason"] for answer in answers}, {"voted"})
        self.assertEqual(self._get_choices(), ["yes"])

    def test_what_was_voted_on_the_portal_stands(self):
        self._vote("o1", "F1", "no")
        [answer] = self._send(self._row("V1"))
        self.assertEqual((answer["status"], answer["reason"]), ("exists", "voted"))
        self.assertEqual(self._get_choices(), ["no"])

    def test_a_bad_row_costs_no_good_one(self):
        rows = [
            self._row("V1"),
            {"external_key": "V2"},
            "no row",
            self._row("V4", "F2", "o2", choice="maybe"),
            self._row("V5", "F3", "o3"),
        ]
        self.assertEqual(
            self._get_states(*rows),
            ["accepted", "error", "error", "error", "accepted"],
        )
        self.assertEqual(len(self._get_ballots()), 2)

    def test_twice_in_a_batch(self):
        self.assertEqual(
            self._get_states(self._row("V1"), self._row("V1")), ["accepted", "exists"]
        )

    def test_a_key_is_of_one_ballot(self):
        rows = [self._row("V1"), self._row("V1", "F2", "o2")]
        answers = self._send(*rows)
        self.assertEqual([one["status"] for one in answers], ["accepted", "error"])
        self.assertEqual(answers[1]["errors"][0]["field"], "external_key")
        self.assertRefused(self._row("V1", "F3", "o3"), "external_key")
        self.assertEqual(self._get_states(self._row("V1")), ["exists"])

    def test_what_is_not_known_is_named(self):
        self.assertRefused(self._row("V1", motion=0), "motion")
        self.assertRefused(self._row("V1", motion="1"), "motion")
        self.assertRefused(self._row("V1", unit="nowhere"), "unit", "nowhere")
        self.assertRefused(self._row("V1", voter="nobody"), "voter", "nobody")
        self.assertRefused(self._row("V1", unit=1.5), "unit")
        self.assertRefused(self._row("V1", voter=[1]), "voter")
        self.assertRefused(self._row("V1", choose="yes"), "choose")
        self.assertRefused(self._row("V1", candidates=[1]), "choice")
        self.assertRefused(self._row("V1", candidates="1"), "candidates")
        self.assertRefused(self._row("V1", choice="invalid\0"), "choice")
        for name in ("unit", "voter"):
            self.assertRefused(self._row("V1", **{name: None}), name)
        other = self._make_r2()
        row = self._row("V1", unit=other.units["U1"].id)
        self.assertRefused(row, "unit")
        self.assertFalse(self._get_ballots())

    def test_by_external_keys(self):
        self.place.units["F1"].external_key = "KEY-F1"
        self.place.owners["o1"].external_key = "KEY-o1"
        row = self._row("V1", unit="KEY-F1", voter="KEY-o1")
        self.assertEqual(self._get_states(row), ["accepted"])
        self.assertEqual(self._get_ballots().partner_id, self.place.owners["o1"])

    def test_only_who_votes_for_the_unit(self):
        self.assertRefused(self._row("V1", "F1", "o2"), "voter")
        self.assertRefused(self._row("V1", voter=self.wang.id), "voter")
        # sold after the call
        self.place.units["F1"].ownership_ids.date_to = "2026-01-01"
        self._own(self.wang, self.place.units["F1"], date_from="2026-01-02")
        self.assertRefused(self._row("V1", voter=self.wang.id), "voter")
        self.assertFalse(self._get_ballots())

    def test_nobody_votes_as_nobody(self):
        """Where the co-owners have named nobody, no number stands for them."""
        [unit] = self._add_units(self.place, "F", {"6": 100})
        for person in self._create_people("Cai", "Dan"):
            self._own(person, unit, share=(1, 2))
        self.assembly = self._create_assembly(self.place)
        self.assembly.voting_user_id = self.user_integration
        self._open(self.assembly)
        self.motion = self.assembly.motion_ids
        for of in ("F1", "F6"):
            for voter in (0, -1, False):
                self.assertRefused(self._row("V1", of, voter=voter), "voter")
        for owner in (None, self.place.owners["o1"]):
            for vote in ({}, {"voter": 0}, {"voter": None}):
                vote |= {"motion": self.motion.id, "choice": "yes", "unit": unit.id}
                [answer] = self.env["property.motion"]._cast([vote], "api", owner)
                self.assertEqual(answer["reason"], "not_entitled")
        self.assertFalse(self._get_ballots())

    def test_before_and_after_the_vote(self):
        self._close(self.assembly)
        [answer] = self._send(self._row("V1"))
        self.assertEqual((answer["status"], answer["reason"]), ("error", "closed"))
        called = self._create_assembly(self._make_r2())
        called.voting_user_id = self.user_integration
        self._call(called)
        row = {"external_key": "V1", "motion": called.motion_ids.id, "choice": "yes"}
        row |= {"unit": called.row_ids[0].unit_id.id}
        row |= {"voter": called.row_ids[0].representative_id.id}
        [answer] = self.Api.api_ballots(called.id, [row])
        self.assertEqual((answer["status"], answer["reason"]), ("error", "not_open"))

    def test_invalid_is_for_paper(self):
        self.assertRefused(self._row("V1", choice="invalid"), "choice")

    def test_malformed_calls(self):
        for rows in (None, {}, "row", [{}] * 1001):
            with self.assertRaises(ValidationError):
                self.Api.api_ballots(self.assembly.id, rows)
        with self.assertRaises(ValidationError):
            self.Api.api_ballots("none", [])
        self.assertEqual(self.Api.api_ballots(self.assembly.number, []), [])

    # Who

    def test_staff_hand_in_nothing(self):
        users = set(self._get_staff()) - {self.user_integration}
        users |= {self.env.ref("base.user_admin"), self.user_portal}
        for user in users:
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self._send(self._row("V1"), user=user)
        self.assertFalse(self._get_ballots())

    def test_only_the_program_that_was_told(self):
        other = self.user_integration.copy({"login": "other program"})
        self._enrol(other, self.place.site.territory_id)
        [answer] = self._send(self._row("V1"), user=other)
        self.assertEqual(answer["errors"][0]["field"], "voter")
        self.assertFalse(self._get_ballots())
        elsewhere = self.user_integration.copy({"login": "program elsewhere"})
        self._enrol(elsewhere, self.other_site.territory_id)
        with self.assertRaises(ValidationError):
            self._send(self._row("V1"), user=elsewhere)

    def test_the_program_is_told_with_the_call(self):
        with self.assertRaises(UserError):
            self.assembly.voting_user_id = False
        self.assertIn(self.user_integration.name, self.assembly.notice_id.body)
        draft = self._create_assembly(self.place)
        with self.assertRaises(ValidationError):
            draft.voting_user_id = self.user_agent

    def test_programs_read_no_choice(self):
        self._send(self._row("V1"))
        ballots = self.env["property.ballot"].with_user(self.user_integration)
        self.assertFalse(ballots.search([]))
        with self.assertRaises(AccessError):
            ballots.browse(self._get_ballots().id).read(["choice"])

    # What it costs

    def test_the_cost_does_not_grow_with_the_rows(self):
        place = self._make_r2()
        self.assembly = self._create_assembly(place)
        self.assembly.voting_user_id = self.user_integration
        self._open(self.assembly)
        self.motion, self.place = self.assembly.motion_ids, place
        counts = []
        for numbers in ((1,), (2, 3), range(4, 13)):
            rows = [self._row(f"V{n}", f"U{n}", f"o{n}") for n in numbers]
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.assertEqual(set(self._get_states(*rows)), {"accepted"})
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_who_was_faster_is_no_error_in_the_log(self):
        """The database's refusal is the one that Odoo tries again."""
        self._send(self._row("V1"))
        vals = {
            name: self._get_ballots().read()[0][name]
            for name in ("head_key", "channel", "serial")
        }
        ballots = self.env["property.ballot"].sudo()
        with (
            self.assertNoLogs("odoo.sql_db", "ERROR"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            ballots._insert_ballots([vals | {"motion_id": self.motion.id}])


class TestApiSheets(ApiBallotsCommon):
    """Paper ballots that another program has read in."""

    def _row_of(self, paper, key="S1", **values):
        return {
            "external_key": key,
            "motion": self.motion.id,
            "sheet": paper.token,
            "choice": "no",
            **values,
        }

    def test_the_code_is_the_proof(self):
        sheet = self._create_sheet("F4")
        other = self.user_integration.copy({"login": "scanner"})
        self._enrol(other, self.place.site.territory_id)
        row = self._row_of(sheet)
        for status in ("accepted", "exists"):
            [answer] = self._send(row, user=other)
            self.assertEqual(answer["status"], status, answer)
        ballot = self._get_ballots()
        self.assertEqual((ballot.channel, ballot.sheet_id), ("paper", sheet))
        self.assertEqual(ballot.head_key, sheet.head_key)

    def test_no_other_code(self):
        sheet = self._create_sheet("F4")
        self.assertRefused(self._row_of(sheet, sheet="token-guessed"), "sheet")
        self.assertRefused(self._row_of(sheet, sheet=str(sheet.id)), "sheet")
        units = self.place.units
        self.assertRefused(self._row_of(sheet, unit=units["F1"].id), "unit")
        self.assertFalse(self._get_ballots())

    def test_of_another_assembly(self):
        mine = self.assembly, self.motion
        self.assembly = self._open(self._create_assembly(self.place))
        sheet = self._create_sheet("F4")
        self.assembly, self.motion = mine
        self.assertRefused(self._row_of(sheet), "sheet")

    def test_an_invalid_sheet(self):
        sheet = self._create_sheet("F1")
        [answer] = self._send(self._row_of(sheet, choice="invalid"))
        self.assertEqual(answer["status"], "accepted")

    def test_an_invalid_sheet_names_no_candidates(self):
        """Else the list would be counted, or nothing could be counted at all."""
        sheet = self._create_sheet("F1")
        for number in (1, 1000):
            chosen = list(range(1, number + 1))
            row = self._row_of(sheet, choice="invalid", candidates=chosen)
            self.assertRefused(row, "choice")
        self.assertFalse(self._get_ballots())
        self._send(self._row_of(sheet))
        self._close(self.assembly)
        self.assembly.action_count()
        self.assertTrue(self.assembly.counted_on)

    def test_both_kinds_in_a_call(self):
        sheet = self._create_sheet("F1")
        rows = [
            self._row("V1", "F2", "o2"),
            self._row_of(sheet),
            self._row("V1", "F1", "o1"),
            self._row_of(sheet, "S2"),
        ]
        self.assertEqual(
            self._get_states(*rows), ["accepted", "accepted", "error", "exists"]
        )


class TestApiMotions(ApiBallotsCommon):
    def test_open_and_secret_motions_in_a_call(self):
        self.assembly = self._create_assembly(self.place, "cn_ordinary", "cn_major")
        self.assembly.voting_user_id = self.user_integration
        opened, secret = self.assembly.motion_ids
        secret.is_secret = True
        owner = self.place.owners["o1"]
        self.assembly._make_key({owner: "correct horse 1"}, 1)
        self._open(self.assembly)
        answers = self._send(
            *(
                self._row(f"V{unit}", unit, owner, motion=motion.id)
                for unit, owner in (("F1", "o1"), ("F2", "o2"))
                for motion in (secret, opened)
            )
        )
        self.assertEqual({answer["status"] for answer in answers}, {"accepted"})
        for motion, choices in ((opened, ["yes"] * 2), (secret, [None] * 2)):
            self.motion = motion
            self.assertEqual(self._get_choices(), choices)


class TestApiElection(ApiBallotsCommon):
    def test_candidates(self):
        people = [self.place.owners[name] for name in ("o1", "o2")]
        self.assembly = self._create_assembly(
            self.place,
            motion={
                "kind": "election",
                "seats": 1,
                "is_secret": True,
                "candidate_ids": [
                    Command.create({"name": one.name, "partner_id": one.id})
                    for one in people
                ],
            },
        )
        self.assembly.voting_user_id = self.user_integration
        self.assembly._make_key({people[0]: "correct horse 1"}, 1)
        self._open(self.assembly)
        self.motion = self.assembly.motion_ids
        ids = self.motion.candidate_ids.ids
        rows = [
            self._row("V1", "F1", "o1", choice=None, candidates=ids[:1]),
            self._row("V2", "F2", "o2", choice=None, candidates=[]),
            self._row("V3", "F3", "o3", choice=None, candidates=ids),
            self._row("V4", "F4", "o4"),
        ]
        answers = self._send(*rows)
        self.assertEqual(
            [answer["status"] for answer in answers],
            ["accepted", "accepted", "error", "error"],
        )
        self.assertEqual(answers[2]["errors"][0]["field"], "candidates")
        self.assertEqual(answers[3]["errors"][0]["field"], "choice")
        row = self._row("V5", choice="invalid", candidates=[*ids, *range(1000)])
        row = {**row, "sheet": self._create_sheet("F3").token}
        row = {name: row[name] for name in row if name not in ("unit", "voter")}
        good = self._row("V6", "F3", "o3", choice=None, candidates=[])
        # too many for a sealed ballot as well: they cost the good one nothing
        answers = self._send(row, good)
        self.assertEqual([one["status"] for one in answers], ["error", "accepted"])
        self.assertFalse(any(self._get_ballots().mapped("candidate_keys")))
