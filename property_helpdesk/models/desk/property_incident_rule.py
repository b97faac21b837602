from odoo import api, fields, models

from ...tools.incident_burst import Report, find_bursts


class PropertyIncidentRule(models.Model):
    _name = "property.incident.rule"
    _description = "When requests look like an incident"
    _inherit = ["property.reference.guard"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    site_id = fields.Many2one(
        "property.site",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: for every site that has no rule of its own.",
    )
    like = fields.Selection(
        [("class", "about the same"), ("category", "of the same category")],
        string="Like requests are",
        required=True,
        default="category",
    )
    area = fields.Selection(
        [
            ("entrance", "in one entrance"),
            ("building", "in one building"),
            ("site", "anywhere on the site"),
        ],
        string="Where",
        required=True,
        default="building",
    )
    count = fields.Integer(
        string="From so many people",
        required=True,
        default=3,
        help="Somebody who reports the same thing twice counts once.",
    )
    minutes = fields.Integer(string="Within minutes", required=True, default=60)
    user_id = fields.Many2one(
        "res.users",
        string="Tell",
        domain=[("share", "=", False)],
        help="Empty: the dispatcher of the place.",
    )

    _count_enough = models.Constraint(
        "CHECK(count >= 2)", "One request alone is no incident: at least two people."
    )
    _minutes_positive = models.Constraint(
        "CHECK(minutes BETWEEN 1 AND 10080)", "Minutes: from 1 to 10,080 (a week)."
    )

    @api.model
    def _get_by_site(self, sites):
        """Return ``{site id: rules}``: its own, or else the general ones."""
        domain = [("site_id", "in", [False, *sites.ids])]
        rules = self.search_fetch(domain, ["site_id", "company_id", "like", "area"])
        general = rules.filtered(lambda rule: not rule.site_id)
        own = (rules - general).grouped(lambda rule: rule.site_id.id)
        return {
            site.id: own.get(site.id)
            or general.filtered(
                lambda rule, site=site: (
                    not rule.company_id or rule.company_id == site.company_id
                )
            )
            for site in sites
        }

    def _get_like(self, ticket):
        """Return what requests of one burst have in common, None if this has none."""
        self.ensure_one()
        subject = ticket.class_id if self.like == "class" else ticket.category_id
        place = [ticket.site_id.id]
        if self.area != "site":
            place.append(ticket.building_id.id)
        if self.area == "entrance":
            place.append(ticket._get_entrance())
        if not subject or not all(place):
            return None
        return (self.id, subject.id, *place)

    def _find_bursts(self, tickets):
        """Return the ids of requests that look like one cause, burst by burst."""
        reports = []
        for ticket in tickets:
            like = self._get_like(ticket)
            if like:
                reports.append(
                    Report(ticket.id, ticket.reported_at, like, ticket._get_sender())
                )
        return find_bursts(reports, self.count, self.minutes)

    def _propose(self, tickets):
        """Propose an incident of these requests, and tell the dispatcher."""
        first = tickets.sorted("reported_at")[:1]
        area = ("site", "building", "entrance").index(self.area)
        incident = self.env["property.incident"].create(
            {
                "state": "proposed",
                "rule_id": self.id,
                "site_id": first.site_id.id,
                "building_id": area > 0 and first.building_id.id,
                "entrance": area > 1 and first._get_entrance(),
                "category_id": first.category_id.id,
                "class_id": self.like == "class" and first.class_id.id,
                "date_start": first.reported_at,
                "user_id": False,
            }
        )
        incident.user_id = self.user_id or incident._get_dispatcher()
        tickets._join(incident)
        if incident.user_id:
            told = incident.with_context(lang=incident.user_id.lang)
            told.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=told.env._(
                    "%(count)s like requests: one cause?", count=len(tickets)
                ),
                user_id=incident.user_id.id,
            )
        return incident
