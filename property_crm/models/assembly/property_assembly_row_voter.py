import json

from odoo import api, models


class PropertyAssemblyRow(models.Model):
    """Who votes for a unit of the frozen register, and who may look on."""

    _inherit = "property.assembly.row"

    _owner_idx = models.Index("USING gin (owner_keys jsonb_path_ops)")

    def _is_voter(self, partner):
        """Tell whether somebody votes for one of these units, and so for their head.

        That is the owner, or whom the co-owners have named, as it was frozen. Where
        they have named nobody they vote on paper, together; so do owners who are one
        head by a unit in common, for nobody casts the vote of a unit that is not his
        too. For what was not handed over votes the developer, never a buyer.
        """
        named = self.filtered(lambda row: row.representative_id == partner)
        return bool(named) and all(row._is_owner(partner) for row in self - named)

    def _is_owner(self, partner):
        return self.state == "sold" and partner.id in (self.owner_keys or ())

    @api.model
    def _find_by_voter(self, partner, assemblies):
        return self.search(
            [
                ("representative_id", "=", partner.id),
                ("assembly_id", "in", assemblies.ids),
            ]
        )

    @api.model
    def _find_by_owner(self, partner):
        """Return the rows that somebody owns or votes for."""
        self.flush_model(["owner_keys"])
        self.env.cr.execute(
            "SELECT id FROM property_assembly_row WHERE owner_keys @> %s::jsonb",
            [json.dumps([partner.id])],
        )
        owned = self.browse(row[0] for row in self.env.cr.fetchall())
        return owned | self.search([("representative_id", "=", partner.id)])
