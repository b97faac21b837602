from odoo.tests import tagged

from .common import AssemblyCommon


@tagged("post_install", "-at_install")
class TestCallQueries(AssemblyCommon):
    """Preview and call read the register at once, however many units there are."""

    def _make(self, code, number):
        """A place in which every unit is doubtful, with an owner of its own."""
        place = self._make_place(code)
        rooms = [str(room) for room in range(1, number + 1)]
        self._add_units(place, "U", dict.fromkeys(rooms, 100), area_source=False)
        self._sell(place, **{f"U{room}": f"{code}{room}" for room in rooms})
        assembly = self._create_assembly(place, "cn_ordinary", "cn_major")
        assembly.signature_ids = [
            (
                0,
                0,
                {
                    "unit_id": place.units[f"U{room}"].id,
                    "partner_id": place.owners[f"{code}{room}"].id,
                },
            )
            for room in rooms
        ]
        assembly.kind = "interim"
        return assembly

    def _count(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _walk(self, assembly):
        """Return the queries of the first preview, the second, and the call."""
        counts = [self._count(assembly.action_preview) for _time in range(2)]
        assembly.doubt_reason = "As in the test"
        assembly.action_accept_doubts()
        counts.append(self._count(assembly.action_call))
        return counts

    def test_same_queries_for_many_units(self):
        self._walk(self._make("W", 2))  # warms up
        few, many = self._walk(self._make("X", 2)), self._walk(self._make("Y", 60))
        for step, less, more in zip(("first", "again", "call"), few, many, strict=True):
            with self.subTest(step):
                self.assertLessEqual(more, less + 2)

    def test_form_of_many_signatures_and_doubts(self):
        def read(assembly):
            assembly.web_read(
                {
                    "signed_heads": {},
                    "doubt_count": {},
                    "doubt_ids": {"fields": {"owner_ids": {}, "is_settled": {}}},
                }
            )

        few, many = self._make("X", 2), self._make("Y", 60)
        for assembly in (few, many):
            assembly.action_preview()
        self._count(lambda: read(few))
        less = self._count(lambda: read(few))
        self.assertLessEqual(self._count(lambda: read(many)), less + 2)
