import json

from odoo import api, models


class PropertyAssemblyRow(models.Model):
    """Who votes for a unit of the frozen register."""

    _inherit = "property.assembly.row"

    # who votes is found by the owners of a row
    _owner_idx = models.Index("USING gin (owner_keys jsonb_path_ops)")

    def _is_voter(self, partner):
        """Tell whether somebody votes for one of these units.

        Who was named by the co-owners, else each of them: the first vote stands. For
        what was not handed over votes the developer, never a buyer.
        """
        return any(row._get_voter_ids() & {partner.id} for row in self)

    def _get_voter_ids(self):
        self.ensure_one()
        if self.representative_id:
            return {self.representative_id.id}
        return set(self.owner_keys or ()) if self.state == "sold" else set()

    @api.model
    def _find_by_voter(self, partner, assemblies=None):
        """Return the rows for which somebody votes, in the order of the register."""
        self.flush_model(["owner_keys", "representative_id", "state"])
        self.env.cr.execute(
            "SELECT id FROM property_assembly_row WHERE representative_id = %s"
            " OR (representative_id IS NULL AND state = 'sold'"
            " AND owner_keys @> %s::jsonb)",
            [partner.id, json.dumps([partner.id])],
        )
        ids = [row[0] for row in self.env.cr.fetchall()]
        domain = [("id", "in", ids)]
        if assemblies is not None:
            domain.append(("assembly_id", "in", assemblies.ids))
        return self.search(domain)
