from ..common import HelpdeskCommon


class TestStaffSkill(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kind = cls.env["hr.skill.type"].create(
            {
                "name": "Trades",
                "skill_ids": [(0, 0, {"name": "Plumbing"}), (0, 0, {"name": "Locks"})],
                "skill_level_ids": [
                    (0, 0, {"name": "Expert", "level_progress": 90}),
                    (0, 0, {"name": "Beginner", "level_progress": 10}),
                ],
            }
        )
        cls.kind, cls.plumbing = kind, kind.skill_ids[0]
        cls.expert = kind.skill_level_ids.filtered(lambda r: r.level_progress == 90)
        cls.Skill = cls.env["property.skill.matrix"]
        cls.employee = cls.env["hr.employee"].create(
            {"name": "Technician", "user_id": cls.user_technician.id}
        )
        cls.skill = cls._teach()

    @classmethod
    def _teach(cls, **values):
        return cls.env["hr.employee.skill"].create(
            {
                "employee_id": cls.employee.id,
                "skill_type_id": cls.kind.id,
                "skill_id": cls.plumbing.id,
                "skill_level_id": cls.expert.id,
                "valid_from": "2020-01-01",
                **values,
            }
        )

    def _find(self, user, text="plumb"):
        return self.Skill.with_user(user).search([("skill_id", "ilike", text)])

    def test_who_can_do_what_where(self):
        found = self._find(self.user_agent)
        self.assertRecordValues(
            found,
            [
                {
                    "user_id": self.user_technician.id,
                    "skill_id": self.plumbing.id,
                    "level_progress": 90,
                    "territory_id": self.site.territory_id.id,
                }
            ],
        )
        self.assertFalse(self._find(self.user_agent, "lock"))

    def test_colleagues_of_other_territories_are_not_shown(self):
        self.assertFalse(self._find(self.user_stranger))
        self.assertTrue(self._find(self.user_auditor))

    def test_who_left_is_not_shown_and_what_ended_is_marked(self):
        staff = self.env["property.territory.staff"].search(
            [("user_id", "=", self.user_technician.id)]
        )
        staff.date_to = "2020-02-01"
        self.assertFalse(self._find(self.user_agent))
        staff.date_to = False
        self.assertFalse(self._find(self.user_agent).has_expired)
        self.skill.sudo().valid_to = "2020-02-01"
        self.env["property.skill.matrix"].invalidate_model()
        self.assertTrue(self._find(self.user_agent).has_expired)
