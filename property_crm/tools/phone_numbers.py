"""Phone numbers as people write them, brought to one form (E.164)."""

import re
import unicodedata

import phonenumbers

_LABEL = re.compile(
    r"^\s*(?:tel|phone|mobile|mob|电话|手机|手机号)\s*[:.]?\s*", re.IGNORECASE
)
_EXTENSION = re.compile(r"\s*(?:转|ext\.?|x)\s*(\d{1,6})\s*$", re.IGNORECASE)
_ALLOWED = re.compile(r"\+?[\d\s().\-/]+")


def clean_phone(text):
    """Return the number without label, extension and unusual signs.

    >>> clean_phone("手机：１３８－００１３－８０００")
    '138-0013-8000'
    >>> clean_phone("0571-8888 1234转8")
    '0571-8888 1234'
    """
    text = unicodedata.normalize("NFKC", text or "").replace("—", "-").strip()
    return _EXTENSION.sub("", _LABEL.sub("", text)).strip()


def normalise_phone(text, region=None):
    """Return the number in E.164, or ``None`` if it is no dialable number.

    >>> normalise_phone("138 0013 8000", "CN")
    '+8613800138000'
    >>> normalise_phone("(0571) 8888-1234", "CN")
    '+8657188881234'
    >>> normalise_phone("0049 30 123456", "CN"), normalise_phone("+1 212 555 0123")
    ('+4930123456', '+12125550123')
    >>> normalise_phone("=79999999999", "RU")
    >>> normalise_phone("12", "CN")

    :param region: two-letter country of the person, else of the site
    """
    number = clean_phone(text)
    if not _ALLOWED.fullmatch(number):
        return None
    if number.startswith("00"):
        number = f"+{number[2:]}"
    try:
        parsed = phonenumbers.parse(number, region or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
