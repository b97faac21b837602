"""Secret ballots: sealed when cast, opened together after the close, in random order.

A choice is encrypted to the public key of the assembly. The private key is made once
and at once wrapped with the passphrases of scrutineers, of whom so many as agreed must
come together; neither it nor a passphrase is stored. What this does and does not do:

* Who reads the database before the close (staff, an administrator with SQL, a backup)
  sees that a ballot was cast, and random bytes of one length. Guessing does not help:
  the same choice is other bytes each time. Changing a ballot, or moving it to another
  serial or motion, shows when it is opened: the context is sealed in. Putting another
  ballot in its place (anybody can seal) shows by the commitment: see ``is_as_cast``.
* Passphrases can be guessed by whoever has the wrapped key: scrypt makes a guess cost
  a tenth of a second and 32 MB, and ``MIN_LENGTH`` is short of what one wants. All
  passphrases of one opening have to be guessed together.
* After the opening the ballots are shuffled by the system's random numbers. That helps
  only if what is sealed, and its context, name neither voter nor unit, and if no row
  does: who has voted is a list of its own. Rows written in one transaction, or one
  after the other, can be put together by their ids, by their ``xmin``, by the log and
  by backups. So: random ids, no times, no user on the sealed rows (no create_uid); at
  the close write all of them anew, shuffled, in one transaction, and delete the old.
* A ballot that is weighed by area carries the weight. Where the area of a unit occurs
  once, the weight names it. Publish sums, or ballots of equal weight, not such rows.
* Whoever can write to the database can put a key of his own in the place of the public
  one before votes are cast. So its fingerprint goes on the notice, and scrutineers
  compare; ballots sealed to another key do not open with theirs and show as broken.
* It does not protect against a server that is made to lie: sealing and opening happen
  in its memory, and whoever changes its code, or logs requests, sees choices as they
  are cast. Nor against scrutineers enough in number who open a copy by themselves, nor
  against invented ballots: for these see the receipts and the list of who has voted.
* Who keeps the wrapped key, the passphrases and an old backup can open it again for
  ever. Delete the wrapped key when the time to challenge the result is over.

X25519, HKDF-SHA256 and ChaCha20-Poly1305, as in HPKE (RFC 9180) but not its format.
"""

import secrets
import unicodedata
from hashlib import sha256
from itertools import combinations
from math import comb
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from .hash_chain import canonical
from .pass_code import show_code

VERSION = b"\1"
KEY, NONCE, LENGTH = 32, 12, 4
# all ballots have this length before they are sealed: no choice is longer than others
SIZE = 1024
# of scrypt: a tenth of a second and 32 MB a guess
COST = {"n": 2**15, "r": 8, "p": 1}
SALT = 16
MIN_LENGTH = 12
FINGERPRINT = 24
# each possible group of scrutineers has its own wrap of the key
MAX_GROUPS = 252


class SealError(ValueError):
    """A passphrase, a key or a ballot that is refused; the code tells why."""


class Opened(NamedTuple):
    """What was found: ``ballots`` in random order, and the places of the ``broken``."""

    ballots: list
    broken: list


def new_key(passphrases, needed=None, cost=None):
    """Return ``(public, wrapped)``: a public key and its wrapped private key.

    >>> public, wrapped = new_key({"li": "correct horse 1", "wang": "battery staple"})
    >>> len(public), wrapped["needed"], sorted(wrapped["salts"])
    (64, 2, ['li', 'wang'])

    :param passphrases: ``{scrutineer: passphrase}``
    :param needed: how many of them open it together; all of them if not told
    :return: the public key in hexadecimal and a dict for JSON
    :raise SealError: ``scrutineers``, ``needed``, ``passphrase`` (short, or two alike)
    """
    needed = len(passphrases) if needed is None else needed
    _check_passphrases(passphrases, needed)
    private = X25519PrivateKey.generate()
    public = _get_public(private)
    raw = private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    wrapped = {
        "version": 1,
        "public": public.hex(),
        "needed": needed,
        "cost": dict(cost or COST),
        "salts": {name: secrets.token_hex(SALT) for name in passphrases},
    }
    keys = _stretch(wrapped, passphrases)
    wrapped["wraps"] = {
        _name_group(group): _encrypt(
            _join_keys(keys, group), _bind(wrapped, group), raw
        ).hex()
        for group in combinations(sorted(keys), needed)
    }
    return public.hex(), wrapped


def get_fingerprint(public):
    """Return what is printed on the notice of a public key, in groups of four.

    >>> get_fingerprint("00" * 32)
    '6668-7AAD-F862-BD77-6C8F-C18B'
    """
    return show_code(sha256(bytes.fromhex(public)).hexdigest()[:FINGERPRINT].upper())


def seal(public, data, context, size=SIZE):
    """Return data sealed to a public key, always of the same length.

    >>> public, wrapped = new_key({"li": "correct horse 1"})
    >>> len(seal(public, b"yes", ["m1"])) == len(seal(public, b"abstain", ["m1"]))
    True

    :param context: what the ballot belongs to, for ``canonical``; needed to open it
    :raise SealError: ``too_long``, ``public``
    """
    if len(data) > size - LENGTH:
        raise SealError("too_long")
    padded = len(data).to_bytes(LENGTH, "big") + data
    padded += bytes(size - len(padded))
    ephemeral = X25519PrivateKey.generate()
    sent = _get_public(ephemeral)
    secret = _exchange(ephemeral, public)
    bound = _bind_ballot(sent, public, context)
    return VERSION + sent + _encrypt(secret, bound, padded)


def unwrap(wrapped, passphrases):
    """Return the private key. Only while ballots are opened; never to be stored.

    :param passphrases: of as many scrutineers as are needed, or more
    :raise SealError: ``needed`` if too few came, ``passphrase`` if one is wrong
    """
    known = {
        name: text for name, text in passphrases.items() if name in wrapped["salts"]
    }
    if len(known) < wrapped["needed"]:
        raise SealError("needed")
    keys = _stretch(wrapped, known)
    group = tuple(sorted(keys))[: wrapped["needed"]]
    box = bytes.fromhex(wrapped["wraps"][_name_group(group)])
    try:
        raw = _decrypt(_join_keys(keys, group), _bind(wrapped, group), box)
    except InvalidTag:
        raise SealError("passphrase") from None
    return X25519PrivateKey.from_private_bytes(raw)


def open_all(wrapped, passphrases, sealed, is_as_cast=None):
    """Return the ballots in an order that tells nothing.

    >>> public, wrapped = new_key({"li": "correct horse 1"})
    >>> box = seal(public, b"yes", ["m1", "s1"])
    >>> open_all(wrapped, {"li": "correct horse 1"}, [
    ...     (box, ["m1", "s1"]), (box, ["m1", "s2"])])
    Opened(ballots=[b'yes'], broken=[1])

    One that was changed, or copied to another context, is broken; so is the second of
    one context: a serial is used once. Their places are told, for they must be looked
    into before a result is announced.

    :param sealed: pairs ``(sealed, context)``
    :param is_as_cast: asked of what was opened and its context; if not, it is broken
    :raise SealError: as ``unwrap``
    """
    private = unwrap(wrapped, passphrases)
    ballots, broken, contexts = [], [], set()
    for place, (box, context) in enumerate(sealed):
        name = canonical(context)
        try:
            if name in contexts:
                raise SealError("twice")
            data = _open(private, box, context)
            if is_as_cast and not is_as_cast(data, context):
                raise SealError("ballot")
            ballots.append(data)
            contexts.add(name)
        except (SealError, InvalidTag):
            broken.append(place)
    secrets.SystemRandom().shuffle(ballots)
    return Opened(ballots, broken)


def _open(private, box, context):
    start = len(VERSION) + KEY
    if not box.startswith(VERSION) or len(box) < start:
        raise SealError("ballot")
    sent = box[len(VERSION) : start]
    secret = _exchange(private, sent.hex())
    bound = _bind_ballot(sent, _get_public(private).hex(), context)
    padded = _decrypt(secret, bound, box[start:])
    end = LENGTH + int.from_bytes(padded[:LENGTH], "big")
    if end > len(padded) or any(padded[end:]):
        raise SealError("ballot")
    return padded[LENGTH:end]


def _check_passphrases(passphrases, needed):
    if not passphrases:
        raise SealError("scrutineers")
    is_possible = 1 <= needed <= len(passphrases)
    if not is_possible or comb(len(passphrases), needed) > MAX_GROUPS:
        raise SealError("needed")
    texts = [_normalise(text) for text in passphrases.values()]
    if len({*texts}) < len(texts) or min(map(len, texts)) < MIN_LENGTH:
        raise SealError("passphrase")


def _normalise(text):
    """Return a passphrase as it is hashed, however the keyboard wrote it."""
    return unicodedata.normalize("NFKC", text).strip()


def _stretch(wrapped, passphrases):
    """Return ``{scrutineer: key}``, slowly."""
    return {
        name: Scrypt(
            salt=bytes.fromhex(wrapped["salts"][name]), length=KEY, **wrapped["cost"]
        ).derive(_normalise(text).encode())
        for name, text in passphrases.items()
    }


def _join_keys(keys, group):
    return b"".join(keys[name] for name in group)


def _name_group(group):
    return canonical(list(group)).decode()


def _bind(wrapped, group):
    return canonical(["property vote key", wrapped["public"], list(group)])


def _bind_ballot(sent, public, context):
    return canonical(["property vote ballot", sent.hex(), public, context])


def _encrypt(secret, bound, data):
    key, nonce = _derive(secret, bound)
    return ChaCha20Poly1305(key).encrypt(nonce, data, bound)


def _decrypt(secret, bound, box):
    key, nonce = _derive(secret, bound)
    return ChaCha20Poly1305(key).decrypt(nonce, box, bound)


def _derive(secret, bound):
    """Return key and nonce; a secret serves once, so that the nonce may be derived."""
    derived = HKDF(SHA256(), KEY + NONCE, salt=None, info=bound).derive(secret)
    return derived[:KEY], derived[KEY:]


def _get_public(private):
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _exchange(private, public):
    """Return the secret of two keys; refuse what is no point, or one of small order."""
    try:
        point = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
        return private.exchange(point)
    except ValueError:
        raise SealError("public") from None
