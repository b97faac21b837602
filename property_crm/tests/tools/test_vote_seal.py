import doctest
import json
from base64 import b64encode
from collections import Counter
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import vote_seal
from ...tools.vote_seal import (
    SIZE,
    SealError,
    get_fingerprint,
    new_key,
    open_all,
    seal,
    unwrap,
)

# quick: what is tried here is not how slow a guess is
CHEAP = {"n": 2, "r": 1, "p": 1}
WORDS = {
    "chen": "correct horse battery",
    "li": "staple and a half",
    "wang": "长安一片月，万户捣衣声。何日平胡虏",
}
CONTEXT = {"motion": "m1", "serial": "s1"}
PUBLIC, WRAPPED = new_key(WORDS, cost=CHEAP)


@tagged("post_install", "-at_install")
class TestVoteSeal(BaseCase):
    def open(self, *sealed):
        return open_all(WRAPPED, WORDS, sealed)

    def refuse(self, code):
        return self.assertRaisesRegex(SealError, f"^{code}$")

    def test_examples(self):
        self.assertFalse(doctest.testmod(vote_seal).failed)

    @settings(max_examples=30)
    @given(st.binary(max_size=SIZE - 4), st.dictionaries(st.text(), st.integers()))
    def test_what_is_sealed_is_opened(self, data, context):
        box = seal(PUBLIC, data, context)
        self.assertEqual(self.open((box, context)), ([data], []))

    def test_bytes_tell_nothing(self):
        """Neither the length nor a repeated choice can be seen."""
        boxes = [seal(PUBLIC, choice, CONTEXT) for choice in (b"", b"yes", b"x" * 1020)]
        boxes.append(seal(PUBLIC, b"yes", CONTEXT))
        self.assertEqual(len({len(box) for box in boxes}), 1)
        self.assertEqual(len({*boxes}), 4)
        self.assertNotEqual(boxes[1][1:33], boxes[3][1:33])
        self.assertFalse(any(b"yes" in box for box in boxes))
        with self.refuse("too_long"):
            seal(PUBLIC, b"x" * 1021, CONTEXT)

    def test_what_ends_in_zeros_is_not_cut(self):
        data = b"\0yes\0\0"
        self.assertEqual(self.open((seal(PUBLIC, data, 1), 1)).ballots, [data])

    def test_the_stored_key_opens_nothing_by_itself(self):
        stored = json.dumps(WRAPPED)
        raw = unwrap(WRAPPED, WORDS).private_bytes(
            vote_seal.Encoding.Raw,
            vote_seal.PrivateFormat.Raw,
            vote_seal.NoEncryption(),
        )
        self.assertNotIn(raw.hex(), stored)
        self.assertNotIn(b64encode(raw).decode(), stored)
        for text in WORDS.values():
            self.assertNotIn(text, stored)
        box = seal(PUBLIC, b"yes", CONTEXT)
        again = open_all(json.loads(stored), WORDS, [(box, CONTEXT)])
        self.assertEqual(again.ballots, [b"yes"])

    def test_all_scrutineers_are_needed(self):
        for absent in WORDS:
            there = {name: text for name, text in WORDS.items() if name != absent}
            with self.subTest(absent=absent), self.refuse("needed"):
                unwrap(WRAPPED, there)
            with self.subTest(wrong=absent), self.refuse("passphrase"):
                unwrap(WRAPPED, {**WORDS, absent: "something else now"})
        swapped = dict(zip(WORDS, reversed(WORDS.values()), strict=True))
        with self.refuse("passphrase"):
            unwrap(WRAPPED, swapped)

    def test_two_of_three_are_enough(self):
        public, wrapped = new_key(WORDS, needed=2, cost=CHEAP)
        box = seal(public, b"no", CONTEXT)
        for absent in WORDS:
            there = {name: text for name, text in WORDS.items() if name != absent}
            with self.subTest(absent=absent):
                opened = open_all(wrapped, there, [(box, CONTEXT)])
                self.assertEqual(opened.ballots, [b"no"])
        with self.refuse("needed"):
            unwrap(wrapped, {"li": WORDS["li"], "nobody": WORDS["wang"]})
        with self.refuse("needed"):
            unwrap(wrapped, {})

    def test_a_wrap_of_two_is_none_of_one(self):
        """What one scrutineer knows tells him nothing of the key."""
        _public, wrapped = new_key(WORDS, needed=2, cost=CHEAP)
        lowered = {**wrapped, "needed": 1}
        for name, text in WORDS.items():
            with self.subTest(name=name), self.assertRaises((SealError, KeyError)):
                unwrap(lowered, {name: text})
        moved = {**lowered, "wraps": {'["li"]': wrapped["wraps"]['["chen","li"]']}}
        with self.refuse("passphrase"):
            unwrap(moved, {"li": WORDS["li"]})

    def test_a_wrap_belongs_to_its_public_key(self):
        other, _wrapped = new_key(WORDS, cost=CHEAP)
        with self.refuse("passphrase"):
            unwrap({**WRAPPED, "public": other}, WORDS)

    def test_a_passphrase_is_the_same_on_every_keyboard(self):
        wide = "ｓｔａｐｌｅ　ａｎｄ　ａ　ｈａｌｆ "
        box = seal(PUBLIC, b"yes", CONTEXT)
        opened = open_all(WRAPPED, {**WORDS, "li": wide}, [(box, CONTEXT)])
        self.assertEqual(opened.ballots, [b"yes"])

    def test_keys_that_are_refused(self):
        with self.refuse("scrutineers"):
            new_key({})
        for needed in (0, 4, -1):
            with self.subTest(needed=needed), self.refuse("needed"):
                new_key(WORDS, needed=needed, cost=CHEAP)
        with self.refuse("passphrase"):
            new_key({"li": "elevenchars"}, cost=CHEAP)
        with self.refuse("passphrase"):
            new_key({"li": WORDS["li"], "wang": WORDS["li"] + " "}, cost=CHEAP)
        many = {f"s{number}": f"passphrase {number:02}" for number in range(12)}
        with self.refuse("needed"):
            new_key(many, needed=6, cost=CHEAP)

    def test_a_guess_is_slow(self):
        """Memory of a guess is 128 n r bytes: at least 32 MB."""
        self.assertGreaterEqual(128 * vote_seal.COST["n"] * vote_seal.COST["r"], 2**25)
        _public, wrapped = new_key({"li": WORDS["li"]})
        self.assertEqual(wrapped["cost"], vote_seal.COST)

    def test_no_salt_comes_twice(self):
        _public, other = new_key(WORDS, cost=CHEAP)
        salts = [*WRAPPED["salts"].values(), *other["salts"].values()]
        self.assertEqual(len({*salts}), 6)
        self.assertTrue(all(len(salt) == 32 for salt in salts))

    @settings(max_examples=40)
    @given(st.integers(0, SIZE + 48), st.integers(1, 255))
    def test_a_changed_byte_shows(self, place, change):
        box = bytearray(seal(PUBLIC, b"yes", CONTEXT))
        self.assertEqual(len(box), SIZE + 49)
        box[place] ^= change
        # the highest bit of a public key counts for nothing, but is sealed in
        self.assertEqual(self.open((bytes(box), CONTEXT)), ([], [0]))

    def test_broken_ballots_do_not_stop_the_others(self):
        good = seal(PUBLIC, b"yes", CONTEXT)
        other, _wrapped = new_key(WORDS, cost=CHEAP)
        bad = [
            b"",
            good[:20],
            good[:-1],
            good + b"\0",
            b"\2" + good[1:],
            # a point of small order
            good[:1] + bytes(32) + good[33:],
            seal(other, b"yes", CONTEXT),
        ]
        sealed = [(box, CONTEXT) for box in bad]
        opened = self.open(
            *sealed, (good, CONTEXT), (good, {**CONTEXT, "serial": "s2"})
        )
        self.assertEqual(opened, ([b"yes"], [*range(7), 8]))

    def test_a_serial_is_opened_once(self):
        twice = [(seal(PUBLIC, choice, CONTEXT), CONTEXT) for choice in (b"a", b"b")]
        self.assertEqual(self.open(*twice), ([b"a"], [1]))
        # a broken one takes no serial
        self.assertEqual(self.open((b"", CONTEXT), twice[1]), ([b"b"], [0]))

    def test_what_a_stranger_sealed_by_hand_is_broken(self):
        """Padding holds nothing beside the ballot, and a length is what it says."""
        end = SIZE - 4
        for length, rest, is_broken in (
            (3, b"yes" + bytes(end - 3), False),
            (2, b"yes" + bytes(end - 3), True),
            (end, bytes(end), False),
            (end + 1, bytes(end), True),
        ):
            padded = length.to_bytes(4, "big") + rest
            ephemeral = vote_seal.X25519PrivateKey.generate()
            sent = vote_seal._get_public(ephemeral)
            secret = vote_seal._exchange(ephemeral, PUBLIC)
            bound = vote_seal._bind_ballot(sent, PUBLIC, CONTEXT)
            box = b"\1" + sent + vote_seal._encrypt(secret, bound, padded)
            with self.subTest(length=length):
                self.assertEqual(self.open((box, CONTEXT)).broken, [0] * is_broken)

    def test_the_order_of_casting_is_lost(self):
        choices = [str(number).encode() for number in range(40)]
        sealed = [
            (seal(PUBLIC, one, [number]), [number])
            for number, one in enumerate(choices)
        ]
        first, second = self.open(*sealed), self.open(*sealed)
        self.assertEqual(Counter(first.ballots), Counter(choices))
        self.assertNotEqual(first.ballots, choices)
        self.assertNotEqual(first.ballots, second.ballots)

    def test_shuffled_by_the_system(self):
        """Not by a generator whose seed could be found out."""
        with patch.object(vote_seal.secrets.SystemRandom, "shuffle") as shuffle:
            self.open((seal(PUBLIC, b"yes", 1), 1))
        shuffle.assert_called_once()

    def test_a_fingerprint_to_compare(self):
        other, _wrapped = new_key(WORDS, cost=CHEAP)
        self.assertNotEqual(get_fingerprint(PUBLIC), get_fingerprint(other))
        self.assertEqual(len(get_fingerprint(PUBLIC)), 29)

    def test_what_is_no_public_key_is_refused(self):
        for public in ("", "00", "xyz", PUBLIC + "00", "00" * 32):
            with self.subTest(public=public), self.refuse("public"):
                seal(public, b"yes", CONTEXT)
