import copy
import doctest
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import vote_result_file
from ...tools.hash_chain import canonical
from ...tools.vote_checks import RuleError
from ...tools.vote_presets import PRESETS
from ...tools.vote_receipt import commit, publish, verify
from ...tools.vote_register import Row, Scope
from ...tools.vote_result_file import (
    find_differences,
    get_digest,
    main,
    make_file,
    make_motion,
    name_heads,
    read_file,
    write_file,
)
from .vote_registers import make_r1, make_r3, vote

ORDINARY, MAJOR = PRESETS["cn_ordinary"].rule, PRESETS["cn_major"].rule
ADDON = Path(vote_result_file.__file__).parent.parent
V1 = vote(yes="A101 A102 A103 A104 B101 B102 B103", no="C1 E1 E2")
ENTRIES = [(f"s{n}", commit(bytes(32), "m2", f"s{n}", "yes")) for n in range(5)]


def make_open():
    return make_file("Spring", make_r1(), [make_motion("m1", ORDINARY, ballots=V1)])


def make_secret():
    """Return the file of the same vote, of which only the sums are known."""
    result = make_open()["motions"][0]["result"]
    result = {key: result[key] for key in ("outcome", "sums", "quorum_sums")}
    motion = make_motion("m2", ORDINARY, ballots=None, entries=ENTRIES, result=result)
    return make_file("Spring", make_r1(), [motion])


def sign(data):
    """Hash a changed file anew, as who wants to hide it would."""
    return {**data, "digest": get_digest(data)}


def leaves(value, path=()):
    """Yield the paths of all plain values."""
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, (*path, key))
    else:
        yield path


@tagged("post_install", "-at_install")
class TestVoteResultFile(BaseCase):
    def refuse(self, path, code):
        return self.assertRaisesRegex(RuleError, f"^{path}: {code}")

    def test_examples(self):
        self.assertFalse(doctest.testmod(vote_result_file).failed)

    def test_a_vector_counted_again_from_its_file(self):
        data = read_file(write_file(make_open()))
        self.assertEqual(find_differences(data), [])
        [motion] = data["motions"]
        self.assertEqual(motion["result"]["outcome"], "passed")
        area, head = (motion["result"]["sums"][name] for name in ("area", "head"))
        self.assertEqual(
            (area["participating"], area["yes"], area["register"]),
            (134000, 85000, 186000),
        )
        self.assertEqual((head["participating"], head["yes"]), (8, 5))

    def test_two_thirds_exactly(self):
        motion = make_motion("m1", MAJOR, ballots=vote(yes="F1 F2 F3"))
        data = make_file("", make_r3(), [motion])
        self.assertEqual(data["motions"][0]["result"]["outcome"], "passed")
        self.assertEqual(find_differences(read_file(write_file(data))), [])

    def test_the_file_names_nobody(self):
        """Only its own names of heads, which depend on no key of the database."""
        rows = [
            Row("A1", area=100, owners=["Wang Fang"]),
            Row("A2", area=100, owners=["Li Na", "Wang Fang"]),
            Row("A3", area=100, owners=["Zhou & Co"]),
        ]
        data = make_file("", rows, [], developer="Zhou & Co")
        content = write_file(data).decode()
        for owner in ("Wang", "Li Na", "Zhou"):
            self.assertNotIn(owner, content)
        self.assertEqual(data["developer"], name_heads(rows)["Zhou & Co"])
        other = [
            Row("A3", area=100, owners=["zz"]),
            Row("A2", area=100, owners=["c", "d"]),
            Row("A1", area=100, owners=["d"]),
        ]
        shapes = [
            [len({*row["owners"]}) for row in make_file("", one, [])["register"]]
            for one in (rows, other)
        ]
        self.assertEqual(*shapes)

    def test_the_developer_keeps_his_head(self):
        """One who bought units like others is one head with those he holds back."""
        rows = [
            Row("A1", area=100, owners=[7]),
            Row("A2", area=100, state="unsold"),
            Row("A3", area=100, owners=[8]),
        ]
        for developer, heads in ((7, 2), (None, 3)):
            motion = make_motion("m1", ORDINARY, ballots=[("A3", "yes")])
            data = make_file("", rows, [motion], developer)
            with self.subTest(developer=developer):
                sums = data["motions"][0]["result"]["sums"]
                self.assertEqual(sums["head"]["register"], heads)
                self.assertEqual(find_differences(read_file(write_file(data))), [])

    def test_no_order_tells_of_the_voting(self):
        turned = make_motion("m1", ORDINARY, ballots=V1[::-1])
        again = make_file("Spring", make_r1()[::-1], [turned])
        self.assertEqual(write_file(again), write_file(make_open()))

    def test_scope_and_service_are_in_the_file(self):
        rule = {**ORDINARY, "absent": "follow_majority_if_served"}
        scope = Scope("units", units=frozenset(["A101", "A102", "A103", "A104"]))
        motion = make_motion(
            "m1",
            rule,
            scope=scope,
            ballots=vote(yes="A101 A102 A103"),
            served=["A104"],
        )
        data = read_file(write_file(make_file("", make_r1(), [motion])))
        result = data["motions"][0]["result"]
        self.assertEqual(result["sums"]["area"]["register"], 40000)
        self.assertEqual(result["followers"], ["A104"])
        self.assertEqual(find_differences(data), [])
        data["motions"][0]["served"] = []
        self.assertIn(("m1", "result"), find_differences(data))

    def test_errors_of_the_count_are_in_the_file(self):
        ballots = vote(yes="A101 B101", no="B102")
        data = make_file("", make_r1(), [make_motion("m1", ORDINARY, ballots=ballots)])
        result = data["motions"][0]["result"]
        self.assertIsNone(result["outcome"])
        head = next(r for r in data["register"] if r["unit"] == "B101")["owners"]
        self.assertEqual(result["errors"], [["split_ballot", head]])
        self.assertEqual(find_differences(read_file(write_file(data))), [])

    def test_an_emergency_has_no_count(self):
        motion = make_motion("m1", PRESETS["cn_emergency"].rule)
        data = read_file(write_file(make_file("", make_r1(), [motion])))
        self.assertIsNone(data["motions"][0]["result"])
        self.assertEqual(find_differences(data), [])

    @settings(max_examples=60)
    @given(st.data())
    def test_every_change_shows(self, choose):
        data = make_file(
            "Spring",
            make_r3(),
            [make_motion("m1", MAJOR, ballots=vote(yes="F1 F2 F3"), entries=ENTRIES)],
        )
        path = choose.draw(st.sampled_from([*leaves(data)]))
        changed = copy.deepcopy(data)
        place = changed
        for key in path[:-1]:
            place = place[key]
        old = place[path[-1]]
        place[path[-1]] = choose.draw(
            st.sampled_from([None, True, False, 0, 1, 7, "", "x"]).filter(
                lambda new: canonical(new) != canonical(old)
            )
        )
        try:
            found = find_differences(read_file(json.dumps(changed)))
        except ValueError:
            return
        self.assertIn((None, "digest"), found)

    def test_what_was_hashed_anew_is_counted_anew(self):
        changes = {
            "a ballot": lambda data: data["motions"][0]["ballots"].pop(),
            "a choice": lambda data: data["motions"][0]["ballots"][0].append(
                "no" if data["motions"][0]["ballots"][0].pop() == "yes" else "yes"
            ),
            "an area": lambda data: data["register"][0].update(area=10001),
            "the outcome": lambda data: data["motions"][0]["result"].update(
                outcome="lost"
            ),
            "a threshold": lambda data: data["motions"][0].update(rule=MAJOR),
            "a sum": lambda data: data["motions"][0]["result"]["sums"]["area"].update(
                yes=1
            ),
        }
        for name, change in changes.items():
            data = make_open()
            change(data)
            with self.subTest(name=name):
                found = find_differences(read_file(write_file(sign(data))))
                self.assertEqual(found, [("m1", "result")])

    def test_a_secret_motion_shows_no_ballot(self):
        data = read_file(write_file(make_secret()))
        self.assertEqual(find_differences(data), [])
        self.assertIsNone(data["motions"][0]["ballots"])

    def test_receipts_are_proved_by_the_root_in_the_file(self):
        root = make_secret()["motions"][0]["root"]
        receipts = publish([("m2", *entry) for entry in ENTRIES])[1]
        self.assertTrue(all(verify(receipt, root) for receipt in receipts.values()))
        self.assertEqual(len(receipts), 5)
        self.assertIsNone(make_open()["motions"][0]["root"])

    def test_what_a_secret_motion_can_be_checked_for(self):
        def change_sums(motion, **values):
            for key in ("sums", "quorum_sums"):
                motion["result"][key]["area"].update(values)

        changes = {
            "outcome": lambda motion: motion["result"].update(outcome="lost"),
            "register": lambda motion: change_sums(motion, register=187000),
            "sums": lambda motion: change_sums(motion, yes=134001),
            "root": lambda motion: motion["entries"].pop(),
        }
        for code, change in changes.items():
            data = make_secret()
            change(data["motions"][0])
            with self.subTest(code=code):
                found = find_differences(read_file(write_file(sign(data))))
                self.assertEqual(found, [("m2", code)])

    def test_the_quorum_of_a_secret_motion(self):
        """It is met before an outcome is looked at, unless it was relaxed."""
        rule = PRESETS["au_nsw_ordinary"].rule
        rows = [Row(f"L{n}", entitlement=10, owners=[f"o{n}"]) for n in range(10)]
        for is_relaxed, outcome in ((False, "no_quorum"), (True, "passed")):
            values = {"is_quorum_relaxed": is_relaxed}
            made = make_motion("m1", rule, ballots=[("L1", "yes")], **values)
            result = make_file("", rows, [made])["motions"][0]["result"]
            self.assertEqual(result["outcome"], outcome)
            secret = make_motion("m1", rule, ballots=None, result=result, **values)
            for claimed in ("no_quorum", "passed"):
                told = {**secret, "result": {**result, "outcome": claimed}}
                for key in ("followed", "followers", "without_followers"):
                    told["result"].pop(key)
                data = read_file(write_file(make_file("", rows, [told])))
                with self.subTest(is_relaxed=is_relaxed, claimed=claimed):
                    self.assertEqual(
                        find_differences(data),
                        [] if claimed == outcome else [("m1", "outcome")],
                    )

    def test_what_is_no_file_is_refused_where_it_is_wrong(self):
        def take(path, value):
            data = make_open()
            place = data
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = value
            return json.dumps(data)

        motion = ("motions", 0)
        for path, value, at, code in (
            (("format",), "other", "format", "not_allowed"),
            (("more",), 1, "file.more", "unknown_key"),
            (("register",), [], "register", "empty"),
            (("register", 2, "area"), -1, r"register\[2\]", "no_row"),
            (("register", 2, "owners"), "o1", r"register\[2\].owners", "not_a_list"),
            (("register", 2, "owners"), [[]], r"register\[2\].owners", "no_key"),
            (("register", 2, "unit"), [1], r"register\[2\].unit", "no_key"),
            (("register", 2, "more"), 1, r"register\[2\].more", "unknown_key"),
            ((*motion, "rule", "quorum"), 1, r"motions\[0\].rule.quorum", "not_an_obj"),
            ((*motion, "scope", "kind"), "town", r"motions\[0\].scope.kind", "not_all"),
            ((*motion, "scope", "units"), None, r"motions\[0\].scope.units", "not_a"),
            ((*motion, "served"), {}, r"motions\[0\].served", "not_a_list"),
            ((*motion, "is_quorum_relaxed"), 1, r"motions\[0\].is_quorum", "not_yes"),
            ((*motion, "ballots"), None, r"motions\[0\].result.", "unknown_key"),
            ((*motion, "ballots", 0), ["A1"], r"motions\[0\].ballots\[0\]", "no_pair"),
            ((*motion, "ballots", 0, 1), [], r"motions\[0\].ballots\[0\]", "no_key"),
            ((*motion, "entries"), [1], r"motions\[0\].entries\[0\]", "not_a_list"),
            ((*motion, "motion"), None, r"motions\[0\].motion", "no_key"),
        ):
            with self.subTest(path=path), self.assertRaises(RuleError) as caught:
                read_file(take(path, value))
            with self.subTest(path=path):
                self.assertRegex(str(caught.exception), f"^{at}")
                self.assertIn(code, caught.exception.code)
        twice = make_open()
        twice["motions"] *= 2
        with self.refuse(r"motions\[1\].motion", "twice"):
            read_file(json.dumps(twice))

    def test_what_is_no_json_is_refused(self):
        for content in (
            b"",
            b"\xff",
            b"[",
            b'{"about": 1.0}',
            b'{"about": NaN}',
            b'{"about": 1, "about": 2}',
            b"[" * 100_000,
            b"[]",
        ):
            with self.subTest(content=content[:20]), self.assertRaises(RuleError):
                read_file(content)

    def test_sums_of_a_secret_motion_are_whole_numbers(self):
        for value, code in ((None, "not_whole"), (-1, "too_small")):
            data = make_secret()
            data["motions"][0]["result"]["sums"]["head"]["yes"] = value
            with (
                self.subTest(value=value),
                self.refuse(r"motions\[0\].result.sums.head.yes", code),
            ):
                read_file(json.dumps(data))
        data = make_secret()
        data["motions"][0]["result"] = None
        with self.refuse(r"motions\[0\].result", "not_an_object"):
            read_file(json.dumps(data))

    def test_anybody_can_run_the_check(self):
        """With nothing but Python and the folder: no Odoo, no database."""
        good, bad = make_open(), make_open()
        bad["motions"][0]["result"]["outcome"] = "lost"
        with tempfile.TemporaryDirectory() as folder:
            paths = [
                Path(folder, name) for name in ("good.json", "bad.json", "no.json")
            ]
            for path, data in zip(paths, (good, sign(bad), {}), strict=True):
                path.write_bytes(canonical(data))
            command = [
                sys.executable,
                "-I",
                "-c",
                (
                    "import sys; sys.path.insert(0, sys.argv.pop(1))\n"
                    "from tools.vote_result_file import main\n"
                    "status = main(sys.argv[1:])\n"
                    "assert not any(name.startswith('odoo') for name in sys.modules)\n"
                    "sys.exit(status)"
                ),
                str(ADDON),
            ]
            run = subprocess.run(
                [*command, *map(str, paths)],
                capture_output=True,
                text=True,
                check=False,
            )
        self.assertEqual(run.returncode, 2, run.stderr)
        lines = run.stdout.splitlines()
        self.assertEqual(lines[0], "m1\tpassed")
        self.assertEqual(lines[1], f"{paths[0]}\t{good['digest']}\tok")
        self.assertEqual(lines[3], f"{paths[1]}\tm1\tresult")
        self.assertIn("missing_key", lines[4])
        self.assertEqual(main([]), 0)

    def test_a_large_site(self):
        rows = [Row(f"{n:05}", area=10000 + n, owners=[f"o{n}"]) for n in range(20_000)]
        ballots = [(f"{n:05}", "yes" if n % 3 else "no") for n in range(14_000)]
        motion = make_motion("m1", ORDINARY, ballots=ballots)
        start = perf_counter()
        content = write_file(make_file("", rows, [motion]))
        self.assertEqual(find_differences(read_file(content)), [])
        self.assertLess(perf_counter() - start, 10)
