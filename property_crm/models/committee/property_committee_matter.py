from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

TO_DO = "mail.mail_activity_data_todo"
DAYS_TO_ANSWER = 10


class PropertyCommitteeMatter(models.Model):
    """What the committee asks, or what is put to it. Each gets an answer in time."""

    _name = "property.committee.matter"
    _inherit = [
        "property.person.mixin",
        "property.committee.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Matter of a committee"
    _order = "answer_due_on, id"
    _rec_names_search = ["number", "name"]

    number = fields.Char(readonly=True, copy=False, index="trigram")
    name = fields.Char(string="Subject", required=True, tracking=True)
    term_id = fields.Many2one(
        required=True,
        default=lambda self: self._default_term_id(),
        domain=[("state", "!=", "ended")],
    )
    direction = fields.Selection(
        [
            ("from_committee", "From the committee"),
            ("to_committee", "To the committee"),
        ],
        required=True,
        default="from_committee",
        tracking=True,
        help="From the committee: the property company answers. To the committee: the"
        " committee does.",
    )
    description = fields.Text()
    member_id = fields.Many2one(
        "property.committee.member",
        string="Raised by the member",
        domain="[('term_id', '=', term_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Raised by",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        ondelete="restrict",
        index="btree_not_null",
        help="He reads it on his page, and the answer goes to him.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Looked after by",
        domain=[("share", "=", False)],
        compute="_compute_user_id",
        store=True,
        readonly=False,
        index=True,
        tracking=True,
        help="The site manager, until another is named.",
    )
    date = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    answer_due_on = fields.Date(
        string="Answer until",
        compute="_compute_answer_due_on",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
        tracking=True,
        help="By the rule of the place, until another day is chosen.",
    )
    answer = fields.Text(copy=False, tracking=True)
    answered_on = fields.Date(string="Answered on", readonly=True, copy=False)
    state = fields.Selection(
        [("open", "Open"), ("answered", "Answered"), ("closed", "Closed")],
        string="Status",
        required=True,
        readonly=True,
        default="open",
        copy=False,
        index=True,
        group_expand=True,
        tracking=True,
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    agenda_item_ids = fields.One2many(
        "property.committee.agenda.item", "matter_id", string="On the agenda of"
    )
    decision_ids = fields.One2many(
        "property.committee.decision", compute="_compute_decision_ids"
    )
    form_key = fields.Char(readonly=True, copy=False, export_string_translation=False)

    _form_key_uniq = models.UniqueIndex(
        "(partner_id, form_key) WHERE form_key IS NOT NULL",
        "This matter has been received already.",
    )
    _always_answered = models.Constraint(
        "CHECK(state != 'answered' OR length(trim(COALESCE(answer, ''))) > 0)",
        "Answer: write it first.",
    )

    @api.model
    def _default_term_id(self):
        return self.env["property.committee.meeting"]._default_term_id()

    @api.depends("number", "name")
    def _compute_display_name(self):
        for matter in self:
            matter.display_name = f"{matter.number or ''} {matter.name or ''}".strip()

    @api.depends("member_id")
    def _compute_partner_id(self):
        for matter in self:
            matter.partner_id = matter.member_id.partner_id or matter.partner_id

    @api.depends("term_id")
    def _compute_user_id(self):
        for matter in self:
            # sudo: who keeps the site, whoever raises the matter
            nearest = matter.term_id.user_id or matter.sudo().site_id.manager_id
            matter.user_id = matter.user_id or nearest

    @api.depends("date", "term_id")
    def _compute_answer_due_on(self):
        for matter in self:
            term = matter.term_id
            if not term or not matter.date:
                matter.answer_due_on = matter.answer_due_on
                continue
            days = term.rule_id.answer_days or DAYS_TO_ANSWER
            matter.answer_due_on = term._get_deadline(matter.date, days)

    @api.depends("state", "answer_due_on")
    def _compute_is_overdue(self):
        for matter in self:
            matter.is_overdue = (
                matter.state == "open"
                and bool(matter.answer_due_on)
                and matter.answer_due_on < matter.site_id._get_today()
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", "open") & self.env[
            "property.site"
        ]._get_today_domain(lambda day: Domain("answer_due_on", "<", day))

    @api.depends("agenda_item_ids.decision_ids")
    def _compute_decision_ids(self):
        for matter in self:
            matter.decision_ids = matter.agenda_item_ids.decision_ids

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not self.env.su:
                vals.pop("state", None)
            # sudo: whoever raises a matter takes the next number
            sequence_sudo = self.env["ir.sequence"].sudo()
            vals["number"] = sequence_sudo.next_by_code(self._name)
        matters = super().create(vals_list)
        matters._remind()
        return matters

    def write(self, vals):
        if not self.env.su and {"state", "answered_on", "number"} & vals.keys():
            raise UserError(self.env._("The system keeps the state of a matter."))
        if "answer" in vals and any(matter.state == "closed" for matter in self):
            raise UserError(self.env._("This matter is closed. Open it again first."))
        result = super().write(vals)
        if {"user_id", "answer_due_on"} & vals.keys():
            self._move_reminder()
        return result

    def _remind(self):
        """Let who looks after it find it among his activities, with its day."""
        for matter in self.filtered("user_id"):
            told = matter.with_context(lang=matter.user_id.lang)
            told.activity_schedule(
                TO_DO,
                date_deadline=matter.answer_due_on,
                summary=told._get_reminder_text(),
                user_id=matter.user_id.id,
            )

    def _get_reminder_text(self):
        if self.direction == "to_committee":
            return self.env._("Get the answer of the committee")
        return self.env._("Answer the committee")

    def _move_reminder(self):
        for matter in self.filtered(lambda one: one.state == "open"):
            reminders = matter.activity_ids.filtered("automated")
            if reminders and matter.user_id:
                reminders.write(
                    {
                        "user_id": matter.user_id.id,
                        "date_deadline": matter.answer_due_on,
                    }
                )
            elif not reminders:
                matter._remind()

    def action_answer(self):
        """Send the answer to who has raised it, and put the reminder away."""
        self.check_access("write")
        for matter in self.filtered(lambda one: one.state == "open"):
            if not (matter.answer or "").strip():
                raise ValidationError(self.env._("Answer: write it first."))
            # sudo: the state is the system's; who may change the matter was asked
            matter.sudo().write(
                {"state": "answered", "answered_on": matter.site_id._get_today()}
            )
            matter.message_post(
                subject=self.env._("Answer: %(matter)s", matter=matter.display_name),
                body=matter.answer,
                partner_ids=matter.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )
            matter.activity_feedback([TO_DO])

    def action_close(self):
        self.check_access("write")
        self.sudo().state = "closed"  # sudo: as in action_answer
        self.activity_unlink([TO_DO])

    def action_reopen(self):
        self.check_access("write")
        done = self.filtered(lambda matter: matter.state != "open")
        # sudo: as in action_answer
        done.sudo().write({"state": "open", "answered_on": False})
        done._remind()

    def action_put_on_agenda(self):
        """Put it on the agenda of the next meeting that is not called yet."""
        self.ensure_one()
        self.check_access("write")
        meetings = self.env["property.committee.meeting"]
        meeting = meetings.search(
            [
                ("term_id", "=", self.term_id.id),
                ("state", "=", "planned"),
                ("start", ">=", fields.Datetime.now()),
            ],
            order="start, id",
            limit=1,
        )
        if not meeting:
            raise UserError(
                self.env._("Plan the next meeting first: no agenda is open.")
            )
        if self not in meeting.agenda_ids.matter_id:
            meeting.agenda_ids = [fields.Command.create(self._prepare_agenda_vals())]
        return {
            "type": "ir.actions.act_window",
            "res_model": meeting._name,
            "res_id": meeting.id,
            "views": [(False, "form")],
        }

    def _prepare_agenda_vals(self):
        return {
            "name": self.name,
            "description": self.description,
            "matter_id": self.id,
            "sequence": 100,
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_numbered(self):
        raise UserError(self.env._("A matter is answered or closed, not deleted."))
