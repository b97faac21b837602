"""Two people who book the same person or room at once: the second starts again.

Who books touches a row of each person and room he books, in one order. Of two at the
same time the second waits for the first, then gets a serialization failure, which
Odoo answers by running the request again; now it sees what the first one booked. A
lock alone would not do: it would wait as well, and then look at its old snapshot.
"""

from odoo.tools import SQL

_CREATE = """
CREATE TABLE IF NOT EXISTS property_busy_touch (
    kind varchar, id integer, PRIMARY KEY (kind, id)
)
"""


def install(cr):
    cr.execute(SQL(_CREATE))


def uninstall(cr):
    cr.execute(SQL("DROP TABLE IF EXISTS property_busy_touch"))


def touch(env, keys):
    """Touch the rows of ``{(kind, id)}``."""
    if not keys:
        return
    kinds, ids = zip(*sorted(keys), strict=True)
    env.cr.execute(
        SQL(
            """
            INSERT INTO property_busy_touch (kind, id)
            SELECT kind, id FROM unnest(%s::varchar[], %s::integer[]) AS key (kind, id)
             ORDER BY kind, id
                ON CONFLICT (kind, id) DO UPDATE SET kind = EXCLUDED.kind
            """,
            list(kinds),
            list(ids),
        ),
        # Odoo tries again, and says so
        log_exceptions=False,
    )
