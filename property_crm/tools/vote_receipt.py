"""A voter's receipt: his ballot is in the published list, and nobody sees his choice.

Published are the entries ``(motion, serial, commitment)`` of one motion, sorted, and
the root over them. A commitment hides the choice behind 32 random bytes, the nonce:
without it no choice can be tried. A serial is random too and stands for no order.

* The receipt alone proves that the entry is in the list. It may be shown to anybody.
* The nonce opens the commitment. The voter keeps it apart: with it he can check that
  his choice was stored as he made it, and he could show his choice to others. So
  receipts do not stop a buyer of votes to whom the voter hands the nonce.
* Hashes as in RFC 6962: a leaf is sha256(0x00 ‖ entry), a node sha256(0x01 ‖ left ‖
  right). The two bytes keep anybody from passing off a node as a leaf.
"""

import secrets
from dataclasses import asdict, dataclass
from hashlib import sha256
from hmac import compare_digest
from hmac import new as new_hmac

from .hash_chain import canonical, same_hash

NONCE = 32
SERIAL = 16
HASH = 32


def new_serial():
    """Return a serial that tells nothing about who voted, or when.

    >>> len(new_serial())
    32
    """
    return secrets.token_hex(SERIAL)


def new_nonce():
    return secrets.token_bytes(NONCE)


def commit(nonce, motion, serial, choice):
    """Return the commitment to a choice, in hexadecimal.

    It is bound to motion and serial: copied to another entry it opens nothing.

    >>> commit(bytes(32), "m1", "s1", "yes") == commit(bytes(32), "m1", "s1", "no")
    False
    """
    if len(nonce) != NONCE:
        raise ValueError("nonce")
    return new_hmac(nonce, canonical([motion, serial, choice]), sha256).hexdigest()


def opens(commitment, nonce, motion, serial, choice):
    """Tell whether a commitment is one to this choice."""
    return same_hash(commitment, commit(nonce, motion, serial, choice))


def hash_leaf(data):
    """Return the hash of a leaf over these bytes.

    >>> hash_leaf(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\0" + data).digest()


def hash_node(left, right):
    return sha256(b"\1" + left + right).digest()


def hash_entry(motion, serial, commitment):
    """Return the leaf of an entry of the published list."""
    return hash_leaf(canonical([motion, serial, commitment]))


class Tree:
    """The hashes over a list of leaves, level by level.

    >>> tree = Tree([hash_leaf(b"a"), hash_leaf(b"b"), hash_leaf(b"c")])
    >>> tree.root == hash_node(hash_node(*tree.leaves[:2]), tree.leaves[2])
    True
    >>> len(tree.get_path(0)), len(tree.get_path(2))
    (2, 1)
    """

    def __init__(self, leaves):
        self.leaves = list(leaves)
        self.levels = [self.leaves]
        while len(self.levels[-1]) > 1:
            self.levels.append(_pair(self.levels[-1]))

    @property
    def root(self):
        return self.levels[-1][0] if self.leaves else sha256(b"").digest()

    def get_path(self, index):
        """Return the hashes that lead from a leaf to the root, the lowest first."""
        if not 0 <= index < len(self.leaves):
            raise IndexError(index)
        path = []
        for level in self.levels[:-1]:
            # the last one of an odd level has nobody beside it and goes up as it is
            if index ^ 1 < len(level):
                path.append(level[index ^ 1])
            index //= 2
        return path


def _pair(level):
    nodes = [
        hash_node(level[place], level[place + 1])
        for place in range(0, len(level) - 1, 2)
    ]
    return nodes + level[len(nodes) * 2 :]


def find_root(leaf, index, size, path):
    """Return the root that a path leads to, ``None`` if it cannot be one.

    RFC 9162, 2.1.3.2. The place in the list is proved along with the leaf.
    """
    if not 0 <= index < size:
        return None
    last, node = size - 1, leaf
    for sibling in path:
        if not last:
            return None
        if index % 2 or index == last:
            node = hash_node(sibling, node)
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            node = hash_node(node, sibling)
        index, last = index // 2, last // 2
    return None if last else node


@dataclass(frozen=True)
class Receipt:
    """What the voter takes home; nothing in it tells his choice.

    :param index: place of the entry in the published list of ``size`` entries
    :param path: hashes in hexadecimal from the entry to the root
    """

    motion: str
    serial: str
    commitment: str
    index: int
    size: int
    path: tuple

    def to_dict(self):
        return {**asdict(self), "path": list(self.path)}

    @classmethod
    def from_dict(cls, values):
        """Return the receipt that was stored or typed as JSON.

        :raise ValueError: if it is none
        """
        try:
            receipt = cls(**{**values, "path": tuple(values["path"])})
        except (TypeError, KeyError) as error:
            raise ValueError("receipt") from error
        texts = (receipt.motion, receipt.serial, receipt.commitment, *receipt.path)
        numbers = (receipt.index, receipt.size)
        if not all(isinstance(text, str) for text in texts):
            raise ValueError("receipt")
        if not all(type(number) is int for number in numbers):
            raise ValueError("receipt")
        return receipt


def publish(entries):
    """Return the root over entries and a receipt for each serial.

    The list is sorted, so that its order tells nothing about when somebody voted.

    >>> root, receipts = publish([("m1", "s2", "bb"), ("m1", "s1", "aa")])
    >>> receipts["s1"].index, verify(receipts["s1"], root), verify(receipts["s2"], root)
    (0, True, True)

    :param entries: ``(motion, serial, commitment)`` of one motion
    :raise ValueError: if two have the same serial, or they are of several motions
    """
    listed, tree = _list(entries)
    receipts = {
        entry[1]: _make_receipt(listed, tree, index)
        for index, entry in enumerate(listed)
    }
    return tree.root.hex(), receipts


def issue(entries, serial):
    """Return the root over entries and the receipt for one serial, ``None`` if none.

    As ``publish``, without the receipts of all others.

    >>> entries = [("m1", "s2", "bb"), ("m1", "s1", "aa")]
    >>> root, receipts = publish(entries)
    >>> issue(entries, "s2") == (root, receipts["s2"])
    True
    >>> issue(entries, "s3")[1]
    """
    listed, tree = _list(entries)
    for index, entry in enumerate(listed):
        if entry[1] == serial:
            return tree.root.hex(), _make_receipt(listed, tree, index)
    return tree.root.hex(), None


def _list(entries):
    listed = sorted(entries)
    if len({entry[1] for entry in listed}) < len(listed):
        raise ValueError("serial")
    if len({entry[0] for entry in listed}) > 1:
        raise ValueError("motion")
    return listed, Tree(hash_entry(*entry) for entry in listed)


def _make_receipt(listed, tree, index):
    path = tuple(node.hex() for node in tree.get_path(index))
    return Receipt(*listed[index], index, len(listed), path)


def verify(receipt, root):
    """Tell whether the entry of a receipt is in the list with this root."""
    try:
        path = [_read_hash(node) for node in receipt.path]
        expected = _read_hash(root)
    except ValueError:
        return False
    leaf = hash_entry(receipt.motion, receipt.serial, receipt.commitment)
    found = find_root(leaf, receipt.index, receipt.size, path)
    return found is not None and compare_digest(found, expected)


def _read_hash(text):
    node = bytes.fromhex(text)
    if len(node) != HASH:
        raise ValueError(text)
    return node
