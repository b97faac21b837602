from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

OPEN_STATES = ("draft", "notified", "appointed", "inspecting", "refused")
ACCEPTED_STATES = ("accepted", "accepted_defects")


class PropertyHandover(models.Model):
    """A unit goes from the developer to its buyers (交房), who inspect it first.

    Until they have accepted it, the buyers are prospective owners. Accepting makes
    them the owners from that day on.
    """

    _name = "property.handover"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.territory.mixin"]
    _description = "Handover"
    _order = "start desc, id desc"
    _rec_names_search = ["unit_id.name", "contract_number"]

    unit_id = fields.Many2one(
        "property.unit", required=True, index=True, ondelete="restrict", tracking=True
    )
    site_id = fields.Many2one(related="unit_id.site_id", store=True, index=True)
    company_id = fields.Many2one(related="unit_id.company_id", store=True, index=True)
    territory_id = fields.Many2one(related="unit_id.territory_id", store=True)
    buyer_ids = fields.One2many(
        "property.handover.buyer", "handover_id", string="Buyers"
    )
    buyer_names = fields.Char(
        string="Names of the buyers", compute="_compute_buyer_names"
    )
    contract_number = fields.Char(string="Purchase contract", tracking=True)
    contract_date = fields.Date(string="Signed on")
    notified_on = fields.Date(string="Notice sent on", readonly=True, copy=False)
    notice = fields.Text(
        string="In the notice", help="What to bring, by when to come, whom to call."
    )
    start = fields.Datetime(string="Appointment", tracking=True, index=True)
    stop = fields.Datetime(
        string="Until", compute="_compute_stop", store=True, readonly=False
    )
    inspector_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
        index="btree_not_null",
    )
    event_id = fields.Many2one(
        "calendar.event",
        string="In the calendar",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    item_ids = fields.One2many(
        "property.handover.item", "handover_id", string="Inspection"
    )
    thing_ids = fields.One2many(
        "property.handover.thing", "handover_id", string="Documents and keys"
    )
    meter_ids = fields.One2many(
        "property.handover.meter", "handover_id", string="Meters"
    )
    defect_count = fields.Integer(string="Defects", compute="_compute_defect_count")
    signature = fields.Image(max_width=1024, max_height=512, copy=False)
    signed_by = fields.Char(copy=False)
    accepted_on = fields.Date(
        string="Day of the handover",
        copy=False,
        tracking=True,
        help="The buyers are the owners from it on. Empty: the day of acceptance.",
    )
    refuse_reason = fields.Char(string="Why it was refused", tracking=True)
    state = fields.Selection(
        [
            ("draft", "To be notified"),
            ("notified", "Notified"),
            ("appointed", "Appointed"),
            ("inspecting", "Inspecting"),
            ("accepted", "Accepted"),
            ("accepted_defects", "Accepted with defects"),
            ("refused", "Refused"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _times = models.Constraint("CHECK(start < stop)", "Until: after the appointment.")
    _once = models.UniqueIndex(
        "(unit_id) WHERE state NOT IN ('accepted', 'accepted_defects')",
        "Unit: a handover of it is going on already.",
    )

    @api.depends("start")
    def _compute_stop(self):
        for handover in self:
            start = handover.start
            handover.stop = start and start + timedelta(hours=1)

    @api.depends("buyer_ids.partner_id.name")
    def _compute_buyer_names(self):
        for handover in self:
            names = handover.buyer_ids.partner_id.mapped("name")
            handover.buyer_names = ", ".join(filter(None, names))

    @api.depends("unit_id.name", "buyer_names")
    def _compute_display_name(self):
        for handover in self:
            parts = [handover.unit_id.name, handover.buyer_names]
            handover.display_name = " · ".join(filter(None, parts))

    @api.depends("item_ids.result")
    def _compute_defect_count(self):
        for handover in self:
            handover.defect_count = len(handover._get_defects())

    def _get_defects(self):
        return self.item_ids.filtered(lambda item: item.result == "defect")

    @api.model_create_multi
    def create(self, vals_list):
        handovers = super().create(vals_list)
        for handover in handovers:
            handover._fill_from_template()
        return handovers

    def write(self, vals):
        if "state" in vals and not self.env.su:
            raise ValidationError(self.env._("State: use the buttons."))
        fixed = {"unit_id", "buyer_ids", "accepted_on", "signature", "signed_by"}
        if not fixed.isdisjoint(vals) and not self.env.su:
            self._check_not_accepted()
        return super().write(vals)

    def _check_not_accepted(self):
        if self.filtered(lambda handover: handover.state in ACCEPTED_STATES):
            raise ValidationError(
                self.env._("State: the unit is handed over; what was signed stays.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_accepted(self):
        self._check_not_accepted()

    def _fill_from_template(self):
        """Add what units of this kind have, where nothing was entered."""
        template = self.env["property.handover.template"]._get_for(self.unit_id)
        lines = template.with_context(lang=self.env.lang).line_ids.grouped("part")
        none = template.line_ids.browse()
        commands = {}
        if not self.item_ids:
            commands["item_ids"] = [
                {"place": line.place, "name": line.name}
                for line in lines.get("item", none)
            ]
        if not self.thing_ids:
            things = lines.get("document", none) | lines.get("key", none)
            commands["thing_ids"] = [
                {"part": line.part, "name": line.name, "count": line.count}
                for line in things
            ]
        if not self.meter_ids:
            commands["meter_ids"] = [
                {"name": line.name, "uom": line.uom}
                for line in lines.get("meter", none)
            ]
        self.write(
            {
                name: [fields.Command.create(vals) for vals in vals_list]
                for name, vals_list in commands.items()
            }
        )

    def action_view_defects(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_handover_item_action"
        )
        action["domain"] = [("handover_id", "=", self.id), ("result", "=", "defect")]
        return action

    @api.model
    def _get_open_domain(self):
        return Domain("state", "in", OPEN_STATES)

    def _step(self, state, *wanted):
        """Take a step from one of the states in which it is due."""
        self.check_access("write")
        states = dict(self._fields["state"]._description_selection(self.env))
        for handover in self:
            if handover.state not in wanted:
                raise UserError(
                    self.env._(
                        "State: the handover of %(what)s is “%(state)s”.",
                        what=handover.display_name,
                        state=states[handover.state],
                    )
                )
        self.sudo().state = state  # sudo: the state is kept by these steps
