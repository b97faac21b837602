from datetime import timedelta
from tempfile import SpooledTemporaryFile

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .personal_data_export import IN_MEMORY
from .property_consent import CHANNELS
from .res_partner_erase import OFFICER

TARGET_DAYS = 15
CLOSED = ("done", "refused")


class PropertyDataRequest(models.Model):
    """Somebody asks about his data: to see, copy, correct or erase them."""

    _name = "property.data.request"
    _inherit = ["property.person.mixin", "mail.thread", "mail.activity.mixin"]
    _description = "Request about personal data"
    _order = "is_closed, deadline, id desc"

    name = fields.Char(string="Number", readonly=True, copy=False, index=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [
            ("access", "See what is stored"),
            ("copy", "Get a copy"),
            ("correct", "Correct something"),
            ("delete", "Erase"),
            ("withdraw", "Withdraw a consent"),
            ("review", "Have a decision looked at"),
        ],
        required=True,
        default="access",
        tracking=True,
    )
    channel = fields.Selection(CHANNELS, required=True, default="desk")
    detail = fields.Text(string="What is asked")
    received_on = fields.Datetime(required=True, default=fields.Datetime.now)
    deadline = fields.Date(
        compute="_compute_deadline",
        store=True,
        readonly=False,
        tracking=True,
        help="15 working days after it came in.",
    )
    state = fields.Selection(
        [
            ("new", "New"),
            ("progress", "In progress"),
            ("done", "Answered"),
            ("refused", "Refused"),
        ],
        required=True,
        readonly=True,
        copy=False,
        default="new",
        tracking=True,
        group_expand=True,
        index=True,
    )
    is_closed = fields.Boolean(compute="_compute_is_closed", store=True)
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Answered by",
        copy=False,
        tracking=True,
        index="btree_not_null",
        domain=lambda self: [("all_group_ids", "in", self.env.ref(OFFICER).ids)],
    )
    is_identified = fields.Boolean(
        string="Identity checked",
        copy=False,
        tracking=True,
        help="The person showed an identity card, called back, or is logged in.",
    )
    answer = fields.Text(copy=False, help="Sent to the person.")
    refusal_reason = fields.Text(
        copy=False, help="Why, and by which rule. Sent to the person."
    )
    closed_on = fields.Datetime(readonly=True, copy=False)
    form_token = fields.Char(copy=False, readonly=True, groups="base.group_system")

    _form_token_uniq = models.UniqueIndex(
        "(form_token) WHERE form_token IS NOT NULL", "This was sent already."
    )

    @api.depends("received_on", "company_id")
    def _compute_deadline(self):
        for request in self:
            received = request.received_on or fields.Datetime.now()
            calendar = request.company_id.resource_calendar_id
            request.deadline = self._get_deadline(calendar, received)

    @api.model
    def _get_deadline(self, calendar, received):
        """Return the last of 15 working days; the day it came in does not count."""
        zone = pytz.timezone(calendar.tz or self.env.user.tz or "UTC")
        day = pytz.utc.localize(received).astimezone(zone).date() + timedelta(days=1)
        start = zone.localize(fields.Datetime.to_datetime(day))
        # sudo: who asks need not be allowed to read the hours
        end = calendar and calendar.sudo().plan_days(
            TARGET_DAYS, start, compute_leaves=True
        )
        return end.date() if end else day + timedelta(days=3 * TARGET_DAYS // 2)

    @api.depends("state")
    def _compute_is_closed(self):
        for request in self:
            request.is_closed = request.state in CLOSED

    @api.depends("deadline", "is_closed")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for request in self:
            request.is_late = bool(
                not request.is_closed and request.deadline and request.deadline < today
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return Domain("is_closed", "=", False) & Domain("deadline", "<", today)

    @api.depends("name", "partner_id.name")
    def _compute_display_name(self):
        for request in self:
            parts = [request.name, request.partner_id.name]
            request.display_name = " · ".join(filter(None, parts))

    @api.model_create_multi
    def create(self, vals_list):
        # sudo: whoever may ask gets a number
        sequence_sudo = self.env["ir.sequence"].sudo()
        for vals in vals_list:
            vals["name"] = sequence_sudo.next_by_code(self._name)
        requests = super().create(vals_list)
        requests.filtered(lambda request: not request.is_closed)._remind_officer()
        return requests

    def _remind_officer(self):
        """Give somebody the task to answer."""
        for request in self:
            officer = request.user_id or request._get_officer()
            told = request.with_context(lang=officer.lang)
            # sudo: the front desk need not be allowed to give managers tasks
            told.sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=request.deadline,
                summary=told.env._("Answer the request about personal data"),
                user_id=officer.id,
            )

    def _get_officer(self):
        """Return who answers for privacy in the company; without one, any manager."""
        # sudo: the colleague's name is all that is shown
        company_sudo = self.company_id.sudo()
        if company_sudo.privacy_officer_id:
            return company_sudo.privacy_officer_id
        managers = self.env.ref(OFFICER).sudo().all_user_ids
        managers = managers.filtered(
            lambda user: user.active and company_sudo in user.company_ids
        )
        return managers.sorted("id", reverse=True)[:1] or self.env.user

    def write(self, vals):
        if vals.get("partner_id") and not self.env.su and self.filtered("is_closed"):
            raise UserError(self.env._("An answered request stays with its person."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if not self.env.context.get("property_retention"):
            raise UserError(
                self.env._("A request is proof: answer or refuse it instead.")
            )

    # What the officer does

    def action_take(self):
        """Say that one answers it."""
        self.check_access("write")
        self.filtered(lambda request: not request.is_closed).write(
            {"state": "progress", "user_id": self.env.uid}
        )

    def action_answer(self):
        """Close it with the answer, which goes to the person."""
        self._close("done", "answer", self.env._("Write the answer first."))

    def action_refuse(self):
        """Close it with the reasons, which go to the person."""
        message = self.env._("Write why it is refused first: the law asks for reasons.")
        self._close("refused", "refusal_reason", message)

    def _close(self, state, text_field, message):
        self.check_access("write")
        for request in self.filtered(lambda request: not request.is_closed):
            if not (request[text_field] or "").strip():
                raise UserError(message)
            request.write(
                {
                    "state": state,
                    "closed_on": fields.Datetime.now(),
                    "user_id": request.user_id.id or self.env.uid,
                }
            )
            request.activity_unlink(["mail.mail_activity_data_todo"])
            person = request.partner_id.filtered("active")
            request.message_post(
                body=request[text_field],
                partner_ids=person.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )

    def _check_identified(self):
        self.ensure_one()
        self.env["res.partner"]._check_privacy_officer()
        self.check_access("write")
        if not self.is_identified:
            raise UserError(
                self.env._("Check who is asking first, and mark it: Identity checked.")
            )

    def action_export(self):
        """Make the copy and hang it on the request; it is logged."""
        self._check_identified()
        Data = self.env["property.personal.data"]
        with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
            count = Data._export_zip(file, self.partner_id)
            self.env["ir.attachment"].create(
                {
                    "name": f"{self.name}.zip".replace("/", "-"),
                    "raw": file.read(),
                    "mimetype": "application/zip",
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        self._log_copy(count)
        self.message_post(
            body=self.env._("A copy was made: %(count)s records.", count=count)
        )

    def _log_copy(self, count):
        # sudo: the log is written for whoever made the copy
        self.env["property.disclosure"].sudo()._log_copy(self.partner_id, self, count)

    def action_erase(self):
        """Open the preview of what goes and what stays."""
        self._check_identified()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Erase a person"),
            "res_model": "property.erasure",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_request_id": self.id},
        }
