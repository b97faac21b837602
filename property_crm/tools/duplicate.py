"""Find the same person entered twice: by phone, then e-mail, then name and site."""

import re
import unicodedata
from collections import defaultdict
from typing import NamedTuple

_HONORIFIC = re.compile(
    r"(?:先生|女士|小姐|太太|老师|师傅|阿姨|叔叔)$|^(?:mr|mrs|ms|miss|dr|prof)\b\.?"
)
_WORD = re.compile(r"[^\W_]+")
REASONS = ("phone", "email", "name_site")


class Person(NamedTuple):
    """What is compared of a person; ``sites`` are the ids of the sites he is on."""

    id: int
    phone: str = ""
    email: str = ""
    name_key: str = ""
    sites: frozenset = frozenset()


class Group(NamedTuple):
    """Persons that seem to be one, and the strongest sign of it."""

    ids: tuple
    reason: str


def name_key(name):
    """Return a name so that its usual spellings are equal.

    Width, case, accents, titles, signs and the order of Latin words do not count;
    characters keep their order.

    >>> name_key("王 伟先生") == name_key("王伟")
    True
    >>> name_key("Dr. José  O'Neill") == name_key("O’NEILL, Jose")
    True
    >>> name_key("王伟") == name_key("伟王")
    False
    """
    text = unicodedata.normalize("NFKD", name or "").casefold().strip()
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = _HONORIFIC.sub("", re.sub(r"['’`]", "", text)).strip()
    words = _WORD.findall(text)
    if text.isascii():
        return " ".join(sorted(words))
    return "".join(words)


def find_groups(persons):
    """Return the groups of persons that share a phone, an e-mail or name and site.

    A person is in one group only. Phones tie first, so that a weaker sign joins
    somebody to a group but never splits one.

    >>> find_groups([Person(3, phone="+861"), Person(5, email="a@b"),
    ...              Person(8, phone="+861", email="a@b"), Person(9)])
    [Group(ids=(3, 5, 8), reason='phone')]
    """
    parent = {person.id: person.id for person in persons}

    def root(ident):
        while parent[ident] != ident:
            parent[ident] = parent[parent[ident]]
            ident = parent[ident]
        return ident

    best = {}
    for rank, keys_of in enumerate((_phone_keys, _email_keys, _name_site_keys)):
        for ids in _shared(persons, keys_of):
            roots = sorted({root(ident) for ident in ids})
            strongest = min([rank, *(best.pop(ident, rank) for ident in roots)])
            parent.update(dict.fromkeys(roots, roots[0]))
            best[roots[0]] = strongest
    members = defaultdict(list)
    for ident in sorted(parent):
        members[root(ident)].append(ident)
    return [
        Group(tuple(ids), REASONS[best[head]])
        for head, ids in sorted(members.items())
        if len(ids) > 1
    ]


def _shared(persons, keys_of):
    """Return the lists of ids that have a key in common."""
    ids_by_key = defaultdict(list)
    for person in persons:
        for key in keys_of(person):
            ids_by_key[key].append(person.id)
    return [ids for ids in ids_by_key.values() if len(ids) > 1]


def _phone_keys(person):
    return [person.phone] if person.phone else []


def _email_keys(person):
    return [person.email] if person.email else []


def _name_site_keys(person):
    return [(person.name_key, site) for site in person.sites] if person.name_key else []
