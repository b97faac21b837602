from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models

# What decides whether a request is like others.
LIKENESS = {"class_id", "category_id", "problem_id", "place_id", "unit_id"} | {
    "site_id",
    "building_id",
    "common_part_id",
}
LOOKED_BACK = timedelta(days=1)
MAX_LOOKED_AT = 1000
SILENT = "property_helpdesk.silent_tickets"


class HelpdeskTicket(models.Model):
    """Requests that have one cause find each other."""

    _inherit = "helpdesk.ticket"

    incident_id = fields.Many2one(
        "property.incident",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        domain="[('site_id', '=', site_id), ('state', 'in', ('proposed', 'open'))]",
        help="The common cause of this and other requests. They close together.",
    )
    incident_state = fields.Selection(related="incident_id.state", string="Incident is")
    incident_text = fields.Text(
        related="incident_id.staff_text",
        string="Incident: for staff",
        groups="base.group_user",
    )
    incident_told_at = fields.Datetime(
        copy=False, readonly=True, export_string_translation=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        tickets._find_incidents()
        return tickets

    def _get_consequences(self, before, vals):
        """Who is told only now what it is about may belong to an incident."""
        consequences = super()._get_consequences(before, vals)
        if LIKENESS.intersection(vals):
            self._find_incidents()
        return consequences

    def _get_entrance(self):
        return self.unit_id.entrance or self.common_part_id.entrance or ""

    def _get_person(self):
        """Return who asks, for counting people instead of requests."""
        address = (self.partner_email or "").strip().lower()
        return self.partner_id.id or address or f"ticket {self.id}"

    def _get_sender(self):
        """Return the person, or the unit where nobody is known."""
        if self.partner_id or not self.unit_id:
            return self._get_person()
        return f"unit {self.unit_id.id}"

    def _find_incidents(self):
        """Join what is going on already, or propose what seems to begin."""
        since = fields.Datetime.now() - LOOKED_BACK
        # the system looks: a cause does not end at the border of a territory
        tickets = self.with_user(SUPERUSER_ID).filtered(
            lambda t: (
                t.active
                and t.site_id
                and t.category_id
                and t.case_type != "complaint"
                and not t.incident_id
                and not t.stage_id.closed
                and t.reported_at >= since
            )
        )
        if not tickets:
            return
        incidents = tickets._get_recent_incidents(since)
        lonely = tickets._join_live(incidents)
        if lonely:
            lonely._propose_incidents(incidents, since)

    def _get_recent_incidents(self, since):
        """Return the incidents of the sites that go on, or ended lately."""
        return self.env["property.incident"].search(
            [
                ("site_id", "in", self.site_id.ids),
                "|",
                ("state", "in", ("proposed", "open")),
                ("date_end", ">=", since),
            ]
        )

    def _join_live(self, incidents):
        """Join the incidents that go on; return who found none."""
        found = {}
        live = incidents.filtered(lambda one: not one.date_end)
        for ticket in self:
            incident = next((one for one in live if one._matches(ticket)), None)
            if incident:
                found[incident] = found.get(incident, self.browse()) + ticket
        for incident, tickets in found.items():
            tickets._join(incident)
            incident._tell_residents()
        return self - self.browse().union(*found.values())

    def _join(self, incident):
        self.incident_id = incident
        self._create_events(
            [
                {
                    "ticket_id": ticket.id,
                    "kind": "incident",
                    "field_name": "incident_id",
                    "new_value": incident.name,
                    "new_ref": incident.id,
                }
                for ticket in self
            ]
        )

    def _propose_incidents(self, incidents, since):
        rules = self.env["property.incident.rule"]._get_by_site(self.site_id)
        if not any(rules.values()):
            return
        ended = incidents.filtered("date_end")
        recent = self._get_recent_unlinked(since)
        recent -= recent.filtered(lambda t: any(one._has_ended(t) for one in ended))
        for site in self.site_id:
            for rule in rules[site.id]:
                lonely = recent.filtered(
                    lambda t, site=site: t.site_id == site and not t.incident_id
                )
                for ids in rule._find_bursts(lonely):
                    if not set(self.ids).isdisjoint(ids):
                        rule._propose(self.browse(ids))

    def _get_recent_unlinked(self, since):
        """Return the latest open requests of the sites that could be alike."""
        return self.search(
            [
                ("site_id", "in", self.site_id.ids),
                ("category_id", "!=", False),
                ("case_type", "!=", "complaint"),
                ("incident_id", "=", False),
                ("stage_id.closed", "=", False),
                ("reported_at", ">=", since),
            ],
            order="reported_at desc, id desc",
            limit=MAX_LOOKED_AT,
        )

    def _silence_repeats(self):
        """Let the notices of closing go to each person once."""
        people, repeats = set(), self.browse()
        for ticket in self:
            person = ticket._get_person()
            if person in people:
                repeats += ticket
            people.add(person)
        self.env.cr.precommit.data.setdefault(SILENT, set()).update(repeats.ids)

    def _send_ticket_rating_mail(self, force_send=False):
        silent = self.env.cr.precommit.data.get(SILENT, ())
        heard = self.filtered(lambda ticket: ticket.id not in silent)
        return super(HelpdeskTicket, heard)._send_ticket_rating_mail(force_send)

    def _send_stage_mails(self):
        data = self.env.cr.precommit.data
        silent = data.pop(SILENT, set())
        for ids in data.get("property_helpdesk.stage_mail", {}).values():
            ids -= silent
        return super()._send_stage_mails()
