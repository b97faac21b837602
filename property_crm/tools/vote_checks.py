"""What is refused in a voting rule: one error for all, which names the place.

Rules are data that people edit, so each refusal has a code, for the words in the
language of the reader, and the path of what is wrong.
"""

from datetime import date


class RuleError(ValueError):
    """What is wrong with a rule, and where.

    >>> error = RuleError("not_whole", "outcomes[0].when.num", value="2/3")
    >>> error.path, error.code, error.details
    ('outcomes[0].when.num', 'not_whole', {'value': '2/3'})
    >>> print(error)
    outcomes[0].when.num: not_whole (value='2/3')
    """

    def __init__(self, code, path="", **details):
        self.code, self.path, self.details = code, path, details
        named = ", ".join(f"{name}={value!r}" for name, value in details.items())
        super().__init__(f"{path or 'rule'}: {code}" + (f" ({named})" if named else ""))


def join_path(path, key):
    """Return the path of what stands under a key, or at a place of a list.

    >>> join_path("outcomes", 0), join_path("outcomes[0]", "when"), join_path("", "all")
    ('outcomes[0]', 'outcomes[0].when', 'all')
    """
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else str(key)


def check_object(data, path, required=(), optional=()):
    """Refuse what is no object, lacks a key or has one more.

    >>> check_object({"den": 3}, "quorum", ["den"], ["num"])
    >>> check_object({"dem": 3}, "quorum", ["den"])
    Traceback (most recent call last):
    odoo.addons.property_crm.tools.vote_checks.RuleError: quorum.den: missing_key
    """
    if not isinstance(data, dict):
        raise RuleError("not_an_object", path)
    for key in required:
        if key not in data:
            raise RuleError("missing_key", join_path(path, key))
    for key in data:
        if key not in required and key not in optional:
            raise RuleError("unknown_key", join_path(path, key))


def check_list(data, path, is_empty_allowed=False):
    if not isinstance(data, list | tuple):
        raise RuleError("not_a_list", path)
    if not data and not is_empty_allowed:
        raise RuleError("empty", path)
    return data


def check_choice(value, path, allowed):
    if not isinstance(value, str) or value not in allowed:
        raise RuleError("not_allowed", path, value=value, allowed=tuple(allowed))
    return value


def check_flag(value, path):
    if not isinstance(value, bool):
        raise RuleError("not_yes_or_no", path, value=value)
    return value


def check_whole(value, path, least=0, most=None):
    """Refuse what is no whole number, also True, which Python takes for 1.

    >>> check_whole(3, "proxy_cap", 1)
    3
    >>> check_whole(True, "cap")
    Traceback (most recent call last):
    odoo.addons.property_crm.tools.vote_checks.RuleError: cap: not_whole (value=True)
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise RuleError("not_whole", path, value=value)
    if value < least:
        raise RuleError("too_small", path, value=value, least=least)
    if most is not None and value > most:
        raise RuleError("too_large", path, value=value, most=most)
    return value


def check_day(value, path):
    """Refuse what is no day, written as 2021-01-01."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise RuleError("not_a_day", path, value=value) from None
