"""Many rows of a table by SQL, the same in every database."""

from contextlib import closing

MANY = 200_000
# of what is multiplied these stay one of a kind
UNIQUE = ("id", "external_key", "message_id", "access_token")


class Bulk:
    """One server whose tables are filled beside it."""

    def __init__(self, server):
        self.server = server

    def create(self, model, **values):
        return self.server.call(model, "create", [values])[0]

    def execute(self, *statements):
        with closing(self.server.connect()) as connection:
            connection.set_session(autocommit=True)
            with connection.cursor() as sql:
                for statement in statements:
                    sql.execute(statement)
                return sql.fetchall() if sql.description else None

    def multiply(self, table, row, count, values):
        """Copy a row of a table; ``n`` counts in the SQL of ``values``."""
        found = self.execute(
            "SELECT column_name FROM information_schema.columns"
            f" WHERE table_name = '{table}'"
        )
        names = [name for (name,) in found if name in values or name not in UNIQUE]
        columns = ", ".join(values.get(name, f't."{name}"') for name in names)
        wanted = ", ".join(f'"{name}"' for name in names)
        indexes = self.list_indexes(table) if count > MANY else []
        self.execute(
            *(f'DROP INDEX "{name}"' for name, _definition in indexes),
            f"INSERT INTO {table} ({wanted}) SELECT {columns}"
            f" FROM {table} t, generate_series(1, {int(count)}) n"
            f" WHERE t.id = {int(row)}",
            "SET maintenance_work_mem = '512MB'",
            *(definition for _name, definition in indexes),
        )

    def list_indexes(self, table):
        """Those that are made anew sooner than they take many rows."""
        return self.execute(
            "SELECT indexname, indexdef FROM pg_indexes"
            f" WHERE tablename = '{table}' AND indexdef NOT LIKE 'CREATE UNIQUE%'"
        )
