from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

PLACES = ("unit_id", "common_part_id", "building_id", "site_id")


class PropertyHint(models.Model):
    """What everybody at the desk should know about a place, and until when."""

    _name = "property.hint"
    _description = "Hint about a place"
    _inherit = ["property.site.mixin"]
    _order = "level desc, date_from desc, id desc"

    name = fields.Char(
        string="Hint", required=True, help="In one sentence: what staff should know."
    )
    caller_text = fields.Text(
        string="To tell callers", help="What residents are told when they ask."
    )
    level = fields.Selection(
        [("1_info", "Note"), ("2_warning", "Mind"), ("3_danger", "Danger")],
        required=True,
        default="1_info",
    )
    active = fields.Boolean(default=True)
    site_id = fields.Many2one(
        "property.site",
        compute="_compute_site_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        ondelete="cascade",
    )
    building_id = fields.Many2one(
        "property.building",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('site_id', '=?', site_id)]",
    )
    unit_id = fields.Many2one(
        "property.unit",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('site_id', '=?', site_id), ('building_id', '=?', building_id)]",
    )
    common_part_id = fields.Many2one(
        "property.common.part",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('site_id', '=?', site_id)]",
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True, index=True
    )
    date_from = fields.Date(string="From", help="Empty: from now on.")
    date_to = fields.Date(string="Until", help="Empty: until it is archived.")
    is_current = fields.Boolean(
        string="Valid today", compute="_compute_is_current", search="_search_is_current"
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "A hint cannot end before it begins.",
    )
    _one_place = models.Constraint(
        "CHECK(unit_id IS NULL OR common_part_id IS NULL)",
        "A hint is about a unit or about a common part, not both.",
    )

    @api.depends("unit_id", "common_part_id", "building_id")
    def _compute_site_id(self):
        for hint in self:
            place = hint.unit_id or hint.common_part_id or hint.building_id
            hint.site_id = place.site_id or hint.site_id

    @api.constrains("unit_id", "common_part_id", "building_id", "site_id")
    def _check_place(self):
        for hint in self:
            for place in (hint.unit_id, hint.common_part_id, hint.building_id):
                if place and place.site_id != hint.site_id:
                    raise ValidationError(
                        self.env._(
                            "%(place)s does not belong to %(site)s.",
                            place=place.display_name,
                            site=hint.site_id.display_name,
                        )
                    )

    @api.depends("date_from", "date_to")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for hint in self:
            started = not hint.date_from or hint.date_from <= today
            hint.is_current = started and (not hint.date_to or hint.date_to >= today)

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_current_domain()

    @api.model
    def _get_current_domain(self):
        today = fields.Date.context_today(self)
        return (Domain("date_from", "=", False) | Domain("date_from", "<=", today)) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )

    @api.model
    def _search_for_sites(self, sites):
        """Return what is valid today in some sites, the gravest first: one query."""
        if not sites:
            return self.browse()
        return self.search(
            Domain("site_id", "in", sites.ids) & self._get_current_domain()
        )

    def _to_notes(self):
        """Return ``[{"id", "level", "name", "text"}]`` as the banner shows it."""
        return [
            {
                "id": hint.id,
                "level": hint.level,
                "name": hint.name,
                "text": hint.caller_text or "",
            }
            for hint in self
        ]

    def _concerns(self, place):
        """Tell whether the hint holds for a unit, common part, building or site."""
        self.ensure_one()
        own = next(self[name] for name in PLACES if self[name])
        names = [name for name in ("building_id", "site_id") if name in place._fields]
        return own in (place._origin, *(place[name]._origin for name in names))


class PropertyHintMixin(models.AbstractModel):
    """Counts the hints of a place and opens them."""

    _name = "property.hint.mixin"
    _description = "Has hints"
    _hint_field = "unit_id"

    hint_count = fields.Integer(string="Hints", compute="_compute_hint_count")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_hint_count(self):
        counts = {}
        if self.env["property.hint"].has_access("read"):
            rows = self.env["property.hint"]._read_group(
                [(self._hint_field, "in", self.ids)], [self._hint_field], ["__count"]
            )
            counts = {place.id: count for place, count in rows}
        for place in self:
            place.hint_count = counts.get(place.id, 0)

    def action_view_hints(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_hint_action"
        )
        action["domain"] = [(self._hint_field, "=", self.id)]
        action["context"] = {f"default_{self._hint_field}": self.id}
        return action


class PropertyUnit(models.Model):
    _name = "property.unit"
    _inherit = ["property.unit", "property.hint.mixin"]
    _hint_field = "unit_id"


class PropertyBuilding(models.Model):
    _name = "property.building"
    _inherit = ["property.building", "property.hint.mixin"]
    _hint_field = "building_id"


class PropertySite(models.Model):
    _name = "property.site"
    _inherit = ["property.site", "property.hint.mixin"]
    _hint_field = "site_id"


class HelpdeskTicket(models.Model):
    """What is to be minded at the place of the request."""

    _inherit = "helpdesk.ticket"

    hint_notes = fields.Json(
        compute="_compute_hint_notes", export_string_translation=False
    )
    class_questions = fields.Text(
        related="class_id.questions", string="Ask now", related_sudo=False
    )

    @api.depends("unit_id", "common_part_id", "building_id", "site_id", "stage_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_hint_notes(self):
        asking = self.filtered(lambda t: t.site_id and not t.stage_id.closed)
        Hint = self.env["property.hint"]
        may_read = Hint.has_access("read")
        hints = Hint._search_for_sites(asking.site_id) if may_read else Hint
        for ticket in self:
            place = ticket._get_place()
            found = hints.filtered(lambda hint, place=place: hint._concerns(place))
            ticket.hint_notes = ticket in asking and found._to_notes()


class PropertyTicketClass(models.Model):
    _inherit = "property.ticket.class"

    questions = fields.Text(
        string="What to ask",
        translate=True,
        help="What the desk asks next, one question a line.",
    )
