from .common import CommitteeCommon


class TestCommitteeViews(CommitteeCommon):
    def test_staff_sees_the_committee_of_its_site(self):
        for user in (self.user_agent, self.user_auditor, self.user_site_manager):
            self.assertEqual(self.term.with_user(user).name, "Lakeside, term 1")
            self.assertEqual(len(self.members.with_user(user).mapped("role")), 7)
