"""After an addon of ours has left: nothing of it is left, and all the others open.

Run by setup/test on a database from which an addon was uninstalled.
"""

from odoo.tests import TransactionCase, tagged
from odoo.tools import safe_eval

OURS = "property\\_%"


@tagged("post_install", "-at_install")
class TestRest(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        modules = cls.env["ir.module.module"].search([("name", "=like", OURS)])
        cls.gone = modules.filtered(lambda module: module.state == "uninstalled")
        cls.rest = modules.filtered(lambda module: module.state == "installed")

    def _records(self, model, modules):
        """Return the records of a model that these modules brought."""
        data = self.env["ir.model.data"].search(
            [("model", "=", model), ("module", "in", modules.mapped("name"))]
        )
        return (
            self.env[model]
            .with_context(active_test=False)
            .browse(data.mapped("res_id"))
        )

    def test_one_left_and_others_stay(self):
        self.assertTrue(self.gone)
        self.assertTrue(self.rest)

    def test_nothing_is_left_of_it(self):
        data = self.env["ir.model.data"].search(
            [("module", "in", self.gone.mapped("name"))]
        )
        self.assertFalse(data.mapped("complete_name"))
        models = self.env["ir.model"].search([]).mapped("model")
        self.assertFalse([name for name in models if name not in self.env])
        fields = self.env["ir.model.fields"].search([])
        unknown = fields.filtered(
            lambda field: field.name not in self.env[field.model]._fields
        )
        self.assertFalse(unknown.mapped(lambda field: f"{field.model}.{field.name}"))

    def test_no_column_is_left_that_nobody_fills(self):
        """A forgotten column that must have a value would stop every new record."""
        for name, model in self.env.registry.items():
            if model._abstract or not model._auto:
                continue
            self.env.cr.execute(
                "SELECT column_name FROM information_schema.columns"
                " WHERE table_schema = 'public' AND table_name = %s"
                " AND is_nullable = 'NO' AND column_default IS NULL",
                [model._table],
            )
            required = {column for (column,) in self.env.cr.fetchall()}
            self.assertLessEqual(required, set(model._fields), name)

    def test_every_view_is_valid(self):
        for view in self._records("ir.ui.view", self.rest):
            if view.model and view.type != "qweb" and view.active:
                with self.subTest(view.xml_id):
                    self.env[view.model].get_view(
                        None if view.mode == "extension" else view.id, view.type
                    )
                    view._check_xml()

    def test_every_action_of_the_menu_opens(self):
        known = {
            "uid": self.env.uid,
            "active_id": False,
            "active_ids": [],
            "time": safe_eval.time,
            "context_today": safe_eval.datetime.datetime.now,
            "datetime": safe_eval.datetime,
            "allowed_company_ids": self.env.companies.ids,
        }
        menus = self._records("ir.ui.menu", self.rest)
        self.assertTrue(menus)
        actions = {menu.action for menu in menus if menu.action}
        for action in actions:
            if action._name != "ir.actions.act_window":
                continue
            with self.subTest(action.xml_id):
                model = self.env[action.res_model].with_context(
                    **safe_eval.safe_eval(action.context or "{}", known)
                )
                modes = action.view_mode.split(",")
                model.get_views([(False, mode) for mode in (*modes, "search")])
                domain = safe_eval.safe_eval(action.domain or "[]", known)
                model.search(domain, limit=80).mapped("display_name")

    def test_every_server_action_job_and_rule_names_what_is_there(self):
        for rule in self.env["ir.rule"].search([]):
            with self.subTest(rule.display_name):
                rule._compute_domain(rule.model_id.model, "read")
        for job in self.env["ir.cron"].search([]):
            with self.subTest(job.display_name):
                self.assertIn(job.model_id.model, self.env)
