import doctest
import json

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import vote_secret
from ...tools.vote_presets import PRESETS
from ...tools.vote_receipt import commit, new_nonce
from ...tools.vote_register import Row
from ...tools.vote_secret import (
    assign,
    get_class,
    is_committed,
    read_ballot,
    write_ballot,
)
from ...tools.vote_sums import CHOICES
from ...tools.vote_tally import tally

RULE = PRESETS["cn_ordinary"].parse()
UNITS = st.lists(
    st.tuples(
        st.sampled_from((5000, 9000, 9001)),
        st.sampled_from("abcdef"),
        st.sampled_from(("dwelling", "parking")),
        st.sampled_from(("sold", "sold", "unsold")),
    ),
    min_size=1,
    max_size=12,
)


def make_register(units):
    return RULE.make_register(
        Row(str(place), kind, area, owners=[owner], state=state)
        for place, (area, owner, kind, state) in enumerate(units)
    )


def get_classes(register):
    units = {}
    for unit, head in register.heads.items():
        units.setdefault(head, []).append(unit)
    return {head: get_class(register, units[head]) for head in units}


def count(register, choices):
    ballots = [
        (unit, choices[head])
        for unit, head in register.heads.items()
        if head in choices
    ]
    return tally(RULE, register, ballots)


@tagged("post_install", "-at_install")
class TestVoteSecret(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(vote_secret).failed)

    @given(UNITS, st.data())
    def test_sums_are_those_of_the_open_vote(self, units, data):
        register = make_register(units)
        classes = get_classes(register)
        heads = data.draw(st.sets(st.sampled_from([*classes, "none"]))) - {"none"}
        choices = {head: data.draw(st.sampled_from(CHOICES)) for head in heads}
        opened = [(choices[head], classes[head]) for head in heads]
        opened = data.draw(st.permutations(opened))
        found = assign(opened, {head: classes[head] for head in heads})
        self.assertFalse(found.problems)
        counted, expected = count(register, found.choices), count(register, choices)
        self.assertEqual(counted.sums, expected.sums)
        self.assertEqual(counted.outcome, expected.outcome)

    @given(UNITS)
    def test_more_or_fewer_ballots_than_voters_are_seen(self, units):
        register = make_register(units)
        classes = get_classes(register)
        opened = [("yes", weights) for weights in classes.values()]
        self.assertEqual(
            assign([*opened, ("no", [9] * 6)], classes).problems, ["invented"]
        )
        if opened:
            self.assertEqual(assign(opened[1:], classes).problems, ["missing"])

    def test_what_is_sealed_names_nobody(self):
        register = make_register([(9000, "a", "dwelling", "sold")])
        nonce = new_nonce()
        data = write_ballot("yes", get_classes(register)["a"], nonce)
        self.assertEqual(
            json.loads(data),
            {"choice": "yes", "class": [0, 1, 9000, 1, 0, 0], "nonce": nonce.hex()},
        )
        self.assertEqual(read_ballot(data), ("yes", [0, 1, 9000, 1, 0, 0]))

    def test_only_the_ballot_of_the_receipt_is_as_cast(self):
        nonce = new_nonce()
        told = commit(nonce, "m1", "s1", "yes"), "m1", "s1"
        self.assertTrue(is_committed(write_ballot("yes", [0], nonce), *told))
        for data in (
            write_ballot("no", [0], nonce),
            write_ballot("yes", [0], new_nonce()),
            write_ballot("yes", [0], b""),
            b'{"choice":0.5,"nonce":"' + nonce.hex().encode() + b'"}',
            b"[]",
        ):
            self.assertFalse(is_committed(data, *told), data)

    def test_what_cannot_be_read(self):
        for data in (b"", b"{}", b"[]", b'{"choice":"yes"}', b"\xff", b"1"):
            self.assertIsNone(read_ballot(data))
