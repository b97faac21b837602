"""The telephone: who calls, among many numbers, and the figures of many calls.

Who calls is asked of plain contacts by the search that Odoo's contacts have
(``phone_mobile_search``), and by the number in E.164 (``phone_sanitized``). Figures are
compared with the least SQL that gives the same numbers.
"""

from .bulk import Bulk
from .measure import ROUNDS, in_turn, line

FORMS = (
    "+86 139 {0} {1}",
    "0086-139-{0}-{1}",
    "139 {0} {1}",
    "(139) {0}-{1}",
)
START, MONTH = "2025-01-01", ("2025-06-01 00:00:00", "2025-07-01 00:00:00")
BETWEEN = "31 seconds"  # a million calls are a year
QUEUES, AGENTS = 4, 20
# people have typed their numbers with and without the country
TYPED = "substr((20000000 + n)::text, {}, 4)"
TYPED = f"'139 ' || {TYPED.format(1)} || ' ' || {TYPED.format(5)}"
CONTACT = {
    "name": "'Caller ' || n",
    "complete_name": "'Caller ' || n",
    "name_key": "'caller ' || n",
    "phone": f"CASE WHEN n % 2 = 0 THEN '+86 ' ELSE '' END || {TYPED}",
    "phone_sanitized": "'+86139' || (20000000 + n)",
}
WAIT, TALK, WRAPUP = "(n * 7 % 60)", "(n * 13 % 400)", "(n % 90)"
IS_LOST = "n % 5 = 0"
MEASURES = (
    "__count",
    "offered_count:sum",
    "answered_count:sum",
    "abandon_rate:avg",
    "level_rate:avg",
    "answer_speed:avg",
    "handle_time:avg",
    "handle_hours:sum",
)
BARE = """
SELECT {key}, count(*),
       sum(CASE WHEN result IN ('answered', 'abandoned') THEN 1 ELSE 0 END),
       sum(CASE WHEN result = 'answered' THEN 1 ELSE 0 END),
       avg(CASE WHEN result = 'abandoned' THEN 100.0 WHEN result = 'answered'
           THEN 0.0 END),
       avg(CASE WHEN result = 'answered' AND wait_seconds <= 20 THEN 100.0
           WHEN result IN ('answered', 'abandoned') THEN 0.0 END),
       avg(CASE WHEN result = 'answered' THEN wait_seconds END),
       avg(CASE WHEN result = 'answered' THEN handle_seconds END),
       sum(handle_seconds) / 3600.0
  FROM property_call WHERE {where} GROUP BY 1
"""
# all of them are in China, which has one time
HALF_HOUR = (
    "to_char(date_bin('30 minutes', offered_at + interval '8 hours', '2000-01-01'),"
    " 'HH24:MI')"
)
GROUPS = {"half_hour": HALF_HOUR, "queue_id": "queue_id", "user_id": "user_id"}


class Numbers(Bulk):
    """One server with people who may call."""

    def __init__(self, server, count):
        super().__init__(server)
        self.count = count
        [china] = server.call("res.country", "search", [("code", "=", "CN")])
        server.call("res.company", "write", [1], {"country_id": china})
        person = self.create("res.partner", name="Template", country_id=china)
        # each is his own commercial entity: an update of all would take minutes
        own = {"id": f"{person} + n", "commercial_partner_id": f"{person} + n"}
        self.multiply("res_partner", person, count, CONTACT | own)
        self.execute(
            f"SELECT setval('res_partner_id_seq', {person + count})",
            "VACUUM ANALYZE res_partner",
        )

    def get_number(self, number, form=None):
        """Return somebody's number, in another form each time."""
        digits = str(20_000_001 + number * 7919 % self.count)
        form = FORMS[number % len(FORMS)] if form is None else form
        return form.format(digits[:4], digits[4:])

    def get_name(self, number):
        return f"Caller {1 + number * 7919 % self.count}"

    def ask(self, number):
        answer = self.server.call("res.partner", "api_caller", self.get_number(number))
        [caller] = answer["candidates"]
        assert caller["name"] == self.get_name(number), answer

    def search_part(self, number):
        """As whoever picks the number out of what he was told."""
        self.search(number, "phone_mobile_search", "ilike", FORMS[2])

    def search_number(self, number):
        self.search(number, "phone_sanitized", "=", "+86139{0}{1}")

    def search(self, number, field, operator, form):
        domain = [(field, operator, self.get_number(number, form))]
        names = ["name", "phone"]
        [row] = self.server.call("res.partner", "search_read", domain, names, limit=10)
        assert row["name"] == self.get_name(number), row

    def count_found(self):
        """Return how many are found by the number in the form it came in."""
        found = 0
        for number in range(ROUNDS * len(FORMS)):
            domain = [("phone_mobile_search", "ilike", self.get_number(number))]
            rows = self.server.call("res.partner", "search_read", domain, ["name"])
            found += [row["name"] for row in rows] == [self.get_name(number)]
        return found


class Figures(Bulk):
    """A server with calls of a year."""

    def __init__(self, server, count):
        super().__init__(server)
        queues, agents = self.make_staff()
        call = self.create("property.call", queue_id=queues[0])
        [(seconds,)] = self.execute(
            f"SELECT EXTRACT(EPOCH FROM interval '{BETWEEN}')::int"
        )
        offered = f"timestamp '{START}' + n * {seconds} * interval '1 second'"
        ended = f"{offered} + {WAIT} * interval '1 second'"
        over = f"{ended} + {TALK} * interval '1 second'"
        done = f"{over} + {WRAPUP} * interval '1 second'"
        self.multiply(
            "property_call",
            call,
            count,
            {
                "name": "'B' || n",
                "queue_id": f"(ARRAY{queues})[1 + n / 3 % {QUEUES}]",
                "user_id": f"(ARRAY{agents})[1 + n / 7 % {AGENTS}]",
                "offered_at": offered,
                "answered_at": f"CASE WHEN {IS_LOST} THEN NULL ELSE {ended} END",
                "ended_at": f"CASE WHEN {IS_LOST} THEN {ended} ELSE {over} END",
                "wrapped_up_at": f"CASE WHEN {IS_LOST} THEN NULL ELSE {done} END",
                "wait_seconds": WAIT,
                "talk_seconds": f"CASE WHEN {IS_LOST} THEN 0 ELSE {TALK} END",
                "wrapup_seconds": f"CASE WHEN {IS_LOST} THEN 0 ELSE {WRAPUP} END",
                "handle_seconds": f"CASE WHEN {IS_LOST} THEN 0"
                f" ELSE {TALK} + {WRAPUP} END",
                "state": "'done'",
                "result": f"CASE WHEN NOT {IS_LOST} THEN 'answered'"
                f" WHEN {WAIT} < 10 THEN 'short_abandon' ELSE 'abandoned' END",
            },
        )
        self.execute(
            f"DELETE FROM property_call WHERE id = {call}",
            "VACUUM ANALYZE property_call",
        )

    def make_staff(self):
        """Return the queues, and who answers in them."""
        [china] = self.server.call("res.country", "search", [("code", "=", "CN")])
        place = {"country_id": china, "tz": "Asia/Shanghai"}
        site = self.create("property.site", name="Bench", code="BENCHCALL", **place)
        queues = [
            self.create(
                "property.call.queue",
                name=f"Queue {number}",
                code=f"B{number}",
                site_ids=[(6, 0, [site])],
                kind=("service", "enquiry")[number % 2],
            )
            for number in range(QUEUES)
        ]
        names = [f"agent_{number}" for number in range(AGENTS)]
        rows = [{"name": name, "login": name} for name in names]
        return queues, self.server.call("res.users", "create", rows)

    def pivot(self, domain, group):
        """As the pivot of the screen: the groups and the total, in one call."""
        return self.server.call(
            "property.call.report",
            "formatted_read_grouping_sets",
            domain,
            [[], [group]],
            list(MEASURES),
        )[1]

    def read(self, domain, group):
        rows = self.pivot(domain, group)
        key = {
            row[group][0] if is_pair(row[group]) else row[group]: row for row in rows
        }
        return {
            name: [float(row[measure] or 0) for measure in MEASURES]
            for name, row in key.items()
        }

    def bare(self, where, group):
        rows = self.execute(BARE.format(key=GROUPS[group], where=where))
        return {key: [float(value or 0) for value in rest] for key, *rest in rows}


def is_pair(value):
    return isinstance(value, (list, tuple))


def check_equal(ours, bare):
    assert ours.keys() == bare.keys(), (sorted(ours), sorted(bare))
    for key, values in bare.items():
        pairs = zip(values, ours[key], strict=True)
        assert all(abs(one - other) < 0.01 for one, other in pairs), (key, ours[key])


def measure_numbers(ours, plain, count):
    """Return the rows of the table, and how many plain contacts find as told."""
    mine, theirs = Numbers(ours, count), Numbers(plain, count)
    rows = []
    for what, peer in (
        ("api_caller / contacts by the national digits", theirs.search_part),
        ("api_caller / contacts by phone_sanitized", theirs.search_number),
    ):
        best = in_turn({"ours": mine.ask, "plain": peer})
        rows.append(line(what, best, "ours", "plain"))
    return rows, theirs.count_found()


def measure_figures(server, count):
    """Return a row for each figure of a month, and of all."""
    figures = Figures(server, count)
    first, last = MONTH
    periods = (
        (
            "a month",
            [("offered_at", ">=", first), ("offered_at", "<", last)],
            f"offered_at >= '{first}' AND offered_at < '{last}'",
        ),
        ("all", [], "TRUE"),
    )
    rows = []
    for when, domain, where in periods:
        for group in GROUPS:
            check_equal(figures.read(domain, group), figures.bare(where, group))
            best = in_turn(
                {
                    "ours": lambda _n, d=domain, g=group: figures.pivot(d, g),
                    "sql": lambda _n, w=where, g=group: figures.bare(w, g),
                },
                rounds=ROUNDS if domain else 3,
            )
            rows.append(line(f"{when}, by {group}", best, "ours", "sql"))
    return rows
