from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .crm_stage import PHASES

KINDS = [("leasing", "Leasing"), ("sale", "Sale"), ("service", "Service")]


class CrmLead(models.Model):
    """A prospect: for what, and where."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "property.territory.mixin", "property.person.mixin"]
    # the site follows from the unit, but may be chosen where there is none
    _kept_references = ("territory_id",)

    kind = fields.Selection(
        KINDS,
        string="Wants",
        required=True,
        default="leasing",
        index=True,
        tracking=True,
        help="To rent, to buy, or a service for what he has.",
    )
    site_id = fields.Many2one(
        "property.site",
        compute="_compute_site_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    unit_id = fields.Many2one(
        "property.unit",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('site_id', '=?', site_id)]",
        tracking=True,
        help="The unit he decides on. Others he considers are in the list below.",
    )
    unit_ids = fields.Many2many(
        "property.unit",
        "crm_lead_property_unit_rel",
        "lead_id",
        "unit_id",
        string="Considered units",
        domain="[('site_id', '=?', site_id)]",
    )
    territory_id = fields.Many2one(
        compute="_compute_territory_id", store=True, copy=False
    )
    phase = fields.Selection(
        PHASES, string="How far", compute="_compute_phase", search="_search_phase"
    )

    @api.depends("unit_id")
    def _compute_site_id(self):
        for lead in self:
            lead.site_id = lead.unit_id.site_id or lead.site_id

    @api.depends("unit_id.territory_id", "site_id.territory_id")
    def _compute_territory_id(self):
        for lead in self:
            lead.territory_id = lead.unit_id.territory_id or lead.site_id.territory_id

    @api.depends("site_id")
    def _compute_company_id(self):
        """The company of the place, where there is one."""
        placed = self.filtered("site_id")
        for lead in placed:
            lead.company_id = lead.site_id.company_id
        return super(CrmLead, self - placed)._compute_company_id()

    @api.depends("stage_id.phase")
    def _compute_phase(self):
        for lead in self:
            lead.phase = lead.stage_id.phase

    def _search_phase(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("stage_id.phase", operator, value)

    @api.constrains("unit_id", "site_id", "company_id", "unit_ids")
    def _check_place(self):
        for lead in self.sudo():  # sudo: where units are is compared, not shown
            site = lead.site_id
            if lead.unit_id and lead.unit_id.site_id != site:
                raise ValidationError(
                    self.env._(
                        "%(unit)s is not in %(site)s.",
                        unit=lead.unit_id.display_name,
                        site=site.display_name or self.env._("an empty place"),
                    )
                )
            companies = (site | lead.unit_ids.site_id).company_id
            if lead.company_id and companies - lead.company_id:
                raise ValidationError(
                    self.env._(
                        "Company: the units and the site of “%(lead)s” are managed by"
                        " another one.",
                        lead=lead.name,
                    )
                )

    def _advance_to(self, phase):
        """Move the open ones that are not so far yet to the stage of a phase."""
        order = [code for code, _label in PHASES]
        Stage = self.env["crm.stage"]
        for team, leads in self._get_open().grouped("team_id").items():
            stage = Stage.search(
                Domain("phase", "=", phase)
                & (Domain("team_ids", "=", False) | Domain("team_ids", "in", team.ids)),
                limit=1,
            )
            behind = leads.filtered(
                lambda lead: (
                    not lead.stage_id.phase
                    or order.index(lead.stage_id.phase) < order.index(phase)
                )
            )
            if stage and behind:
                behind.stage_id = stage

    def _get_open(self):
        """Return those that are neither won nor lost."""
        return self.filtered(lambda lead: lead.active and lead.won_status == "pending")
