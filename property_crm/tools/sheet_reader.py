"""Rows of a CSV or XLSX file as texts, whatever program wrote it."""

import csv
import io
import zipfile
from datetime import date, datetime
from typing import NamedTuple

MAX_ROWS = 200_000
MAX_BYTES = 400 * 2**20
XLSX_SIGNATURE = b"PK\x03\x04"
XLS_SIGNATURE = b"\xd0\xcf\x11\xe0"
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_ENCODINGS = ("utf-8", "gb18030", "cp1252")
_DELIMITERS = ",;\t|"


class SheetError(ValueError):
    """Why no rows come: ``empty``, ``old_excel``, ``too_large`` or ``broken``."""


class SheetRow(NamedTuple):
    """A row that is not empty, by its number in the file; the first is 1."""

    number: int
    cells: list


def read_sheet(content):
    """Return the rows of the first sheet of the file.

    >>> read_sheet("房号;面积\\n;\\n0301;89,5\\n".encode("gb18030"))[-1]
    SheetRow(number=3, cells=['0301', '89,5'])

    :raise SheetError: with one of the codes above
    """
    if content.startswith(XLS_SIGNATURE):
        raise SheetError("old_excel")
    is_xlsx = content.startswith(XLSX_SIGNATURE)
    rows = _read_xlsx(content) if is_xlsx else _read_csv(content)
    kept = []
    for number, cells in enumerate(rows, 1):
        if not any(cells):
            continue
        kept.append(SheetRow(number, cells))
        if len(kept) > MAX_ROWS:
            raise SheetError("too_large")
    if not kept:
        raise SheetError("empty")
    return kept


def _read_csv(content):
    if len(content) > MAX_BYTES:
        raise SheetError("too_large")
    text = decode(content)
    if "\0" in text:
        raise SheetError("broken")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=find_delimiter(text))
    try:
        for row in reader:
            yield [to_text(cell) for cell in row]
    except csv.Error as error:
        raise SheetError("broken") from error


def decode(content):
    """Return the text of a file that does not say how it is encoded.

    >>> decode("姓名".encode("gb18030")), decode("\\ufeffname".encode("utf-16"))
    ('姓名', 'name')
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace").lstrip("\ufeff")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", errors="replace")


def find_delimiter(text):
    """Return the sign between the cells: the most frequent one of the first line.

    >>> find_delimiter('"Area, gross";Room'), find_delimiter("a")
    (';', ',')
    """
    line = next((line for line in text.splitlines() if line.strip(" ,;\t|")), "")
    outside_quotes = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=outside_quotes.count)


def _read_xlsx(content):
    # Looked at here because only files in this format need the package.
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
                raise SheetError("too_large")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    except SheetError:
        raise
    except Exception as error:
        raise SheetError("broken") from error
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        yield [to_text(cell) for cell in row]
    book.close()


def to_text(value):
    """Return a cell as its reader would type it; a formula stays a formula.

    >>> to_text(144.0), to_text(89.5), to_text(datetime(2024, 3, 1)), to_text("=1+1")
    ('144', '89.5', '2024-03-01', '=1+1')
    >>> to_text(True), to_text(None), to_text(" a\\xa0b ")
    ('yes', '', 'a b')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        midnight = value == datetime(value.year, value.month, value.day)
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\xa0", " ").strip()
