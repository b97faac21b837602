"""Patterns that find what names a person in free text.

One syntax for Python's ``re`` and PostgreSQL's ``~*``: both are asked with it.
"""

import re

from .masking import digits, national_number

ERASED = "[erased]"
MIN_DIGITS = 7
_NOISE = r"[\s().-]*"
_HAN = re.compile(r"[\u3400-\u9fff]{2,}")
_LATIN = re.compile(r"[^\W\d_\u3400-\u9fff]+(?:[\s.'’-]+[^\W\d_\u3400-\u9fff]+)+")


def escape(text):
    """Quote what would be a pattern, and nothing else, for both engines.

    >>> escape("a.b+c@example.com")
    'a\\\\.b\\\\+c@example\\\\.com'
    """
    return re.sub(r"([\\.^$*+?()\[\]{}|])", r"\\\1", text)


def phone_pattern(value):
    """Return the pattern of a number however it is written; '' if it is too short.

    >>> pattern = phone_pattern("+86 138 0013 8000")
    >>> for text in ("13800138000", "+86 (138) 0013-8000", "008613800138000"):
    ...     bool(re.search(pattern, text))
    True
    True
    True
    >>> bool(re.search(pattern, "913800138000")), phone_pattern("95598")
    (False, '')
    """
    number = national_number(value) if value else ""
    number = digits(number).lstrip("0")
    if len(number) < MIN_DIGITS:
        return ""
    prefix = rf"(?:(?:\+|00)[0-9]{{1,3}}{_NOISE})?0?"
    body = _NOISE.join(number)
    code = digits(value).removesuffix(number).lstrip("0")
    plain = f"(?:{code})?" if code else ""
    return rf"(?<![0-9]){prefix}{plain}{body}(?![0-9])"


def exact_pattern(value):
    """Return the pattern of an address or a number that stands by itself.

    >>> bool(re.search(exact_pattern("li@x.org"), "mail <li@x.org>"))
    True
    >>> bool(re.search(exact_pattern("li@x.org"), "wen-li@x.org"))
    False
    >>> bool(re.search(exact_pattern("li@x.org"), "write to li@x.org."))
    True
    """
    value = (value or "").strip()
    if len(value) < 5:
        return ""
    return rf"(?<![A-Za-z0-9.+-]){escape(value)}(?![A-Za-z0-9])"


def name_patterns(name):
    """Return the patterns of a name: whole, and each of its ways of writing.

    >>> name_patterns("Wang Wei 王伟")[1:]
    ['王伟', '(?<![A-Za-z0-9])Wang\\\\s+Wei(?![A-Za-z0-9])']
    >>> name_patterns("王"), name_patterns("")
    ([], [])
    """
    name = " ".join((name or "").split())
    parts = [name, *_HAN.findall(name), *_LATIN.findall(name)]
    patterns = []
    for part in dict.fromkeys(part.strip() for part in parts):
        if len(part) < 2:
            continue
        body = r"\s+".join(escape(word) for word in part.split())
        if not _HAN.fullmatch(part):
            body = rf"(?<![A-Za-z0-9]){body}(?![A-Za-z0-9])"
        patterns.append(body)
    return patterns


def join_patterns(patterns):
    """Return one pattern for all of them, the longest first; '' for none.

    >>> join_patterns(["ab", "", "abc"])
    '(?:abc)|(?:ab)'
    """
    wanted = sorted(set(filter(None, patterns)), key=lambda text: (-len(text), text))
    return "|".join(f"(?:{pattern})" for pattern in wanted)
