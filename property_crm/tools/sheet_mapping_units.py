"""Our own sheet: a row is a unit, and with it a person who owns it or lives there."""

from .sheet_entries import building_entry, person_entries, site_entry, unit_entry
from .sheet_mapping import Column, Mapping, RowProblem
from .sheet_values import (
    parse_date,
    parse_email,
    parse_fraction,
    parse_integer,
    parse_number,
    parse_phone,
    parse_word,
)

UNIT_VALUES = (
    "area_gross",
    "area_inner",
    "area_shared",
    "area_voting",
    "area_chargeable",
    "area_source",
    "date_delivered",
    "certificate_number",
    "register_number",
)


def parse_kind(text):
    return parse_word("kind", text)


def parse_role(text):
    return parse_word("role", text)


def parse_area_source(text):
    return parse_word("area_source", text)


def convert(cells, options):
    """Return the entries of a row: site, building, unit, and the person if named."""
    code = cells.get("site") or options.site
    if not code:
        raise RowProblem("site", "required")
    site = site_entry(code, cells.get("site_name", ""))
    building = building_entry(site, cells["building"])
    values = {name: cells[name] for name in UNIT_VALUES if cells.get(name, "") != ""}
    unit = unit_entry(
        building,
        cells["room"],
        cells.get("kind", ""),
        cells.get("entrance"),
        cells.get("floor", ""),
        **values,
    )
    if cells.get("floor_index", "") != "":
        unit.values["floor_index"] = cells["floor_index"]
    people = person_entries(
        unit,
        cells.get("role") or "owner",
        cells.get("name", ""),
        cells.get("phone", ""),
        cells.get("email", ""),
        cells.get("share") or (),
        (cells.get("date_from", ""), cells.get("date_to", "")),
    )
    return [site, building, unit, *people]


UNIT_SHEET = Mapping(
    "units",
    (
        Column("site", ("site code", "小区", "小区编码", "项目", "项目编码", "园区")),
        Column("site_name", ("site name", "小区名称", "项目名称")),
        Column(
            "building",
            ("building code", "block", "tower", "楼栋", "楼栋号", "楼号", "栋", "幢"),
            required=True,
        ),
        Column("entrance", ("section", "stairwell", "单元", "单元号", "门洞")),
        Column("floor", ("floor label", "storey", "level", "楼层", "层")),
        Column("floor_index", ("floor order", "楼层序号"), parse_integer),
        Column(
            "room",
            (
                "unit",
                "unit number",
                "room number",
                "房号",
                "室号",
                "房间号",
                "室",
                "房间",
            ),
            required=True,
        ),
        Column("kind", ("unit type", "type", "类型", "房屋类型", "用途"), parse_kind),
        Column("area_gross", ("gross area", "area", "建筑面积", "面积"), parse_number),
        Column("area_inner", ("inner area", "套内面积", "套内建筑面积"), parse_number),
        Column(
            "area_shared",
            ("apportioned area", "shared area", "分摊面积", "公摊面积"),
            parse_number,
        ),
        Column("area_voting", ("voting area", "表决面积"), parse_number),
        Column("area_chargeable", ("chargeable area", "计费面积"), parse_number),
        Column("area_source", ("area source", "面积来源"), parse_area_source),
        Column(
            "date_delivered",
            ("delivered on", "handed over on", "交付日期", "交房日期"),
            parse_date,
        ),
        Column("certificate_number", ("title certificate", "产权证号")),
        Column("register_number", ("register number", "不动产单元号")),
        Column(
            "name",
            ("owner", "owner name", "full name", "person", "业主", "业主姓名", "姓名"),
        ),
        Column(
            "phone",
            ("phones", "owner phone", "mobile", "电话", "手机", "手机号", "联系电话"),
            parse_phone,
        ),
        Column(
            "email",
            ("e-mail", "owner email", "owner e-mail", "邮箱", "电子邮箱"),
            parse_email,
        ),
        Column("role", ("角色", "身份", "关系"), parse_role),
        Column("share", ("owner share", "份额", "产权份额"), parse_fraction),
        Column("date_from", ("from", "since", "开始日期", "起始日期"), parse_date),
        Column("date_to", ("until", "to", "结束日期", "截止日期"), parse_date),
    ),
    convert,
)
