from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestInstall(TransactionCase):
    def test_models(self):
        self.assertIn("property.assembly", self.env)
