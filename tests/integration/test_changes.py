"""Nothing is lost between two calls of api_changes, whoever writes meanwhile."""

import threading
from concurrent.futures import ThreadPoolExecutor

from .test_upsert import unit_row


def upsert(program, *rows):
    answers = program.json2("property.unit", "api_upsert", rows=list(rows))
    assert not any(answer["errors"] for answer in answers), answers
    return [answer["id"] for answer in answers]


def changes(program, cursor, limit=1000):
    return program.json2("property.unit", "api_changes", cursor=cursor, limit=limit)


def read_all(program, cursor=None):
    """Return all rows after the cursor, and the new cursor."""
    rows, more = [], True
    while more:
        answer = changes(program, cursor)
        rows += answer["rows"]
        cursor, more = answer["cursor"], answer["more"]
    return rows, cursor


def test_what_is_written_comes_once(call, program, site, key):
    _rows, cursor = read_all(program)
    upsert(program, unit_row(key, area_gross=50))
    answer = call("property.unit", "api_changes", cursor=cursor)
    assert [row["external_key"] for row in answer["rows"]] == [key]
    assert answer["rows"][0]["area_gross"] == 50
    assert answer["rows"][0]["building"] == "IT-1"
    assert answer["more"] is False
    again = call("property.unit", "api_changes", cursor=answer["cursor"])
    assert again["rows"] == []


def test_a_long_transaction_is_waited_for(program, connection, site, key):
    """Older rows that are committed later still come, and before the younger ones."""
    slow, fast = upsert(program, unit_row(f"{key}-slow"), unit_row(f"{key}-fast"))
    _rows, cursor = read_all(program)
    with connection.cursor() as sql:
        sql.execute(
            "UPDATE property_unit SET area_inner = 1, write_date = now() AT TIME ZONE"
            " 'UTC' WHERE id = %s",
            [slow],
        )
    upsert(program, unit_row(f"{key}-fast", area_inner=2))
    rows, held = read_all(program, cursor)
    assert rows == [], "a younger row must not overtake one that is still open"
    connection.commit()
    rows, _cursor = read_all(program, held)
    assert [row["id"] for row in rows] == [slow, fast]


def test_many_writers_and_one_reader(program, site, key):
    """Eight programs write at once; a reader that never stops misses nobody."""
    _rows, cursor = read_all(program)
    seen, done = set(), threading.Event()

    def read():
        nonlocal cursor
        while True:
            last = done.is_set()
            rows, cursor = read_all(program, cursor)
            seen.update(row["external_key"] for row in rows)
            if last:
                return

    def write(worker):
        names = [f"{key}-{worker}-{number}" for number in range(6)]
        for name in names:
            upsert(program, unit_row(name))
        return names

    reader = threading.Thread(target=read)
    reader.start()
    with ThreadPoolExecutor(8) as pool:
        written = [name for names in pool.map(write, range(8)) for name in names]
    done.set()
    reader.join(60)
    assert set(written) <= seen


def test_a_stranger_reads_nothing_of_the_site(stranger, site):
    rows, _cursor = read_all(stranger)
    assert rows == []
