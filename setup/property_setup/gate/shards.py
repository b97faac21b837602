"""Files of tests, dealt out to runs that take about as long as each other.

How long a file took is kept from run to run. Where nothing is known, in a new clone or
of a new file, it is guessed from what stands in it.
"""

import json
import re
import threading
import xml.etree.ElementTree as ElementTree

from .. import paths

LONGEST = 900
# What one file is guessed to take: of browsers, of others marked so, of each test.
BROWSER, LONG, FILE, TEST = 8, 40, 0.5, 0.25
IN_BROWSER = re.compile(r"start_tour\(|browser_js\(")
TESTS = re.compile(r"^ *def test_", re.MULTILINE)
TAKES_LONG = "# Takes long"
lock = threading.Lock()


def record():
    return paths.STATE / "durations.json"


def known():
    """{file: seconds} of earlier runs; nothing if there were none."""
    try:
        return dict(json.loads(record().read_text()))
    except (OSError, ValueError, TypeError):
        return {}


def remember(results):
    """Keep how long the files of a JUnit report took."""
    found = {}
    for case in ElementTree.parse(results).iter("testcase"):
        name = file_of(case.get("classname") or "")
        seconds = float(case.get("time") or 0)
        # a test that stops the clock seems to take years
        found[name] = found.get(name, 0) + (seconds if 0 < seconds < LONGEST else TEST)
    with lock:
        record().write_text(json.dumps(known() | found, indent=1, sort_keys=True))


def file_of(classname):
    """property_crm.tests.place.test_unit.TestUnit → property_crm/tests/place/…"""
    parts = classname.split(".")
    ends = [number for number, part in enumerate(parts) if part.startswith("test_")]
    return "/".join(parts[: ends[0] + 1] if ends else parts) + ".py"


def seconds(file, kept=None):
    kept = known() if kept is None else kept
    name = str(file.relative_to(paths.ROOT))
    return kept[name] if name in kept else guess(file.read_text())


def guess(text):
    tests = len(TESTS.findall(text))
    browsers = len(IN_BROWSER.findall(text))
    return FILE + tests * TEST + browsers * BROWSER + LONG * (TAKES_LONG in text)


def deal(files, longest):
    """[(seconds, files)]: shards of whole files, none much over `longest` seconds.

    Each gets the next longest file if it has least to do: they end at about the same
    time, and begin with what takes long.
    """
    kept = known()
    weights = {file: seconds(file, kept) for file in files}
    count = max(1, -(-int(sum(weights.values())) // longest))
    shards = [[0, []] for _number in range(min(count, len(weights)))]
    for file in sorted(weights, key=lambda file: (-weights[file], file)):
        shard = min(shards, key=lambda shard: shard[0])
        shard[0] += weights[file]
        shard[1].append(file)
    return [tuple(shard) for shard in shards]
