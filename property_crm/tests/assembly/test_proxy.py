from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .proxy_common import PAPER, ProxyCommon


@tagged("post_install", "-at_install")
class TestProxy(ProxyCommon):
    """Filed by the manager of the site, kept as it was given."""

    def test_a_signed_proxy_is_filed(self):
        with Form(self.env["property.proxy"].with_user(self.manager)) as form:
            form.assembly_id = self.assembly
            form.unit_id = self.place.units["A101"]
            self.assertEqual(form.partner_id, self.place.owners["o1"])
            form.agent_id = self.agent
            form.document = PAPER
            with form.instruction_ids.new() as line:
                line.motion_id = self.motion
                line.choice = "no"
        proxy = form.save()
        head = self._get_head(self.assembly, self.place.units["A101"])
        self.assertEqual((proxy.head_key, proxy.given_how), (head, "paper"))
        self.assertEqual((proxy.state, proxy.reason), ("valid", False))
        self.assertEqual(proxy.create_uid, self.manager)
        self.assertEqual(proxy.display_name, "o8 for o1")
        self.assertEqual(proxy.instruction_ids.choice, "no")

    def test_only_while_it_can_be_voted_with(self):
        draft = self._create_assembly(self.place)
        with self.assertRaisesRegex(ValidationError, "frozen register"):
            self._file(assembly_id=draft.id)
        self._open_vote()
        self._file("A101")
        self._pass_time(self.assembly)
        with self.assertRaisesRegex(ValidationError, "until the close"):
            self._file("A102")
        self.assembly.action_close()
        with self.assertRaisesRegex(ValidationError, "until the close"):
            self._file("A102")

    def test_what_it_must_say(self):
        other = self._call(self._create_assembly(self.place))
        organisation = self._create_people("Firm", is_company=True)
        election = {"kind": "election", "seats": 1, "name": "Election"}
        voting = self._create_assembly(self.place, motion=election)
        people = self.agent | self.place.owners["o3"]
        voting.motion_ids.candidate_ids = [
            Command.create({"partner_id": person.id}) for person in people
        ]
        self._call(voting)
        owners = self.place.owners
        for words, values in (
            ("does not vote for", {"partner_id": owners["o2"].id}),
            ("to himself", {"agent": owners["o1"]}),
            ("not an organisation", {"agent": organisation}),
            ("has not come", {"signed_on": self._day(2)}),
            ("not on the agenda", self._name(other.motion_ids)),
            ("not for this motion", self._name(self.second) | self._tell("yes")),
            (
                "the proxy holder chooses",
                self._tell("yes", voting.motion_ids) | {"assembly_id": voting.id},
            ),
            ("frozen register", {"unit_id": self.unit.id}),
        ):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                self._file(**values)
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self._file(signed_on=self._day(-1), expires_on=self._day(-2))

    def test_the_frozen_register_decides(self):
        unit = self.place.units["A101"]
        buyer = self._create_people("Buyer")
        unit.ownership_ids.unlink()
        self._own(buyer, unit)
        with self.assertRaisesRegex(ValidationError, "does not vote"):
            self._file("A101", partner_id=buyer.id)
        proxy = self._file("A101", partner_id=self.place.owners["o1"].id)
        self._open_vote()
        self.assertEqual(self._vote_by(proxy), "accepted")

    def test_co_owners_who_named_nobody_sign_together(self):
        unit = self.place.units["A102"]
        unit.ownership_ids.unlink()
        pair = self._create_people("One", "Two")
        for partner in pair:
            self._own(partner, unit, share=(1, 2))
        assembly = self._call(self._create_assembly(self.place))
        row = assembly.row_ids.filtered(lambda row: row.unit_id == unit)
        self.assertFalse(row.representative_id)
        here = {"unit": "A102", "assembly_id": assembly.id}
        with self.assertRaisesRegex(ValidationError, "does not vote"):
            self._file(**here, partner_id=self.wang.id)
        proxy = self._file(**here, partner_id=pair[1].id)
        self.assertEqual(proxy.state, "valid")

    def test_the_representative_of_co_owners_gives_it(self):
        unit = self.place.units["A102"]
        unit.ownership_ids.unlink()
        pair = self._create_people("One", "Two")
        for partner, is_named in zip(pair, (False, True), strict=True):
            self._own(partner, unit, share=(1, 2), is_representative=is_named)
        assembly = self._call(self._create_assembly(self.place))
        here = {"unit": "A102", "assembly_id": assembly.id}
        self.assertEqual(self._file(**here).partner_id, pair[1])
        with self.assertRaisesRegex(ValidationError, "does not vote"):
            self._file(**here, partner_id=pair[0].id)

    def test_it_stays_as_it_was_given(self):
        proxy = self._file(**self._tell("no"))
        line = proxy.instruction_ids
        for env in (
            self.manager,
            self.user_company_manager,
            self.env.ref("base.user_admin"),
        ):
            for act in (
                lambda one: one.write({"agent_id": self.wang.id}),
                lambda one: one.write({"expires_on": False}),
                lambda one: one.write({"motion_ids": [Command.clear()]}),
                lambda one: one.write({"document": PAPER}),
                lambda one: one.write({"revoked_at": False}),
                lambda one: one.unlink(),
            ):
                with self.assertRaises(UserError):
                    act(proxy.with_user(env))
            for act in (
                lambda one: one.write({"choice": "yes"}),
                lambda one: one.unlink(),
                lambda one: one.create(
                    {
                        "proxy_id": proxy.id,
                        "motion_id": self.second.id,
                        "choice": "yes",
                    }
                ),
            ):
                with self.assertRaises(UserError):
                    act(line.with_user(env))
        # nor by who is above the rules
        for record, vals in (
            (proxy, {"agent_id": self.wang.id}),
            (line, {"choice": "yes"}),
        ):
            with self.assertRaises(UserError):
                record.sudo().write(vals)

    def test_nobody_tells_what_the_system_keeps(self):
        kept = {
            "head_key": "12",
            "given_how": "portal",
            "revoked_at": "2026-01-01 00:00:00",
            "revoke_reason": "x",
        }
        context = {f"default_{name}": value for name, value in kept.items()}
        proxies = self.env["property.proxy"].with_user(self.manager)
        vals = {
            "assembly_id": self.assembly.id,
            "agent_id": self.agent.id,
            "document": PAPER,
        }
        for name, extra, told in (("A101", {}, context), ("A102", kept, {})):
            unit = self.place.units[name]
            proxy = proxies.with_context(**told).create(
                {**vals, "unit_id": unit.id, **extra}
            )
            self.assertEqual(proxy.head_key, self._get_head(self.assembly, unit))
            self.assertEqual(proxy.given_how, "paper")
            self.assertFalse(proxy.revoked_at or proxy.revoke_reason)

    def test_a_proxy_makes_no_motion(self):
        made = {"name": "New", "rule_id": self._get_rule("cn_ordinary").id}
        made["assembly_id"] = self.assembly.id
        rename = Command.update(self.motion.id, {"name": "Renamed"})
        proxy = self._file(motion_ids=[Command.create(made), rename])
        self.assertFalse(proxy.motion_ids)
        self.assertEqual(len(self.assembly.motion_ids), 3)
        self.assertEqual(self.motion.name, "Motion 1")

    def test_a_proxy_holds_when_its_paper_is_filed(self):
        proxy = self._file(document=False)
        self.assertEqual(proxy.state, "refused")
        self.assertIn("not filed", proxy.reason)
        self._open_vote()
        self.assertEqual(self._vote_by(proxy), "proxy_not_written")
        proxy.document = PAPER
        self.env.flush_all()
        proxy.invalidate_recordset()
        self.assertEqual(proxy.state, "valid")
        self.assertEqual(self._vote_by(proxy), "accepted")

    def test_import(self):
        names = [
            "assembly_id/.id",
            "unit_id/.id",
            "agent_id/.id",
            "signed_on",
            "document",
        ]
        names += ["instruction_ids/motion_id/.id", "instruction_ids/choice"]
        rows = [
            [
                str(self.assembly.id),
                str(self.place.units[unit].id),
                str(self.agent.id),
                str(self.today),
                PAPER.decode(),
                str(self.motion.id),
                "In favour",
            ]
            for unit in ("A101", "A102")
        ]
        proxies = self.env["property.proxy"].with_user(self.manager)
        result = proxies.load(names, rows)
        self.assertFalse(result["messages"])
        found = proxies.browse(result["ids"])
        self.assertEqual(found.mapped("state"), ["valid", "valid"])
        self.assertEqual(found.instruction_ids.mapped("choice"), ["yes", "yes"])

    def test_revocation(self):
        proxy = self._file()
        action = proxy.action_revoke()
        wizards = self.env[action["res_model"]].with_user(self.manager)
        with Form(wizards.with_context(**action["context"])) as form:
            form.reason = "Votes himself"
            form.document = PAPER
        form.save().action_done()
        self.assertEqual((proxy.state, proxy.reason), ("revoked", "Votes himself"))
        self.assertTrue(proxy.revoked_at)
        self.assertEqual(proxy.write_uid, self.manager)
        with self.assertRaisesRegex(UserError, "already"):
            proxy._revoke("Again")
        self._open_vote()
        self.assertEqual(self._vote_by(proxy), "proxy_revoked")
        self.assertEqual(self._vote("o1", "A101", "no")["state"], "accepted")

    def test_what_was_voted_before_the_revocation_stands(self):
        proxy = self._file()
        self._open_vote()
        self.assertEqual(self._vote_by(proxy), "accepted")
        proxy._revoke("Too late")
        self.assertEqual(self._vote("o1", "A101", "no")["reason"], "voted")
        self._close(self.assembly)
        self.assertEqual(self.motion._get_open_choices()[proxy.head_key], "yes")
        self.assertEqual(proxy.state, "revoked")

    def test_nothing_is_revoked_after_the_close(self):
        proxy = self._file()
        self._open_vote()
        self._close(self.assembly)
        with self.assertRaisesRegex(UserError, "closed"):
            proxy._revoke("Too late")

    def test_agents_stay_who_they_are(self):
        self._file(agent=self.wang)
        self.wang.email = self.li.email = "one@example.com"
        keeper = self.li.with_user(self.user_company_manager)
        with self.assertRaisesRegex(UserError, "by proxy"):
            keeper._merge_duplicate(self.wang)
