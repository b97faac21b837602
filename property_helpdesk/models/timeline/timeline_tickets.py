"""Requests and what was said of them, on the timeline of a person or a unit."""

from odoo.fields import Domain

from odoo.addons.property_crm.models.timeline.timeline_common import (
    get_on_documents_domain,
)
from odoo.addons.property_crm.models.timeline.timeline_source import (
    TimelineSource,
    get_name,
)


def get_ticket_sources(env, domain):
    tickets = TimelineSource(
        code="ticket",
        model=env["helpdesk.ticket"],
        domain=domain,
        date="reported_at",
        describe=_describe_tickets,
        kinds=("ticket",),
        text=("number", "name"),
        has_messages=True,
    )
    ratings = TimelineSource(
        code="rating",
        model=env["rating.rating"],
        domain=get_on_documents_domain(tickets, "res_model")
        & Domain("consumed", "=", True),
        date="rated_on",
        describe=_describe_ratings,
        kinds=("survey",),
        text=("feedback",),
        about="ticket",
    )
    visits = TimelineSource(
        code="visit",
        model=env["property.visit"],
        domain=Domain("ticket_id", "any", domain),
        date="start",
        describe=_describe_visits,
        kinds=("visit",),
        text=("ticket_id.name", "ticket_id.number"),
        about="ticket",
    )
    return [tickets, visits, ratings] if tickets.model.has_access("read") else []


def _describe_tickets(tickets):
    found = tickets.search_fetch(
        [("id", "in", tickets.ids)],
        ["number", "name", "stage_id", "user_id", "site_id", "unit_id"],
    )
    return {
        ticket.id: {
            "title": f"{ticket.number} {ticket.name}",
            "text": ticket.place_name,
            "state": ticket.stage_id.name,
            "who": get_name(ticket.user_id),
        }
        for ticket in found
    }


def _describe_visits(visits):
    found = visits.search_fetch(
        [("id", "in", visits.ids)], ["ticket_id", "user_id", "state", "reason"]
    )
    states = dict(visits._fields["state"]._description_selection(visits.env))
    return {
        visit.id: {
            "title": f"{visit.ticket_id.number} {visit.ticket_id.name}",
            "text": visit.reason,
            "state": states[visit.state],
            "who": get_name(visit.user_id),
            "open": ("helpdesk.ticket", visit.ticket_id.id),
        }
        for visit in found
    }


def _describe_ratings(ratings):
    found = ratings.search_fetch(
        [("id", "in", ratings.ids)],
        ["rating", "feedback", "partner_id", "res_model", "res_id"],
    )
    return {
        rating.id: {
            "title": "★" * round(rating.rating) + "☆" * (5 - round(rating.rating)),
            "text": rating.feedback,
            "who": get_name(rating.partner_id),
            "open": (rating.res_model, rating.res_id),
        }
        for rating in found
    }
