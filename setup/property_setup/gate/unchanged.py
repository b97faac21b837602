"""An update that has nothing to do changes nothing."""

from ..console import SetupError

TABLES = """
    SELECT relname, (xpath('/row/c/text()', query_to_xml(
        format('SELECT count(*) AS c FROM %I', relname), true, true, '')))[1]
      FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
"""
# What an update writes without changing anything: rows of Odoo's own bookkeeping.
BOOKS = ("bus_", "ir_logging", "ir_cron_", "orm_signaling_")


def update(gate, database, names):
    """Nothing comes or goes by an update that has nothing to do."""
    before = counted(gate, database)
    log = gate.odoo.update(database, names)
    after = counted(gate, database)
    changed = [
        f"{table}: {before.get(table)} rows before, {after.get(table)} after"
        for table in sorted({*before, *after})
        if before.get(table) != after.get(table) and not table.startswith(BOOKS)
    ]
    if changed:
        raise SetupError("a second update changes: " + "; ".join(changed))
    return log


def counted(gate, database):
    return dict(gate.odoo.sql.rows(TABLES, database))
