import doctest
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import call_script, call_split, dialler
from ...tools.call_script import (
    CHOICES,
    SIGNS,
    Bound,
    Step,
    find_idle,
    find_problems,
    next_step,
)
from ...tools.call_split import share_out, split
from ...tools.dialler import DiallerError, HttpDialler, RecordingDialler

STEPS = st.integers(1, 6).flatmap(
    lambda count: st.tuples(
        *(
            st.builds(
                Step,
                key=st.just(key),
                kind=st.sampled_from(["say", "choice", "text"]),
                goto=st.sampled_from([None, *range(1, count + 1)]),
                branches=st.lists(
                    st.sampled_from([None, *range(1, count + 1)]), min_size=2
                ).map(lambda targets: tuple(enumerate(targets))),
            )
            for key in range(1, count + 1)
        )
    )
)


@tagged("post_install", "-at_install")
class TestCallLists(BaseCase):
    def test_examples(self):
        for module in (call_script, call_split, dialler):
            self.assertFalse(doctest.testmod(module).failed)

    @settings(max_examples=60)
    @given(st.integers(0, 500), st.lists(st.integers(0, 20), min_size=1, max_size=8))
    def test_shares_add_up_and_nobody_is_more_than_one_off(self, total, weights):
        shares = share_out(total, weights)
        whole = sum(weights)
        self.assertEqual(sum(shares), total if whole else 0)
        for share, weight in zip(shares, weights, strict=True):
            self.assertLess(abs(share * whole - total * weight), whole or 1)

    @settings(max_examples=60)
    @given(
        st.lists(st.sets(st.integers(0, 3)), max_size=30),
        st.lists(st.integers(0, 6), min_size=4, max_size=4),
        st.booleans(),
    )
    def test_split_is_allowed_and_within_capacity(self, allowed, weights, limited):
        result = split(allowed, weights, limited=limited)
        self.assertEqual(result, split(allowed, weights, limited=limited))
        for people, person in zip(allowed, result, strict=True):
            self.assertTrue(person is None or person in people and weights[person])
        if limited:
            for person, weight in enumerate(weights):
                self.assertLessEqual(result.count(person), weight)
        else:
            free = [people for people in allowed if any(weights[p] for p in people)]
            self.assertEqual(len(allowed) - result.count(None), len(free))

    def test_all_may_see_all_gives_the_shares(self):
        result = split([{0, 1, 2}] * 1000, [5, 3, 2])
        self.assertEqual([result.count(index) for index in range(3)], [500, 300, 200])

    @settings(max_examples=60)
    @given(STEPS, st.lists(st.integers(0, 3), min_size=40, max_size=40))
    def test_a_sound_script_leads_somewhere_and_can_end(self, steps, answers):
        if find_problems(list(steps)):
            return
        by_key = {step.key: step for step in steps}
        key = steps[0].key
        for answer in answers:
            if key is None:
                return
            step = by_key[key]
            values = dict(step.branches) if step.kind in CHOICES else {None: None}
            key = next_step(step, answer if answer in values else next(iter(values)))
            self.assertIn(key, {None, *by_key})

    @settings(max_examples=60)
    @given(
        st.lists(
            st.builds(Bound, st.sampled_from(list(SIGNS)), st.integers(0, 4)),
            max_size=5,
        )
    )
    def test_idle_is_the_branch_that_no_number_takes(self, bounds):
        step = Step(0, "number", None, tuple((b, i) for i, b in enumerate(bounds)))
        taken = {next_step(step, number / 4) for number in range(-8, 28)}
        idle = [index for index in range(len(bounds)) if index not in taken]
        self.assertEqual(find_idle(bounds), idle)

    def test_dialler_over_http(self):
        asked = []

        class Telephone(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                asked.append((self.path, self.headers["Authorization"], body))
                self.send_response(503 if "busy" in self.path else 202)
                self.end_headers()

            def log_message(self, *args):
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Telephone)
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        base = f"http://127.0.0.1:{server.server_port}"
        HttpDialler(f"{base}/dial?to={{number}}", "secret").dial("+861", "anna", "C1")
        [(path, token, body)] = asked
        self.assertEqual((path, token), ("/dial?to=%2B861", "Bearer secret"))
        self.assertEqual(
            json.loads(body), {"number": "+861", "agent": "anna", "reference": "C1"}
        )
        with self.assertRaisesRegex(DiallerError, "503"):
            HttpDialler(f"{base}/busy").dial("+861", "anna", "C2")

    def test_a_dialler_that_fails(self):
        with self.assertRaises(DiallerError):
            RecordingDialler(error="line down").dial("1", "a", "C")
        for url in ("http://pbx.example.com", "ftp://localhost", "", None):
            with self.subTest(url=url), self.assertRaises(ValueError):
                HttpDialler(url)
