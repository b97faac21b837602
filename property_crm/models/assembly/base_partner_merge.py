from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Who stands in the papers of a vote is not merged into somebody else.

    Merging rewrites every reference by SQL: the register would no longer be what was
    frozen, nor the ballots what was cast, nor would a scrutineer's passphrase open
    them. The other way round it goes: he is the one who is kept.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        kept = dst_partner or self.env["res.partner"]
        merged = kept.browse(partner_ids) - kept
        self._check_not_in_register(merged)
        self._check_not_in_vote(merged)
        return super()._merge(partner_ids, dst_partner, extra_checks)

    def _check_not_in_register(self, partners):
        rows = self.env["property.assembly.row"]
        rows.flush_model(["representative_id", "owner_keys"])
        for partner in partners:
            found = self.env.execute_query(
                SQL(
                    "SELECT 1 FROM property_assembly_row WHERE representative_id = %s"
                    " OR owner_keys @> %s::jsonb LIMIT 1",
                    partner.id,
                    str(partner.id),
                )
            )
            if found:
                raise UserError(
                    self.env._(
                        "%(person)s stands in the frozen register of a vote, and stays"
                        " in it: keep this one, and merge the other into it.",
                        person=partner.display_name,
                    )
                )

    def _check_not_in_vote(self, partners):
        # sudo: whoever merges, a vote he does not see is kept as well
        env_sudo = self.sudo().env
        watched = env_sudo["property.assembly"].search(
            [("scrutineer_ids", "in", partners.ids)]
        )
        cast = env_sudo["property.ballot"].search([("partner_id", "in", partners.ids)])
        for partner in (watched.scrutineer_ids | cast.partner_id) & partners:
            raise UserError(
                self.env._(
                    "%(person)s has cast a vote or watches over one, and stays in its"
                    " papers: keep this one, and merge the other into it.",
                    person=partner.display_name,
                )
            )
