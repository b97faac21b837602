from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

LOGGED_AS = {"done": "shown", "no_show": "no_show", "cancelled": "viewing_off"}


class PropertyViewing(models.Model):
    """A prospect is shown a unit at a time, and says what he thinks of it."""

    _name = "property.viewing"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.territory.mixin"]
    _description = "Viewing"
    _order = "start desc, id desc"
    _rec_names_search = ["unit_id.name", "lead_id.name"]
    _guarded_references = ("unit_id", "lead_id")

    lead_id = fields.Many2one(
        "crm.lead", string="Prospect", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        "property.unit",
        compute="_compute_unit_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
        ondelete="restrict",
    )
    site_id = fields.Many2one(related="unit_id.site_id", store=True, index=True)
    company_id = fields.Many2one(related="unit_id.company_id", store=True, index=True)
    territory_id = fields.Many2one(related="unit_id.territory_id", store=True)
    partner_id = fields.Many2one(related="lead_id.partner_id", string="Customer")
    user_id = fields.Many2one(
        "res.users",
        string="Shown by",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        index=True,
        tracking=True,
    )
    start = fields.Datetime(required=True, index=True, tracking=True)
    stop = fields.Datetime(
        string="Until",
        compute="_compute_stop",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    event_id = fields.Many2one(
        "calendar.event",
        string="In the calendar",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    clash_reason = fields.Char(
        string="Reason for the double booking",
        store=False,
        copy=False,
        help="Needed if who shows it is taken at that time; it is logged.",
    )
    outcome = fields.Selection(
        [
            ("liked", "Wants it"),
            ("undecided", "Thinks about it"),
            ("disliked", "Does not want it"),
        ],
        string="What he thinks",
        tracking=True,
    )
    feedback = fields.Text(help="In the prospect's words: light, noise, price …")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("done", "Shown"),
            ("no_show", "Did not come"),
            ("cancelled", "Called off"),
        ],
        required=True,
        default="planned",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _times = models.Constraint("CHECK(start < stop)", "Until: after the beginning.")
    _planned_once = models.UniqueIndex(
        "(lead_id, unit_id) WHERE state = 'planned'",
        "Unit: a viewing of it is planned for this prospect already.",
    )
    _unit_free = models.Constraint(
        "EXCLUDE USING gist (unit_id WITH =, tsrange(start, stop) WITH &&)"
        " WHERE (state = 'planned')",
        "Unit: it is shown to somebody else at that time.",
    )

    @api.depends("lead_id")
    def _compute_unit_id(self):
        for viewing in self:
            lead = viewing.lead_id
            viewing.unit_id = viewing.unit_id or lead.unit_id or lead.unit_ids[:1]

    @api.depends("start")
    def _compute_stop(self):
        for viewing in self:
            viewing.stop = viewing.start and viewing.start + timedelta(minutes=45)

    @api.depends("unit_id.name", "lead_id.name")
    def _compute_display_name(self):
        for viewing in self:
            parts = [viewing.unit_id.name, viewing.lead_id.name]
            viewing.display_name = " · ".join(filter(None, parts))

    @api.model_create_multi
    def create(self, vals_list):
        self.flush_model(["state"])  # what was shown before is planned no more
        viewings = super().create(vals_list)
        for viewing, vals in zip(viewings, vals_list, strict=True):
            viewing._book(vals.get("clash_reason"))
            viewing.lead_id.unit_ids = [fields.Command.link(viewing.unit_id.id)]
        viewings._log("viewing")
        viewings.lead_id._advance_to("viewing")
        return viewings

    def write(self, vals):
        if "state" in vals and not self.env.su:
            raise ValidationError(self.env._("State: use the buttons."))
        reason = vals.get("clash_reason")
        result = super().write(vals)
        if not {"start", "stop", "user_id", "unit_id"}.isdisjoint(vals):
            self._book(reason)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_shown(self):
        if self.filtered(lambda viewing: viewing.state != "planned"):
            raise UserError(self.env._("What has been shown stays in the history."))
        self.sudo().event_id.unlink()  # sudo: the event is the viewing's own

    def action_done(self):
        """The unit was shown; say what he thinks of it."""
        return self._step("done")

    def action_no_show(self):
        """Nobody came."""
        return self._step("no_show")

    def action_cancel(self):
        """It does not take place: the time is free again."""
        self._step("cancelled")
        self.sudo().event_id.active = False  # sudo: the event is the viewing's own
        return True

    def _step(self, state):
        self.check_access("write")
        for viewing in self:
            if viewing.state != "planned":
                raise UserError(
                    self.env._(
                        "%(what)s: this viewing is over already.",
                        what=viewing.display_name,
                    )
                )
        self.sudo().state = state  # sudo: the state is kept by these steps
        self._log(LOGGED_AS[state])
        return True

    def _log(self, kind):
        self.env["crm.lead"]._log_documents(kind, self, lambda one: one.unit_id.name)
