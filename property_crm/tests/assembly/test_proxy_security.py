from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .proxy_common import PAPER, ProxyCommon


@tagged("post_install", "-at_install")
class TestProxySecurity(ProxyCommon):
    """Who reads, files and revokes proxies; whom nobody names."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env["res.company"].create({"name": "Other"})
        cls.elsewhere = new_test_user(
            cls.env,
            "other_manager",
            groups="property_crm.group_property_company_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )

    def setUp(self):
        super().setUp()
        self.proxy = self._file(**self._tell("no"))

    def _start_revocation(self, user):
        revocations = self.env["property.proxy.revoke"].with_user(user)
        return revocations.create(
            {"proxy_id": self.proxy.id, "reason": "x", "document": PAPER}
        )

    def test_strangers_are_refused(self):
        line = self.proxy.instruction_ids
        for user in (self.user_portal, self.user_stranger, self.elsewhere):
            for record in (self.proxy, line):
                mine = record.with_user(user)
                with self.subTest(user=user.login, model=record._name):
                    with self.assertRaises(AccessError):
                        mine.read(["motion_id" if record == line else "agent_id"])
                    with self.assertRaises(AccessError):
                        mine.read(["display_name"])
                    if user != self.user_portal:
                        self.assertFalse(mine.search([]))
            with self.assertRaises(AccessError):
                self._file("A102", user=user)
            with self.assertRaises(UserError):
                self.proxy.with_user(user).write({"document": PAPER})
            with self.assertRaises(AccessError):
                self._start_revocation(user).action_done()
        self.assertFalse(self.proxy.revoked_at)

    def test_others_of_the_site_only_read(self):
        for user in (self.user_agent, self.user_auditor, self.user_integration):
            mine = self.proxy.with_user(user)
            with self.subTest(user.login):
                self.assertEqual(mine.read(["state"])[0]["state"], "valid")
                mine.instruction_ids.read()
                with self.assertRaises(AccessError):
                    self._file("A102", user=user)
                with self.assertRaises(AccessError):
                    self._start_revocation(user).action_done()

    def test_company_managers_file_and_revoke(self):
        self._file("A102", user=self.user_company_manager)
        self._start_revocation(self.user_company_manager).action_done()
        self.assertEqual(self.proxy.state, "revoked")

    def test_nobody_votes_with_it_by_rpc(self):
        self._open_vote()
        ballots = self.env["property.ballot"]
        vals = {
            "motion_id": self.motion.id,
            "head_key": self.proxy.head_key,
            "choice": "no",
            "channel": "proxy",
            "proxy_id": self.proxy.id,
        }
        for user in (*self._get_staff(), self.env.ref("base.user_admin")):
            with self.assertRaises(AccessError):
                ballots.with_user(user).create(vals)

    def test_names_only_whom_one_sees(self):
        hidden = self._create_people("Hidden")
        rule = self.env["ir.rule"].create(
            {
                "name": "Nobody sees him",
                "model_id": self.env.ref("base.model_res_partner").id,
                "domain_force": [("id", "!=", hidden.id)],
            }
        )
        self.assertTrue(rule)
        with self.assertRaises(AccessError):
            self._file("A102", agent=hidden)

    def test_export_and_erasure(self):
        personal = self.env["property.personal.data"]
        self.assertIn("property.proxy", personal._get_nameless_models())
        self.agent.sudo()._erase_records()
        self.assertEqual(self.proxy.agent_id, self.agent)
