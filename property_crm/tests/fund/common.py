from itertools import count

from odoo.tests import freeze_time

from ..people.common import PeopleCommon


@freeze_time("2026-03-02 02:00:00")
class FundCommon(PeopleCommon):
    """A house of four units, whose areas are those of the specification."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.house = cls._create_building(cls.site, "9")
        cls.units = cls._create_units(4, building=cls.house)
        for unit, area in zip(cls.units, (89.32, 101.5, 76.05, 120), strict=True):
            unit.area_gross = area
        cls.codes = count(1)
        cls.Entry = cls.env["property.fund.entry"]
        cls.Account = cls.env["property.fund.account"]

    @classmethod
    def _enter(cls, unit=None, kind="deposit", amount=1000, **values):
        return cls.Entry.create(
            {
                "unit_id": (unit or cls.units[0]).id,
                "kind": kind,
                "amount": amount,
                "date": "2026-03-01",
                **values,
            }
        )

    def _book(self, user=None, **values):
        """Preview and book; return the movements."""
        booking = (
            self.env["property.fund.booking"]
            .with_user(user or self.user_site_manager)
            .create(
                {
                    "site_id": self.site.id,
                    "scope": "building",
                    "building_id": self.house.id,
                    "kind": "deposit",
                    "amount": 1000,
                    "date": "2026-03-01",
                    **values,
                }
            )
        )
        booking.action_preview()
        before = self.Entry.search([])
        booking.action_book()
        entries = self.Entry.search([], order="id") - before
        self.assertEqual(booking.line_ids.mapped("amount"), entries.mapped("amount"))
        return entries

    def _get_account(self, unit=None):
        return self.Account.search([("unit_id", "=", (unit or self.units[0]).id)])

    def _create_motion(self, matter="ordinary", assembly=None, **values):
        """Create a motion on a matter, in an assembly of the whole site."""
        if not assembly:
            assembly = self.env["property.assembly"].create({"site_id": self.site.id})
        rule = self.env["property.vote.rule"].create(
            {"name": matter, "code": f"TEST-FUND-{next(self.codes)}", "matter": matter}
        )
        return self.env["property.motion"].create(
            {
                "assembly_id": assembly.id,
                "name": "New lift",
                "rule_id": rule.id,
                **values,
            }
        )

    def _decide(self, motion, outcome="passed", state="announced"):
        """Let the count of votes, which is another part, have come to this."""
        # sudo: only the count writes it
        motion.sudo().outcome = outcome
        motion.assembly_id.sudo().state = state
