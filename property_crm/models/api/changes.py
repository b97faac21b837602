"""Read changes in an order that no writer can slip behind.

A record carries as ``write_date`` the start of the transaction that wrote it, so a long
transaction commits rows that are older than rows others have already read. Only what
lies before the start of every transaction still open is therefore final: the horizon.
"""

from datetime import timezone

from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.api_rows import KEY
from ...tools.change_cursor import BadCursor, Position, decode, encode

_HORIZON = """
SELECT LEAST(now(), MIN(xact_start)) AT TIME ZONE 'UTC'
  FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def read_changes(model, cursor, limit):
    """Return the answer of ``api_changes``."""
    try:
        position = decode(model._name, cursor)
    except BadCursor:
        raise ValidationError(
            model.env._(
                "cursor: this is no cursor of %(model)s. Pass on what the last answer"
                " gave, or nothing.",
                model=model._name,
            )
        ) from None
    model.browse().check_access("read")
    # First the horizon, which is live, then the data from a new snapshot: what was
    # committed between the two is seen.
    horizon = get_horizon(model.env)
    with model.env.registry.cursor() as cr:
        return read_page(model.with_env(model.env(cr=cr)), position, horizon, limit)


def get_horizon(env):
    """Return the time before which every transaction is over."""
    return env.execute_query(SQL(_HORIZON))[0][0]


def read_page(model, position, horizon, limit):
    """Return the rows after the position and before the horizon."""
    model = model.with_context(active_test=False)

    def between(model, alias, query):
        table = SQL.identifier(alias)
        return SQL(
            "((%(table)s.write_date, %(table)s.id) > (%(moment)s, %(id)s)"
            " AND %(table)s.write_date < %(horizon)s)",
            table=table,
            moment=position.moment,
            id=position.id,
            horizon=horizon,
        )

    query = model._search(
        Domain.custom(to_sql=between), order="write_date, id", limit=limit + 1
    )
    found = model.env.execute_query(
        query.select(
            SQL.identifier(model._table, "id"),
            SQL.identifier(model._table, "write_date"),
        )
    )
    page = found[:limit]
    if page:
        position = Position(page[-1][1], page[-1][0])
    return {
        "rows": format_rows(model, page),
        "cursor": encode(model._name, position),
        "more": len(found) > limit,
    }


def format_rows(model, page):
    """Return the records of ``[(id, write_date)]`` as rows of the interface."""
    api_fields = model._get_api_fields().values()
    records = model.browse([record_id for record_id, _moment in page])
    records.fetch([KEY, *(field.target for field in api_fields)])
    return [
        {
            "id": record.id,
            KEY: record[KEY],
            "write_date": moment.replace(tzinfo=timezone.utc).isoformat(),
            **{field.name: format_value(record, field) for field in api_fields},
        }
        for record, (_id, moment) in zip(records, page, strict=True)
    ]


def format_value(record, api_field):
    """Return one value: masked where the user sees it masked, false if not set."""
    value = record[api_field.target]
    if api_field.kind == "reference":
        # sudo: the key of what the record refers to, as the row gives the key
        return value.sudo()[api_field.key]
    if api_field.kind == "date":
        return value.isoformat() if value else False
    if api_field.kind == "datetime":
        return f"{value.isoformat()}Z" if value else False
    return record._fields[api_field.target].convert_to_read(value, record)
