"""The sheet of the weights that units have in votes: a row is a unit.

Units are named by their code, as lists show it; none is made by this sheet. A cell
that is empty changes nothing.
"""

from .sheet_mapping import Column, Entry, Mapping, RowProblem
from .sheet_values import BadCell, normalise, parse_integer

MODEL = "property.unit.weight"
WEIGHTS = ("lot", "entitlement", "share")
LARGEST = 10**9


def parse_weight(text):
    """Return a weight: a whole number from zero on.

    >>> parse_weight("1,250"), parse_weight("0")
    (1250, 0)
    >>> parse_weight("-1")
    Traceback (most recent call last):
    odoo.addons.property_crm.tools.sheet_values.BadCell: integer
    """
    number = parse_integer(text)
    if number < 0:
        raise BadCell("integer", text)
    if number > LARGEST:
        raise BadCell("too_many", text)
    return number


def convert(cells, options):
    """Return the one entry of a row.

    >>> from types import SimpleNamespace as Options
    >>> cells = {"unit": "A101", "entitlement": 60, "lot": "", "row": 2, "raw": []}
    >>> entry, = convert(cells, Options(site="LS"))
    >>> entry.key[1:], entry.values["entitlement"], "lot" in entry.values
    (('LS', 'a101'), 60, False)
    """
    site = cells.get("site") or options.site
    if not site:
        raise RowProblem("site", "required")
    told = {name: cells[name] for name in WEIGHTS if cells.get(name, "") != ""}
    if not told:
        raise RowProblem("entitlement", "required")
    values = {"site": site, "unit": cells["unit"], **told}
    if cells.get("source"):
        values["source"] = cells["source"]
    return [Entry(MODEL, (MODEL, site, normalise(cells["unit"])), values)]


WEIGHT_SHEET = Mapping(
    "weights",
    (
        Column("site", ("site code", "小区", "小区编码", "项目", "项目编码")),
        Column(
            "unit",
            ("unit code", "code of the unit", "房屋编码", "房屋编号", "房号"),
            required=True,
        ),
        Column("lot", ("lots", "表决单位", "地段数"), parse_weight),
        Column(
            "entitlement",
            ("unit entitlement", "entitlements", "权益单位", "业权单位"),
            parse_weight,
        ),
        Column(
            "share",
            ("shares", "undivided shares", "不可分割份数", "业权份数"),
            parse_weight,
        ),
        Column("source", ("plan", "依据", "来源")),
    ),
    convert,
)
