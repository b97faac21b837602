"""Places, people and rights of a released version, after the update."""

from fractions import Fraction

from held import HeldCase

OWN = ("agreement", "property.", "res.partner")
HELPDESK = "property_helpdesk"
# {model: {field}} that this version changes on purpose: what it is now is tested here.
CHANGED = {
    "property.segment": {"note"},
    # see test_photos_of_the_released_version_are_kept
    "property.handover.item": {"photo", "photo_after"},
}


class TestPropertyCrm(HeldCase):
    def test_everything_is_as_it_was(self):
        ours = tuple(
            name
            for name in self.facts
            if name.startswith(OWN) and self.env[name]._original_module != HELPDESK
        )
        self.assertHeld(ours, CHANGED)

    def test_shares_are_whole(self):
        totals = {}
        for line in self.browse_held("property.ownership").filtered("is_current"):
            share = Fraction(line.share_numerator, line.share_denominator)
            if line.kind != "joint":
                totals[line.unit_id] = totals.get(line.unit_id, 0) + share
        [part, *wholes] = sorted(totals.values())
        self.assertEqual(part, Fraction(1, 3))
        self.assertEqual(set(wholes), {Fraction(1)})
        self.assertGreaterEqual(len(wholes), 5)

    def test_who_works_where_sees_what_he_saw(self):
        users = self.env["res.users"].search([("login", "in", ["steward", "auditor"])])
        steward, auditor = users.sorted("login", reverse=True)
        units = self.browse_held("property.unit")
        lake = units.filtered(lambda unit: unit.site_id.code == "LS")
        self.assertEqual(len(units), 36)
        self.assertEqual(units.with_user(steward).search([]), lake.with_user(steward))
        self.assertEqual(units.with_user(auditor).search_count([]), len(units))

    def test_segments_say_what_they_want(self):
        segment = self.env.ref("property_crm.property_segment_active_adult")
        self.assertIn("No steps and good light", segment.note)

    def test_the_saved_filter_groups_profit_by_band(self):
        saved = self.env.ref("property_crm.ir_filters_upcoming_by_profit")
        self.assertIn("'group_by': ['profit_band', 'partner_id']", saved.context)

    def test_rules_are_current(self):
        self.assertRulesCurrent("property_crm")
