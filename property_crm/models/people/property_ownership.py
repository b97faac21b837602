import json
from fractions import Fraction

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.share import Holding
from . import ownership_share_limit, ownership_sold_once

SHARE_FIELDS = (
    "unit_id",
    "kind",
    "share_numerator",
    "share_denominator",
    "date_from",
    "date_to",
)


class PropertyOwnership(models.Model):
    _name = "property.ownership"
    _inherit = ["property.tenure.mixin"]
    _description = "Ownership"
    _order = "unit_id, date_from desc, id"

    partner_id = fields.Many2one(string="Owner")
    kind = fields.Selection(
        [("sole", "Sole owner"), ("shares", "By shares"), ("joint", "Joint")],
        required=True,
        default="sole",
        help="Joint owners hold together, without fractions, what the shares leave.",
    )
    share_numerator = fields.Integer(
        string="Share",
        compute="_compute_share",
        store=True,
        readonly=False,
        precompute=True,
        aggregator=None,
    )
    share_denominator = fields.Integer(
        string="Share of",
        compute="_compute_share",
        store=True,
        readonly=False,
        precompute=True,
        aggregator=None,
    )
    share_text = fields.Char(string="Share held", compute="_compute_share_text")
    title_number = fields.Char(help="Number of the title certificate.")
    is_representative = fields.Boolean(
        string="Representative",
        help="Speaks and votes for the co-owners of the unit.",
    )

    _share_of_the_whole = models.Constraint(
        "CHECK(share_denominator > 0"
        " AND share_numerator BETWEEN 0 AND share_denominator)",
        "Share: it must be a fraction of the whole, such as 1 of 3.",
    )
    _share_of_the_kind = models.Constraint(
        "CHECK(CASE kind WHEN 'sole' THEN share_numerator = share_denominator"
        " WHEN 'joint' THEN share_numerator = 0 ELSE share_numerator > 0 END)",
        "Share: a sole owner holds the whole, a joint owner no fraction, and an owner"
        " by shares more than nothing.",
    )

    def init(self):
        ownership_share_limit.install(self.env.cr)
        ownership_sold_once.install(self.env.cr)
        return super().init()

    @api.depends("kind")
    def _compute_share(self):
        for ownership in self:
            top, bottom = ownership.share_numerator, ownership.share_denominator
            if ownership.kind == "shares":
                top, bottom = (top, bottom) if 0 < top < bottom else (1, 2)
            else:
                top, bottom = int(ownership.kind == "sole"), 1
            ownership.share_numerator, ownership.share_denominator = top, bottom

    @api.depends("kind", "share_numerator", "share_denominator")
    def _compute_share_text(self):
        for ownership in self:
            ownership.share_text = ownership._describe_share()

    def _describe_share(self):
        if self.kind == "shares":
            return f"{self.share_numerator}/{self.share_denominator}"
        return dict(self._fields["kind"]._description_selection(self.env))[self.kind]

    def _describe_role(self):
        if self.kind == "joint":
            return self.env._("Joint owner")
        if self.kind == "sole":
            return self.env._("Sole owner")
        return self.env._("Owner of %(share)s", share=self._describe_share())

    @api.model_create_multi
    def create(self, vals_list):
        try:
            return super().create([self._complete_kind(vals) for vals in vals_list])
        except psycopg2.errors.CheckViolation as error:
            self._raise_refusal(error)
            raise

    @api.model
    def _complete_kind(self, vals):
        """Take an owner given with a fraction for one by shares, as imports do."""
        top, bottom = vals.get("share_numerator"), vals.get("share_denominator")
        if "kind" in vals or not bottom or top == bottom:
            return vals
        return vals | {"kind": "shares"}

    def _write_multi(self, vals_list):
        """Write shares that change together in one statement.

        The database judges each statement: columns that only some of the owners
        change are written for all, so that it sees the outcome and not a step.
        """
        changed = [
            name for name in SHARE_FIELDS if any(name in vals for vals in vals_list)
        ]
        if changed and len(self) > 1:
            vals_list = [
                {
                    name: self._fields[name].convert_to_column(owner[name], owner)
                    for name in changed
                    if name not in vals
                }
                | vals
                for owner, vals in zip(self, vals_list, strict=True)
            ]
        try:
            return super()._write_multi(vals_list)
        except psycopg2.errors.CheckViolation as error:
            self._raise_refusal(error)
            raise

    @api.model
    def _raise_refusal(self, error):
        """Give the database's refusal the words of the user, if it is one of ours."""
        if message := self._get_refusal(error):
            raise ValidationError(message) from error

    @api.model
    def _get_refusal(self, error):
        name = error.diag.constraint_name
        if name == ownership_share_limit.NAME:
            return self._get_share_limit_message(error)
        if name == ownership_sold_once.NAME:
            return self._get_sold_once_message(error)
        return ""

    @api.model
    def _get_sold_once_message(self, error):
        person, day, buyer = json.loads(error.diag.message_detail)
        return self.env._(
            "Until: %(person)s has sold already: from %(day)s it belongs to %(buyer)s."
            " Move the first day of the buyer first, or call off that sale.",
            person=person,
            day=fields.Date.to_date(day).isoformat(),
            buyer=buyer,
        )

    @api.model
    def _get_share_limit_message(self, error):
        unit, day, top, bottom = json.loads(error.diag.message_detail)
        values = {"unit": unit, "total": Fraction(int(top), int(bottom))}
        if not day:
            return self.env._(
                "Share: the owners of unit %(unit)s would hold %(total)s, joint owners"
                " counted in. More than the whole cannot be owned.",
                **values,
            )
        return self.env._(
            "Share: the owners of unit %(unit)s would hold %(total)s from %(day)s,"
            " joint owners counted in. More than the whole cannot be owned.",
            day=fields.Date.to_date(day).isoformat(),
            **values,
        )

    @api.model
    def _sql_error_to_message(self, exc):
        return self._get_refusal(exc) or super()._sql_error_to_message(exc)

    def _get_successors(self, owner):
        """Return those of them who begin where the owner ends."""
        if not owner.date_to:
            return self.browse()
        first_day = fields.Date.add(owner.date_to, days=1)
        return self.filtered(lambda successor: successor.date_from == first_day)

    def _get_holdings(self):
        """Return the ownerships as the exact arithmetic wants them."""
        return [
            Holding(
                Fraction(owner.share_numerator, owner.share_denominator or 1),
                owner.date_from or None,
                owner.date_to or None,
                owner.kind == "joint",
            )
            for owner in self
        ]
