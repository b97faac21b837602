from odoo.tests import HttpCase

from ...tools.vote_rule import parse_rule
from ..common import PropertyCommon


class TestVoteRuleTour(HttpCase, PropertyCommon):
    def test_a_rule_is_changed_in_its_sentences(self):
        rule = self.env.ref("property_crm.property_vote_rule_cn_ordinary").copy()
        self.start_tour(
            f"/odoo/vote-rules/{rule.id}",
            "property_crm_vote_rule",
            login="property_company_manager",
        )
        read = parse_rule(rule.data)
        area, heads = read.outcomes[0].when.parts
        self.assertEqual((area.op, area.num, area.den), (">=", 3, 4))
        self.assertEqual((heads.op, heads.num, heads.den), (">", 1, 2))
        self.assertEqual(read.notice_days, 20)
