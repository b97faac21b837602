from datetime import timedelta
from typing import NamedTuple

from odoo import fields
from odoo.fields import Command
from odoo.tools import SQL

from ...tools.vote_presets import PRESETS
from ..people.common import PeopleCommon


class Place(NamedTuple):
    """A site of the vectors: its units and owners by the names of domain 1.6."""

    site: object
    units: dict
    owners: dict

    def get(self, *names):
        return [self.units[name] for name in names]


class AssemblyCommon(PeopleCommon):
    """The registers R1, R2 and R3 of domain 1.6 as real units and owners.

    Times are those of the database, so the notice lies twenty days back and the vote
    has begun an hour ago: ``_call``, ``_open`` and ``_close`` take the steps.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.user_site_manager
        cls.developer = cls._create_people("Developer")

    def setUp(self):
        super().setUp()
        if place := getattr(self, "place", None):  # units of a test end with it
            self.place = Place(place.site, dict(place.units), dict(place.owners))

    @classmethod
    def _make_place(cls, code, **values):
        site = cls._create_site(
            f"Site {code}",
            code,
            tz="UTC",
            country_id=cls.china.id,
            code_pattern="{building}{room}",
            **values,
        )
        roles = [cls.user_agent, cls.user_dispatcher, cls.user_site_manager]
        roles.append(cls.user_integration)
        cls._enrol(cls.env["res.users"].union(*roles), site.territory_id)
        return Place(site, {}, {})

    @classmethod
    def _add_units(cls, place, building, areas, **values):
        """Add units such as ``{"101": 100}`` in m² to a building of the place."""
        found = place.site.building_ids.filtered(lambda one: one.code == building)
        found = found or cls._create_building(place.site, building)
        units = cls.env["property.unit"].create(
            [
                {
                    "building_id": found.id,
                    "room": room,
                    "floor_label": "1",
                    "floor_index": 1,
                    "area_gross": area,
                    "area_source": "register",
                    "date_delivered": "2020-06-01",
                    **values,
                }
                for room, area in areas.items()
            ]
        )
        place.units.update({unit.name: unit for unit in units})
        return units

    @classmethod
    def _sell(cls, place, **owner_by_unit):
        """Give each unit its owner, by name; the same name is the same person."""
        for unit, name in owner_by_unit.items():
            if name not in place.owners:
                place.owners[name] = cls._create_people(name)
            cls._own(place.owners[name], place.units[unit])

    @classmethod
    def _make_r1(cls, code="R1"):
        """A site of 11 heads and 1,860.00 m², with 40 parking spaces beside."""
        place = cls._make_place(code, developer_id=cls.developer.id)
        rooms = ("101", "102", "103", "104", "201", "202")
        cls._add_units(place, "A", dict.fromkeys(rooms, 100))
        cls._add_units(place, "B", dict.fromkeys(("101", "102", "103"), 150))
        cls._add_units(place, "C", {"1": 250}, kind="shop")
        rooms = ("1", "2", "3", "4")
        cls._add_units(place, "D", dict.fromkeys(rooms, 80), date_delivered=False)
        cls._add_units(place, "E", {"1": 120, "2": 120})
        spaces = dict.fromkeys((str(number) for number in range(1, 41)), 12)
        cls._add_units(place, "P", spaces, kind="parking", date_delivered=False)
        sold = {
            f"A{room}": f"o{place}"
            for place, room in enumerate(("101", "102", "103", "104", "201", "202"), 1)
        }
        sold |= dict.fromkeys(("B101", "B102", "B103"), "o7")
        sold |= {"C1": "o8", "D1": "buyer1", "E1": "o9", "E2": "o10"}
        cls._sell(place, **sold)
        return place

    @classmethod
    def _make_r2(cls, code="R2"):
        """Twelve units of 100 m², each of an owner of its own."""
        place = cls._make_place(code)
        rooms = [str(number) for number in range(1, 13)]
        cls._add_units(place, "U", dict.fromkeys(rooms, 100))
        cls._sell(place, **{f"U{room}": f"o{room}" for room in rooms})
        return place

    @classmethod
    def _make_r3(cls, code="R3"):
        """Five units of 529.44 m², two of them of the same owner."""
        place = cls._make_place(code)
        areas = {"1": 130.04, "2": 96.15, "3": 126.77, "4": 64.66, "5": 111.82}
        cls._add_units(place, "F", areas)
        cls._sell(place, F1="o1", F2="o2", F3="o3", F4="o4", F5="o4")
        return place

    @classmethod
    def _get_rule(cls, code):
        """Return the rule of a preset."""
        rules = cls.env["property.vote.rule"]
        found = rules.with_context(active_test=False).search([("code", "=", code)])
        preset = PRESETS[code]
        return found or rules.create(
            {
                "name": code,
                "code": code,
                "jurisdiction": preset.jurisdiction,
                "data": preset.rule,
            }
        )

    @classmethod
    def _create_assembly(cls, place, *rules, motion=(), **values):
        """Create an assembly with a motion of each rule, as the manager of the site.

        :param motion: values of all motions
        """
        now = fields.Datetime.now()
        motions = [
            {
                "name": f"Motion {number}",
                "rule_id": cls._get_rule(code).id,
                **dict(motion),
            }
            for number, code in enumerate(rules or ("cn_ordinary",), 1)
        ]
        return (
            cls.env["property.assembly"]
            .with_user(cls.manager)
            .create(
                {
                    "site_id": place.site.id,
                    "opens_at": now - timedelta(hours=1),
                    "closes_at": now + timedelta(days=1),
                    "notice_on": fields.Date.today() - timedelta(days=20),
                    "notice_proof": "It hung on the board of each building",
                    "motion_ids": [Command.create(vals) for vals in motions],
                    **values,
                }
            )
        )

    @classmethod
    def _call(cls, assembly):
        """Call the owners, whatever is doubtful."""
        assembly.action_preview()
        assembly.doubt_reason = "As in the test"
        assembly.action_accept_doubts()
        assembly.action_call()
        return assembly

    @classmethod
    def _open(cls, assembly):
        """Call the owners and open the vote."""
        if assembly.state == "draft":
            cls._call(assembly)
        assembly.action_open()
        return assembly

    @classmethod
    def _pass_time(cls, assembly):
        """Let the time of the vote be over; told times cannot be written."""
        cls.env.flush_all()
        cls.env.cr.execute(
            SQL(
                "UPDATE property_assembly SET closes_at = %s WHERE id IN %s",
                fields.Datetime.now() - timedelta(seconds=1),
                tuple(assembly.ids),
            )
        )
        assembly.invalidate_recordset(["closes_at"])

    @classmethod
    def _close(cls, assembly):
        cls._pass_time(assembly)
        assembly.action_close()
        assembly._fix_ballots()  # the cron does it, once the close is committed
        return assembly

    @classmethod
    def _get_head(cls, assembly, unit):
        """Return the head that a unit belongs to in the frozen register."""
        rows = assembly.sudo().row_ids
        return rows.filtered(lambda row: row.unit_id == unit).head_key
