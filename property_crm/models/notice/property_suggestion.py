from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..territory.property_reference_guard import PropertyReferenceGuard
from .suggestion_clock import get_due_date

MAX_TEXT = 5000
DAYS_TO_ANSWER = 3


class PropertySuggestion(models.Model):
    """An idea of a resident. Every one of them gets an answer."""

    _name = "property.suggestion"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.territory.mixin"]
    _description = "Suggestion"
    _order = "due_date, id"
    _guarded_references = (*PropertyReferenceGuard._guarded_references, "partner_id")

    name = fields.Char(string="Suggestion", required=True)
    text = fields.Text(required=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Suggested by",
        required=True,
        index=True,
        ondelete="restrict",
        help="Other residents never read who it was.",
    )
    unit_id = fields.Many2one(
        "property.unit", required=True, index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(related="unit_id.site_id", store=True, index=True)
    territory_id = fields.Many2one(related="unit_id.territory_id", store=True)
    company_id = fields.Many2one(related="unit_id.company_id", store=True, index=True)
    user_id = fields.Many2one(
        "res.users",
        string="Answered by",
        index=True,
        tracking=True,
        domain=[("share", "=", False)],
        compute="_compute_user_id",
        store=True,
        readonly=False,
        help="The house steward, or else the site manager, until another is named.",
    )
    due_date = fields.Date(string="Answer by", required=True, index=True, tracking=True)
    state = fields.Selection(
        [
            ("new", "Put in the box"),
            ("open", "Being looked at"),
            ("accepted", "We do it"),
            ("declined", "Not possible"),
        ],
        string="Status",
        required=True,
        default="new",
        index=True,
        tracking=True,
    )
    answer = fields.Text(tracking=True)
    answered_at = fields.Datetime(string="Answered on", readonly=True, copy=False)
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    is_public = fields.Boolean(
        string="On the board",
        tracking=True,
        help="All residents of the site read suggestion and answer, without the name.",
    )
    form_key = fields.Char(readonly=True, copy=False, export_string_translation=False)

    _form_key_uniq = models.UniqueIndex(
        "(partner_id, form_key) WHERE form_key IS NOT NULL",
        "This suggestion has been received already.",
    )
    _always_answered = models.Constraint(
        "CHECK(state NOT IN ('accepted', 'declined')"
        " OR length(trim(COALESCE(answer, ''))) > 0)",
        "Answer: a suggestion is closed with an answer.",
    )

    @api.depends("unit_id")
    def _compute_user_id(self):
        for suggestion in self:
            # sudo: who looks after the unit; a resident need not see the staff
            unit_sudo = suggestion.unit_id.sudo()
            nearest = unit_sudo.steward_id or unit_sudo.site_id.manager_id
            suggestion.user_id = suggestion.user_id or nearest

    @api.depends("state", "due_date")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for suggestion in self:
            suggestion.is_overdue = (
                suggestion.state in ("new", "open")
                and bool(suggestion.due_date)
                and suggestion.due_date < today
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "in", ("new", "open")) & Domain(
            "due_date", "<", fields.Date.context_today(self)
        )

    @api.model_create_multi
    def create(self, vals_list):
        units = self.env["property.unit"].browse(
            vals["unit_id"] for vals in vals_list if vals.get("unit_id")
        )
        # sudo: the hours of the service centre
        due = get_due_date(units.site_id.sudo(), DAYS_TO_ANSWER)
        for vals in vals_list:
            unit = self.env["property.unit"].browse(vals.get("unit_id"))
            if unit and not vals.get("due_date"):
                vals["due_date"] = due[unit.sudo().site_id]  # sudo: as above
        suggestions = super().create(vals_list)
        suggestions._remind()
        return suggestions

    def _remind(self):
        """Let whoever answers find it among his activities, with the day it is due."""
        for suggestion in self:
            keeper = suggestion.user_id or self.env.ref("base.user_admin")
            told = suggestion.with_context(lang=keeper.lang)
            told.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=suggestion.due_date,
                summary=told.env._("Answer the suggestion"),
                user_id=keeper.id,
            )

    def write(self, vals):
        closing = vals.get("state") in ("accepted", "declined")
        before = self.filtered(lambda one: not one._is_closed())
        if "partner_id" in vals or "unit_id" in vals:
            self._check_same_author(vals)
        result = super().write(vals)
        if closing:
            before._tell_answer()
        elif {"user_id", "due_date"} & vals.keys():
            self._move_reminder()
        return result

    def _check_same_author(self, vals):
        for suggestion in self:
            for name in ("partner_id", "unit_id"):
                if name in vals and vals[name] != suggestion[name].id:
                    raise UserError(
                        self.env._("Suggested by: it stays with who has made it.")
                    )

    def _is_closed(self):
        return self.state in ("accepted", "declined")

    def _move_reminder(self):
        for suggestion in self.filtered(lambda one: not one._is_closed()):
            suggestion.activity_ids.write(
                {
                    "user_id": suggestion.user_id.id or self.env.uid,
                    "date_deadline": suggestion.due_date,
                }
            )

    def _tell_answer(self):
        """Send the answer to who has asked, and put the reminder away."""
        for suggestion in self:
            suggestion.answered_at = fields.Datetime.now()
            suggestion.message_post(
                body=suggestion.answer,
                subject=self.env._("Your suggestion: %(title)s", title=suggestion.name),
                partner_ids=suggestion.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )
        self.activity_feedback(["mail.mail_activity_data_todo"])

    def action_start(self):
        self.state = "open"

    def action_accept(self):
        self._close("accepted")

    def action_decline(self):
        self._close("declined")

    def _prepare_service_request(self):
        """Return what is asked for, for an addon that makes a request of it."""
        self.ensure_one()
        return {
            "name": self.name,
            "text": self.text,
            "unit_id": self.unit_id.id,
            "partner_id": self.partner_id.id,
        }

    def _close(self, state):
        for suggestion in self:
            if not (suggestion.answer or "").strip():
                raise ValidationError(
                    self.env._("Answer: a suggestion is closed with an answer.")
                )
        self.state = state

    @api.ondelete(at_uninstall=False)
    def _unlink_except_suggested(self):
        raise UserError(self.env._("A suggestion is answered, not deleted."))
