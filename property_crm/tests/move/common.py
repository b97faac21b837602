from odoo.fields import Command

from ..register.common import RegisterCommon


class MoveCommon(RegisterCommon):
    """Moves of the unit in which the resident lives as a tenant."""

    @classmethod
    def _prepare(cls, kind, *people, unit=None, **values):
        """Prepare a move; a person may be given with values of his line."""
        given = [who if isinstance(who, tuple) else (who, {}) for who in people]
        return cls.env["property.move"].create(
            {
                "kind": kind,
                "unit_id": (unit or cls.unit).id,
                "line_ids": [
                    Command.create({"partner_id": who.id, **vals})
                    for who, vals in given
                ],
                **values,
            }
        )

    def _get_owners(self, day):
        """Return ``{name: share as text}`` of the owners of a day."""
        return {
            owner.partner_id.name: owner.share_text
            for owner in self.unit.ownership_ids._on_date(day)
        }

    def _get_occupants(self, day):
        return {
            stay.partner_id.name: stay.role
            for stay in self.unit.occupancy_ids._on_date(day)
        }

    def assertDoneAsShown(self, move, user=None):
        """Confirm, and compare what was written with what was shown."""
        shown = sorted(change.text for change in move._get_plan())
        for text in shown:
            self.assertIn(text.replace("&", "&amp;"), move.preview)
        move.with_user(user or self.desk).action_confirm()
        move.invalidate_recordset()
        written = sorted(change._get_tenure()._describe() for change in move.change_ids)
        self.assertEqual(written, shown)
        self.assertEqual(sorted(move.change_ids.mapped("text")), shown)
