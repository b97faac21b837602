"""Which enquiries come from one person: by phone, then e-mail, then name and site."""

import re
import unicodedata

_NOISE = re.compile(r"[\W_]+")


def plain_name(text):
    """Return a name as it is compared.

    >>> plain_name(" Zhāng  Wěi ") == plain_name("zhang wei")
    True
    >>> plain_name("王 小明")
    '王小明'
    """
    text = unicodedata.normalize("NFKD", text or "").casefold()
    letters = "".join(sign for sign in text if not unicodedata.combining(sign))
    return _NOISE.sub("", letters)


def get_keys(phone, email, name, site):
    """Return the keys of one enquiry, the surest first.

    >>> get_keys("+8613800138000", "", "Wang", 3)
    (('phone', '+8613800138000'), ('name', 'wang', 3))
    """
    found = []
    if phone:
        found.append(("phone", phone))
    if email:
        found.append(("email", email.strip().lower()))
    plain = plain_name(name)
    if plain and site:
        found.append(("name", plain, site))
    return tuple(found)


def find_pairs(enquiries):
    """Return ``[(older id, younger id, why)]``: each enquiry with its oldest equal.

    A name alone does not make two of one person whose phones or e-mails differ.

    :param enquiries: ``(id, phone, email, name, site)``, the oldest first

    >>> find_pairs([
    ...     (1, "+1", "", "Wang", 3), (2, "+1", "", "W.", 3), (3, "", "", "Wang", 3),
    ...     (4, "+2", "", "Wang", 3),
    ... ])
    [(1, 2, 'phone'), (1, 3, 'name')]
    """
    first, known, pairs = {}, {}, []
    for key_id, phone, email, name, site in enquiries:
        known[key_id] = (phone, (email or "").strip().lower())
        keys = get_keys(phone, email, name, site)
        for key in keys:
            older = first.get(key)
            if older and not _differ(key[0], known[older], known[key_id]):
                pairs.append((older, key_id, key[0]))
                break
        for key in keys:
            first.setdefault(key, key_id)
    return pairs


def _differ(why, one, other):
    """Tell whether a common name is contradicted by both phones or both e-mails."""
    if why != "name":
        return False
    return any(a and b and a != b for a, b in zip(one, other, strict=True))
