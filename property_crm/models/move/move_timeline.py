"""Moves and sales, on the timeline of a person or a unit."""

from ..timeline.timeline_source import TimelineSource


def get_move_sources(env, domain):
    return [
        TimelineSource(
            code="move",
            model=env["property.move"],
            domain=domain,
            date="date",
            describe=_describe_moves,
            kinds=("move",),
            text=("note",),
            has_messages=True,
        )
    ]


def _describe_moves(moves):
    found = moves.search_fetch(
        [("id", "in", moves.ids)], ["kind", "unit_id", "date", "state"]
    )
    states = dict(moves._fields["state"]._description_selection(moves.env))
    return {
        move.id: {"title": move.display_name, "state": states[move.state]}
        for move in found
    }


def get_handover_sources(env, domain):
    return [
        TimelineSource(
            code="handover",
            model=env["property.handover"],
            domain=domain,
            date="create_date",
            describe=_describe_handovers,
            kinds=("move",),
            text=("contract_number",),
            has_messages=True,
        )
    ]


def _describe_handovers(handovers):
    found = handovers.search_fetch(
        [("id", "in", handovers.ids)], ["unit_id", "start", "state"]
    )
    states = dict(handovers._fields["state"]._description_selection(handovers.env))
    title = handovers.env["ir.model"]._get(handovers._name).name
    return {
        handover.id: {
            "title": f"{title}: {handover.display_name}",
            "state": states[handover.state],
        }
        for handover in found
    }
