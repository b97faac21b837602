"""Who is on duty, rooms and calendars, segments of customers."""

from datetime import datetime, timedelta

NOW = datetime.now().replace(minute=0, second=0, microsecond=0)


def at(days, hour):
    return str((NOW + timedelta(days=days)).replace(hour=hour))


def fill(admin):
    # the reports of a month ask for times that have passed, plans for those to come
    [site] = admin.find("property.site", ("code", "=", "LS"))
    dispatcher = admin.as_user("dispatcher")
    make_duties(admin, dispatcher, site)
    room = make_room(admin)
    make_meetings(admin, dispatcher, room)
    make_segments(admin)


def make_duties(admin, dispatcher, site):
    [place] = admin.call("property.site", "read", [site], ["territory_id"], load="")
    for number, (login, kind) in enumerate(
        (("steward", "duty"), ("plumber", "on_call"), ("electrician", "on_call"))
    ):
        [user] = admin.find("res.users", ("login", "=", login))
        for day in (-30, 1, 2000):
            dispatcher.create(
                "property.duty",
                territory_id=place["territory_id"],
                user_id=user,
                kind=kind,
                start=at(day + number, 6),
                stop=at(day + number, 18),
                note="带机房钥匙" if kind == "on_call" else False,
            )


def make_room(admin):
    [site] = admin.find("property.site", ("code", "=", "LS"))
    return admin.create(
        "property.common.part", site_id=site, name="会议室", kind="room"
    )


def make_meetings(admin, dispatcher, room):
    """A meeting, a private one, a series with a room, and one that is booked twice."""
    [steward] = admin.find("res.users", ("login", "=", "steward"))
    [row] = admin.call("res.users", "read", [steward], ["partner_id"], load="")
    both = [(6, 0, [row["partner_id"], partner_of(dispatcher)])]
    meeting = {"name": "业委会例会", "partner_ids": both, "common_part_id": room}
    dispatcher.create("calendar.event", start=at(2000, 9), stop=at(2000, 10), **meeting)
    admin.create(
        "calendar.event",
        name="Dentist",
        privacy="private",
        start=at(2000, 14),
        stop=at(2000, 15),
    )
    dispatcher.create(
        "calendar.event",
        name="Weekly round",
        start=at(2001, 8),
        stop=at(2001, 9),
        partner_ids=both,
        recurrency=True,
        rrule_type="weekly",
        interval=1,
        end_type="count",
        count=3,
        **{day_of(2001): True},
    )
    dispatcher.create(
        "calendar.event",
        start=at(2000, 9),
        stop=at(2000, 10),
        **{**meeting, "name": "Burst pipe"},
        clash_reason="Cannot wait",
    )


def partner_of(user):
    [row] = user.call("res.users", "read", [user.uid], ["partner_id"], load="")
    return row["partner_id"]


def day_of(days):
    weekday = (NOW + timedelta(days=days)).weekday()
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[weekday]


def make_segments(admin):
    """Facts typed by the staff, a rule of the company's own, one set by hand."""
    manager = admin.as_user("manager")
    values = {
        axis: manager.find("property.segment.value", ("axis", "=", axis))
        for axis in ("life_stage", "affordability")
    }
    segments = manager.find("property.segment")
    people = admin.call(
        "res.partner",
        "search",
        [("external_key", "=like", "P%")],
        order="id",
    )
    for number, partner in enumerate(people[:6]):
        stage = values["life_stage"][number % len(values["life_stage"])]
        means = values["affordability"][number % len(values["affordability"])]
        facts = {"life_stage_id": stage, "affordability_id": means}
        manager.call("res.partner", "write", [partner], facts)
    manager.call(
        "res.partner", "write", people[:1], {"segment_manual_id": segments[-1]}
    )
    own = manager.create("property.segment", name="Shops", code="shops")
    rule = manager.create(
        "property.segment.rule",
        sequence=1,
        life_stage_id=values["life_stage"][0],
        affordability_id=values["affordability"][0],
        segment_id=own,
    )
    manager.call("property.segment.rule", "action_run", [rule])
