from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class PropertyAssembly(models.Model):
    """Who was elected becomes the next committee."""

    _inherit = "property.assembly"

    elected_term_id = fields.Many2one(
        "property.committee.term",
        string="Elected committee",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    has_elected = fields.Boolean(compute="_compute_has_elected")

    @api.depends("motion_ids.outcome", "motion_ids.kind")
    def _compute_has_elected(self):
        for assembly in self:
            assembly.has_elected = bool(assembly._get_elections())

    def _get_elections(self):
        return self.motion_ids.filtered(
            lambda motion: motion.kind == "election" and motion.outcome == "passed"
        )

    def action_create_term(self):
        """Prepare the term of the elected; there it is checked who may sit on it."""
        self.ensure_one()
        self._check_step("announced", "final")
        if not self.elected_term_id:
            elections = self._get_elections()
            if len(elections) != 1:
                raise UserError(
                    self.env._("Committee: one election of this vote must have passed.")
                )
            term = self.env["property.committee.term"].create(
                self._prepare_term(elections)
            )
            self.sudo().elected_term_id = term  # sudo: kept by the system
        return self._view_term()

    def _view_term(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": "property.committee.term",
            "res_id": self.elected_term_id.id,
            "views": [(False, "form")],
        }

    def action_view_elected_term(self):
        self.ensure_one()
        return self._view_term()

    def _prepare_term(self, election):
        chosen = election.candidate_ids.filtered(
            lambda one: one.result in ("elected", "alternates")
        ).sorted("rank")
        nameless = chosen.filtered(lambda one: not one.partner_id)
        if nameless:
            raise UserError(
                self.env._(
                    "Candidates: say who of the contacts is %(names)s.",
                    names=", ".join(nameless.mapped("name")),
                )
            )
        elected_on = self.site_id._to_local(self.closed_on).date()
        return {
            "site_id": self.site_id.id,
            "seats": election.seats,
            "elected_on": elected_on,
            "announced_on": self.announced_on,
            "member_ids": [
                Command.create(one._prepare_member(elected_on)) for one in chosen
            ],
        }


class PropertyMotionCandidate(models.Model):
    """A candidate as a member or alternate."""

    _inherit = "property.motion.candidate"

    def _prepare_member(self, day):
        self.ensure_one()
        # sudo: the unit he had in the vote, whoever prepares the term
        rows_sudo = self.sudo().assembly_id.row_ids
        own = rows_sudo.filtered(
            lambda row: self.partner_id.id in (row.owner_keys or ())
        )
        return {
            "partner_id": self.partner_id.id,
            "unit_id": own[:1].unit_id.id,
            "role": "member" if self.result == "elected" else "alternate",
            "rank": self.rank,
            "yes_area": self.yes_area,
            "yes_heads": self.yes_heads,
            "date_start": day,
        }
