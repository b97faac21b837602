"""What an answer keeps of who gave it, by the word given to him.

* named: linked to the person and to what it is about;
* confidential: linked by a token, shown only with others;
* anonymous: nothing that leads back. The invitation knows whether it was answered; the
  answer does not know the invitation, and of its time only the day is kept. What is
  known of the person (his building, his role …) stays only as far as five who answered
  have it in common: ``generalise``.

>>> given = {"score": 5, "partner_id": 7, "ip": "::1", "token": "t"}
>>> given["moment"] = "2026-03-01 08:15:00"
>>> kept("anonymous", given)
{'score': 5, 'day': '2026-03-01'}
>>> sorted(kept("confidential", given))
['day', 'score', 'token']
>>> sorted(kept("named", given))
['moment', 'partner_id', 'score', 'token']
"""

from hashlib import sha256

from .disclosure import LEAST

MODES = ("named", "confidential", "anonymous")
# Never kept, whatever the word.
NEVER = frozenset({"ip", "user_agent"})
PERSON = frozenset({"partner_id", "email", "nickname", "ticket_id", "unit_id"})
TOKEN = frozenset({"token", "invitation_id"})
DAY = len("2026-03-01")
# What is known of a person by his invitation, the first to go first.
TRAITS = ("segment_id", "role", "user_id", "stratum_id", "building_id", "site_id")


def kept(mode, answer):
    """Return what of the answer is stored."""
    gone = NEVER | dropped(mode)
    found = {name: value for name, value in answer.items() if name not in gone}
    if mode != "named" and "moment" in found:
        found["day"] = str(found.pop("moment"))[:DAY]
    return found


def dropped(mode):
    """Return the names of what leads back to the person, and is not stored."""
    if mode not in MODES:
        raise ValueError(f"no such word: {mode}")
    if mode == "named":
        return frozenset()
    return PERSON if mode == "confidential" else PERSON | TOKEN


def may_show_single(mode):
    """Return whether single answers may be seen, by whoever has the right to.

    >>> [mode for mode in MODES if may_show_single(mode)]
    ['named']
    """
    if mode not in MODES:
        raise ValueError(f"no such word: {mode}")
    return mode == "named"


def may_change(before, after, answered):
    """Return whether the word may be changed: once somebody answered, only to less.

    >>> may_change("anonymous", "named", 0), may_change("anonymous", "named", 1)
    (True, False)
    >>> may_change("named", "anonymous", 9)
    True
    """
    return not answered or MODES.index(after) >= MODES.index(before)


def generalise(mine, answered, least=LEAST):
    """Return what an anonymous answer keeps of the traits of who gave it.

    Invitations say who answered, so a trait that few of these have leads to one.
    Traits go in the order of ``TRAITS`` until enough have the rest in common.

    :param dict mine: ``{trait: value}``
    :param answered: ``(traits, number of people)`` of all who answered, himself too

    >>> owners, tenants = {"role": "owner"}, {"role": "tenant"}
    >>> here = {"building_id": 1}
    >>> answered = [({**owners, **here}, 6), ({**tenants, **here}, 1)]
    >>> generalise({**owners, **here}, answered)
    {'role': 'owner', 'building_id': 1}
    >>> generalise({**tenants, **here}, answered)
    {'building_id': 1}
    >>> generalise({**tenants, **here}, answered[1:])
    {}
    """
    answered = list(answered)
    kept_traits = {name: mine[name] for name in TRAITS if mine.get(name)}
    for name in TRAITS:
        if _in_common(kept_traits, answered) >= least:
            break
        kept_traits.pop(name, None)
    return kept_traits


def _in_common(traits, people):
    return sum(
        number
        for other, number in people
        if all(other.get(name) == value for name, value in traits.items())
    )


def seal(*words):
    """Return a word of which nobody can tell what it was made of, always the same.

    >>> seal(7, "token") == seal(7, "token") != seal(8, "token")
    True
    """
    return sha256("\0".join(map(str, words)).encode()).hexdigest()
