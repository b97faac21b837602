from odoo.tests import HttpCase, JsonRpcException
from odoo.tools import mute_logger

from .common import PeopleCommon


class TestPropertyPeopleRpc(PeopleCommon, HttpCase):
    """The rules hold where the web client and programs come in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wang.phone = "+8613800138000"
        cls.owned = cls._own(cls.wang)
        cls.env.flush_all()

    def _call(self, user, model, method, *args, **kwargs):
        self.authenticate(user.login, user.login)
        return self.make_jsonrpc_request(
            "/web/dataset/call_kw",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def _assert_refused(self, *call):
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException) as caught:
            self._call(*call)
        self.assertIn("AccessError", str(caught.exception))

    def test_staff_read_and_strangers_do_not(self):
        ids = self.owned.ids
        [row] = self._call(
            self.user_agent, "property.ownership", "read", ids, ["share_text"]
        )
        self.assertEqual(row["share_text"], "Sole owner")
        for user in (self.user_stranger, self.user_portal):
            with self.subTest(user=user.login):
                self._assert_refused(
                    user, "property.ownership", "read", ids, ["share_text"]
                )

    def test_who_to_call_is_masked_and_for_staff(self):
        call = ("property.unit", "get_contacts", self.unit.ids, "repair")
        [contact] = self._call(self.user_agent, *call)
        self.assertEqual(contact["phone"], "138****8000")
        [contact] = self._call(self.user_dispatcher, *call)
        self.assertEqual(contact["phone"], "+8613800138000")
        self._assert_refused(self.user_stranger, *call)
        self._live(self.user_portal.partner_id)
        self._assert_refused(self.user_portal, *call)

    def test_nobody_writes_past_his_role(self):
        values = {"unit_id": self.unit.id, "partner_id": self.li.id}
        for user in (self.user_agent, self.user_auditor, self.user_portal):
            with self.subTest(user=user.login):
                self._assert_refused(user, "property.occupancy", "create", [values])

    def test_what_is_private_cannot_be_called(self):
        self._assert_refused(
            self.user_site_manager,
            "res.partner",
            "_merge_duplicate",
            self.wang.ids,
            self.li.id,
        )
