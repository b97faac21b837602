"""Permits, passes and parcels, on the timeline of a person or a unit."""

from ..timeline.timeline_source import TimelineSource, get_name

# model: the moment on the timeline, what is searched, whether people write about it
REGISTERS = {
    "property.decoration.permit": ("date_from", ("name", "description"), True),
    "property.visitor.pass": ("valid_from", ("name",), False),
    "property.goods.pass": ("date", ("name",), True),
    "property.parcel": ("received_at", ("tracking_tail",), False),
}


def get_register_sources(env, domain):
    """Return one source for each register, of the lines in the domain."""
    return [
        TimelineSource(
            code=name.removeprefix("property."),
            model=env[name],
            domain=domain,
            date=date,
            describe=_describe,
            kinds=("desk",),
            text=text,
            has_messages=has_messages,
        )
        for name, (date, text, has_messages) in REGISTERS.items()
    ]


def _describe(lines):
    found = lines.search_fetch([("id", "in", lines.ids)])
    title = lines.env["ir.model"]._get(lines._name).name
    states = dict(lines._fields["state"]._description_selection(lines.env))
    return {
        line.id: {
            "title": f"{title}: {line.display_name}",
            "state": states.get(line.state),
            "who": get_name(line.partner_id),
        }
        for line in found
    }
