from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..territory.property_reference_guard import PropertyReferenceGuard

OPEN_STATES = ("draft", "submitted", "approved", "in_work", "suspended", "done")
# from which states each state is reached
STEPS = {
    "submitted": ("draft",),
    "approved": ("submitted",),
    "in_work": ("approved", "suspended"),
    "suspended": ("in_work",),
    "done": ("in_work",),
    "closed": ("done", "approved", "submitted", "draft"),
    "draft": ("submitted",),
}


class PropertyDecorationPermit(models.Model):
    """Decoration of a unit (装修): told first, agreed, inspected, and closed."""

    _name = "property.decoration.permit"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "property.portal.request.mixin",
        "property.register.mixin",
    ]
    _description = "Decoration permit"
    _order = "date_from desc, id desc"
    _rec_names_search = ["name", "unit_id.name"]
    _guarded_references = (
        *PropertyReferenceGuard._guarded_references,
        "contractor_id",
    )

    name = fields.Char(string="Number", readonly=True, copy=False, index="trigram")
    partner_id = fields.Many2one(string="Applicant", tracking=True)
    contractor_id = fields.Many2one(
        "res.partner",
        ondelete="restrict",
        tracking=True,
        domain="[('is_company', '=', True)]",
        help="Who does the work. Empty: the resident himself.",
    )
    contractor_text = fields.Char(
        string="Contractor as told",
        help="What the resident wrote: name and telephone. Choose or make the contact.",
    )
    description = fields.Text(string="Work", help="What is changed, and where.")
    date_from = fields.Date(
        string="First day", required=True, tracking=True, index=True
    )
    date_to = fields.Date(string="Last day", required=True, tracking=True)
    hour_from = fields.Float(string="Work from", default=8.0)
    hour_to = fields.Float(string="Work until", default=18.0)
    is_acknowledged = fields.Boolean(
        string="Forbidden acts acknowledged",
        tracking=True,
        help="No change of the structure, the outer walls, gas pipes or waterproof"
        " layers; no work outside the hours. The applicant has signed this.",
    )
    notice_date = fields.Date(
        string="Notice posted on",
        tracking=True,
        help="When the neighbours were told by a notice at the entrance.",
    )
    worker_ids = fields.One2many("property.decoration.worker", "permit_id")
    inspection_ids = fields.One2many("property.decoration.inspection", "permit_id")
    suspend_reason = fields.Char(string="Why it was suspended", tracking=True)
    is_late = fields.Boolean(
        string="Over time", compute="_compute_is_late", search="_search_is_late"
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("in_work", "In work"),
            ("suspended", "Suspended"),
            ("done", "Done"),
            ("closed", "Closed"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _token_uniq = models.UniqueIndex(
        "(request_token) WHERE request_token IS NOT NULL", "This was asked for already."
    )
    _days = models.Constraint(
        "CHECK(date_from <= date_to)", "Last day: it cannot come before the first."
    )
    _hours = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from < hour_to AND hour_to <= 24)",
        "Work until: later than work from, within the day.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        sequence = self.env["ir.sequence"]
        code = "property.decoration.permit"
        return super().create(
            # sudo: the number only
            [vals | {"name": sequence.sudo().next_by_code(code)} for vals in vals_list]
        )

    @api.depends("name", "unit_id.name")
    def _compute_display_name(self):
        for permit in self:
            parts = [permit.name, permit.unit_id.name]
            permit.display_name = " · ".join(filter(None, parts))

    @api.depends("date_to", "state")
    def _compute_is_late(self):
        for permit in self:
            permit.is_late = bool(
                permit.state in ("approved", "in_work", "suspended")
                and permit.date_to
                and permit.date_to < permit.site_id._get_today()
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        over = self.env["property.site"]._get_today_domain(
            lambda day: Domain("date_to", "<", day)
        )
        return Domain("state", "in", ["approved", "in_work", "suspended"]) & over

    @api.constrains("contractor_id")
    def _check_contractor(self):
        for permit in self:
            if permit.contractor_id and permit.contractor_id == permit.partner_id:
                raise ValidationError(
                    self.env._("Contractor: the applicant is named already.")
                )

    @api.model
    def _get_open_domain(self):
        return Domain("state", "in", OPEN_STATES)

    @api.model
    def _get_expired_domain(self, days=None):
        """Return the domain of permits closed that many days ago."""
        days = 5 * 365 if days is None else days
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=days)
        return Domain("state", "=", "closed") & Domain("write_date", "<", limit)

    def _move_to(self, state):
        """Take the step, and refuse one that does not lead there."""
        states = dict(self._fields["state"]._description_selection(self.env))
        for permit in self:
            if permit.state not in STEPS[state]:
                raise UserError(
                    self.env._(
                        "State: %(permit)s is “%(state)s”, from which “%(wanted)s” is"
                        " not reached.",
                        permit=permit.display_name,
                        state=states[permit.state],
                        wanted=states[state],
                    )
                )
        self.write({"state": state})

    def _need(self, name, why):
        """Refuse the step while a field is empty, by the name of the field."""
        for permit in self:
            if not permit[name]:
                raise UserError(
                    self.env._(
                        "%(field)s: %(why)s",
                        field=self._fields[name]._description_string(self.env),
                        why=why,
                    )
                )

    def action_submit(self):
        self._need("partner_id", self.env._("who asks for it?"))
        self._need("description", self.env._("say what is done."))
        self._need(
            "is_acknowledged", self.env._("the applicant must know what is forbidden.")
        )
        self._move_to("submitted")
        return True

    def action_approve(self):
        self._check_deposit_paid()
        self._move_to("approved")
        return True

    def action_start(self):
        """Begin, or go on after a suspension."""
        self._need("notice_date", self.env._("post the notice before work begins."))
        self._move_to("in_work")
        return True

    def action_suspend(self):
        self._need("suspend_reason", self.env._("the applicant will ask why."))
        self._move_to("suspended")
        return True

    def action_done(self):
        """The work is finished, and what was inspected last was in order."""
        for permit in self:
            last = permit.inspection_ids.sorted(lambda line: (line.date, line.id))[-1:]
            if not last.is_final or last.result != "passed":
                raise UserError(
                    self.env._(
                        "Inspections: the completion of %(permit)s must be inspected"
                        " and in order.",
                        permit=permit.display_name,
                    )
                )
        self._move_to("done")
        return True

    def action_close(self):
        """Put it away once the deposit is settled and the passes are back."""
        self._check_deposit_settled()
        self._move_to("closed")
        self.sudo().worker_ids.is_returned = True  # sudo: passes of these permits
        return True

    def action_draft(self):
        self._move_to("draft")
        return True
