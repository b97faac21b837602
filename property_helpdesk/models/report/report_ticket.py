from odoo import api, fields, models

# A printed log ends somewhere; the screen has the rest.
MAX_EVENTS = 200


class ReportTicketStage(models.AbstractModel):
    _name = "report.property_helpdesk.report_ticket_stage"
    _description = "Stage report of requests"

    @api.model
    def _get_report_values(self, docids, data=None):
        tickets = self.env["helpdesk.ticket"].browse(docids)
        return {
            "doc_ids": docids,
            "doc_model": tickets._name,
            "docs": tickets,
            "now": fields.Datetime.now(),
            "histories": tickets._get_printed_histories(),
        }


class ReportTicketEvent(models.AbstractModel):
    _name = "report.property_helpdesk.report_ticket_event"
    _description = "Event report of requests"

    @api.model
    def _get_report_values(self, docids, data=None):
        tickets = self.env["helpdesk.ticket"].browse(docids)
        events = self.env["property.ticket.event"].search(
            [("ticket_id", "in", tickets.ids)], order="date, id"
        )
        by_ticket = events.grouped("ticket_id")
        return {
            "doc_ids": docids,
            "doc_model": tickets._name,
            "docs": tickets,
            "now": fields.Datetime.now(),
            "events": {
                ticket: by_ticket.get(ticket, events.browse())[-MAX_EVENTS:]
                for ticket in tickets
            },
        }


class ReportDailyLog(models.AbstractModel):
    _name = "report.property_helpdesk.report_daily_log"
    _description = "Daily log of sites"

    @api.model
    def _get_report_values(self, docids, data=None):
        logs = self.env["property.daily.log"].browse(docids)
        events = {log: log._get_events() for log in logs}
        return {
            "doc_ids": docids,
            "doc_model": logs._name,
            "docs": logs,
            "now": fields.Datetime.now(),
            "events": events,
            "counts": {
                log: [
                    (label, len(rows))
                    for (_kind, label), rows in self._group(events[log])
                ]
                for log in logs
            },
        }

    @api.model
    def _group(self, events):
        """Return the kinds of events that happened, in the order of the log."""
        kinds = events._fields["kind"]._description_selection(self.env)
        by_kind = events.grouped("kind")
        return [(kind, by_kind[kind[0]]) for kind in kinds if kind[0] in by_kind]
