from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import DispatchCommon


class TestRezone(DispatchCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.units = cls._create_units(3)
        cls.south = cls.env["property.territory"].create(
            {"name": "South", "kind": "units", "site_id": cls.site.id}
        )
        cls.dee = cls._create_technician("d", cls.south)
        cls.manager = cls.user_site_manager

    def _open(self, units, territory=None, name=False):
        action = units.with_user(self.manager).action_rezone()
        wizard = self.env[action["res_model"]].with_user(self.manager)
        form = Form(wizard.with_context(**action["context"]))
        if territory:
            form.territory_id = territory
        else:
            form.name = name
        return form

    def test_preview_and_move(self):
        opened, closed = (self._create_tickets(unit_id=self.units[0].id) for _ in "ab")
        closed._close("Done")
        other = self._create_tickets(unit_id=self.units[2].id)
        form = self._open(self.units[:2], self.south)
        self.assertEqual(form.unit_count, 2)
        self.assertEqual(form.ticket_ids.ids, opened.ids)
        self.assertEqual(form.gaining_user_ids.ids, self.dee.ids)
        self.assertFalse(form.losing_user_ids.ids)
        self.assertFalse(opened.with_user(self.dee).has_access("read"))
        form.save().action_apply()
        self.assertEqual(self.units.mapped("territory_id"), self.south | self.territory)
        self.assertEqual(opened.territory_id, self.south)
        self.assertEqual((closed | other).territory_id, self.territory)
        self.assertTrue(opened.with_user(self.dee).has_access("read"))
        self.assertFalse(closed.with_user(self.dee).has_access("read"))
        event = opened.event_ids.sorted("id")[-1]
        self.assertEqual((event.kind, event.reason), ("moved", "Moved to South"))
        self.assertIn("2 units moved", self.south.message_ids[:1].body)

    def test_from_one_list_to_another(self):
        self.south.unit_ids = self.units
        ticket = self._create_tickets(unit_id=self.units[0].id, user_id=self.dee.id)
        of_team = self._create_team_tickets(
            unit_id=self.units[0].id, user_id=self.dee.id
        )
        self.team.user_ids |= self.dee
        form = self._open(self.units[0], name="North")
        self.assertEqual(form.losing_user_ids.ids, self.dee.ids)
        self.assertEqual(form.freed_ticket_ids.ids, ticket.ids)
        form.save().action_apply()
        north = self.units[0].territory_id
        self.assertEqual((north.name, north.kind), ("North", "units"))
        self.assertEqual(self.south.unit_ids, self.units[1:])
        self.assertFalse(ticket.user_id)
        self.assertEqual(ticket.owner_id, self.user_dispatcher)
        self.assertEqual(of_team.user_id, self.dee)

    def test_whole_buildings(self):
        wizard = self.env["property.rezone"].create(
            {"building_ids": self.building.ids, "territory_id": self.south.id}
        )
        self.assertEqual(wizard.site_id, self.site)
        wizard.action_apply()
        self.assertEqual(self.building.unit_ids.territory_id, self.south)

    def test_nothing_to_move_and_no_target(self):
        self.south.unit_ids = self.units
        wizard = self.env["property.rezone"].create(
            {"unit_ids": self.units.ids, "territory_id": self.south.id}
        )
        with self.assertRaisesRegex(UserError, "choose what is to move"):
            wizard.action_apply()
        wizard.territory_id = False
        with self.assertRaisesRegex(UserError, "give the new one a name"):
            wizard.action_apply()
        wizard.unit_ids |= self.other_unit
        wizard.name = "Far"
        with self.assertRaisesRegex(UserError, "all of them must belong"):
            wizard.action_apply()

    def test_who_may_not(self):
        for user in (self.user_agent, self.user_dispatcher, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["property.rezone"].with_user(user).create({})
        stranger = self.env["property.rezone"].with_user(self.manager)
        with self.assertRaises(AccessError):
            stranger.create(
                {"unit_ids": self.other_unit.ids, "name": "Mine"}
            ).action_apply()
