"""Requests about data and consents, on the timeline of a person."""

from ..timeline.timeline_source import TimelineSource, get_name


def get_privacy_sources(env, domain):
    """Return what was asked about data, and each consent twice: given, withdrawn."""
    return [
        TimelineSource(
            code="data_request",
            model=env["property.data.request"],
            domain=domain,
            date="received_on",
            describe=_describe_requests,
            kinds=("privacy",),
            text=("name", "detail"),
            has_messages=True,
        ),
        *(
            TimelineSource(
                code=f"consent.{field}",
                model=env["property.consent"],
                domain=domain,
                date=field,
                describe=lambda consents, state=state: _describe(consents, state),
                kinds=("privacy",),
                text=("purpose_id.name", "wording"),
            )
            for field, state in (("given_on", "given"), ("withdrawn_on", "withdrawn"))
        ),
    ]


def _describe_requests(requests):
    found = requests.search_fetch(
        [("id", "in", requests.ids)], ["name", "kind", "state", "user_id"]
    )
    kinds = dict(found._fields["kind"]._description_selection(found.env))
    states = dict(found._fields["state"]._description_selection(found.env))
    return {
        request.id: {
            "title": f"{request.name} {kinds[request.kind]}",
            "state": states[request.state],
            "who": get_name(request.user_id),
        }
        for request in found
    }


def _describe(consents, state):
    found = consents.search_fetch(
        [("id", "in", consents.ids)],
        ["purpose_id", "recorded_by_id", "withdrawn_by_id"],
    )
    states = dict(found._fields["state"]._description_selection(found.env))
    title = found.env["ir.model"]._get(found._name).name
    by = "recorded_by_id" if state == "given" else "withdrawn_by_id"
    return {
        consent.id: {
            "title": f"{title}: {consent.purpose_id.name}",
            "state": states[state],
            "who": get_name(consent[by]),
        }
        for consent in found
    }
