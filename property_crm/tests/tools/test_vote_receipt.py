import doctest
import json
from dataclasses import replace
from hashlib import sha256
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import vote_receipt
from ...tools.vote_receipt import (
    Receipt,
    Tree,
    commit,
    find_root,
    hash_entry,
    hash_leaf,
    hash_node,
    new_nonce,
    new_serial,
    opens,
    publish,
    verify,
)

# the leaves and roots every implementation of RFC 6962 is tried with
LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SIZES = st.integers(1, 70)


def make_leaves(size):
    return [hash_leaf(str(number).encode()) for number in range(size)]


def make_entries(size):
    return [
        ("m1", f"s{number:03}", commit(bytes(32), "m1", f"s{number:03}", "yes"))
        for number in range(size)
    ]


def flip(text):
    return f"{int(text[0], 16) ^ 1:x}{text[1:]}"


@tagged("post_install", "-at_install")
class TestVoteReceipt(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(vote_receipt).failed)

    def test_roots_of_the_standard(self):
        leaves = [hash_leaf(bytes.fromhex(text)) for text in LEAVES]
        for size, root in enumerate(ROOTS, 1):
            with self.subTest(size=size):
                self.assertEqual(Tree(leaves[:size]).root.hex(), root)
        self.assertEqual(Tree([]).root, sha256(b"").digest())

    def test_an_entry_is_hashed_as_written_down(self):
        text = b'\x00["m1","s1","ab"]'
        self.assertEqual(hash_entry("m1", "s1", "ab"), sha256(text).digest())
        # what stands in one field cannot slip into the next
        self.assertNotEqual(hash_entry("m", "1s1", "ab"), hash_entry("m1", "s1", "ab"))

    @given(SIZES, st.data())
    def test_every_path_leads_to_the_root_from_its_place_only(self, size, data):
        tree = Tree(make_leaves(size))
        index = data.draw(st.integers(0, size - 1))
        path, leaf = tree.get_path(index), tree.leaves[index]
        self.assertEqual(find_root(leaf, index, size, path), tree.root)
        other = data.draw(st.integers(-1, size))
        if other != index:
            self.assertNotEqual(find_root(leaf, other, size, path), tree.root)
        self.assertNotEqual(find_root(hash_leaf(b"x"), index, size, path), tree.root)
        self.assertIsNone(find_root(leaf, index, size, [*path, leaf]))
        if path:
            self.assertNotEqual(find_root(leaf, index, size, path[:-1]), tree.root)

    def test_no_path_beside_the_list(self):
        tree = Tree(make_leaves(3))
        for index in (-1, 3):
            with self.subTest(index=index), self.assertRaises(IndexError):
                tree.get_path(index)

    def test_a_node_is_no_leaf(self):
        """Two leaves joined by hand must not pass as the content of one."""
        one, two = make_leaves(2)
        self.assertNotEqual(hash_leaf(one + two), hash_node(one, two))

    @given(SIZES, st.data())
    def test_a_receipt_proves_its_entry_and_no_other(self, size, data):
        root, receipts = publish(make_entries(size))
        serial = f"s{data.draw(st.integers(0, size - 1)):03}"
        receipt = receipts[serial]
        self.assertTrue(verify(receipt, root))
        self.assertFalse(verify(receipt, flip(root)))
        false = [
            replace(receipt, motion="m2"),
            replace(receipt, serial="s999"),
            replace(receipt, commitment=flip(receipt.commitment)),
            replace(receipt, index=receipt.index + 1),
            replace(receipt, path=(*receipt.path, root)),
            replace(receipt, path=(*receipt.path[:-1], "xyz")),
        ]
        for number, one in enumerate(false):
            self.assertFalse(verify(one, root), number)

    def test_the_list_is_sorted_whenever_somebody_voted(self):
        entries = make_entries(5)
        self.assertEqual(publish(entries[::-1]), publish(entries))

    def test_one_serial_one_entry_one_motion(self):
        first, second = make_entries(2)
        with self.assertRaisesRegex(ValueError, "serial"):
            publish([first, ("m1", first[1], second[2])])
        with self.assertRaisesRegex(ValueError, "motion"):
            publish([first, ("m2", *second[1:])])

    def test_a_receipt_tells_no_choice(self):
        nonce, serial = new_nonce(), new_serial()
        made = commit(nonce, "m1", serial, "yes")
        receipt = publish([("m1", serial, made)])[1][serial]
        text = json.dumps(receipt.to_dict())
        self.assertNotIn("yes", text)
        self.assertNotIn(nonce.hex(), text)
        # nor is one found by trying the few choices there are
        tried = {commit(new_nonce(), "m1", serial, one) for one in ("yes", "no")}
        self.assertNotIn(receipt.commitment, tried)

    def test_only_its_nonce_opens_a_commitment(self):
        nonce = new_nonce()
        made = commit(nonce, "m1", "s1", "yes")
        self.assertTrue(opens(made, nonce, "m1", "s1", "yes"))
        self.assertFalse(opens(made, nonce, "m1", "s1", "no"))
        self.assertFalse(opens(made, nonce, "m1", "s2", "yes"))
        self.assertFalse(opens(made, nonce, "m2", "s1", "yes"))
        self.assertFalse(opens(made, new_nonce(), "m1", "s1", "yes"))
        for short in (b"", nonce[:-1], nonce + b"\0"):
            with self.assertRaises(ValueError):
                commit(short, "m1", "s1", "yes")

    def test_serials_and_nonces_do_not_come_again(self):
        self.assertEqual(len({new_serial() for _turn in range(100)}), 100)
        self.assertEqual(len({new_nonce() for _turn in range(100)}), 100)

    def test_a_receipt_is_read_back(self):
        root, receipts = publish(make_entries(6))
        stored = json.loads(json.dumps(receipts["s004"].to_dict()))
        self.assertEqual(Receipt.from_dict(stored), receipts["s004"])
        self.assertTrue(verify(Receipt.from_dict(stored), root))

    def test_what_is_no_receipt_is_refused(self):
        good = publish(make_entries(2))[1]["s000"].to_dict()
        bad = [
            {},
            [],
            None,
            {**good, "more": 1},
            {**good, "path": None},
            {**good, "path": [1]},
            {**good, "index": "0"},
            {**good, "size": True},
            {**good, "serial": 7},
            {key: good[key] for key in good if key != "motion"},
        ]
        for values in bad:
            with self.subTest(values=values), self.assertRaises(ValueError):
                Receipt.from_dict(values)

    def test_a_large_site_takes_a_moment(self):
        entries = [("m1", f"{number:05}", "ab") for number in range(20_000)]
        start = perf_counter()
        root, receipts = publish(entries)
        self.assertLess(perf_counter() - start, 5)
        self.assertEqual(len(receipts), 20_000)
        self.assertLessEqual(len(receipts["00000"].path), 15)
        self.assertTrue(verify(receipts["19999"], root))
