from ..common import HelpdeskCommon


class TestTeamScheduleOfTeams(HelpdeskCommon):
    def _get_ids(self, **choice):
        schedule = self.env["property.team.schedule"].with_user(self.user_dispatcher)
        lanes = schedule.get_schedule({"choice": choice})["lanes"]
        return {lane["id"] for lane in lanes}

    def test_people_are_chosen_by_team(self):
        team = self.env["helpdesk.ticket.team"].create(
            {
                "name": "Plumbers",
                "user_ids": [(6, 0, (self.user_technician + self.user_stranger).ids)],
            }
        )
        self.assertEqual(
            self._get_ids(team_id=team.id),
            {self.user_technician.id, self.user_stranger.id},
        )
        self.assertEqual(
            self._get_ids(team_id=team.id, role="technician"),
            {self.user_technician.id},
        )
        schedule = self.env["property.team.schedule"].with_user(self.user_dispatcher)
        filters = {one["name"]: one for one in schedule._get_filters()}
        self.assertIn([team.id, "Plumbers"], filters["team_id"]["options"])
