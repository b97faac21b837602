from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .cast_common import CastCommon


@tagged("post_install", "-at_install")
class TestKept(CastCommon):
    """What the system keeps comes in with no new record, whatever else is sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r3()
        cls.owner = cls.place.owners["o1"]

    def _send(self, model, kept, **values):
        """Create a record with kept fields in the context, in the values and saved."""
        records = self.env[model].with_user(self.manager)
        with_context = records.with_context(
            **{f"default_{name}": value for name, value in kept.items()}
        ).create(values)
        with_values = records.create(values | kept)
        for name, value in kept.items():
            self.env["ir.default"].set(model, name, value, user_id=self.manager.id)
        with_default = records.create(values)
        return with_context + with_values + with_default

    def _check_nothing_came_in(self, records, kept):
        for record in records.sudo():
            for name in kept:
                default = record._fields[name].default
                expected = default(record) if default else False
                self.assertEqual(record[name] or False, expected or False, name)

    def test_assembly(self):
        now, today = fields.Datetime.now(), fields.Date.today()
        kept = {
            "state": "announced",
            "public_key": "00ff",
            "frozen_on": now,
            "closed_on": now,
            "counted_on": now,
            "chain_head": "00",
            "head_identity": "any_common",
            "developer_key": self.owner.id,
            "announced_on": today,
            "challenge_until": today,
            "head_count": 1,
            "result_digest": "00",
            "archive_head": "00",
            "previewed_on": now,
        }
        records = self._send("property.assembly", kept, site_id=self.place.site.id)
        self._check_nothing_came_in(records, kept)
        self.assertEqual(set(records.mapped("state")), {"draft"})

    def test_key_of_the_scrutineers(self):
        assemblies = self.env["property.assembly"].with_user(self.manager)
        values, key = {"site_id": self.place.site.id}, {"1": "x"}
        with self.assertRaises(AccessError):
            assemblies.with_context(default_wrapped_key=key).create(dict(values))
        self.env["ir.default"].set(
            "property.assembly", "wrapped_key", key, user_id=self.manager.id
        )
        self.assertFalse(assemblies.create(values).sudo().wrapped_key)

    def test_motion(self):
        assembly = self._create_assembly(self.place)
        kept = {
            "rule_data": {"needs_vote": False},
            "outcome": "passed",
            "result_data": {"sums": {}},
            "sum_yes_area": 99,
        }
        motions = self._send(
            "property.motion",
            kept,
            assembly_id=assembly.id,
            name="A new gate",
            rule_id=self._get_rule("cn_ordinary").id,
        )
        self._check_nothing_came_in(motions, kept)

    def test_motion_that_comes_with_its_assembly(self):
        motion = {"name": "A gate", "rule_id": self._get_rule("cn_ordinary").id}
        assembly = (
            self.env["property.assembly"]
            .with_user(self.manager)
            .with_context(default_outcome="passed", default_rule_data={"a": 1})
            .create(
                {"site_id": self.place.site.id, "motion_ids": [Command.create(motion)]}
            )
        )
        self.assertFalse(assembly.motion_ids.outcome or assembly.motion_ids.rule_data)

    def test_doubts_are_not_settled_by_the_preview(self):
        self.place.units["F1"].area_source = False
        assembly = self._create_assembly(self.place)
        assembly.with_context(
            default_unit_id=self.place.units["F2"].id, default_code="no_area"
        ).action_preview()
        self.assertEqual(assembly.doubt_ids.code, "no_area_source")

    def test_ballots_and_rows(self):
        """The system writes them, but in the name of who sends the votes."""
        self.assembly = self._create_assembly(self.place)
        kept = {"default_nonce": "00", "default_request_key": "k", "default_state": "x"}
        self._call(self.assembly.with_context(**kept, default_owner_names="Eve"))
        self._open(self.assembly)
        self.motion = self.assembly.motion_ids
        self.assertNotIn("Eve", self.assembly.row_ids.mapped("owner_names"))
        motions = self.env["property.motion"].with_context(
            **kept, default_sheet_id=1, default_candidate_keys=[1]
        )
        vote = {"unit": self.place.units["F1"].id, "choice": "yes"}
        vote |= {"motion": self.motion.id, "voter": self.place.owners["o1"].id}
        motions._cast([vote], "api")
        ballot = self._get_ballots()
        self.assertFalse(ballot.request_key or ballot.candidate_keys or ballot.sheet_id)

    def test_every_model_of_the_room_is_guarded(self):
        names = [
            f"property.{name}"
            for name in (
                "assembly",
                "assembly.doubt",
                "assembly.objection",
                "assembly.row",
                "assembly.service",
                "assembly.signature",
                "ballot",
                "ballot.sheet",
                "motion",
                "motion.candidate",
                "proxy",
                "proxy.instruction",
            )
        ]
        for name in names:
            self.assertTrue(hasattr(self.env[name], "_get_kept_fields"), name)
        for name, field in (
            ("proxy", "revoked_at"),
            ("ballot.sheet", "token"),
            ("ballot", "choice"),
            ("assembly.row", "row_hash"),
        ):
            kept = self.env[f"property.{name}"]._get_kept_fields()
            self.assertIn(field, kept)
