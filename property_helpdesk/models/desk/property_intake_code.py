import secrets

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PropertyIntakeCode(models.Model):
    """A place as a QR code: whoever stands there reports without signing in."""

    _name = "property.intake.code"
    _description = "Code of a place"
    _inherit = ["property.site.mixin"]
    _order = "site_id, building_id, name, id"

    name = fields.Char(
        required=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        translate=True,
        help="How the place is called on the sheet and on the form.",
    )
    active = fields.Boolean(
        default=True, help="The sheets of an archived code are dead."
    )
    site_id = fields.Many2one(
        "property.site", required=True, index=True, ondelete="restrict"
    )
    building_id = fields.Many2one(
        "property.building",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('site_id', '=', site_id)]",
    )
    unit_id = fields.Many2one(
        "property.unit",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('site_id', '=', site_id), ('building_id', '=?', building_id)]",
    )
    common_part_id = fields.Many2one(
        "property.common.part",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('site_id', '=', site_id)]",
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True, index=True
    )
    territory_id = fields.Many2one(compute="_compute_territory_id", store=True)
    token = fields.Char(
        required=True,
        copy=False,
        readonly=True,
        default=lambda self: self._new_token(),
        export_string_translation=False,
    )
    url = fields.Char(string="Address", compute="_compute_url")
    ticket_ids = fields.One2many("helpdesk.ticket", "intake_code_id", string="Requests")
    ticket_count = fields.Integer(
        string="Request count", compute="_compute_ticket_count", compute_sudo=False
    )

    _kept_references = ("site_id", "territory_id", "company_id", "token")
    _token_uniq = models.Constraint("UNIQUE(token)", "Another place has this code.")
    _one_place = models.Constraint(
        "CHECK(unit_id IS NULL OR common_part_id IS NULL)",
        "A code is for a unit or for a common part, not for both.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        default = self.env.context.get("default_token")
        if token := next((v["token"] for v in vals_list if v.get("token")), default):
            self._check_kept_references({"token": token})
        return super().create(vals_list)

    @api.model
    def _new_token(self):
        return secrets.token_urlsafe(16)

    def _get_place(self):
        return self.unit_id or self.common_part_id or self.building_id or self.site_id

    @api.depends("unit_id", "common_part_id", "building_id", "site_id")
    def _compute_name(self):
        for code in self:
            place = code._get_place()
            names = [code.site_id.name, place != code.site_id and place.display_name]
            code.name = code.name or " · ".join(filter(None, names))

    @api.depends("unit_id", "common_part_id", "building_id", "site_id")
    def _compute_territory_id(self):
        for code in self:
            code.territory_id = code._get_place().territory_id

    @api.depends("token")
    def _compute_url(self):
        for code in self:
            code.url = f"{code.get_base_url()}/report/{code.token}"

    @api.depends("ticket_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_ticket_count(self):
        counts = dict(
            self.env["helpdesk.ticket"]._read_group(
                [("intake_code_id", "in", self.ids)], ["intake_code_id"], ["__count"]
            )
        )
        for code in self:
            code.ticket_count = counts.get(code, 0)

    @api.constrains("site_id", "building_id", "unit_id", "common_part_id")
    def _check_place(self):
        for code in self:
            places = [code.building_id, code.unit_id or code.common_part_id]
            buildings = {
                place.building_id or code.building_id for place in places[1:] if place
            }
            if (
                any(place and place.site_id != code.site_id for place in places)
                or code.building_id
                and buildings - {code.building_id}
            ):
                raise ValidationError(
                    self.env._(
                        "%(code)s: choose places of one site only.", code=code.name
                    )
                )

    def action_renew(self):
        """Make the sheets that hang out dead, and print new ones."""
        self.check_access("write")
        # sudo: nobody chooses a token; who may renew it was asked above
        for code_sudo in self.sudo():
            code_sudo.token = self._new_token()

    def action_view_tickets(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "helpdesk_mgmt.helpdesk_ticket_action"
        )
        action["domain"] = [("intake_code_id", "=", self.id)]
        action["context"] = {}
        return action

    @api.model
    def _find_by_token(self, token):
        """Return the code of the token as sudo; none says nothing about others."""
        # sudo: whoever stands in front of the sheet reads its label, no more
        codes_sudo = self.sudo()
        if not token or len(token) > 64:
            return codes_sudo
        return codes_sudo.search([("token", "=", token)], limit=1)
