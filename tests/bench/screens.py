"""List, kanban and search over many tickets: ours, the peer, and bare SQL."""

from contextlib import closing

import psycopg2

from .measure import in_turn, line

SPECIFICATION = {
    "number": {},
    "name": {},
    "priority": {},
    "create_date": {},
    "stage_id": {"fields": {"display_name": {}}},
    "partner_id": {"fields": {"display_name": {}}},
    "user_id": {"fields": {"display_name": {}}},
}
ORDER = "priority desc, sequence, number desc, id desc"
COUNTED = 10_001
RESIDENT = "bench_resident"
OWN_TICKETS = 50
RARE = "needle"
RARE_DOMAIN = ["|", ("number", "ilike", RARE), ("name", "ilike", RARE)]
SQL_LIST = (
    f"SELECT id FROM helpdesk_ticket WHERE active IS TRUE ORDER BY {ORDER} LIMIT 80"
)
SQL_COUNT = (
    "SELECT count(*) FROM (SELECT FROM helpdesk_ticket WHERE active LIMIT 10001) t"
)
SQL_SEARCH = (
    "SELECT id FROM helpdesk_ticket WHERE active IS TRUE"
    f" AND (number ILIKE '%{RARE}%' OR name ILIKE '%{RARE}%') ORDER BY {ORDER} LIMIT 80"
)
SQL_STAGES = "SELECT stage_id, count(*) FROM helpdesk_ticket WHERE active GROUP BY 1"
SQL_COLUMN = (
    "SELECT id FROM helpdesk_ticket WHERE active IS TRUE AND stage_id = %s"
    f" ORDER BY {ORDER} LIMIT 20"
)


def prepare(server):
    """Make what the tickets are copied from: a template, partners and stages."""
    partners = server.call(
        "res.partner", "create", [{"name": f"Bench {n}"} for n in range(500)]
    )
    return {
        "partners": partners,
        "resident": make_resident(server),
        "stages": server.call(
            "helpdesk.ticket.stage", "search", [("fold", "=", False)]
        ),
        "template": server.call(
            "helpdesk.ticket", "create", {"name": "Template", "description": "Leak"}
        ),
    }


def make_resident(server):
    """Make a user of the portal, and return his partner."""
    _model, portal = server.call(
        "ir.model.data", "check_object_reference", "base", "group_portal"
    )
    values = {"name": RESIDENT, "login": RESIDENT, "password": RESIDENT}
    (user,) = server.call(
        "res.users", "create", [{**values, "group_ids": [(6, 0, [portal])]}]
    )
    (row,) = server.call("res.users", "read", [user], ["partner_id"])
    return row["partner_id"][0]


def fill(server, count, given, first=1):
    """Multiply one ticket to ``count``, by SQL, the same in every database."""
    stages, partners = given["stages"], given["partners"]
    values = {
        "number": "'B' || lpad(n::text, 7, '0')",
        "name": f"CASE WHEN n % 20000 = 0 THEN '{RARE}' ELSE 'Ticket' END || n",
        "priority": "(n % 4)::text",
        "stage_id": f"(ARRAY{stages})[1 + n % {len(stages)}]",
        "partner_id": f"CASE WHEN n <= {OWN_TICKETS} THEN {given['resident']}"
        f" ELSE (ARRAY{partners})[1 + n % {len(partners)}] END",
        "commercial_partner_id": f"CASE WHEN n <= {OWN_TICKETS} THEN"
        f" {given['resident']} ELSE (ARRAY{partners})[1 + n % {len(partners)}] END",
        "create_date": "now() - n * interval '1 minute'",
    }
    with (
        closing(server.connect()) as connection,
        connection,
        connection.cursor() as sql,
    ):
        sql.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'helpdesk_ticket'"
        )
        skipped = {"id", "intake_key", "access_token"}
        names = [name for (name,) in sql.fetchall() if name not in skipped]
        wanted = ", ".join(f'"{name}"' for name in names)
        columns = ", ".join(values.get(name, f't."{name}"') for name in names)
        sql.execute(
            f"INSERT INTO helpdesk_ticket ({wanted}) SELECT {columns}"
            f" FROM helpdesk_ticket t, generate_series({int(first)}, {int(count)}) n"
            f" WHERE t.id = {int(given['template'])}"
        )
    with closing(server.connect()) as connection:
        connection.set_session(autocommit=True)
        with connection.cursor() as sql:
            sql.execute("VACUUM ANALYZE helpdesk_ticket")


def list_(server, domain=()):
    return server.call(
        "helpdesk.ticket",
        "web_search_read",
        list(domain),
        SPECIFICATION,
        limit=80,
        count_limit=COUNTED,
    )


def kanban(server):
    return server.call(
        "helpdesk.ticket",
        "web_read_group",
        [],
        ["stage_id"],
        ["__count"],
        auto_unfold=True,
        unfold_read_specification=SPECIFICATION,
        unfold_read_default_limit=20,
    )


class Bare:
    """The least a database must do for the same screens."""

    def __init__(self, server):
        self.connection = server.connect()
        self.connection.set_session(autocommit=True)

    def rows(self, question, *values):
        with self.connection.cursor() as sql:
            sql.execute(question, values or None)
            return sql.fetchall()

    def list_(self):
        self.rows(SQL_COUNT)
        return [row[0] for row in self.rows(SQL_LIST)]

    def search(self):
        return [row[0] for row in self.rows(SQL_SEARCH)]

    def kanban(self):
        counts = dict(self.rows(SQL_STAGES))
        columns = {stage: self.rows(SQL_COLUMN, stage) for stage in counts}
        return {
            stage: (counts[stage], [row[0] for row in columns[stage]])
            for stage in counts
        }


def check_equal(ours, plain, bare):
    """All three answer the same tickets."""
    answers = [list_(ours), list_(plain)]
    numbers = [[row["number"] for row in answer["records"]] for answer in answers]
    assert numbers[0] == numbers[1], "the default lists differ"
    assert [row["id"] for row in answers[0]["records"]] == bare.list_()
    found = [list_(server, RARE_DOMAIN)["length"] for server in (ours, plain)]
    assert found[0] == found[1] == len(bare.search()), found
    counts = {
        group["stage_id"][0]: group["__count"]
        for group in kanban(ours)["groups"]
        if group["__count"]
    }
    assert counts == {stage: count for stage, (count, _ids) in bare.kanban().items()}


def measure(ours, plain):
    bare = Bare(ours)
    check_equal(ours, plain, bare)
    rows = []
    for what, screen, ideal in (
        ("default list, 80 rows", list_, bare.list_),
        ("kanban by stage", kanban, bare.kanban),
        (
            "search for a rare word",
            lambda server: list_(server, RARE_DOMAIN),
            bare.search,
        ),
    ):
        best = in_turn(
            {
                "ours": lambda _round, screen=screen: screen(ours),
                "plain": lambda _round, screen=screen: screen(plain),
                "sql": lambda _round, ideal=ideal: ideal(),
            }
        )
        ratio = f"{best['ours'] / best['sql']:.1f}"
        rows.append(
            (*line(what, best, "ours", "plain"), f"{1000 * best['sql']:.2f}", ratio)
        )
    return rows


def connect(given, database):
    return psycopg2.connect(
        dbname=database,
        host=given["PGHOST"],
        port=given["PGPORT"],
        user=given["PGUSER"],
    )
