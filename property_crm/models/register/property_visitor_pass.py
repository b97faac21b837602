from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...fields import MaskedChar
from ...tools.masking import is_masked, mask_plate

MAX_DAYS = 31


class PropertyVisitorPass(models.Model):
    """Somebody whom a resident expects: shown at the gate by a code, no face needed."""

    _name = "property.visitor.pass"
    _inherit = [
        "property.code.mixin",
        "property.portal.request.mixin",
        "property.register.mixin",
    ]
    _description = "Visitor pass"
    _order = "valid_from desc, id desc"
    _rec_names_search = ["name", "code"]
    _retention_field = "valid_until"

    name = fields.Char(string="Visitor", required=True)
    partner_id = fields.Many2one(string="Host")
    head_count = fields.Integer(string="People", default=1, aggregator="sum")
    plate = MaskedChar(string="Number plate", mask="plate", subject="partner_id")
    plate_shown = fields.Char(
        string="Plate",
        compute="_compute_plate_shown",
        inverse="_inverse_plate_shown",
        help="Masked, as everywhere in lists; the pass shows the whole plate to those"
        " who need it.",
    )
    purpose = fields.Selection(
        [
            ("visit", "Visit"),
            ("delivery", "Delivery"),
            ("repair", "Repair"),
            ("viewing", "Viewing of the home"),
            ("work", "Cleaning or care"),
            ("other", "Other"),
        ],
        required=True,
        default="visit",
        index=True,
    )
    valid_from = fields.Datetime(
        string="Expected from",
        required=True,
        index=True,
        default=lambda self: fields.Datetime.now().replace(second=0),
    )
    valid_until = fields.Datetime(
        string="Valid until",
        compute="_compute_valid_until",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
    )
    entered_at = fields.Datetime(string="Came in", readonly=True, copy=False)
    left_at = fields.Datetime(string="Left", readonly=True, copy=False)
    is_cancelled = fields.Boolean(string="Cancelled", readonly=True, copy=False)
    let_in_by_id = fields.Many2one(
        "res.users", string="Let in by", readonly=True, copy=False
    )
    note = fields.Char()
    state = fields.Selection(
        [
            ("expected", "Expected"),
            ("inside", "Inside"),
            ("left", "Has left"),
            ("expired", "Expired"),
            ("cancelled", "Withdrawn"),
        ],
        compute="_compute_state",
        search="_search_state",
    )

    _code_uniq = models.UniqueIndex("(code)", "Another pass has this code.")
    _token_uniq = models.UniqueIndex(
        "(request_token) WHERE request_token IS NOT NULL", "This pass is there already."
    )
    _window = models.Constraint(
        f"CHECK(valid_from < valid_until"
        f" AND valid_until <= valid_from + interval '{MAX_DAYS} days')",
        "Valid until: later than expected from, and at most 31 days after it.",
    )
    _people = models.Constraint(
        "CHECK(head_count BETWEEN 1 AND 99)", "People: 1 to 99 come with one pass."
    )

    @api.depends("valid_from")
    def _compute_valid_until(self):
        for line in self:
            if line.valid_from:
                line.valid_until = line.valid_from + timedelta(hours=12)
            else:
                line.valid_until = False

    @api.depends("plate")
    def _compute_plate_shown(self):
        for line in self:
            line.plate_shown = mask_plate(line.plate)

    def _inverse_plate_shown(self):
        for line in self:
            if not is_masked(line.plate_shown):
                line.plate = line.plate_shown

    @api.depends("valid_until", "entered_at", "left_at", "is_cancelled")
    def _compute_state(self):
        now = self._get_now()
        for line in self:
            if line.is_cancelled:
                line.state = "cancelled"
            elif line.left_at:
                line.state = "left"
            elif line.entered_at:
                line.state = "inside"
            else:
                expired = line.valid_until and line.valid_until < now
                line.state = "expired" if expired else "expected"

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        going = Domain("is_cancelled", "=", False)
        away = Domain("entered_at", "=", False) & Domain("left_at", "=", False)
        now = self._get_now()
        domains = {
            "cancelled": ~going,
            "left": going & Domain("left_at", "!=", False),
            "inside": going
            & Domain("entered_at", "!=", False)
            & Domain("left_at", "=", False),
            "expired": going & away & Domain("valid_until", "<", now),
            "expected": going & away & Domain("valid_until", ">=", now),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.depends("name", "unit_id.name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.name or ''} → {line.unit_id.name or ''}"

    @api.model
    def _get_open_domain(self):
        return Domain("state", "in", ["expected", "inside"])

    def action_enter(self):
        """Let the visitors in, within the time of their pass."""
        for line in self:
            if line.state != "expected":
                raise line._make_state_error()
            if line.valid_from > self._get_now() + timedelta(hours=1):
                raise UserError(
                    self.env._(
                        "Expected from: %(name)s is expected later.",
                        name=line.display_name,
                    )
                )
        self.write({"entered_at": self._get_now(), "let_in_by_id": self.env.uid})
        return True

    def action_leave(self):
        for line in self:
            if line.state != "inside":
                raise line._make_state_error()
        self.left_at = self._get_now()
        return True

    def action_cancel(self):
        for line in self:
            if line.state not in ("expected", "cancelled"):
                raise line._make_state_error()
        self.is_cancelled = True
        return True

    def _make_state_error(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        return UserError(
            self.env._(
                "State: the pass of %(name)s is “%(state)s”.",
                name=self.display_name,
                state=states[self.state],
            )
        )
