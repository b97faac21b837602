"""The sheet of a maintenance fund: a row is a movement of a unit, a building or a site.

Units are named as in the sheet of units; none is made by this one. A movement is known
again by its number, or where it has none by all that its row says.
"""

from decimal import Decimal
from hashlib import sha256

from .sheet_mapping import Column, Entry, Mapping, RowProblem
from .sheet_values import BadCell, normalise, parse_date, parse_number

MODEL = "property.fund.entry"
KINDS = {
    "opening": ("opening", "opening balance", "期初", "期初余额", "上期结余"),
    "deposit": ("deposit", "first deposit", "首次交存", "首期交存", "交存", "缴存"),
    "topup": ("topup", "top-up", "topping up", "续交", "续筹", "补交", "续缴"),
    "income": ("income", "public income", "公共收益", "公共收益转入"),
    "interest": ("interest", "利息", "增值收益", "收益"),
    "use": ("use", "used", "spent", "使用", "支出", "支取", "支用"),
}
_BY_WORD = {word: kind for kind, words in KINDS.items() for word in words}
_SIGNS = str.maketrans("", "", "¥￥元")


def parse_movement(text):
    """Return the kind of a movement.

    >>> parse_movement("Top-up"), parse_movement("首次交存")
    ('topup', 'deposit')
    """
    kind = _BY_WORD.get(normalise(text))
    if not kind:
        raise BadCell("word", text, ", ".join(KINDS))
    return kind


def parse_amount(text):
    """Return an amount of money as it is written.

    >>> parse_amount("¥1,234.50"), parse_amount("-20 元")
    ('1234.5', '-20')

    :raise BadCell: if it is no number of whole cents
    """
    try:
        number = parse_number(normalise(text).translate(_SIGNS).strip())
    except BadCell as bad:
        raise BadCell("number", text) from bad
    amount = Decimal(repr(number)).normalize()
    if amount.as_tuple().exponent < -2:
        raise BadCell("number", text)
    return f"{amount:f}"


def convert(cells, options):
    """Return the one entry of a row.

    >>> from types import SimpleNamespace as Options
    >>> cells = {"building": "3", "room": "101", "date": "2026-03-02", "kind": "use",
    ...          "amount": "20", "row": 2, "raw": ["3", "101"]}
    >>> entry, = convert(cells, Options(site="LS", repeats={}))
    >>> entry.values["amount"], entry.values["site"]
    ('-20', 'LS')
    """
    site = cells.get("site") or options.site
    if not site:
        raise RowProblem("site", "required")
    if cells.get("room") and not cells.get("building"):
        raise RowProblem("building", "required")
    amount = cells["amount"]
    if cells["kind"] == "use" and not amount.startswith("-"):
        amount = f"-{amount}"
    values = {
        name: cells.get(name) or ""
        for name in ("building", "entrance", "room", "date", "kind", "reference")
    }
    values |= {"site": site, "amount": amount}
    told = cells.get("number") or repr(
        (sorted(values.items()), options.repeats.get(cells["row"], 0))
    )
    key = sha256(repr((site, told)).encode()).hexdigest()[:40]
    return [Entry(MODEL, (MODEL, key), values | {"external_key": f"fund-{key}"})]


FUND_SHEET = Mapping(
    "fund",
    (
        Column("site", ("site code", "小区", "小区编码", "项目", "项目编码")),
        Column("building", ("building code", "block", "楼栋", "楼栋号", "楼号", "幢")),
        Column("entrance", ("section", "stairwell", "单元", "单元号")),
        Column("room", ("unit", "unit number", "room number", "房号", "室号")),
        Column(
            "date",
            ("booked on", "日期", "发生日期", "记账日期", "入账日期"),
            parse_date,
            required=True,
        ),
        Column(
            "kind",
            ("movement", "kind of movement", "变动类型", "收支类型", "业务类型"),
            parse_movement,
            required=True,
        ),
        Column(
            "amount",
            ("sum", "金额", "发生额", "变动金额"),
            parse_amount,
            required=True,
        ),
        Column("number", ("voucher", "voucher number", "凭证号", "流水号", "编号")),
        Column(
            "reference",
            ("decision", "remark", "note", "依据", "表决依据", "摘要", "备注"),
        ),
    ),
    convert,
)
