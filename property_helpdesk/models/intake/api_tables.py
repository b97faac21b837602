"""What the interface calls the fields of a request: one table for each call."""

from odoo.addons.property_crm.tools.api_rows import ApiField

from ..ticket.helpdesk_ticket_channel import CHANNELS

_PLACE = (
    ApiField("site", "reference", "site_id", model="property.site"),
    ApiField("building", "reference", "building_id", model="property.building"),
    ApiField("unit", "reference", "unit_id", model="property.unit"),
    ApiField(
        "common_part", "reference", "common_part_id", model="property.common.part"
    ),
    ApiField("partner", "reference", "partner_id", model="res.partner"),
)
_CLASS = (
    ApiField(
        "place", "reference", "place_id", model="property.ticket.place", key="name"
    ),
    ApiField(
        "category",
        "reference",
        "category_id",
        model="helpdesk.ticket.category",
        key="name",
    ),
    ApiField(
        "problem",
        "reference",
        "problem_id",
        model="property.ticket.problem",
        key="name",
    ),
    ApiField("case_type", "selection"),
    ApiField("emergency", "boolean", "is_emergency"),
    ApiField("payable", "boolean", "is_payable"),
    ApiField("warranty", "boolean", "is_warranty"),
    ApiField("priority", "selection"),
)
_DATES = (
    ApiField("created", "datetime", "reported_at"),
    ApiField("due", "datetime", "date_deadline"),
    ApiField("closed", "datetime", "closed_date"),
)

API_TABLES = {
    "intake": (
        ApiField("name", required=True),
        ApiField("description"),
        *_PLACE,
        *_CLASS,
        *_DATES,
        ApiField("channel", "selection", "channel_code"),
        ApiField("status", "selection", "stage_id"),
        ApiField("solution"),
        ApiField("requester_name", field="partner_name"),
        ApiField("requester_email", field="partner_email"),
    ),
    "changes": (
        ApiField("sender", "reference", "create_uid", model="res.users", key="login"),
        ApiField("number"),
        ApiField("name"),
        *_PLACE,
        ApiField("requester_role", "selection"),
        ApiField(
            "channel",
            "reference",
            "channel_id",
            model="helpdesk.ticket.channel",
            key="code",
        ),
        *_CLASS,
        ApiField(
            "stage", "reference", "stage_id", model="helpdesk.ticket.stage", key="name"
        ),
        ApiField("user", "reference", "user_id", model="res.users", key="login"),
        *_DATES,
        ApiField("solution"),
        ApiField("cause", "selection", "close_cause"),
        ApiField("active", "boolean"),
    ),
    "assign": (
        ApiField("id", "integer"),
        ApiField("user", field="user_id"),
        ApiField("reason", field="ticket_reason"),
    ),
    "close": (
        ApiField("id", "integer"),
        ApiField("solution", required=True),
        ApiField("confirmed", "boolean", "is_finished"),
        ApiField("cause", "selection", "close_cause"),
    ),
}
# Choices that are no selection field of the request.
API_OPTIONS = {
    "channel": [code for code, _label in CHANNELS],
    "status": ["open", "closed"],
}
# Where a refusal comes from, and which field it is about.
REFUSED_BY = {
    "_check_solution": "solution",
    "_check_change": "ticket_reason",
    "_check_may_assign": "user_id",
    "_check_may_create_assigned": "user_id",
    "_assign": "user_id",
}
