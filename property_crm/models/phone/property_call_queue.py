from odoo import api, fields, models

DEFAULT_TALK_TARGET = 240


class PropertyCallQueue(models.Model):
    """A line that people call: enquiries apart from service, since their aims differ.

    Service is to be short, so that it has a target for the talk. Who enquires may
    become a customer and has all the time he wants.
    """

    _name = "property.call.queue"
    _inherit = ["mail.thread"]
    _description = "Call queue"
    _order = "sequence, name, id"
    _check_company_auto = True
    _rec_names_search = ["name", "code"]

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(
        required=True,
        copy=False,
        help="Name of the queue in imports and in the interface for programs.",
    )
    color = fields.Integer()
    kind = fields.Selection(
        [("enquiry", "Enquiries"), ("service", "Service")],
        required=True,
        default="service",
        tracking=True,
    )
    talk_target = fields.Integer(
        string="Talk target (s)",
        compute="_compute_talk_target",
        store=True,
        readonly=False,
        aggregator=None,
        tracking=True,
        help="Seconds a talk should take at most. Only for service: nobody hurries"
        " those who enquire.",
    )
    answer_within = fields.Integer(
        string="Answer within (s)", default=20, required=True, aggregator=None
    )
    short_abandon = fields.Integer(
        string="Short abandon (s)",
        default=10,
        required=True,
        aggregator=None,
        help="Who hangs up in fewer seconds does not count as abandoned.",
    )
    call_back_within = fields.Integer(
        string="Call back within (min)",
        default=60,
        required=True,
        aggregator=None,
        help="Working minutes until somebody calls back who was missed.",
    )
    quiet_from = fields.Float(
        string="Quiet from",
        default=21.0,
        help="Nobody is called back from then on, on the clock of the site.",
    )
    quiet_to = fields.Float(string="Quiet until", default=8.0)
    leader_id = fields.Many2one(
        "res.users",
        string="Team lead",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Is told when somebody cannot be reached.",
    )
    user_ids = fields.Many2many(
        "res.users",
        "property_call_queue_user_rel",
        "queue_id",
        "user_id",
        string="Agents",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    site_ids = fields.Many2many(
        "property.site",
        "property_call_queue_site_rel",
        "queue_id",
        "site_id",
        string="Sites",
        check_company=True,
        help="Calls of a queue with one site belong to it; none: all sites.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working hours",
        check_company=True,
        help="Deadlines run on them; empty: the hours of the site.",
    )
    call_ids = fields.One2many("property.call", "queue_id")
    today_count = fields.Integer(string="Calls today", compute="_compute_counts")
    open_count = fields.Integer(string="Going on", compute="_compute_counts")

    _code_uniq = models.UniqueIndex(
        "(code, company_id)", "Code: another queue of the company has it."
    )
    _target_of_service = models.Constraint(
        "CHECK(kind = 'service' OR COALESCE(talk_target, 0) = 0)",
        "Talk target: only service has one.",
    )
    _limits_positive = models.Constraint(
        "CHECK(COALESCE(talk_target, 0) >= 0 AND answer_within > 0"
        " AND short_abandon >= 0 AND call_back_within > 0)",
        "Times are positive.",
    )
    _quiet_hours = models.Constraint(
        "CHECK(quiet_from >= 0 AND quiet_from < 24"
        " AND quiet_to >= 0 AND quiet_to < 24)",
        "Quiet hours: they lie between 0:00 and 24:00.",
    )

    @api.depends("kind")
    def _compute_talk_target(self):
        for queue in self:
            if queue.kind != "service":
                queue.talk_target = 0
            elif not queue.talk_target:
                queue.talk_target = DEFAULT_TALK_TARGET

    def _compute_counts(self):
        mine = [("queue_id", "in", self.ids)]
        Call = self.env["property.call"]
        for name, domain in (
            ("today_count", [("offered_at", ">=", "today")]),
            ("open_count", [("state", "!=", "done")]),
        ):
            groups = Call._read_group(mine + domain, ["queue_id"], ["__count"])
            counts = dict(groups)
            for queue in self:
                queue[name] = counts.get(queue, 0)

    def action_view_calls(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_call_action"
        )
        return action | {
            "domain": [("queue_id", "=", self.id)],
            "context": {"default_queue_id": self.id},
            "display_name": self.name,
        }
