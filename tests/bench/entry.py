"""Quick entry: the keys of a line, and the time to read and to save it."""

import statistics

from .measure import clock

ROUNDS = 21
LINES = ("3-1202 张姐 13800000000 厨房漏水 急", "3-1202 leak in kitchen urgent")
# Enter reads the line, Enter saves it; the cursor is back in the line.
ENTERS = 2
ENTRY = "property.quick.entry"


def make_home(server):
    """Make the unit and the resident whom the lines name, and solved requests."""
    site = server.call("property.site", "create", {"name": "Bench", "code": "BQ"})
    building = server.call(
        "property.building", "create", {"site_id": site, "code": "3"}
    )
    unit = server.call(
        "property.unit", "create", {"building_id": building, "room": "1202"}
    )
    person = {"name": "张丽", "phone": "+86 138 0000 0000"}
    partner = server.call("res.partner", "create", person)
    stay = {"unit_id": unit, "partner_id": partner, "date_from": "2020-01-01"}
    server.call("property.occupancy", "create", stay)
    return unit


def enter(server, text, key):
    """Read and save a line as the dialog does; return the seconds of both."""
    reading, read = clock(lambda: server.call(ENTRY, "read_line", text))
    saving, answer = clock(lambda: server.call(ENTRY, "save_entry", read, key))
    assert answer["status"] == "created", answer
    return reading, saving, read


def measure(server):
    """Return a row a line: keys, and the median milliseconds to read and save it."""
    unit = make_home(server)
    rows = []
    for text in LINES:
        reading, saving = [], []
        for number in range(ROUNDS):
            seconds = enter(server, text, f"{text} {number}")
            assert seconds[2]["unit_id"] == unit and seconds[2]["class_id"], seconds[2]
            reading.append(seconds[0])
            saving.append(seconds[1])
        times = (f"{1000 * statistics.median(part):.0f}" for part in (reading, saving))
        rows.append((text, len(text) + ENTERS, *times))
    return rows
