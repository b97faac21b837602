from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...fields import MaskedChar
from ..people.property_occupancy import TENANT_ROLES


class PropertyGoodsPass(models.Model):
    """What may be carried out of the gate (放行条), and whether the owner agrees."""

    _name = "property.goods.pass"
    _inherit = [
        "mail.thread",
        "property.code.mixin",
        "property.portal.request.mixin",
        "property.register.mixin",
    ]
    _description = "Goods-out pass"
    _order = "date desc, id desc"
    _rec_names_search = ["name", "code"]
    _retention_field = "date"
    _retention_days = 90

    name = fields.Char(string="What is carried out", required=True)
    partner_id = fields.Many2one(string="Carried out for")
    bearer = fields.Char(string="Carried by", help="Mover or driver at the gate.")
    plate = MaskedChar(string="Vehicle", mask="plate", subject="partner_id")
    date = fields.Date(
        string="Day",
        required=True,
        index=True,
        compute="_compute_date",
        store=True,
        precompute=True,
        readonly=False,
    )
    reason = fields.Selection(
        [
            ("move", "Moving out"),
            ("goods", "Furniture or large goods"),
            ("decoration", "Material of the decoration"),
            ("other", "Other"),
        ],
        required=True,
        default="goods",
    )
    needs_consent = fields.Boolean(
        string="Owner must agree",
        compute="_compute_needs_consent",
        store=True,
        readonly=False,
        help="Set when somebody who rents moves out.",
    )
    consent_partner_id = fields.Many2one(
        "res.partner",
        string="Owner who agreed",
        ondelete="restrict",
        tracking=True,
    )
    consent_at = fields.Datetime(string="Agreed on", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Asked for"),
            ("approved", "Approved"),
            ("out", "Carried out"),
            ("cancelled", "Withdrawn"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    checked_out_at = fields.Datetime(string="Left the gate", readonly=True, copy=False)
    checked_by_id = fields.Many2one(
        "res.users", string="Checked by", readonly=True, copy=False
    )
    note = fields.Char()

    _code_uniq = models.UniqueIndex("(code)", "Another goods-out pass has this code.")
    _token_uniq = models.UniqueIndex(
        "(request_token) WHERE request_token IS NOT NULL", "This was asked for already."
    )

    @api.depends("unit_id")
    def _compute_date(self):
        """Propose the present day of the site."""
        for line in self:
            line.date = line.date or line.unit_id.site_id._get_today()

    @api.depends("unit_id", "partner_id", "reason")
    def _compute_needs_consent(self):
        # sudo: whether the person rents decides; who he is, is on the pass already
        stays = self.sudo().unit_id.occupancy_ids._on_date()
        owners = self.sudo().unit_id.ownership_ids._on_date()
        for line in self:
            rents = stays.filtered(
                lambda stay, line=line: (
                    stay.unit_id == line.unit_id
                    and stay.partner_id == line.partner_id
                    and stay.role in TENANT_ROLES
                )
            )
            owns = owners.filtered(
                lambda owner, line=line: owner.unit_id == line.unit_id
            )
            line.needs_consent = bool(
                line.reason == "move"
                and rents
                and line.partner_id not in owns.partner_id
            )

    @api.depends("name", "unit_id.name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.unit_id.name or ''}: {line.name or ''}"

    @api.model
    def _get_people_to_name(self, vals_list):
        given = [vals.get("consent_partner_id") for vals in vals_list]
        return [*super()._get_people_to_name(vals_list), *given]

    def write(self, vals):
        self._check_sees_people([vals.get("consent_partner_id")])
        return super().write(vals)

    @api.model
    def _get_open_domain(self):
        return Domain("state", "in", ["draft", "approved"])

    def action_approve(self):
        """Approve, with the consent of an owner of the unit where it is needed."""
        for line in self:
            line._check_state("draft")
            if not line.needs_consent:
                continue
            # sudo: whether he is an owner of the unit is asked
            owners = line.sudo().unit_id._get_legal_owners(line.date)
            if line.consent_partner_id not in owners[line.unit_id.sudo()]:
                raise UserError(
                    self.env._(
                        "Owner who agreed: %(what)s needs the consent of an owner of"
                        " the unit.",
                        what=line.display_name,
                    )
                )
            line.consent_at = self._get_now()
        self.state = "approved"
        return True

    def action_check_out(self):
        """Let the goods pass the gate, on their day."""
        for line in self:
            line._check_state("approved")
            if line.date != line.site_id._get_today():
                raise UserError(
                    self.env._("Day: the pass is for %(day)s.", day=line.date)
                )
        self.write(
            {
                "state": "out",
                "checked_out_at": self._get_now(),
                "checked_by_id": self.env.uid,
            }
        )
        return True

    def action_cancel(self):
        for line in self:
            line._check_state("draft", "approved")
        self.state = "cancelled"
        return True

    def _check_state(self, *wanted):
        if self.state not in wanted:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "State: %(what)s is “%(state)s”.",
                    what=self.display_name,
                    state=states[self.state],
                )
            )
