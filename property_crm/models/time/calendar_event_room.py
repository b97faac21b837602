from odoo import api, fields, models
from odoo.tools import SQL


class CalendarEvent(models.Model):
    """Meeting rooms and other common parts that an event takes."""

    _inherit = "calendar.event"

    common_part_id = fields.Many2one(
        "property.common.part",
        string="Meeting room",
        index="btree_not_null",
        domain="[('is_bookable', '=', True)]",
        ondelete="restrict",
        help="Common part of a site that nobody else can use meanwhile.",
    )

    @api.onchange("common_part_id")
    def _onchange_common_part_id(self):
        if self.common_part_id and not self.location:
            self.location = self.common_part_id.display_name

    @api.model
    def _get_busy_rooms(self, rooms, start, stop):
        """Return ``{room_id: [Busy]}`` as ``_get_busy`` does, in one query.

        All days of a room are those of its site.
        """
        busy = {room_id: [] for room_id in rooms.ids}
        if not busy or start >= stop:
            return busy
        self._flush_busy()
        condition = SQL(
            """
              FROM calendar_event event
              JOIN property_common_part room ON room.id = event.common_part_id
              JOIN property_site place ON place.id = room.site_id
             WHERE room.id IN %s
            """,
            rooms._ids,
        )
        columns = SQL("room.id, place.tz")
        for room_id, taken in self._read_busy_events(columns, condition, start, stop):
            if taken.start < stop and taken.stop > start:
                busy[room_id].append(taken)
        for taken in busy.values():
            taken.sort(key=lambda one: (one.start, one.stop, one.id))
        return busy

    @api.model
    def _check_room_references(self, vals_list):
        """Nobody books a room of a site that he does not see."""
        ids = {vals.get("common_part_id") for vals in vals_list} - {None, False}
        if ids and not self.env.su:
            self.env["property.common.part"].browse(ids).check_access("read")
