from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL

from ...tools.timeline_cursor import BadCursor, Position, decode, encode
from ..territory.property_dated_mixin import STAFF_GROUPS
from .timeline_common import find_present, get_thread_sources, unite
from .timeline_source import TimelineWish

MAX_LIMIT = 1000


class PropertyTimelineMixin(models.AbstractModel):
    """Everything that happened to a person or a unit, in one list.

    An addon adds what it knows by ``_get_timeline_sources``, and kinds of its own by
    ``_get_timeline_kinds``. All sources are read by one SQL union.
    """

    _name = "property.timeline.mixin"
    _description = "Has a timeline"

    @api.readonly
    def api_timeline(
        self,
        kinds=None,
        date_from=None,
        date_to=None,
        text=None,
        cursor=None,
        limit=50,
    ):
        """Return what happened, the newest first, as far as the user may see it.

        :param list kinds: some of those the answer lists; nothing for all
        :param str date_from: first day wanted, ``"2026-03-02"``
        :param str date_to: last day wanted
        :param str text: only entries with this in their title or text
        :param str cursor: ``cursor`` of the last answer, for what comes next
        :param int limit: entries at most, 1 to 1,000
        :return: ``{"entries": [...], "cursor": str, "more": bool, "kinds": [{"kind",
            "label", "icon"}]}``. An entry has ``kind``, ``moment`` (ISO 8601, UTC; the
            day only if no more is known), ``model`` and ``id`` of the record,
            ``open_model`` and ``open_id`` of what to open for it, and the texts
            ``title``, ``text``, ``state`` and ``who``.
        :rtype: dict
        :raise ValidationError: a malformed call (names the parameter)
        :raise AccessError: the user may not see this record, or is no staff
        """
        self.ensure_one()
        self._check_may_read_timeline()
        wish = self._parse_timeline_wish(kinds, date_from, date_to, text, cursor, limit)
        reading = self._prepare_timeline_reading()
        sources = reading._list_timeline_sources()
        rows = reading._find_timeline(sources.values(), wish)
        page = rows[: wish.limit - 1]
        return {
            "entries": reading._describe_timeline(sources, page),
            "cursor": encode(Position(*page[-1][:3])) if page else cursor or "",
            "more": len(rows) > len(page),
            "kinds": self._list_timeline_kinds(),
        }

    @api.model
    def _list_timeline_kinds(self):
        return [
            {"kind": kind, "label": label, "icon": icon}
            for kind, (label, icon) in self._get_timeline_kinds().items()
        ]

    def _check_may_read_timeline(self):
        if not self.env.su and not self.env.user.has_groups(STAFF_GROUPS):
            raise AccessError(self.env._("Only the staff reads timelines."))

    @api.model
    def _get_timeline_kinds(self):
        """Return ``{kind: (what it is called, icon)}`` in the order of the filters."""
        return {
            "call": (self.env._("Calls"), "fa-phone"),
            "meeting": (self.env._("Meetings"), "fa-calendar"),
            "message": (self.env._("Messages"), "fa-envelope-o"),
            "note": (self.env._("Notes"), "fa-sticky-note-o"),
            "task": (self.env._("Tasks"), "fa-check-square-o"),
            "agreement": (self.env._("Agreements"), "fa-file-text-o"),
            "tenure": (self.env._("Moves and sales"), "fa-key"),
            "entered": (self.env._("Entered"), "fa-plus"),
        }

    def _prepare_timeline_reading(self):
        """Return this record, with what all sources would else look up one by one."""
        self.check_access("read")
        return self

    def _get_timeline_sources(self):
        """Return the ``TimelineSource`` of each thing that this addon knows of.

        What is written about the records of a source is added if it ``has_messages``.
        """
        return []

    def _list_timeline_sources(self):
        """Return ``{code: source}`` of all that has something to tell."""
        sources = find_present(self.env, self._get_timeline_sources())
        sources += get_thread_sources(self.env, sources)
        return {source.code: source for source in sources}

    # What is wanted

    @api.model
    def _parse_timeline_wish(self, kinds, date_from, date_to, text, cursor, limit):
        if isinstance(limit, bool) or not isinstance(limit, int):
            raise ValidationError(self.env._("limit: a whole number is expected."))
        if not 1 <= limit <= MAX_LIMIT:
            raise ValidationError(
                self.env._("limit: 1 to %(maximum)s are possible.", maximum=MAX_LIMIT)
            )
        if text and not isinstance(text, str):
            raise ValidationError(self.env._("text: a text is expected."))
        return TimelineWish(
            kinds=self._parse_timeline_kinds(kinds),
            text=(text or "").strip(),
            first=self._parse_timeline_day("date_from", date_from, 0),
            last=self._parse_timeline_day("date_to", date_to, 1),
            position=self._parse_timeline_cursor(cursor),
            limit=limit + 1,  # one more tells whether there is more
        )

    @api.model
    def _parse_timeline_kinds(self, kinds):
        if not kinds:
            return None
        known = self._get_timeline_kinds()
        if not isinstance(kinds, (list, tuple)) or not all(
            isinstance(kind, str) and kind in known for kind in kinds
        ):
            raise ValidationError(
                self.env._(
                    "kinds: a list of these is expected: %(known)s.",
                    known=", ".join(known),
                )
            )
        return frozenset(kinds)

    @api.model
    def _parse_timeline_day(self, name, text, days):
        """Return the beginning of the day, ``days`` later, for both types of field."""
        if not text:
            return {}
        try:
            day = fields.Date.to_date(text) + timedelta(days=days)
        except (TypeError, ValueError, OverflowError, AttributeError) as error:
            raise ValidationError(
                self.env._("%(name)s: a day such as 2026-03-02 is expected.", name=name)
            ) from error
        zone = ZoneInfo(self.env.user.tz or "UTC")
        start = fields.Datetime.to_datetime(day).replace(tzinfo=zone)
        return {
            "date": day,
            "datetime": start.astimezone(ZoneInfo("UTC")).replace(tzinfo=None),
        }

    @api.model
    def _parse_timeline_cursor(self, cursor):
        try:
            return decode(cursor)
        except BadCursor as error:
            raise ValidationError(
                self.env._(
                    "cursor: this is no cursor of a timeline. Pass on what the last"
                    " answer gave, or nothing."
                )
            ) from error

    # What is there

    @api.model
    def _find_timeline(self, sources, wish):
        """Return ``(moment, source, id, kind)`` of the newest entries, by one query."""
        parts = [part for source in sources if (part := source.select(wish))]
        if not parts:
            return []
        known = [source.select_known() for source in sources if source.has_messages]
        return self.env.execute_query(
            SQL(
                "%s SELECT moment, source, id, kind FROM (%s) AS entry"
                ' ORDER BY moment DESC, source COLLATE "C" DESC, id DESC LIMIT %s',
                SQL("WITH %s", SQL(", ").join(known)) if known else SQL(),
                unite(parts),
                wish.limit,
            )
        )

    @api.model
    def _describe_timeline(self, sources, rows):
        """Return the entries of the page, a few queries for each source on it."""
        ids_by_source = {}
        for _moment, code, record_id, _kind in rows:
            ids_by_source.setdefault(code, []).append(record_id)
        told = {
            code: sources[code].describe(sources[code].model.browse(ids))
            for code, ids in ids_by_source.items()
        }
        return [
            self._prepare_timeline_entry(sources[code], row, told[code][row[2]])
            for row in rows
            if (code := row[1]) and row[2] in told[code]
        ]

    @api.model
    def _prepare_timeline_entry(self, source, row, told):
        moment, _code, record_id, kind = row
        open_model, open_id = told.get("open") or (source.model._name, record_id)
        return {
            "kind": kind,
            "moment": moment.date().isoformat()
            if source.is_dated()
            else moment.isoformat(timespec="seconds") + "Z",
            "model": source.model._name,
            "id": record_id,
            "open_model": open_model,
            "open_id": open_id,
            **{key: told.get(key) or "" for key in ("title", "text", "state", "who")},
        }
