from odoo import fields, models


class PropertyVoteProcedure(models.Model):
    """A site's own rules of procedure, on top of what the law leaves to the owners."""

    _name = "property.vote.procedure"
    _inherit = ["property.site.mixin"]
    _description = "Rules of procedure"
    _order = "site_id, valid_from desc, id"

    site_id = fields.Many2one(
        "property.site", required=True, index=True, ondelete="restrict"
    )
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    valid_from = fields.Date(required=True)
    adopted_by_id = fields.Many2one(
        "property.motion",
        string="Adopted by",
        ondelete="restrict",
        index="btree_not_null",
    )

    def _get_own_values(self):
        """Return what the owners have agreed on, by the keys of ``vote_rule``."""
        self.ensure_one()
        return {}
