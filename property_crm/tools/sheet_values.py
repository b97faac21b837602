"""What people write into the cells of a sheet, and what they mean by it."""

import re
import unicodedata
from datetime import date

from .phone_numbers import normalise_phone
from .share import parse_share

_ISO = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0{1,2}:00(?::00)?)?"
)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_AREA_UNIT = re.compile(r"\s*(?:m2|m²|㎡|sqm|sq m|平方米|平米|平)$")
_THOUSANDS = re.compile(r",(?=\d{3}(?:\D|$))")
_FLOOR = re.compile(r"(-?\d+)([A-Z]?)")
_BASEMENT = re.compile(r"B(\d+)")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")

KINDS = {
    "dwelling": "dwelling flat apartment residential house home 住宅 住房 房屋 公寓",
    "shop": "shop commercial commercial_unit retail store 商铺 店铺 商业 门面",
    "office": "office 办公 办公室 写字楼",
    "parking": "parking parking_place parking_space garage car_park 车位 停车位 车库",
    "storage": "storage warehouse warehouse_unit store_room 储藏室 储物间 仓库",
    "other": "other 其他 其它",
}
ROLES = {
    "owner": "owner co-owner 业主 产权人 共有人",
    "owner_occupier": "owner_occupier owner_living_there 自住业主 自住",
    "family": "family family_member relative 家属 家庭成员 亲属",
    "tenant": "tenant renter lessee 租户 承租人 租客",
    "sub_tenant": "sub_tenant sub-tenant subtenant 转租 次承租人",
    "borrower": "borrower 借住 借用人",
    "employee": "employee company_employee staff 员工",
    "helper": "helper live-in_helper domestic 保姆 家政",
    "short_stay": "short_stay short-term 短租",
    "visitor": "visitor guest 访客 客人",
    "habitation": "habitation right_of_habitation 居住权人",
    "unknown": "unknown resident occupant 住户 使用人 未知",
}
AREA_SOURCES = {
    "register": "register land_register title 登记 产权登记 不动产登记",
    "survey": "survey land_survey measured 测绘 实测",
    "contract": "contract sale_contract 合同 购房合同",
}


class BadCell(ValueError):
    """A cell that cannot mean what its column says; the code tells why."""

    def __init__(self, code, value="", options=""):
        super().__init__(code)
        self.code = code
        self.value = value
        self.options = options


def normalise(text):
    """Return a text for comparing: one width, lower case, single blanks.

    >>> normalise("  Ｕnit　Ｎame ")
    'unit name'
    """
    text = unicodedata.normalize("NFKC", text or "").replace("ё", "е")
    return " ".join(text.casefold().split())


def _index(table):
    return {
        word.replace("_", " "): key
        for key, words in table.items()
        for word in words.split()
    }


_WORDS = {
    name: _index(table)
    for name, table in (
        ("kind", KINDS),
        ("role", ROLES),
        ("area_source", AREA_SOURCES),
    )
}


def parse_word(table, text):
    """Return the key that a word of the table stands for.

    >>> parse_word("kind", "Parking place"), parse_word("role", "业主")
    ('parking', 'owner')
    """
    try:
        return _WORDS[table][normalise(text)]
    except KeyError:
        options = ", ".join(dict.fromkeys(_WORDS[table].values()))
        raise BadCell("word", text, options) from None


def parse_number(text):
    """Return an area or a count.

    >>> parse_number("1,234.5 ㎡"), parse_number("89,5"), parse_number("12")
    (1234.5, 89.5, 12.0)
    """
    plain = _AREA_UNIT.sub("", normalise(text))
    plain = _THOUSANDS.sub("", plain).replace(",", ".").replace(" ", "")
    if not _NUMBER.fullmatch(plain):
        raise BadCell("number", text)
    return float(plain)


def parse_integer(text):
    """Return a whole number.

    >>> parse_integer("144.0")
    144
    """
    number = parse_number(text)
    if not number.is_integer():
        raise BadCell("integer", text)
    return int(number)


def parse_date(text):
    """Return a date as ISO text; a day that could be a month is refused.

    >>> parse_date("2024年3月1日"), parse_date("1.3.2024"), parse_date("2024/03/01")
    ('2024-03-01', '2024-03-01', '2024-03-01')
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if match := _ISO.fullmatch(plain):
        year, month, day = match.groups()
    elif match := _DOTTED.fullmatch(plain):
        day, month, year = match.groups()
    else:
        raise BadCell("date", text)
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise BadCell("date", text) from None


def parse_phone(text, region=None):
    """Return the first number of the cell in E.164.

    >>> parse_phone("138 0013 8000; 0571-88881234", "CN")
    '+8613800138000'
    """
    first = re.split(r"[;；,，、\n]", text)[0]
    number = normalise_phone(first, region)
    if not number:
        raise BadCell("phone", text)
    return number


parse_phone.needs_region = True


def parse_email(text):
    """Return an e-mail address.

    >>> parse_email(" Li@example.com ")
    'Li@example.com'
    """
    address = unicodedata.normalize("NFKC", text).strip()
    if not _EMAIL.fullmatch(address):
        raise BadCell("email", text)
    return address


def parse_fraction(text):
    """Return ``(numerator, denominator)`` of an owner's share.

    >>> parse_fraction("1/2"), parse_fraction("33.5 %"), parse_fraction("1")
    ((1, 2), (67, 200), (1, 1))
    """
    try:
        share = parse_share(text)
    except ValueError:
        raise BadCell("share", text) from None
    return share.numerator, share.denominator


def propose_floor(text):
    """Return ``(label, index)`` of a floor as written; the index is a proposal.

    3A and 12A stand for the 4th and 13th, 12B for the 14th, G for the ground.

    >>> propose_floor("3"), propose_floor("b2"), propose_floor("12A")
    (('3', 3), ('B2', -2), ('12A', 13))
    >>> propose_floor("3层"), propose_floor("G"), propose_floor("Mezzanine")
    (('3', 3), ('G', 0), ('Mezzanine', 0))
    """
    label = unicodedata.normalize("NFKC", text).strip()
    plain = label.upper().removesuffix("层").removesuffix("楼").removesuffix("F")
    if match := _BASEMENT.fullmatch(plain):
        return plain, -int(match[1])
    if match := _FLOOR.fullmatch(plain):
        number, letter = int(match[1]), match[2]
        if number < 0:
            return f"B{-number}", number
        return plain, number + (ord(letter) - ord("A") + 1 if letter else 0)
    return label, 0
