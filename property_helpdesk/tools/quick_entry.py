"""One line of what somebody on the phone says, taken apart.

``3-1202 张姐 13800000000 厨房漏水 急`` gives unit, person, phone, text and urgency, in
any order. Every sign of the line ends in one of these or in ``unread``: nothing that
was typed is lost without a word.
"""

import re
import unicodedata
from dataclasses import dataclass

from . import quick_entry_words as words

_HAN = "\u3400-\u9fff"
_DASH = r"\s?[-–—‐−~/]\s?"
_NOT_CODE_BEFORE = r"(?<![A-Za-z0-9.:-])"
_NOT_CODE_AFTER = r"(?![A-Za-z0-9]|[-.:]\d)"
_BLOCK = r"(?P<building>[A-Za-z]{1,2}\d{0,3}|\d{1,3}[A-Za-z]?)"
_ROOM = r"(?P<room>[A-Za-z]?\d{2,5}[A-Za-z]?)"
_ENTRANCE = r"(?P<entrance>[A-Za-z]|\d{1,2})"
_HOUSE = r"(?:号楼|号院|栋|幢|座|楼|#楼|#|号)"
_ENGLISH_HOUSE = r"(?:(?:building|bldg|block|blk|tower|house)\.?\s?#?)"
_ENGLISH_ROOM = r"(?:(?:apartment|apt|unit|flat|room|rm|suite|no)\.?\s?#?|#)"
# The most telling first: a code with words, then with dashes, then a bare room.
UNIT_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_NOT_CODE_BEFORE}第?{_BLOCK}\s?{_HOUSE}\s?-?"
        rf"(?:第?{_ENTRANCE}\s?(?:单元|门|梯|(?=-))\s?-?)?\s?(?:\d{{1,2}}[楼层]\s?)?"
        rf"{_ROOM}\s?[室房号户]?(?![A-Za-z0-9])",
        rf"\b{_ENGLISH_HOUSE}\s?{_BLOCK}[\s,/-]{{0,2}}"
        rf"(?:(?:entrance|stair)\s{_ENTRANCE}[\s,/-]{{0,2}})?"
        rf"{_ENGLISH_ROOM}?\s?{_ROOM}\b",
        rf"(?:\b{_ENGLISH_ROOM}\s?)?{_NOT_CODE_BEFORE}{_BLOCK}{_DASH}{_ENTRANCE}{_DASH}"
        rf"{_ROOM}{_NOT_CODE_AFTER}\s?室?",
        rf"(?:\b{_ENGLISH_ROOM}\s?)?{_NOT_CODE_BEFORE}{_BLOCK}{_DASH}{_ROOM}"
        rf"{_NOT_CODE_AFTER}\s?室?",
        rf"\b{_ENGLISH_ROOM}\s?{_ROOM}\b",
        rf"{_NOT_CODE_BEFORE}{_ROOM}\s?[室房](?!间)",
        r"^\s*(?P<room>\d{3,4})(?![\d\-.:/]|\s?[元块月日年天个])",
    )
)
_LABEL = rf"(?:(?:{'|'.join(words.PHONE_LABELS)})\s?[:.是]?\s?)?"
_SPACE = r"[\s.-]?"
PHONE_FORMS = tuple(
    re.compile(rf"{_LABEL}(?<![\dA-Za-z])(?P<phone>{form})(?!\d)", re.IGNORECASE)
    for form in (
        rf"(?:\(?(?:\+|00)?86\)?{_SPACE})?1[3-9]\d{_SPACE}\d{{4}}{_SPACE}\d{{4}}",
        rf"(?:\(?(?:\+|00)?86\)?{_SPACE})?1[3-9]\d{{2}}{_SPACE}\d{{3}}{_SPACE}\d{{4}}",
        r"(?:\+|00)[1-9]\d{0,2}[\s.-]?(?:\(\d{1,4}\)[\s.-]?)?\d[\d\s.-]{4,14}\d",
        rf"(?:\(?(?:\+|00)?86\)?{_SPACE})?\(?0\d{{2,3}}\)?{_SPACE}\d{{3,4}}{_SPACE}"
        r"\d{4}(?:\s?(?:转|ext\.?|x|-)\s?\d{1,5})?",
        rf"[48]00{_SPACE}\d{{3,4}}{_SPACE}\d{{3,4}}",
        rf"\(?[2-9]\d{{2}}\)?{_SPACE}\d{{3}}[\s.-]\d{{4}}",
        r"[2-9]\d{3}\s\d{4}",
        r"[2-9]\d{6,7}",
    )
)
_ANY_SURNAME = f"(?:{words.SURNAMES[0]}|[{words.SURNAMES[1]}])"
_AFTER = "|".join(words.TITLES_AFTER)
_BEFORE = "|".join(words.TITLES_BEFORE)
_ROLE = f"(?:{'|'.join(words.ROLES)})"
_LATIN = r"[A-Z][A-Za-z'’.-]+"
_SEGMENT = rf"(?<![{_HAN}A-Za-z0-9])"
PERSON_FORMS = (
    re.compile(
        rf"{_SEGMENT}{_ROLE}?(?P<name>[老小]?{_ANY_SURNAME}[{_HAN}]{{0,2}}?)"
        rf"(?P<title>{_AFTER})(?![修程人作地])"
    ),
    re.compile(
        rf"\b(?P<title>(?i:{_BEFORE}))\b\.?\s?"
        rf"(?P<name>{_LATIN}(?:\s{_LATIN})?|[a-z]+|[{_HAN}]{{1,3}}(?![{_HAN}]))"
    ),
    re.compile(rf"(?<![A-Za-z])(?P<name>{_LATIN})\s?(?P<title>{_AFTER})(?![{_HAN}])"),
    re.compile(
        rf"{_SEGMENT}{_ROLE}\s?(?P<name>{_ANY_SURNAME}[{_HAN}]{{1,2}})(?![{_HAN}])"
    ),
    re.compile(rf"{_SEGMENT}{_ROLE}?(?P<name>[老小阿]{_ANY_SURNAME})(?![{_HAN}])"),
)
_BARE_NAME = re.compile(
    rf"(?P<name>{_ANY_SURNAME}[{_HAN}]{{0,2}}(?![{_HAN}])|{_LATIN}(?:\s{_LATIN})?)"
)
_HURRY = "|".join(sorted(words.URGENT_WORDS, key=len, reverse=True))
_URGENT = re.compile(rf"(?<![{_HAN}])(?:{_HURRY})+(?![{_HAN}])|!{{2,}}")
_URGENT_END = re.compile(rf"(?<![不应内焦])(?:{_HURRY})+(?=[\s,;.!]*$|[\n,;.!])")
_URGENT_ENGLISH = re.compile(
    rf"\b(?:very\s)?(?:{'|'.join(words.URGENT_ENGLISH)})\b"
    rf"(?!\s(?:{'|'.join(words.EMERGENCY_THINGS)})\b)",
    re.IGNORECASE,
)
_CALM = re.compile(rf"{'|'.join(words.NOT_URGENT)}", re.IGNORECASE)
_OPENERS = frozenset(words.OPENERS.split())
_NOT_NAMES = frozenset(words.NOT_NAMES.split())
_SIGNS = " \t\n,;:.、|()[]【】"
_LONG_NUMBER = re.compile(r"\d{5,}")


@dataclass(frozen=True)
class UnitCode:
    """What a code says of a unit; ``raw`` is how it was written."""

    room: str
    building: str = ""
    entrance: str = ""
    raw: str = ""


@dataclass(frozen=True)
class QuickEntry:
    unit: UnitCode | None = None
    person: str = ""
    title: str = ""
    phone: str = ""
    text: str = ""
    is_urgent: bool = False
    unread: tuple[str, ...] = ()
    used: tuple[str, ...] = ()


def clean_line(line):
    """Return the line with usual digits, letters and signs, and single spaces.

    >>> clean_line("３－１２０２，张姐　厨房漏水。")
    '3-1202,张姐 厨房漏水.'
    """
    text = unicodedata.normalize("NFKC", line or "").replace("。", ".")
    return " ".join(text.replace("\x00", " ").split())


def parse_line(line, patterns=()):
    """Return a :class:`QuickEntry`.

    >>> entry = parse_line("3-1202 张姐 13800000000 厨房漏水 急")
    >>> entry.unit.building, entry.unit.room, entry.person, entry.title
    ('3', '1202', '张', '姐')
    >>> entry.phone, entry.text, entry.is_urgent, entry.unread
    ('13800000000', '厨房漏水', True, ())
    >>> entry = parse_line("B2-0301 Ms Lee leak in kitchen urgent")
    >>> entry.unit.raw, entry.person, entry.text, entry.is_urgent
    ('B2-0301', 'Lee', 'leak in kitchen', True)

    :param patterns: unit codes as the sites write them, see ``tools/unit_code``
    """
    return _Line(clean_line(line)).parse(tuple(patterns))


def compile_pattern(pattern):
    """Return a regular expression for a site's codes, or None where it says nothing.

    >>> compile_pattern("{site}-{building}-{room}").search("LS-3-1202")["room"]
    '1202'
    """
    parts = re.split(r"\{([a-z]+)\}", unicodedata.normalize("NFKC", pattern))
    names, literals = parts[1::2], parts[0::2]
    if "room" not in names or len(set(names)) < len(names) or len(names) < 2:
        return None
    body = re.escape(literals[0])
    for name, literal in zip(names, literals[1:], strict=True):
        part = rf"(?P<{name}>[A-Za-z]{{0,4}}\d{{1,5}}[A-Za-z]?|[A-Za-z]{{1,4}})"
        optional = "?" if name in ("entrance", "floor", "site") and literal else ""
        body += rf"(?:{part}{re.escape(literal)}){optional}"
    return re.compile(rf"{_NOT_CODE_BEFORE}{body}{_NOT_CODE_AFTER}", re.IGNORECASE)


def matches_name(spoken, name):
    """Tell whether a name as spoken may mean somebody of that name.

    >>> matches_name("张", "张伟"), matches_name("老王", "王建国")
    (True, True)
    >>> matches_name("Lee", "Anna Lee"), matches_name("Lee", "Leeds")
    (True, False)
    >>> matches_name("伟", "张伟"), matches_name("", "张伟")
    (False, False)
    """
    spoken, name = clean_line(spoken).casefold(), clean_line(name).casefold()
    if not spoken or not name:
        return False
    if "\u3400" <= spoken[-1] <= "\u9fff":
        if len(spoken) == 2 and spoken[0] in "老小阿":
            spoken = spoken[1]
        return name.startswith(spoken)
    return set(spoken.split()) <= set(name.replace(",", " ").split())


def get_spellings(part):
    """Return how a building, entrance or room may be stored that was typed so.

    >>> sorted(get_spellings("03"))
    ['0003', '003', '03', '3']
    """
    bare = part.lstrip("0") or part
    forms = {part, bare, *(bare.zfill(size) for size in (2, 3, 4))}
    return forms | {form.lower() for form in forms}


class _Line:
    """A line of which parts are taken until only the text is left.

    What is taken becomes a newline: it parts what stood left and right of it.
    """

    def __init__(self, line):
        self.line = line
        self.used = []

    def parse(self, patterns):
        phone = self._take(PHONE_FORMS)
        unit = self._take_unit(patterns)
        beside_phone = self._get_beside(phone)
        person = self._take(PERSON_FORMS) or self._take_bare_name(beside_phone)
        is_urgent = self._take_urgency()
        text, unread = self._split_rest()
        return QuickEntry(
            unit=unit,
            person=person["name"] if person else "",
            title=person.groupdict().get("title") or "" if person else "",
            phone=phone["phone"].strip() if phone else "",
            text=text,
            is_urgent=is_urgent,
            unread=unread,
            used=tuple(self.used),
        )

    def _take(self, forms, accept=lambda match: True):
        for form in forms:
            for match in form.finditer(self.line):
                if accept(match):
                    return self._cut(match)
        return None

    def _cut(self, match):
        start, end = match.span()
        self.used.append(match.group())
        self.line = f"{self.line[:start]}{chr(10) * (end - start)}{self.line[end:]}"
        return match

    def _take_unit(self, patterns):
        forms = [form for form in map(compile_pattern, patterns) if form]
        match = self._take(forms) or self._take(UNIT_FORMS)
        if not match:
            return None
        found = match.groupdict()
        return UnitCode(
            room=found["room"].upper(),
            building=(found.get("building") or "").upper(),
            entrance=(found.get("entrance") or "").upper(),
            raw=match.group().strip(),
        )

    def _get_beside(self, phone):
        """Return where a name without a title may stand: next to the phone."""
        if not phone:
            return ()
        return (phone.start(), phone.end())

    def _take_bare_name(self, places):
        """Take ``李明`` or ``Lee`` beside the phone, if other text is left."""

        def is_name(match):
            name = match["name"]
            first = name.split()[0]
            if first.lower() in _OPENERS or name[:2] in _NOT_NAMES:
                return False
            left, right = self.line[: match.start()], self.line[match.end() :]
            if left.strip()[-1:].isalnum() and left[-1:] not in "\n ":
                return False
            if right[:1] not in ("", *_SIGNS):
                return False
            others = f"{left}{right}"
            return any(sign.isalpha() for sign in others)

        def stands_beside(match):
            return any(
                not self.line[min(a, b) : max(a, b)].strip(_SIGNS)
                for place in places
                for a, b in ((match.end(), place), (place, match.start()))
            )

        def accept(match):
            return stands_beside(match) and is_name(match)

        return self._take([_BARE_NAME], accept)

    def _take_urgency(self):
        if match := _CALM.search(self.line):
            self._cut(match)
            return False
        found = False
        for form in (_URGENT, _URGENT_END, _URGENT_ENGLISH):
            while match := form.search(self.line):
                self._cut(match)
                found = True
        return found

    def _split_rest(self):
        """Return the text, and what is neither text nor understood."""
        for form in (*PHONE_FORMS, *UNIT_FORMS[:4]):
            self.line = form.sub(lambda match: f"\n{match.group()}\n", self.line)
        text, unread = [], []
        for chunk in self.line.split("\n"):
            chunk = chunk.strip(_SIGNS)
            if not any(sign.isalpha() for sign in chunk) or _is_code(chunk):
                unread += chunk.split()
                continue
            kept = []
            for word in chunk.split():
                is_number = _LONG_NUMBER.fullmatch(word.strip(_SIGNS))
                (unread if is_number else kept).append(word)
            text.append(" ".join(kept).strip(_SIGNS))
        unread = [word.strip(_SIGNS) for word in unread]
        return " ".join(filter(None, text)), tuple(filter(None, unread))


def _is_code(chunk):
    return any(form.fullmatch(chunk) for form in (*PHONE_FORMS, *UNIT_FORMS[:4]))
