import doctest

from odoo.tests import BaseCase, tagged

from ...tools import next_step
from ...tools.next_step import get_next_step

# In this order one thing goes before the other.
ORDER = (
    ("closed", "none"),
    ("to_confirm", "confirm"),
    ("without_user", "assign"),
    ("waiting", "wait"),
    ("not_started", "start"),
    ("open_items", "do"),
)


@tagged("post_install", "-at_install")
class TestNextStep(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(next_step).failed)

    def test_one_thing_goes_before_the_other(self):
        for number, (_first, wanted) in enumerate(ORDER):
            facts = {name for name, _step in ORDER[number:]}
            state = {
                "closed": "closed" in facts,
                "to_confirm": "to_confirm" in facts,
                "has_user": "without_user" not in facts,
                "waiting": "waiting" in facts,
                "started": "not_started" not in facts,
                "is_mine": True,
                "open_items": ["Photo", "Test"] if "open_items" in facts else [],
            }
            with self.subTest(wanted):
                step, about = get_next_step(state)
                self.assertEqual(step, wanted)
                self.assertEqual(about, "Photo" if wanted == "do" else "")
