from datetime import UTC, datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ...fields import MaskedChar
from ...tools.call_back import BadWindows, CallRule, get_next_attempt, parse_windows

OPEN = ("to_call", "no_answer", "busy", "call_back")
CLOSED = ("reached", "wrong_number", "refused", "done", "unreachable")
# With whom somebody has spoken
SPOKEN = ("reached", "refused", "call_back", "done")
STATES = [
    ("to_call", "To call"),
    ("no_answer", "No answer"),
    ("busy", "Busy"),
    ("call_back", "To call back"),
    ("reached", "Reached"),
    ("done", "Done"),
    ("refused", "Refused"),
    ("wrong_number", "Wrong number"),
    ("unreachable", "Unreachable"),
]


class PropertyCallEntry(models.Model):
    """One customer of a call list: whose turn it is, and how it went."""

    _name = "property.call.entry"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "property.person.mixin",
        "property.territory.mixin",
    ]
    _description = "Entry of a call list"
    _order = "list_id desc, next_attempt_at, id"
    _rec_name = "partner_id"
    _rec_names_search = ["partner_id.name", "unit_id.name"]

    list_id = fields.Many2one(
        "property.call.list",
        string="Call list",
        required=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="cascade"
    )
    phone = MaskedChar(
        related="partner_id.phone", string="Phone number", mask="phone", readonly=True
    )
    unit_id = fields.Many2one(
        "property.unit", index="btree_not_null", ondelete="set null"
    )
    site_id = fields.Many2one(
        "property.site", compute="_compute_place", store=True, precompute=True
    )
    territory_id = fields.Many2one(
        compute="_compute_place", store=True, precompute=True
    )
    company_id = fields.Many2one(
        related="list_id.company_id", store=True, precompute=True, index=True
    )
    purpose = fields.Selection(related="list_id.purpose", store=True, precompute=True)
    user_id = fields.Many2one(
        "res.users",
        string="Agent",
        index="btree_not_null",
        tracking=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(
        string="About record", model_field="res_model", readonly=True, aggregator=None
    )
    about = fields.Char(compute="_compute_about", help="What the call is about.")
    state = fields.Selection(
        STATES,
        required=True,
        default="to_call",
        index=True,
        tracking=True,
        group_expand=True,
    )
    is_open = fields.Boolean(
        string="Still to call", compute="_compute_is_open", store=True, precompute=True
    )
    attempts = fields.Integer(
        string="Times called", readonly=True, default=0, aggregator="avg"
    )
    last_attempt_at = fields.Datetime(string="Last attempt", readonly=True)
    next_attempt_at = fields.Datetime(string="Next attempt")
    wanted = fields.Char(
        string="Wanted hours",
        help="When the customer wants to be called, such as 18:00-20:00.",
    )
    disposition_id = fields.Many2one(
        "property.call.disposition",
        string="Last outcome",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    is_agreed = fields.Boolean(
        related="disposition_id.is_agreed", string="Agreed", store=True
    )
    note = fields.Text(string="Notes")
    call_ids = fields.One2many("property.call", "entry_id", string="Calls")
    answer_ids = fields.One2many("property.call.answer", "entry_id", string="Replies")
    holder_id = fields.Many2one(
        "res.users",
        string="On the screen of",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    held_until = fields.Datetime(readonly=True, copy=False)
    undo = fields.Json(readonly=True, copy=False)

    _once = models.UniqueIndex(
        "(list_id, partner_id, COALESCE(res_model, ''), COALESCE(res_id, 0))",
        "This customer is on the list already.",
    )
    _next_idx = models.Index("(list_id, next_attempt_at, id) WHERE is_open IS TRUE")

    @api.depends("unit_id.territory_id", "list_id.territory_id")
    def _compute_place(self):
        for entry in self:
            entry.site_id = entry.unit_id.site_id or entry.list_id.site_id
            entry.territory_id = (
                entry.unit_id.territory_id or entry.list_id.territory_id
            )

    @api.depends("state")
    def _compute_is_open(self):
        for entry in self:
            entry.is_open = entry.state in OPEN

    @api.depends("res_model", "res_id")
    @api.depends_context("uid", "lang")
    def _compute_about(self):
        for model, entries in self.grouped("res_model").items():
            if not model or model not in self.env:
                entries.about = False
                continue
            ids = entries.mapped("res_id")
            found = self.env[model].browse(ids).exists()._filtered_access("read")
            names = {record.id: record.display_name for record in found}
            for entry in entries:
                entry.about = names.get(entry.res_id, False)

    @api.depends("partner_id.name", "unit_id.name")
    def _compute_display_name(self):
        for entry in self:
            names = (entry.partner_id.name, entry.unit_id.name)
            entry.display_name = " · ".join(filter(None, names))

    @api.depends("territory_id", "user_id")
    @api.depends_context("uid")
    def _compute_in_my_territory(self):
        own = self.filtered(lambda entry: entry.user_id == self.env.user)
        own.in_my_territory = True
        return super(PropertyCallEntry, self - own)._compute_in_my_territory()

    def _search_in_my_territory(self, operator, value):
        domain = super()._search_in_my_territory(operator, value)
        if domain is NotImplemented or domain is Domain.TRUE:
            return domain
        return domain | Domain("user_id", "=", self.env.uid)

    @api.constrains("user_id")
    def _check_agent(self):
        """Nobody gets a customer whom he may not see."""
        for user, entries in self.grouped("user_id").items():
            # sudo: where a colleague works decides, and is not shown
            scope = user.sudo()._get_territory_ids() if user else None
            for entry in entries:
                if scope is not None and entry.territory_id.id not in scope:
                    raise ValidationError(
                        self.env._(
                            "Agent: %(agent)s does not work where %(customer)s lives.",
                            agent=user.name,
                            customer=entry.partner_id.name,
                        )
                    )

    @api.constrains("wanted")
    def _check_wanted(self):
        for entry in self:
            try:
                parse_windows(entry.wanted)
            except BadWindows as error:
                raise ValidationError(
                    self.env._(
                        "Wanted hours: “%(text)s” is no time of the day. Write"
                        " 18:00-20:00.",
                        text=str(error),
                    )
                ) from None

    # When to call

    def _get_rule(self):
        """Return when this customer may be called."""
        self.ensure_one()
        # sudo: the clock of the site, whoever calls
        tz = self.sudo().site_id.tz or "UTC"
        return CallRule(tz=tz, wanted=parse_windows(self.wanted))

    def _get_next_attempt(self, not_before=None):
        """Return when to call (again), None if not before the list ends."""
        self.ensure_one()
        return get_next_attempt(
            self._get_rule(),
            fields.Datetime.now(),
            attempts=self._get_vain_attempts(),
            last=self.last_attempt_at or None,
            not_before=not_before,
            expiry=self._get_expiry(),
        )

    def _get_vain_attempts(self):
        """Return how often nobody answered since the customer was last spoken with."""
        vain = 0
        for call in self.call_ids.sorted("id", reverse=True):
            if call.disposition_id.is_reached:
                break
            vain += bool(call.disposition_id)
        return vain

    def _get_expiry(self):
        """Return the end of the last day of the list, at its site."""
        # sudo: as above
        entry_sudo = self.sudo()
        deadline = entry_sudo.list_id.date_deadline
        if not deadline:
            return None
        zone = entry_sudo.site_id._get_zone()
        end = zone.localize(datetime.combine(deadline + timedelta(days=1), time()))
        return end.astimezone(UTC).replace(tzinfo=None)

    def action_view_about(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    # What the script is filled with

    def _get_places(self):
        """Return ``{place: words}`` for the texts of the script."""
        self.ensure_one()
        # sudo: names of place and company, for who may read the entry
        entry_sudo = self.sudo()
        lang = self.env.lang
        site = entry_sudo.site_id
        deadline = entry_sudo.list_id.date_deadline
        return {
            "customer": entry_sudo.partner_id.name or "",
            "unit": entry_sudo.unit_id.name or "",
            "site": site.name or "",
            "company": entry_sudo.company_id.name or "",
            "agent": self.env.user.name,
            "list": entry_sudo.list_id.name,
            "about": self.about or "",
            "deadline": format_date(self.env, deadline, lang_code=lang)
            if deadline
            else "…",
            "today": format_date(self.env, site._get_today(), lang_code=lang),
        }
