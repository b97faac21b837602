from psycopg2.errors import ForeignKeyViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...tools.vote_receipt import new_nonce
from ...tools.vote_seal import SealError, new_key, seal
from ...tools.vote_secret import write_ballot
from ...tools.vote_tally import tally
from .cast_common import CastCommon

WORDS = ("correct horse battery", "staple of the morning")


@tagged("post_install", "-at_install")
class TestCastSecret(CastCommon):
    """Nobody reads a choice: not before the opening, and never whose it was."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        cls.assembly = cls._create_assembly(cls.place, motion={"is_secret": True})
        cls.motion = cls.assembly.motion_ids
        cls.scrutineers = cls._create_people("Li", "Zhou")
        cls.passphrases = {
            str(person.id): words
            for person, words in zip(cls.scrutineers, WORDS, strict=True)
        }

    def _make_key(self, **values):
        lines = [
            Command.create({"partner_id": person.id, "passphrase": words})
            for person, words in zip(self.scrutineers, WORDS, strict=True)
        ]
        return (
            self.env["property.vote.key"]
            .with_user(self.manager)
            .create(
                {
                    "assembly_id": self.assembly.id,
                    "needed": 2,
                    "line_ids": lines,
                    **values,
                }
            )
        )

    def _open_with_key(self):
        self._make_key()
        self._open(self.assembly)

    def _get_sealed(self):
        # sudo: nobody has a right to them
        sealed = self.env["property.ballot.sealed"].sudo()
        sealed.invalidate_model()
        return sealed.search([("motion_id", "=", self.motion.id)])

    def test_the_dialog_keeps_no_passphrase(self):
        wizard = self._make_key()
        self.assertFalse(wizard.line_ids)
        self.assertEqual(self.assembly.scrutineer_ids, self.scrutineers)
        self.assertEqual(len(self.assembly.key_fingerprint), 29)
        self.assertIn(self.assembly.key_fingerprint, self.assembly.message_ids[0].body)
        self.env.flush_all()
        for table in ("property_vote_key_line", "property_vote_key", "mail_message"):
            self.env.cr.execute(f"SELECT array_agg(line::text) FROM {table} line")
            self.assertNotIn(WORDS[0], str(self.env.cr.fetchone()))
        for user in (self.manager, self.env.ref("base.user_admin")):
            with self.assertRaises(AccessError):
                self.assembly.with_user(user).read(["wrapped_key"])

    def test_bad_passphrases(self):
        for values in (
            {"line_ids": []},
            {"needed": 3},
            {
                "line_ids": [
                    Command.create(
                        {"partner_id": self.scrutineers[0].id, "passphrase": "short"}
                    )
                ],
                "needed": 1,
            },
        ):
            with self.assertRaises(ValidationError):
                self._make_key(**values)

    def test_not_called_without_a_key(self):
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._call(self.assembly)
        self._make_key()
        self._call(self.assembly)
        with self.assertRaises(UserError):
            self._make_key()  # too late: the owners were told the other one
        self.assembly.action_open()

    def test_choices_are_of_nobody(self):
        self._open_with_key()
        answers = self._vote_all({"A101": "yes", "A102": "no", "B101": "yes"})
        ballots = self._get_ballots()
        self.assertEqual(len(ballots), 3)
        for ballot in ballots:
            kept = (ballot.choice, ballot.serial, ballot.commitment, ballot.nonce)
            self.assertFalse(any(kept))
        sealed = self._get_sealed()
        self.assertEqual(
            set(sealed.mapped("serial")), {one["serial"] for one in answers}
        )
        self.assertEqual(len({len(one) for one in sealed.mapped("sealed")}), 1)
        self.assertFalse({"create_uid", "create_date"} & set(sealed._fields))

    def test_nobody_reads_sealed_ballots(self):
        self._open_with_key()
        self._vote_all({"A101": "yes"})
        admin = self.env.ref("base.user_admin")
        self.env["ir.model.access"].create(
            {
                "name": "all",
                "model_id": self.env["ir.model"]._get_id("property.ballot.sealed"),
                "group_id": self.env.ref("base.group_system").id,
                "perm_read": True,
                "perm_create": True,
            }
        )
        for closes in (False, True):
            if closes:
                self._close(self.assembly)
            sealed = self._get_sealed()
            for user in (admin, *self._get_staff()):
                mine = sealed.with_user(user)
                with self.subTest(user.login), self.assertRaises(AccessError):
                    mine.search([])
                with self.assertRaises(AccessError):
                    mine.read(["sealed"])
                with self.assertRaises(AccessError):
                    mine.create({"motion_id": self.motion.id})
            for values in ({"serial": "x"},):
                with self.assertRaises(UserError):
                    sealed.write(values)
            with self.assertRaises(UserError):
                sealed.unlink()

    def test_mixed_at_the_close(self):
        self._open_with_key()
        self._vote_all(dict.fromkeys(("A101", "A102", "A103", "A104"), "yes"))
        before = self._get_sealed()
        entries = self.motion._get_entries()
        old = set(before.ids)
        self._close(self.assembly)
        self.assertFalse(old & set(self._get_sealed().ids))
        self.assertEqual(self.motion._get_entries(), entries)
        self.assertFalse(self.motion._find_broken_ballots())
        [last] = self._get_sealed()[-1:]
        self.env.cr.execute(
            "DELETE FROM property_ballot_sealed WHERE id = %s", [last.id]
        )
        self.assertEqual(self.motion._find_broken_ballots(), [(False, "chain")])

    def test_opened_by_the_scrutineers(self):
        """V1 in secret: the sums are those of the open vote."""
        self._open_with_key()
        yes = dict.fromkeys(("A101", "A102", "A103", "A104", "B101"), "yes")
        self._vote_all(yes | dict.fromkeys(("C1", "E1", "E2"), "no"))
        with self.assertRaises(UserError):
            self.motion._open_sealed(self.passphrases)
        self._close(self.assembly)
        with self.assertRaises(SealError):
            self.motion._open_sealed(dict(list(self.passphrases.items())[:1]))
        choices, problems = self.motion._open_sealed(self.passphrases)
        self.assertFalse(problems)
        register = self.motion._make_register()
        result = tally(
            self.motion._get_rule(),
            register,
            [
                (unit, choices[head])
                for unit, head in register.heads.items()
                if head in choices
            ],
        )
        self.assertEqual(result.outcome, "passed")
        self.assertEqual(
            (result.sums["area"].yes, result.sums["area"].participating),
            (85000, 134000),
        )
        self.assertEqual((result.sums["head"].yes, result.sums["head"].no), (5, 3))

    def test_an_invented_ballot_is_found(self):
        self._open_with_key()
        self._vote_all({"A101": "yes"})
        self._close(self.assembly)
        self.env.cr.execute(
            "UPDATE property_ballot SET head_key = 'dev' WHERE motion_id = %s",
            [self.motion.id],
        )
        self.env.invalidate_all()
        choices, problems = self.motion._open_sealed(self.passphrases)
        self.assertEqual((choices, problems), ({}, ["invented", "missing"]))

    def _swap_sealed(self):
        """Put "yes" in the place of all choices, as whoever has SQL can do."""
        # sudo: as he who looks up what the heads weigh
        classes = self.motion.sudo()._get_voted_classes()
        for box, weights in zip(self._get_sealed(), classes.values(), strict=True):
            context = self.motion._get_seal_context(box.serial)
            forged = write_ballot("yes", weights, new_nonce())
            self.env.cr.execute(
                "UPDATE property_ballot_sealed SET sealed = %s WHERE id = %s",
                [seal(self.assembly.public_key, forged, context).hex(), box.id],
            )
        self.env.invalidate_all()

    def test_other_ballots_sealed_before_the_close_are_found(self):
        self._open_with_key()
        self._vote_all({"A101": "no", "A102": "no"})
        self._swap_sealed()
        self._close(self.assembly)
        _choices, problems = self.motion._open_sealed(self.passphrases)
        self.assertIn("broken", problems)
        with self.assertRaisesRegex(UserError, "broken"):
            self.motion._get_choices(self.passphrases)

    def test_other_ballots_sealed_after_the_close_are_found(self):
        self._open_with_key()
        self._vote_all({"A101": "no", "A102": "no"})
        self._close(self.assembly)
        self.assertFalse(self.motion._find_broken_ballots())
        self._swap_sealed()
        self.assertEqual(self.motion._find_broken_ballots(), [(False, "chain")])

    def test_receipt_of_a_secret_vote(self):
        self._open_with_key()
        [mine] = self._vote_all({"A101": "abstain"})
        self._close(self.assembly)
        check = self.motion._check_receipt
        self.assertTrue(check(mine["serial"])["is_listed"])
        self.assertTrue(check(mine["serial"], mine["nonce"], "abstain")["is_opened"])
        self.assertFalse(check(mine["serial"], mine["nonce"], "yes")["is_opened"])

    # The key is made before the call, and stays whose it was told to be

    def test_fingerprint_stands_on_the_notice(self):
        self._make_key()
        self._call(self.assembly)
        # sudo: the notice is written by the call
        notice = self.assembly.sudo().notice_id
        self.assertIn(self.assembly.key_fingerprint, notice.body)
        for person in self.scrutineers:
            self.assertIn(person.display_name, notice.body)

    def test_scrutineers_stay(self):
        self._make_key()
        with self.assertRaises(UserError):
            self.assembly.with_user(self.manager).write(
                {"scrutineer_ids": [Command.clear()]}
            )
        self._call(self.assembly)
        other, wrapped = new_key({"x": "another passphrase"})
        for values in (
            {"scrutineer_ids": [Command.clear()]},
            {"public_key": other},
            {"wrapped_key": wrapped},
        ):
            for assembly in (
                self.assembly,
                self.assembly.with_user(self.env.ref("base.user_admin")),
                self.assembly.sudo(),
            ):
                with self.assertRaises(UserError):
                    assembly.write(values)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(ForeignKeyViolation),
            self.env.cr.savepoint(),
        ):
            self.scrutineers[0].unlink()

    def test_scrutineers_are_not_merged_into_others(self):
        self._make_key()
        first, second = self.scrutineers
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        kept = self._create_people("Kept")
        with self.assertRaises(UserError):
            wizard._merge((first | kept).ids, kept)
        self.assertTrue(first.exists() and second.exists())
        # the other way round it goes: he is kept
        wizard._merge((first | kept).ids, first)
        self.assertFalse(kept.exists())
        self.assertIn(first, self.assembly.scrutineer_ids)
