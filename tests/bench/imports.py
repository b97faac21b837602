"""Units with owners into one database: api_upsert, Odoo's own import, and COPY.

Runs inside ``odoo shell``; nothing is committed.
"""

import io
import json
import os
import resource

from .measure import clock, in_turn, line

BATCH = 200
COLUMNS = {
    "property.unit": ["external_key", "building_id", "room", "area_gross"],
    "res.partner": ["external_key", "name", "phone", "email"],
    "property.ownership": [
        "external_key",
        "unit_id",
        "partner_id",
        "kind",
        "date_from",
    ],
}
API_NAMES = {"building_id": "building", "unit_id": "unit", "partner_id": "partner"}


def sheets(tag, count):
    """Return the three sheets of ``count`` units with one owner each."""
    keys = [f"{tag}-{number}" for number in range(count)]
    return {
        "property.unit": [
            (key, "BENCH-1", f"{tag}{number:06}", "89.5")
            for number, key in enumerate(keys)
        ],
        "res.partner": [
            (key, f"Owner {key}", f"+86139{number:08}", f"o{key}@example.com")
            for number, key in enumerate(keys)
        ],
        "property.ownership": [(key, key, key, "sole", "2020-01-01") for key in keys],
    }


def to_rows(model, lines):
    names = [API_NAMES.get(name, name) for name in COLUMNS[model]]
    rows = [dict(zip(names, line, strict=True)) for line in lines]
    for row in rows:
        if "area_gross" in row:
            row["area_gross"] = float(row["area_gross"])
    return rows


def by_api(env, tag, count):
    for model, lines in sheets(tag, count).items():
        answers = env[model].api_upsert(to_rows(model, lines))
        assert all(answer["status"] == "created" for answer in answers), answers[:2]


def by_load(env, tag, count):
    quiet = env["base"].with_context(tracking_disable=True).env
    for model, lines in sheets(tag, count).items():
        result = quiet[model].load(COLUMNS[model], [list(line) for line in lines])
        assert result["ids"], result["messages"][:2]
    env.invalidate_all()


def by_copy(env, tag, count):
    """Write the rows the ORM wrote for another tag, by COPY: the floor."""
    for model, source in SOURCES.items():
        copy_rows(env, model, source, tag)


SOURCES = {}


def remember(env, tag):
    """Keep the finished rows of a tag, to be written again by COPY."""
    for model in COLUMNS:
        table = env[model]._table
        names = [
            name
            for name, field in env[model]._fields.items()
            if field.store and field.column_type and name != "id"
        ]
        quoted = ", ".join(f'"{name}"' for name in names)
        buffer = io.StringIO()
        env.cr._obj.copy_expert(
            f"COPY (SELECT {quoted} FROM {table} WHERE external_key LIKE '{tag}-%')"
            " TO STDOUT",
            buffer,
        )
        SOURCES[model] = (tag, table, quoted, buffer.getvalue())


def copy_rows(env, model, source, tag):
    old, table, quoted, text = source
    buffer = io.StringIO(text.replace(old, tag))
    env.cr._obj.copy_expert(f"COPY {table} ({quoted}) FROM STDIN", buffer)


def summed(env, tag):
    """What all three must have made alike: units, their area and their owners."""
    env.flush_all()
    env.cr.execute(
        "SELECT count(*), sum(area_gross), count(DISTINCT room) FROM property_unit"
        " WHERE external_key LIKE %s",
        [f"{tag}-%"],
    )
    units = env.cr.fetchone()
    env.cr.execute(
        "SELECT count(*), sum(share_numerator) FROM property_ownership"
        " WHERE external_key LIKE %s",
        [f"{tag}-%"],
    )
    return units + env.cr.fetchone()


def prepare(env):
    site = {"external_key": "BENCH", "name": "Bench", "code": "BENCH"}
    env["property.site"].api_upsert([site])
    building = {"external_key": "BENCH-1", "site": "BENCH", "code": "1"}
    env["property.building"].api_upsert([building])
    env.company.country_id = env.ref("base.cn")


def peak():
    """Return the most memory this process has used, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_pairs(env):
    """Compare the three ways on small batches, in turn."""
    by_api(env, "w", BATCH)
    remember(env, "w")

    def way(name, run):
        return lambda number: run(env, f"{name}{number:02}", BATCH)

    best = in_turn(
        {
            "api": way("a", by_api),
            "load": way("l", by_load),
            "copy": lambda number: copy_tag(env, f"c{number:02}"),
        }
    )
    sums = {summed(env, tag) for tag in ("a03", "l03", "c03")}
    assert len(sums) == 1, sums
    return best


def copy_tag(env, tag):
    """COPY units and people; ownerships refer to ids, so they go to new units."""
    for model in ("property.unit", "res.partner"):
        copy_rows(env, model, SOURCES[model], tag)
    old, _table, quoted, _text = SOURCES["property.ownership"]
    names = quoted.replace(
        '"external_key"', f"replace(o.external_key, '{old}', '{tag}')"
    )
    names = names.replace('"unit_id"', "u.id").replace('"partner_id"', "p.id")
    env.cr.execute(
        f"INSERT INTO property_ownership ({quoted}) SELECT {prefixed(names)}"
        " FROM property_ownership o"
        " JOIN property_unit u"
        " ON u.external_key = replace(o.external_key, %(old)s, %(tag)s)"
        " JOIN res_partner p ON p.external_key = u.external_key"
        " WHERE o.external_key LIKE %(old)s || '-%%'",
        {"old": old, "tag": tag},
    )


def prefixed(names):
    return ", ".join(
        f"o.{name}" if name.startswith('"') else name for name in names.split(", ")
    )


def main(env, count):
    """Print the measurements as JSON for ``run.py``."""
    env = env(user=env.ref("base.user_admin"))
    prepare(env)
    best = in_pairs(env)
    start = peak()
    seconds, _none = clock(lambda: by_api(env, "big", count))
    result = {
        "pairs": [
            line("against Odoo's import", best, "api", "load", BATCH),
            line("against COPY", best, "api", "copy", BATCH),
        ],
        "count": count,
        "seconds": seconds,
        "peak": peak(),
        "start": start,
        "sums": [str(part) for part in summed(env, "big")],
    }
    env.cr.rollback()
    with open(os.environ["BENCH_RESULT"], "w", encoding="utf-8") as file:
        json.dump(result, file)
