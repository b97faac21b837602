from odoo import api, fields, models


class PropertySite(models.Model):
    _inherit = "property.site"

    subcontract_ids = fields.One2many("property.subcontract", "site_id")
    reachable_unit_count = fields.Integer(
        string="Reachable units",
        compute="_compute_coverage",
        help="Units with an owner or occupant whose phone number or e-mail is known.",
    )
    coverage = fields.Float(
        string="Coverage (%)",
        digits=(5, 1),
        compute="_compute_coverage",
        help="Reachable units as a share of all units.",
    )

    @api.depends("unit_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_coverage(self):
        coverage = self.env["property.coverage"]
        rows = {
            site: (count, reachable)
            for site, count, reachable in coverage._read_group(
                [("site_id", "in", self.ids)],
                ["site_id"],
                ["__count", "reachable_count:sum"],
            )
        }
        for site in self:
            count, reachable = rows.get(site, (0, 0))
            site.reachable_unit_count = reachable
            site.coverage = 100 * reachable / count if count else 0.0

    def action_view_coverage(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_coverage_action"
        )
        action["domain"] = [("site_id", "=", self.id)]
        return action
