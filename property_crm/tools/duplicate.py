"""Find the same person entered twice: by phone, then e-mail, then name and site."""

import re
import unicodedata
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


def strongest_sign(one, other):
    """Return what tells that two persons are one: a word of REASONS, or ``None``.

    >>> strongest_sign(Person(1, phone="+861"), Person(2, phone="+861", email="a@b"))
    'phone'
    >>> li_here = Person(1, name_key="li", sites=frozenset({7}))
    >>> strongest_sign(li_here, li_here._replace(id=2))
    'name_site'
    >>> strongest_sign(li_here, Person(2, name_key="li", sites=frozenset({8})))
    """
    if one.phone and one.phone == other.phone:
        return "phone"
    if one.email and one.email == other.email:
        return "email"
    if one.name_key and one.name_key == other.name_key and one.sites & other.sites:
        return "name_site"
    return None
