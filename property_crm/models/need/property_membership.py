from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools.points import get_expired, get_lots


class PropertyMembership(models.Model):
    """A customer in the club: his level and his points follow from the ledger."""

    _name = "property.membership"
    _inherit = ["property.person.mixin", "mail.thread"]
    _description = "Member"
    _order = "points_year desc, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="cascade",
    )
    number = fields.Char(
        readonly=True, copy=False, default=lambda self: self.env._("New")
    )
    date_joined = fields.Date(
        string="Joined", required=True, default=fields.Date.context_today
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    point_ids = fields.One2many(
        "property.membership.point", "membership_id", string="Ledger"
    )
    points = fields.Integer(compute="_compute_points", store=True)
    points_year = fields.Integer(
        string="Earned within a year", compute="_compute_points", store=True
    )
    points_expiring = fields.Integer(string="Run out next", compute="_compute_expiring")
    date_expiring = fields.Date(string="Run out on", compute="_compute_expiring")
    level_id = fields.Many2one(
        "property.membership.level", compute="_compute_level_id", store=True
    )

    _once_per_company = models.UniqueIndex(
        "(partner_id, company_id) WHERE active", "This customer is a member already."
    )

    @api.depends("point_ids.points", "point_ids.date")
    def _compute_points(self):
        since = fields.Date.subtract(fields.Date.context_today(self), years=1)
        for member in self:
            entries = member.point_ids
            member.points = sum(entries.mapped("points"))
            member.points_year = sum(
                entry.points
                for entry in entries
                if entry.kind == "earned" and entry.date > since
            )

    @api.depends("points_year")
    def _compute_level_id(self):
        levels = self.env["property.membership.level"].search([("active", "=", True)])
        for member in self:
            reached = levels.filtered(
                lambda level, member=member: level.points_from <= member.points_year
            )
            member.level_id = reached[-1:]

    @api.depends("point_ids")
    def _compute_expiring(self):
        for member in self:
            lots = [lot for lot in get_lots(member._get_entries()) if lot.expires]
            member.date_expiring = lots[0].expires if lots else False
            member.points_expiring = sum(
                lot.points for lot in lots if lot.expires == lots[0].expires
            )

    def _get_entries(self):
        entries = self.point_ids.sorted(lambda entry: (entry.date, entry.id))
        return [(entry.points, entry.date_expiry or None) for entry in entries]

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # sudo: whoever enters a member may take the next number
            sequence = self.env["ir.sequence"].sudo()
            vals["number"] = sequence.next_by_code("property.membership")
        return super().create(vals_list)

    def _earn(self, code, reference=None, note=None):
        """Give the points of a rule; of one reference only once.

        :param str code: of the rule
        :param reference: what they are for; asked again it brings nothing
        """
        rule = self.env["property.membership.rule"].search([("code", "=", code)])
        Point = self.env["property.membership.point"]
        known = Point.search(
            Domain("membership_id", "in", self.ids)
            & Domain("rule_id", "in", rule.ids)
            & Domain("reference", "=", reference)
        ).membership_id
        members = self - known if reference else self
        return Point.create(
            [
                {
                    "membership_id": member.id,
                    "kind": "earned",
                    "rule_id": rule.id,
                    "points": rule.points,
                    "reference": reference,
                    "note": note or rule.name,
                    "date_expiry": rule._get_expiry(),
                }
                for member in members
                if rule
            ]
        )

    @api.model
    def _reward(self, partners, source, code):
        """Give the members among people the points of a rule, once for each source."""
        # sudo: points follow from what happened, whoever recorded it
        members_sudo = self.sudo().search(
            Domain("partner_id", "in", partners.ids)
            & Domain("company_id", "=", source.site_id.company_id.id)
        )
        return members_sudo._earn(code, reference=f"{source._name},{source.id}")

    def _spend(self, points, note):
        """Take points for a reward; refuse more than there are."""
        self.ensure_one()
        self.lock_for_update()
        if points <= 0 or points > self.points:
            raise ValidationError(
                self.env._(
                    "Points: %(member)s has %(points)s.",
                    member=self.partner_id.name,
                    points=self.points,
                )
            )
        return self.env["property.membership.point"].create(
            {
                "membership_id": self.id,
                "kind": "spent",
                "points": -points,
                "note": note,
            }
        )

    def _expire(self):
        """Write off what has run out; doing it twice does nothing more."""
        today = fields.Date.context_today(self)
        gone = {member: get_expired(member._get_entries(), today) for member in self}
        return self.env["property.membership.point"].create(
            [
                {
                    "membership_id": member.id,
                    "kind": "expired",
                    "points": -points,
                    "note": self.env._("Run out"),
                }
                for member, points in gone.items()
                if points
            ]
        )

    @api.model
    def _cron_refresh(self, batch_size=500):
        """Write off points, and find the levels of the last twelve months."""
        members = self.search([("active", "=", True)], order="id")
        for start in range(0, len(members), batch_size):
            batch = members[start : start + batch_size].try_lock_for_update()
            batch._expire()
            self.env.add_to_compute(self._fields["points_year"], batch)
            batch.flush_recordset()
            left = max(len(members) - start - batch_size, 0)
            if not self.env["ir.cron"]._commit_progress(batch_size, remaining=left):
                break

    @api.ondelete(at_uninstall=False)
    def _unlink_except_points(self):
        if self.point_ids and not self.env.su:
            raise UserError(
                self.env._("A member with points is archived, not deleted.")
            )
