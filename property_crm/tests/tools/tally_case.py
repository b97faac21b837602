"""What the tests of counting share."""

from odoo.tests import BaseCase

from ...tools.vote_presets import PRESETS
from ...tools.vote_rule import parse_rule
from ...tools.vote_tally import tally

RULES = {
    code: preset.parse()
    for code, preset in PRESETS.items()
    if preset.rule.get("needs_vote", True)
}
ORDINARY = PRESETS["cn_ordinary"].rule


def count(rows, code, ballots, **values):
    rule = RULES[code] if isinstance(code, str) else code
    scope = values.pop("scope", None)
    return tally(rule, rule.make_register(rows, scope), ballots, **values)


def change(code="cn_ordinary", **values):
    return parse_rule(PRESETS[code].rule | values)


class TallyCase(BaseCase):
    def _check(self, result, outcome, **sums):
        """Check ``area=(participating, yes, no, abstain)`` and others like it."""
        self.assertEqual((result.outcome, result.errors), (outcome, ()))
        for measure, expected in sums.items():
            counts = result.sums[measure]
            found = (counts.participating, counts.yes, counts.no, counts.abstain)
            self.assertEqual(found, expected, measure)

    def _refuse(self, result, *problems):
        self.assertEqual(result.errors, problems)
        self.assertIsNone(result.outcome)
        self.assertEqual(result.sums["area"].participating, 0)
