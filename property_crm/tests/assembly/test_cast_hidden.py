from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import get_public_method
from odoo.tests import tagged
from odoo.tools import mute_logger

from .cast_common import CastCommon


@tagged("post_install", "-at_install")
class TestCastHidden(CastCommon):
    """Before the close no request tells how it goes, whoever asks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        cls.people = cls._create_people("Ann", "Bob")
        cls.assembly = cls._create_assembly(cls.place)
        cls.election = cls.env["property.motion"].create(
            {
                "assembly_id": cls.assembly.id,
                "name": "Election",
                "kind": "election",
                "rule_id": cls._get_rule("cn_ordinary").id,
                "seats": 1,
                "sequence": 20,
                "candidate_ids": [
                    Command.create({"name": person.name, "partner_id": person.id})
                    for person in cls.people
                ],
            }
        )
        cls._open(cls.assembly)
        cls.motion = cls.assembly.motion_ids - cls.election
        cls.admin = cls.env.ref("base.user_admin")
        # whatever the administrator allows himself
        cls.env["ir.model.access"].create(
            {
                "name": "all",
                "model_id": cls.env["ir.model"]._get_id("property.ballot"),
                "group_id": cls.env.ref("base.group_system").id,
                "perm_read": True,
                "perm_write": True,
                "perm_create": True,
                "perm_unlink": True,
            }
        )
        cls.env["ir.rule"].search([("model_id", "=", "property.ballot")]).unlink()

    def setUp(self):
        super().setUp()
        self._vote("o1", "A101", "yes")
        chosen = self.election.candidate_ids[:1].ids
        unit = self.place.units["A101"].id
        self._cast(
            [{"motion": self.election.id, "unit": unit, "candidates": chosen}], "api"
        )

    def _get_questions(self, user):
        """Return what somebody may ask through RPC, each as a function."""
        ballots = self.env["property.ballot"].with_user(user)
        motions = self.motion.with_user(user)
        assemblies = self.assembly.with_user(user)
        is_yes = [("choice", "=", "yes")]
        spec = {"ballot_ids": {"fields": {"choice": {}, "candidate_keys": {}}}}
        grouped = {"groupby": ["choice"], "aggregates": ["__count"]}
        return {
            "search": lambda: ballots.search(is_yes),
            "count": lambda: ballots.search_count(is_yes),
            "read": lambda: ballots.search_read([], ["choice"]),
            "names": lambda: ballots.name_search("", domain=is_yes),
            "groups": lambda: ballots.formatted_read_group([], **grouped),
            "order": lambda: ballots.search([], order="choice desc"),
            "dotted": lambda: motions.search([("ballot_ids.choice", "=", "yes")]),
            "any": lambda: motions.search([("ballot_ids", "any", is_yes)]),
            "two steps": lambda: assemblies.search(
                [("motion_ids.ballot_ids.choice", "=", "yes")]
            ),
            "other way": lambda: ballots.search(
                [("motion_id.ballot_ids.choice", "=", "yes")]
            ),
            "count by relation": lambda: motions.read(["ballot_ids"])[0]["ballot_ids"],
            "page": lambda: motions.web_read(spec)[0]["ballot_ids"],
            "export": lambda: [
                cell
                for row in motions.export_data(["ballot_ids/choice"])["datas"]
                for cell in row
                if cell
            ],
        }

    def test_no_question_tells_the_tendency(self):
        for user in (self.admin, *self._get_staff()):
            for name, ask in self._get_questions(user).items():
                with self.subTest(f"{user.login}: {name}"):
                    self.env.invalidate_all()
                    try:
                        answer = ask()
                    except (AccessError, UserError):
                        continue  # refused: not every role exports
                    self.assertFalse(answer)

    def test_the_fields_are_empty_in_the_table(self):
        """So no field that an administrator adds, related or not, comes to them."""
        self.assertNotIn("withheld", self.env["property.ballot"]._fields)
        self.env.cr.execute(
            "SELECT choice, candidate_keys, nonce FROM property_ballot"
            " WHERE motion_id = ANY(%s)",
            [self.assembly.motion_ids.ids],
        )
        self.assertEqual(self.env.cr.fetchall(), [(None, None, None)] * 2)
        with self.assertRaises(ValueError), mute_logger("odoo.domains"):
            self.env["property.ballot"].sudo().search([("withheld", "!=", False)])

    def test_no_step_of_a_vote_is_taken_through_rpc(self):
        steps = {
            "property.motion": ("_cast", "_put_ballots", "_seal_ballots"),
            "property.motion ": ("_get_open_choices", "_open_sealed", "_chain_ballots"),
            "property.assembly": ("_fix_ballots", "_close", "_set_state", "_count"),
            "property.ballot": ("_put", "_tell", "_read_cast", "init"),
            "property.ballot.sealed": ("_put", "_mix"),
            "property.vote.code": ("_send", "_check", "_hash"),
        }
        for model, names in steps.items():
            for name in names:
                with self.subTest(f"{model}.{name}"), self.assertRaises(AccessError):
                    get_public_method(self.env[model.strip()], name)

    def test_administrator_writes_nothing(self):
        ballot = self._get_ballots().with_user(self.admin)
        head = self._get_head(self.assembly, self.place.units["A102"])
        vals = {"motion_id": self.motion.id, "head_key": head, "channel": "portal"}
        with self.assertRaises(AccessError):
            ballot.create({**vals, "choice": "yes"})
        for change in ({"choice": "no"}, {"head_key": head}, {"channel": "paper"}):
            with self.assertRaises(UserError):
                ballot.write(change)
        with self.assertRaises(UserError):
            ballot.unlink()
        for vals in ({"state": "closed"}, {"public_key": "00" * 32}):
            with self.assertRaises(UserError):
                self.assembly.with_user(self.admin).write(vals)
        with self.assertRaises(UserError):
            self.motion.with_user(self.admin).write({"ballot_head": "00" * 32})
        self.assertEqual(self._get_choices(), ["yes"])

    def test_told_after_the_close(self):
        self._close(self.assembly)
        ballots = self._get_ballots().with_user(self.manager)
        self.assertEqual(ballots.mapped("choice"), ["yes"])
        chosen = self.election.candidate_ids[:1].ids
        self.assertEqual(list(self.election._get_open_choices().values()), [chosen])
        self.assertFalse(self.election._find_broken_ballots())
        self.env.cr.execute(
            "SELECT withheld FROM property_ballot WHERE motion_id = ANY(%s)",
            [self.assembly.motion_ids.ids],
        )
        self.assertEqual(self.env.cr.fetchall(), [(None,)] * 2)

    def test_never_told_of_a_vote_that_was_called_off(self):
        self.assembly.cancel_reason = "Storm"
        self.assembly.action_cancel()
        self.assembly._fix_ballots()
        self.assertFalse(self.motion.ballot_head)
        ballots = self._get_ballots().with_user(self.admin)
        self.assertFalse(ballots.search([]))
        with self.assertRaises(AccessError):
            ballots.read(["choice"])

    def test_a_changed_ballot_is_found_while_the_vote_is_open(self):
        self.env.cr.execute(
            "UPDATE property_ballot SET withheld = jsonb_set(withheld, '{choice}',"
            " '\"no\"') WHERE motion_id = %s",
            [self.motion.id],
        )
        head = self._get_ballots().head_key
        self.assertEqual(self.motion._find_broken_ballots(), [(head, "commitment")])
        answer = self.assembly.with_user(self.manager).action_check_chain()
        self.assertEqual(answer["params"]["type"], "danger")
