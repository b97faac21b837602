"""Users of every role, places, people with shares, territories, working time."""

ROLES = {
    "manager": "property_crm.group_property_company_manager",
    "keeper": "property_crm.group_property_site_manager",
    "dispatcher": "property_crm.group_property_dispatcher",
    "steward": "property_crm.group_property_agent",
    "plumber": "property_crm.group_property_agent",
    "electrician": "property_crm.group_property_agent",
    "desk": "property_crm.group_property_front_desk",
    "auditor": "property_crm.group_property_auditor",
    "program": "property_crm.group_property_integration",
}
STAFF = {
    "keeper": "manager",
    "dispatcher": "dispatcher",
    "steward": "steward",
    "plumber": "technician",
    "electrician": "technician",
    "desk": "agent",
    "program": "integration",
}
FIRMS = (("F1", "lift", "2099-12-31"), ("F2", "plumbing", "2024-06-30"))
FLOORS, ROOMS = 4, 3
BUILDINGS = {"LS": ("1", "2"), "HS": ("A",)}


def fill(admin):
    company = {"name": "湖畔物业", "country_id": admin.ref("base.cn")}
    admin.call("res.company", "write", [1], company)
    make_users(admin)
    program = admin.as_user("program")
    make_sites(program)
    make_people(program)
    make_tenures(program)
    make_territories(admin)
    make_time(admin)
    make_rest(admin)


def make_users(admin):
    # the administrator reads what is compared later
    groups = [(4, admin.ref(ROLES[role])) for role in ("manager", "auditor")]
    admin.call("res.users", "write", [admin.uid], {"group_ids": groups})
    for login, group in ROLES.items():
        admin.create(
            "res.users",
            name=login.title(),
            login=login,
            password=login,
            email=f"{login}@example.com",
            tz="Asia/Shanghai",
            group_ids=[(4, admin.ref(group))],
        )


def make_sites(program):
    sites = [
        {"external_key": "LS", "name": "湖畔花园", "code": "LS", "kind": "residential"},
        {"external_key": "HS", "name": "Hillside", "code": "HS", "kind": "commercial"},
    ]
    program.send("property.site", "api_upsert", *sites)
    for site, codes in BUILDINGS.items():
        for code in codes:
            building = f"{site}-{code}"
            row = {"external_key": building, "site": site, "code": code}
            program.send("property.building", "api_upsert", row)
            program.send("property.unit", "api_upsert", *units_of(building))
            lift = {"external_key": f"{building}-lift", "site": site}
            lift |= {"building": building, "name": f"Lift {code}", "kind": "lift"}
            program.send("property.common.part", "api_upsert", lift)
    garage = {"external_key": "LS-garage", "site": "LS", "name": "地下车库"}
    program.send("property.common.part", "api_upsert", {**garage, "kind": "garage"})


def units_of(building):
    return [
        {
            "external_key": f"{building}-{floor}0{room}",
            "building": building,
            "entrance": "1" if room < ROOMS else "2",
            "floor_label": str(floor),
            "floor_index": floor,
            "room": f"{floor}0{room}",
            "area_gross": 60 + 10.5 * room,
            "date_delivered": "2015-06-01",
        }
        for floor in range(1, FLOORS + 1)
        for room in range(1, ROOMS + 1)
    ]


def make_people(program):
    surnames = "张王李赵陈杨黄周吴徐孙马朱胡"
    rows = [
        {
            "external_key": f"P{number}",
            "name": f"{surname}伟",
            "phone": f"+86138{number:08}",
            "email": f"p{number}@example.com",
            "country": "CN",
        }
        for number, surname in enumerate(surnames)
    ]
    rows.append({"external_key": "F1", "name": "Lift & Co", "is_company": True})
    rows.append({"external_key": "F2", "name": "Old Pipes", "is_company": True})
    program.send("res.partner", "api_upsert", *rows)


def owned(unit, person, share=None, **values):
    """An owner by shares, or the one who is named in `values`."""
    row = {"external_key": f"{unit}-{person}", "unit": unit, "partner": person}
    if share:
        numerator, denominator = share
        row |= {"kind": "shares", "share_numerator": numerator}
        row["share_denominator"] = denominator
    return {**row, "date_from": "2015-06-01", **values}


def lived(unit, person, role, **values):
    row = {"external_key": f"{unit}-{person}", "unit": unit, "partner": person}
    return {**row, "role": role, "date_from": "2020-01-01", **values}


def make_tenures(program):
    program.send(
        "property.ownership",
        "api_upsert",
        owned("LS-1-101", "P0", kind="sole"),
        owned("LS-1-102", "P1", (1, 2)),
        owned("LS-1-102", "P2", (1, 2), is_representative=True),
        owned("LS-1-103", "P3", (1, 3), title_number="T-103"),
        owned("LS-1-103", "P4", (2, 3)),
        owned("LS-1-201", "P5", kind="joint"),
        owned("LS-1-201", "P6", kind="joint"),
        owned("LS-1-202", "P7", kind="sole", date_to="2022-12-31"),
        owned("LS-1-202", "P8", kind="sole", date_from="2023-01-01"),
        owned("LS-2-101", "P9", (1, 3)),
        owned("HS-A-101", "P10", kind="sole"),
    )
    program.send(
        "property.occupancy",
        "api_upsert",
        lived("LS-1-101", "P0", "owner_occupier", is_main=True, has_key=True),
        lived("LS-1-101", "P11", "family", is_emergency=True),
        lived("LS-1-102", "P12", "tenant", is_main=True, pays_fees=True),
        lived("LS-1-103", "P13", "tenant", date_to="2023-06-30"),
        lived("LS-1-202", "P8", "owner_occupier", is_main=True),
        lived("LS-2-101", "P9", "owner_occupier", is_main=True),
        lived("HS-A-101", "P10", "owner_occupier"),
    )


def make_territories(admin):
    site = admin.find("property.site", ("code", "=", "LS"))[0]
    [whole] = admin.find("property.territory", ("site_id", "=", site))
    [building] = admin.find("property.building", ("external_key", "=", "LS-2"))
    part = admin.create(
        "property.territory",
        name="二号楼",
        kind="building",
        parent_id=whole,
        site_id=site,
        building_id=building,
    )
    users = admin.call("res.users", "search_read", [], ["login"])
    ids = {row["login"]: row["id"] for row in users}
    working = admin.call(
        "property.territory.staff", "search_read", [], ["user_id", "territory_id"]
    )
    held = {(row["user_id"][0], row["territory_id"][0]) for row in working}
    for login, role in STAFF.items():
        if (ids[login], whole) in held:
            continue
        admin.create(
            "property.territory.staff",
            territory_id=whole,
            user_id=ids[login],
            role=role,
            is_primary=role != "technician",
            date_from="2024-01-01",
        )
    for first, last in (("2024-01-01", "2024-12-31"), ("2025-01-01", False)):
        admin.create(
            "property.territory.staff",
            territory_id=part,
            user_id=ids["steward"],
            role="steward",
            date_from=first,
            date_to=last,
        )


def make_time(admin):
    hours = [
        {
            "name": day,
            "dayofweek": str(number),
            "hour_from": start,
            "hour_to": stop,
            "day_period": period,
        }
        for number, day in enumerate(("Mo", "Tu", "We", "Th", "Fr"))
        for start, stop, period in ((8, 12, "morning"), (13, 17, "afternoon"))
    ]
    calendar = admin.create(
        "resource.calendar",
        name="服务中心",
        tz="Asia/Shanghai",
        attendance_ids=[(0, 0, row) for row in hours],
    )
    site = admin.find("property.site", ("code", "=", "LS"))
    admin.call(
        "property.site",
        "write",
        site,
        {"resource_calendar_id": calendar, "tz": "Asia/Shanghai"},
    )
    admin.wizard(
        "property.holiday.load",
        "action_load",
        calendar_ids=[(6, 0, [calendar])],
        country_id=admin.ref("base.cn"),
        year="2026",
    )


def make_rest(admin):
    """Wishes of people, firms with and without papers, a look at personal data."""
    people = {
        row["external_key"]: row["id"]
        for row in admin.call(
            "res.partner",
            "search_read",
            [("external_key", "!=", False)],
            ["external_key"],
        )
    }
    admin.create(
        "property.contact.preference",
        partner_id=people["P0"],
        purpose="repair",
        days="workdays",
        hour_from=18,
        hour_to=21,
        note="By phone only",
    )
    [site] = admin.find("property.site", ("code", "=", "LS"))
    for firm, trade, until in FIRMS:
        admin.create(
            "property.subcontract",
            partner_id=people[firm],
            site_id=site,
            trade=trade,
            date_from="2024-01-01",
            licence_until=until,
            insurance_until=until,
        )
