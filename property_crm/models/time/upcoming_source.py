"""What the report of upcoming work is put together from."""

from dataclasses import dataclass, field

from odoo.tools import SQL

# Columns of every source in their order, with the type of what a source has not.
COLUMNS = {
    "kind": "varchar",
    "topic": "varchar",
    "name": "varchar",
    "start": "timestamp",
    "stop": "timestamp",
    "is_allday": "boolean",
    "priority": "varchar",
    "status": "varchar",
    "user_id": "integer",
    "partner_id": "integer",
    "unit_id": "integer",
    "site_id": "integer",
    "territory_id": "integer",
    "company_id": "integer",
    "res_model": "varchar",
    "res_id": "integer",
    "is_mine": "boolean",
}
# The ids of the sources are woven into one row of numbers.
STEP = 32


@dataclass(frozen=True)
class UpcomingSource:
    """One kind of documents; ``columns`` are SQL over the alias ``doc``.

    :param number: below 32, of its own; property_crm has those below 8
    :param documents: a query of those that the reader may see, as ``_search`` returns
    :param joins: SQL after ``FROM table doc``
    """

    number: int
    model: str
    table: str
    documents: object
    columns: dict = field(default_factory=dict)
    joins: SQL = SQL()

    def to_sql(self):
        columns = {"priority": SQL("'0'"), "status": SQL("'planned'"), **self.columns}
        given = [
            SQL("%s AS %s", columns[name], SQL.identifier(name))
            if name in columns
            else SQL("NULL::%s AS %s", SQL(kind), SQL.identifier(name))
            for name, kind in COLUMNS.items()
        ]
        return SQL(
            "SELECT doc.id * %s + %s AS id, %s AS source_model, doc.id AS source_id,"
            " %s FROM %s doc %s WHERE doc.id IN %s",
            STEP,
            self.number,
            self.model,
            SQL(", ").join(given),
            SQL.identifier(self.table),
            self.joins,
            self.documents.subselect(),
        )
