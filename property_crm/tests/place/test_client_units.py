from odoo.tests import HttpCase

from odoo.addons.web.tests.test_js import unit_test_error_checker

from ..common import PropertyCommon

# Alone is enough: the suite names the addon, and no other patches its components.


def hoot_id(path):
    """Return the id by which Hoot knows a suite."""
    number = 0
    for sign in path:
        number = ((number << 5) - number + ord(sign)) & 0xFFFFFFFF
    return f"{number:08x}"


class TestClientUnits(HttpCase, PropertyCommon):
    def test_unit_tests_in_the_browser(self):
        suite = hoot_id("@property_crm")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
