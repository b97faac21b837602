"""One kind of thing on a timeline, and its part of the union."""

from collections.abc import Callable
from dataclasses import dataclass

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.query import Query

from ...tools.timeline_cursor import Position


@dataclass(frozen=True)
class TimelineWish:
    """What the reader wants to see."""

    kinds: frozenset | None  # None: all
    text: str
    first: dict  # {"date": day, "datetime": naive UTC} or empty
    last: dict
    position: Position | None
    limit: int

    def get_bounds(self, field_type):
        """Return the first moment wanted, and the first one after those wanted."""
        return self.first.get(field_type), self.last.get(field_type)


@dataclass(frozen=True)
class TimelineSource:
    """Which records, when they happened, and what to say of them.

    The records are found by ``search`` with the rights of the reader, as part of the
    SQL: whoever may not read a record does not find it on a timeline either.
    """

    code: str  # unique on the timeline, in ASCII
    model: models.BaseModel
    domain: Domain
    date: str  # the field that says when it happened
    describe: Callable  # records -> {id: {"title", "text", "state", "who", "open"}}
    kinds: tuple  # what ``kind_to_sql`` may answer; without it the only one
    text: tuple = ()  # fields in which the reader's text is looked for
    has_messages: bool = False  # what was written about the records is shown too
    kind_to_sql: Callable | None = None  # model, alias, query -> SQL
    search: Callable | None = None  # domain -> Query, instead of the model's own
    about: str = ""  # the source without which there is none of these either

    def find(self, domain=Domain.TRUE):
        """Return the query of the records that the reader may see."""
        search = self.search or self.model._search
        return search(self.domain & domain)

    def select_presence(self):
        """Return the SQL of the code if there is a record at all, None if none can be.

        Most customers have few kinds of records: the rights are asked of these only.
        """
        # sudo: tells nobody anything; what is there is then looked for as the reader
        query = self.model.sudo()._search(self.domain)
        if query.is_empty():
            return None
        query.limit = 1
        return query.select(SQL("%s::text", self.code))

    @property
    def known(self):
        """Name what the reader may see of documents, found once for all uses."""
        return SQL.identifier(f"known_{self.code.replace('.', '_')}")

    def select_known(self):
        return SQL("%s AS MATERIALIZED (%s)", self.known, self.find().select())

    def get_known_domain(self):
        """Return the domain of the documents that the reader may see."""

        def to_sql(model, alias, _query):
            return SQL("%s = ANY(%s)", SQL.identifier(alias, "id"), self.get_ids_sql())

        return Domain.custom(to_sql=to_sql)

    def get_ids_sql(self):
        """Return the ids as an array: known before an index is asked for them."""
        return SQL("ARRAY(SELECT id FROM %s)", self.known)

    def is_wanted(self, wish):
        return (
            (wish.kinds is None or not wish.kinds.isdisjoint(self.kinds))
            and (self.text or not wish.text)
            and self.model.has_access("read")
        )

    def select(self, wish):
        """Return the SQL of the newest entries wanted, None if there are none."""
        if not self.is_wanted(wish):
            return None
        query = self._find_wanted(wish)
        if query.is_empty():
            return None
        moment = self.model._field_to_sql(query.table, self.date, query)
        record_id = SQL.identifier(query.table, "id")
        kind = self._kind_to_sql(query)
        query.add_where(SQL("%s IS NOT NULL", moment))
        self._add_bounds(query, moment, wish)
        self._add_position(query, moment, record_id, wish.position)
        if wish.kinds is not None and self.kind_to_sql:
            query.add_where(SQL("%s IN %s", kind, tuple(wish.kinds)))
        query.order = SQL("%s DESC, %s DESC", moment, record_id)
        query.limit = wish.limit
        return query.select(
            SQL("%s::timestamp AS moment", moment),
            SQL("%s::text AS source", self.code),
            SQL("%s AS id", record_id),
            SQL("%s::text AS kind", kind),
        )

    def _find_wanted(self, wish):
        if wish.text:
            return self.find(
                Domain.OR(Domain(name, "ilike", wish.text) for name in self.text)
            )
        if self.has_messages:
            # sudo: these are the ones that the reader may see
            return self.model.sudo()._search(self.get_known_domain())
        return self.find()

    def _kind_to_sql(self, query: Query):
        if self.kind_to_sql:
            return self.kind_to_sql(self.model, query.table, query)
        return SQL("%s", self.kinds[0])

    def is_dated(self):
        """Tell whether only the day is known."""
        return self.model._fields[self.date].type == "date"

    def _add_bounds(self, query, moment, wish):
        first, last = wish.get_bounds("date" if self.is_dated() else "datetime")
        if first:
            query.add_where(SQL("%s >= %s", moment, first))
        if last:
            query.add_where(SQL("%s < %s", moment, last))

    def _add_position(self, query, moment, record_id, position):
        """Ask for what comes after the position, in a form that an index serves."""
        if not position:
            return
        if self.code == position.source:
            query.add_where(
                SQL(
                    "(%s, %s) < (%s, %s)",
                    moment,
                    record_id,
                    position.moment,
                    position.id,
                )
            )
        elif self.code < position.source:
            query.add_where(SQL("%s <= %s", moment, position.moment))
        else:
            query.add_where(SQL("%s < %s", moment, position.moment))


def get_name(record):
    """Return the name of who took part, also of somebody the reader may not open."""
    return record.sudo().name  # sudo: the name only, of a record the reader may read


def fetch_names(records):
    """Read the names of all at once, and nothing else of them."""
    records.sudo().fetch(["name"])  # sudo: as above
