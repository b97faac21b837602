from odoo.tests import Form, tagged

from .proxy_common import ProxyCommon


@tagged("post_install", "-at_install")
class TestProxyViews(ProxyCommon):
    def test_list_costs_the_same_for_few_and_many(self):
        units = ("A101", "A102", "A103", "A104", "A201", "A202", "B101", "E1")
        proxies = self.env["property.proxy"].union(*map(self._file, units))
        self.assertSameQueries(
            "property_crm.property_proxy_view_list",
            proxies[:2],
            proxies[2:],
            self.manager,
        )

    def test_forms_of_every_reader(self):
        proxy = self._file(**self._tell("no"))
        for user in self._get_staff()[:-1]:
            with self.subTest(user.login):
                form = Form(proxy.with_user(user))
                self.assertEqual(form.state, "valid")
                assembly = Form(self.assembly.with_user(user))
                self.assertEqual(assembly.proxy_count, 1)

    def test_stat_button(self):
        proxy = self._file()
        action = self.assembly.with_user(self.manager).action_view_proxies()
        found = self.env["property.proxy"].search(action["domain"])
        self.assertEqual(found, proxy)
        self.assertEqual(action["context"], {"default_assembly_id": self.assembly.id})

    def test_filed_on_the_form_of_the_assembly(self):
        units = self.place.units
        vals = {
            "unit_id": units["A101"].id,
            "agent_id": self.agent.id,
            "document": b"c2lnbmVk",
        }
        self.assembly.with_user(self.manager).write({"proxy_ids": [(0, 0, vals)]})
        self.assertEqual(self.assembly.proxy_ids.partner_id, self.place.owners["o1"])

    def test_group_by_agent(self):
        self._file("A101")
        self._file("A102")
        groups = self.env["property.proxy"].with_user(self.manager)
        found = groups.formatted_read_group(
            [("assembly_id", "=", self.assembly.id)], ["agent_id"], ["__count"]
        )
        self.assertEqual([group["__count"] for group in found], [2])
