from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError


class PropertyMembershipPoint(models.Model):
    """Ledger of points: written once, corrected by another line."""

    _name = "property.membership.point"
    _description = "Points of a member"
    _order = "date desc, id desc"
    _rec_name = "note"

    membership_id = fields.Many2one(
        "property.membership",
        string="Member",
        required=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(related="membership_id.partner_id")
    company_id = fields.Many2one(
        related="membership_id.company_id", store=True, index=True
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    kind = fields.Selection(
        [
            ("earned", "Earned"),
            ("spent", "Spent"),
            ("expired", "Run out"),
            ("corrected", "Corrected"),
        ],
        required=True,
        default="earned",
    )
    points = fields.Integer(required=True)
    rule_id = fields.Many2one(
        "property.membership.rule", string="For what", ondelete="restrict"
    )
    note = fields.Char(required=True)
    date_expiry = fields.Date(string="Runs out on")
    reference = fields.Char(index="btree_not_null", copy=False)

    _points_fit_kind = models.Constraint(
        "CHECK(kind = 'corrected' OR points > 0 AND kind = 'earned'"
        " OR points < 0 AND kind IN ('spent', 'expired'))",
        "Points: what is earned is more than zero, what is spent or runs out less.",
    )
    _once_per_reference = models.UniqueIndex(
        "(membership_id, rule_id, reference) WHERE reference IS NOT NULL",
        "These points have been given already.",
    )

    @api.onchange("rule_id")
    def _onchange_rule_id(self):
        if self.rule_id:
            self.points = self.rule_id.points
            self.note = self.rule_id.name
            self.date_expiry = self.rule_id._get_expiry()

    @api.model_create_multi
    def create(self, vals_list):
        points = super().create(vals_list)
        for member in points.membership_id:
            if member.points < 0:
                raise ValidationError(
                    self.env._(
                        "Points: %(member)s has not so many.",
                        member=member.partner_id.name,
                    )
                )
        return points

    def write(self, vals):
        if not self.env.su:
            raise AccessError(
                self.env._("Points stand as they were written; add a line to correct.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if not self.env.su:
            raise AccessError(
                self.env._("Points stand as they were written; add a line to correct.")
            )
