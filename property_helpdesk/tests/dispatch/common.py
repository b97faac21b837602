from odoo import Command

from ..common import HelpdeskCommon


class DispatchCommon(HelpdeskCommon):
    """A team of three technicians of the site, and a dispatcher who answers for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.territory = cls.site.territory_id
        cls.answerer = cls.user_dispatcher.territory_staff_ids
        cls.answerer.write({"role": "dispatcher", "is_primary": True})
        cls.ann, cls.bob, cls.cid = cls._create_technicians("abc")
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {
                "name": "Repairs",
                "user_ids": [Command.set((cls.ann | cls.bob | cls.cid).ids)],
            }
        )

    @classmethod
    def _create_technicians(cls, logins, territory=None, **values):
        group = "property_crm.group_property_agent"
        users = cls._create_users(*((f"fitter_{login}", group) for login in logins))
        cls._enrol(users, territory or cls.territory, role="technician", **values)
        return users

    @classmethod
    def _create_technician(cls, login, territory=None, **values):
        return cls._create_technicians([login], territory, **values)

    @classmethod
    def _create_team_tickets(cls, count=1, **values):
        return cls._create_tickets(count, team_id=cls.team.id, **values)

    @classmethod
    def _create_skill(cls, name, is_certification=False):
        """Return a skill with the levels 20, 60 and 100."""
        return (
            cls.env["hr.skill.type"]
            .create(
                {
                    "name": name,
                    "is_certification": is_certification,
                    "skill_ids": [Command.create({"name": name})],
                    "skill_level_ids": [
                        Command.create({"name": f"{name} {n}", "level_progress": n})
                        for n in (20, 60, 100)
                    ],
                }
            )
            .skill_ids
        )

    @classmethod
    def _get_level(cls, skill, progress):
        return skill.skill_type_id.skill_level_ids.filtered(
            lambda level: level.level_progress == progress
        )

    @classmethod
    def _teach(cls, user, skill, progress, **values):
        Employee = cls.env["hr.employee"]
        employee = Employee.search([("user_id", "=", user.id)]) or Employee.create(
            {"name": user.name, "user_id": user.id, "resource_calendar_id": False}
        )
        cls.env["hr.employee.skill"].create(
            {
                "employee_id": employee.id,
                "skill_type_id": skill.skill_type_id.id,
                "skill_id": skill.id,
                "skill_level_id": cls._get_level(skill, progress).id,
                "valid_from": "2020-01-01",
                **values,
            }
        )
        return employee

    @classmethod
    def _require(cls, skill, progress, **values):
        return cls.env["property.dispatch.skill"].create(
            {
                "skill_id": skill.id,
                "skill_level_id": cls._get_level(skill, progress).id,
                "category_id": cls.leak.category_id.id,
                **values,
            }
        )

    @classmethod
    def _keep_office_hours(cls):
        """Let the site work from 8 to 17, Monday to Friday, without a break."""
        cls.site.tz = "UTC"
        cls.site.resource_calendar_id = cls.env["resource.calendar"].create(
            {
                "name": "Office",
                "tz": "UTC",
                "attendance_ids": [
                    Command.create(
                        {
                            "name": "D",
                            "dayofweek": str(day),
                            "hour_from": 8,
                            "hour_to": 17,
                            "day_period": "full_day",
                        }
                    )
                    for day in range(5)
                ],
            }
        )

    def _run_cron(self, name):
        with self.enter_registry_test_mode():
            cron = self.env.ref(f"property_helpdesk.ir_cron_{name}")
            cron.method_direct_trigger()
