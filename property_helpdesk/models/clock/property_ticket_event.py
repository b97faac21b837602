from odoo import api, fields, models

# Events that clocks are told from. Others count if they carry facts.
CLOCK_KINDS = (
    "created",
    "done",
    "closed",
    "reopened",
    "waiting",
    "resumed",
    "responded",
    "arrived",
    "warned",
    "breached",
    "deadline",
    "date",
)


class PropertyTicketEvent(models.Model):
    _inherit = "property.ticket.event"

    kind = fields.Selection(
        selection_add=[
            ("responded", "First answer"),
            ("arrived", "On site"),
            ("waiting", "Waiting"),
            ("resumed", "Goes on"),
            ("warned", "Deadline is near"),
            ("breached", "Deadline is over"),
            ("note", "Note"),
        ],
        ondelete={
            "responded": "cascade",
            "arrived": "cascade",
            "waiting": "cascade",
            "resumed": "cascade",
            "warned": "cascade",
            "breached": "cascade",
            "note": "cascade",
        },
    )
    facts = fields.Json(
        export_string_translation=False,
        help="What the event says about clocks; see tools/clock_replay.py.",
    )
    sender_key = fields.Char(export_string_translation=False)

    _sender_key_uniq = models.UniqueIndex(
        "(ticket_id, sender_key) WHERE sender_key IS NOT NULL",
        "This event has been received already.",
    )

    @api.depends("facts")
    @api.depends_context("lang")
    def _compute_summary(self):
        """Which time it was about is told in the reader's language."""
        result = super()._compute_summary()
        kinds = self.env["helpdesk.ticket"]._fields["sla_due_kind"]
        labels = dict(kinds._description_selection(self.env))
        for event in self.filtered(lambda one: one.kind in ("warned", "breached")):
            limit = (event.facts or {}).get("limit")
            event.summary = labels.get(limit, event.summary)
        return result

    def _get_clock_facts(self):
        """Return the facts of one event with dates as dates."""
        facts = dict(self.facts or {})
        if "given" in facts:
            facts["given"] = fields.Datetime.to_datetime(facts["given"]) or None
        if self.kind == "deadline":
            facts["given"] = fields.Datetime.to_datetime(self.new_value) or None
        dates = {"reported_at": "start", "closed_date": "closed"}
        if self.kind == "date" and self.field_name in dates and self.new_value:
            date = fields.Datetime.to_datetime(self.new_value)
            facts[dates[self.field_name]] = date
        return facts
