from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

STATES = [
    ("proposed", "Proposed"),
    ("open", "Going on"),
    ("resolved", "Over"),
    ("dismissed", "No incident"),
]
DECIDERS = "property_crm.group_property_dispatcher"
LIVE = ("proposed", "open")
# What confirming, dismissing and resolving write.
KEPT = ("state", "solution", "date_end", "rule_id")


class PropertyIncident(models.Model):
    """One cause behind many requests: told once, closed once."""

    _name = "property.incident"
    _description = "Incident"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.site.mixin"]
    _order = "date_start desc, id desc"

    name = fields.Char(
        required=True,
        tracking=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    active = fields.Boolean(default=True)
    state = fields.Selection(
        STATES,
        required=True,
        default="open",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
        group_expand=True,
    )
    site_id = fields.Many2one(
        "property.site", required=True, index=True, ondelete="restrict", tracking=True
    )
    building_id = fields.Many2one(
        "property.building",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('site_id', '=', site_id)]",
        help="Empty: the whole site.",
    )
    entrance = fields.Char(help="Empty: the whole building.")
    common_part_id = fields.Many2one(
        "property.common.part",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('site_id', '=', site_id)]",
        help="Lift, pump, gate …: what has failed, if that is known.",
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True, index=True
    )
    territory_id = fields.Many2one(compute="_compute_territory_id", store=True)
    category_id = fields.Many2one("helpdesk.ticket.category", ondelete="restrict")
    class_id = fields.Many2one(
        "property.ticket.class",
        string="What is it about",
        ondelete="restrict",
        help="Empty: every request of the category joins.",
    )
    rule_id = fields.Many2one(
        "property.incident.rule", string="Found by", readonly=True, ondelete="set null"
    )
    date_start = fields.Datetime(
        string="Since", required=True, default=fields.Datetime.now, copy=False
    )
    date_end = fields.Datetime(string="Until", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
        tracking=True,
    )
    staff_text = fields.Text(
        string="For staff",
        help="What everybody at the phone should know. Residents do not see it.",
    )
    resident_text = fields.Text(
        string="For residents",
        tracking=True,
        help="Shown to the residents of the place, and sent to whoever reports it.",
    )
    solution = fields.Text(readonly=True, copy=False, tracking=True)
    ticket_ids = fields.One2many(
        "helpdesk.ticket", "incident_id", string="Requests", readonly=True
    )
    ticket_count = fields.Integer(
        string="Request count", compute="_compute_ticket_count", compute_sudo=False
    )
    open_ticket_count = fields.Integer(
        string="Open requests", compute="_compute_ticket_count", compute_sudo=False
    )

    _kept_references = ("site_id", "territory_id", "company_id", *KEPT)
    _live_idx = models.Index("(site_id) WHERE state IN ('proposed', 'open')")

    @api.model_create_multi
    def create(self, vals_list):
        defaults = {n: self.env.context.get(f"default_{n}") for n in KEPT}
        for vals in vals_list:
            given = {**defaults, **vals}
            self._check_kept_references(
                {
                    name: given[name]
                    for name in KEPT
                    if given.get(name) and (name, given[name]) != ("state", "open")
                }
            )
        return super().create(vals_list)

    @api.depends("class_id", "category_id", "building_id", "site_id")
    def _compute_name(self):
        """Say what and where, once that is known and nobody has found a better name."""
        for incident in self:
            subject = incident.class_id or incident.category_id
            place = incident.building_id or incident.site_id
            if subject and place and not incident.name:
                incident.name = f"{subject.display_name} · {place.display_name}"
            else:
                incident.name = incident.name

    @api.depends("common_part_id", "building_id", "site_id")
    def _compute_territory_id(self):
        for incident in self:
            place = incident.common_part_id or incident.building_id or incident.site_id
            incident.territory_id = place.territory_id

    @api.depends("ticket_ids.stage_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_ticket_count(self):
        counts, open_counts = {}, {}
        rows = self.env["helpdesk.ticket"]._read_group(
            [("incident_id", "in", self.ids)], ["incident_id", "stage_id"], ["__count"]
        )
        for incident, stage, count in rows:
            counts[incident.id] = counts.get(incident.id, 0) + count
            if not stage.closed:
                open_counts[incident.id] = open_counts.get(incident.id, 0) + count
        for incident in self:
            incident.ticket_count = counts.get(incident.id, 0)
            incident.open_ticket_count = open_counts.get(incident.id, 0)

    @api.constrains("building_id", "common_part_id", "site_id")
    def _check_place(self):
        for incident in self:
            places = (incident.building_id, incident.common_part_id)
            if any(place and place.site_id != incident.site_id for place in places):
                raise ValidationError(
                    self.env._(
                        "Building, common part: choose those of %(site)s.",
                        site=incident.site_id.display_name,
                    )
                )

    def _matches(self, ticket):
        """Tell whether the request is one of this cause, by place and subject."""
        self.ensure_one()
        subject = (
            self.class_id == ticket.class_id
            if self.class_id
            else self.category_id and self.category_id == ticket.category_id
        )
        return bool(
            subject
            and self.site_id == ticket.site_id
            and self.building_id in (ticket.building_id, self.building_id.browse())
            and self.entrance in (False, "", ticket._get_entrance())
        )

    def _has_ended(self, ticket):
        """Tell whether somebody has decided already about such a request."""
        return self._matches(ticket) and ticket.reported_at <= self.date_end

    def _get_dispatcher(self):
        """Return who gives out the work at the place today."""
        Staff = self.env["property.territory.staff"]
        # sudo: which colleague dispatches is no secret
        territory_sudo = self.territory_id.sudo()
        chain = [int(key) for key in (territory_sudo.parent_path or "").split("/")[:-1]]
        staff_sudo = Staff.sudo().search(
            Staff._get_on_date_domain(fields.Date.context_today(self))
            & Domain("territory_id", "in", chain)
            & Domain("user_id.active", "=", True)
        )
        roles = ["dispatcher", "manager"]
        nearest = staff_sudo.filtered(
            lambda one: one.user_id.has_group(DECIDERS)
        ).sorted(
            lambda one: (
                roles.index(one.role) if one.role in roles else len(roles),
                -chain.index(one.territory_id.id),
            )
        )
        return nearest[:1].user_id.sudo(False)

    def action_confirm(self):
        """It is one: residents are told, and like requests join."""
        self._check_state("proposed")
        self.activity_feedback(["mail.mail_activity_data_todo"])
        # sudo: who may decide was asked above; the state is written in no other way
        self.sudo().state = "open"
        self._tell_residents()

    def action_dismiss(self):
        """It is none: the requests go on by themselves."""
        self._check_state("proposed")
        self.activity_unlink(["mail.mail_activity_data_todo"])
        # sudo: as for confirming
        self.sudo().write({"state": "dismissed", "date_end": fields.Datetime.now()})
        # sudo: also those of it that the dispatcher does not see
        self.sudo().ticket_ids.incident_id = False

    def action_resolve(self):
        """Ask how it ended."""
        self._check_state(*LIVE)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_incident_resolve_action"
        )
        action["context"] = {"default_incident_id": self.id}
        return action

    def action_tell(self):
        """Send the text to those with an open request who have not had it."""
        self._check_state("open")
        if not all(self.mapped("resident_text")):
            raise UserError(self.env._("For residents: write what they should know."))
        self._tell_residents()

    def action_view_tickets(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "helpdesk_mgmt.helpdesk_ticket_action"
        )
        action["domain"] = [("incident_id", "=", self.id)]
        action["context"] = {}
        return action

    def _check_state(self, *states):
        self.check_access("write")
        labels = dict(self._fields["state"]._description_selection(self.env))
        for incident in self:
            if incident.state not in states:
                raise UserError(
                    self.env._(
                        "%(incident)s is “%(state)s”: this cannot be done any more.",
                        incident=incident.name,
                        state=labels[incident.state],
                    )
                )

    def _resolve(self, solution, cause="solved"):
        """Close all open requests of it with one text, and tell each person once."""
        self._check_state(*LIVE)
        if not (solution or "").strip():
            raise UserError(self.env._("Solution: write how it ended."))
        self.activity_unlink(["mail.mail_activity_data_todo"])
        # sudo: as for confirming
        self.sudo().write(
            {
                "state": "resolved",
                "solution": solution,
                "date_end": fields.Datetime.now(),
            }
        )
        # sudo: one cause, one end, also for those the dispatcher does not see
        tickets_sudo = self.sudo().ticket_ids.filtered(lambda t: not t.stage_id.closed)
        tickets_sudo._silence_repeats()
        return tickets_sudo._close(solution, cause)
