from odoo.tests import HttpCase

from odoo.addons.property_crm.tests.place.test_client_units import hoot_id
from odoo.addons.web.tests.test_js import unit_test_error_checker

from ..common import SurveyCommon

# Alone is enough: the suite names the addon, and no other patches its components.


class TestClientUnits(HttpCase, SurveyCommon):
    def test_unit_tests_in_the_browser(self):
        suite = hoot_id("@property_survey")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
