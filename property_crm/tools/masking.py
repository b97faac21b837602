"""How personal data look to those who need no more (spec/domain.md 6.4).

Plain functions from text to text. A masked value is computed when it is shown and never
stored. Every mask contains ``*``, which no real value does: that is how a masked value
on its way back into the database is recognised (``is_masked``).
"""

import re
from functools import lru_cache

import phonenumbers

MASK = "****"
_ADDRESS = re.compile(r"[^\s<>,;:\"'()\[\]]+@[^\s<>,;:\"'()\[\]]+")
_EXTENSION = re.compile(r"(;ext=|\s*(?:ext|x|#)\.?\s*)\d+$", re.IGNORECASE)


def digits(value):
    """Return the digits of a text, nothing else.

    >>> digits("+86 138-0013 8000")
    '8613800138000'
    """
    return "".join(character for character in value or "" if character.isdigit())


@lru_cache(maxsize=8192)
def national_number(value):
    """Return the digits of a phone number without its country code and extension.

    >>> national_number("+86 138 0013 8000")
    '13800138000'
    >>> national_number("0571-8765 4321 ext. 12")
    '057187654321'
    """
    value = _EXTENSION.sub("", value.strip())
    if value.startswith("00"):
        value = f"+{value[2:]}"
    if value.startswith("+"):
        try:
            number = phonenumbers.parse(value)
        except phonenumbers.NumberParseException:
            return digits(value)
        return phonenumbers.national_significant_number(number)
    return digits(value)


def mask_phone(value):
    """Keep the first three and the last four digits of the national number.

    A short number would show all of itself that way: seven digits keep the last four,
    fewer keep the last two.

    >>> mask_phone("+86 138 0013 8000"), mask_phone("13800138000")
    ('138****8000', '138****8000')
    >>> mask_phone("8765432"), mask_phone("95598"), mask_phone("no number")
    ('****5432', '****98', '****')
    >>> mask_phone("")
    ''
    """
    if not value:
        return ""
    number = national_number(value)
    if len(number) > 7:
        return f"{number[:3]}{MASK}{number[-4:]}"
    if len(number) == 7:
        return f"{MASK}{number[-4:]}"
    return f"{MASK}{number[-2:]}" if len(number) > 2 else MASK


def mask_email(value):
    """Keep the first character and the domain of every address in the text.

    >>> mask_email('"Wang Wei" <wang.wei@example.com>')
    '"Wang Wei" <w***@example.com>'
    >>> mask_email("a@x.org, b@y.org"), mask_email("not an address")
    ('a***@x.org, b***@y.org', '****')
    """
    if not value:
        return ""

    def hide(match):
        local, _at, domain = match.group().rpartition("@")
        return f"{local[:1]}***@{domain}"

    masked, found = _ADDRESS.subn(hide, value)
    return masked if found else MASK


def mask_id_number(value, keep=4):
    """Keep the first and the last ``keep`` characters; notices take ``keep=1``.

    >>> mask_id_number("11010519491231002X")
    '1101**********002X'
    >>> mask_id_number("11010519491231002X", keep=1)
    '1****************X'
    >>> mask_id_number("12345678")
    '********'
    """
    value = (value or "").strip()
    if len(value) <= 2 * keep:
        return "*" * len(value)
    return f"{value[:keep]}{'*' * (len(value) - 2 * keep)}{value[-keep:]}"


def mask_name(value):
    """Keep the first character.

    >>> mask_name("王小明"), mask_name("欧阳修"), mask_name("Ann Lee"), mask_name("")
    ('王*', '欧*', 'A*', '')
    """
    value = (value or "").strip()
    return f"{value[0]}*" if value else ""


def mask_plate(value):
    """Keep province, city letter and the last two characters of a number plate.

    >>> mask_plate("浙A·12323"), mask_plate("浙A12323"), mask_plate("AB")
    ('浙A·***23', '浙A·***23', '***')
    """
    plate = re.sub(r"[\s·.\-]", "", value or "")
    if not plate:
        return ""
    return f"{plate[:2]}·***{plate[-2:]}" if len(plate) > 4 else "***"


def mask_bank(value):
    """Keep the last four characters of an account number.

    >>> mask_bank("6222 0212 3456 7890"), mask_bank("123"), mask_bank("")
    ('****7890', '****', '')
    """
    account = re.sub(r"\W", "", value or "")
    if not account:
        return ""
    return f"{MASK}{account[-4:]}" if len(account) > 4 else MASK


def mask_address(value):
    """Hide entrance and room, as on a notice; the building stays.

    >>> mask_address("1幢2单元301室")
    '1幢*单元***室'
    >>> mask_address("3-2-301"), mask_address("12号301室")
    ('3-*-***', '12号***室')
    """
    value = re.sub(r"[A-Za-z0-9]+(?=室)", "***", value or "")
    value = re.sub(r"[A-Za-z0-9]+(?=单元)", "*", value)
    if match := re.fullmatch(r"(\w+)-(\w+)-(\w+)", value):
        return f"{match[1]}-*-***"
    return value


def is_masked(value):
    """Say whether a text is a masked value, or part of one.

    >>> is_masked("138****8000"), is_masked("13800138000")
    (True, False)
    """
    return "*" in (value or "")


MASKS = {
    "phone": mask_phone,
    "email": mask_email,
    "id_number": mask_id_number,
    "name": mask_name,
    "plate": mask_plate,
    "bank": mask_bank,
}


def same_number(left, right):
    """Say whether two texts hold the same phone number, however they are written.

    >>> same_number("+86 138 0013 8000", "13800138000")
    True
    >>> same_number("1234567", "7654321")
    False
    """
    one, other = (national_number(value) if value else "" for value in (left, right))
    return len(one) >= 7 and len(other) >= 7 and one[-10:] == other[-10:]


def search_key(kind, value):
    """Return ``("exact", text)``, ``("tail", digits)`` or None for a typed search.

    Those who see personal data masked may find a record by what they already know:
    the whole value, or the four last characters that the mask shows anyway.

    >>> search_key("phone", "138 0013 8000"), search_key("phone", "8000")
    (('exact', '13800138000'), ('tail', '8000'))
    >>> search_key("phone", "0086-1380013"), search_key("phone", "138%")
    (('exact', '+861380013'), None)
    >>> search_key("email", "Wang@Example.com"), search_key("email", "%@example.com")
    (('exact', 'wang@example.com'), None)
    >>> search_key("email", "wang")  # a login without an address
    ('exact', 'wang')
    >>> search_key("bank", "6222021234567890"), search_key("bank", "7890")
    (('exact', '6222021234567890'), ('tail', '7890'))
    """
    text = value.strip() if isinstance(value, str) else ""
    if not text or "%" in text or "*" in text:
        return None
    if kind == "email":
        found = _ADDRESS.findall(text) if "@" in text else [text]
        return ("exact", found[0].lower()) if len(found) == 1 else None
    key = _phone_key(text) if kind == "phone" else re.sub(r"\W", "", text).upper()
    if len(key) == 4 == len(text):
        return ("tail", key)
    return ("exact", key) if len(key) >= 7 else None


def _phone_key(text):
    """Return the digits, after a ``+`` where a country code comes first."""
    number = digits(text)
    if text.startswith("00"):
        return f"+{number[2:]}"
    return f"+{number}" if text.startswith("+") else number


def phone_spellings(text, country_code):
    """Return the ways one number may stand in the database, noise removed.

    >>> sorted(phone_spellings("+8613800138000", "1"))[:3]
    ['+8613800138000', '008613800138000', '013800138000']
    >>> "+8657187654321" in phone_spellings("057187654321", "86")
    True
    """
    number = national_number(text).removeprefix("0")
    if text.startswith("+"):
        country_code = digits(text).removesuffix(number)
    international = f"{country_code}{number}"
    spellings = {number, f"0{number}", digits(text)}
    return spellings | {f"+{international}", f"00{international}", international}
