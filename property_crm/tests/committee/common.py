from odoo.tests import freeze_time

from ..people.common import PeopleCommon


@freeze_time("2026-03-02 02:00:00")
class CommitteeCommon(PeopleCommon):
    """A committee of five owners of Lakeside, each of one unit, and two alternates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # a site whose weekends are off
        (cls.site | cls.other_site).write({"tz": "UTC", "resource_calendar_id": False})
        cls.units = cls._create_units(7)
        cls.owners = cls._create_people(*(f"Owner {n}" for n in range(1, 8)))
        for owner, unit in zip(cls.owners, cls.units, strict=True):
            cls._own(owner, unit)
        cls.term = cls._create_term()
        cls.members = cls._create_members(cls.term)

    @classmethod
    def _create_term(cls, site=None, **values):
        return cls.env["property.committee.term"].create(
            {
                "site_id": (site or cls.site).id,
                "number": 1,
                "seats": 5,
                "date_start": "2026-01-01",
                "date_end": "2028-12-31",
                **values,
            }
        )

    @classmethod
    def _put_in_office(cls, term):
        term.elected_on = term.elected_on or "2025-12-20"
        term.announced_on = term.announced_on or "2025-12-21"
        term.action_elect()
        term.action_file()
        return term

    @classmethod
    def _create_members(cls, term, roles=None):
        """Create a chair, four members and two alternates of the owners."""
        roles = roles or ["chair", *["member"] * 4, *["alternate"] * 2]
        return cls.env["property.committee.member"].create(
            [
                {
                    "term_id": term.id,
                    "partner_id": owner.id,
                    "unit_id": unit.id,
                    "role": role,
                    "rank": rank,
                    "date_start": term.date_start,
                }
                for rank, (owner, unit, role) in enumerate(
                    zip(cls.owners, cls.units, roles, strict=True), 1
                )
            ]
        )
