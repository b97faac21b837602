from odoo import models


class PropertyAssembly(models.Model):
    """Owners are told by mail of each vote cast in their name on the portal.

    Who got hold of an owner's password or page does not vote unseen.
    """

    _inherit = "property.assembly"

    def _portal_cast(self, votes, partner, token):
        done = super()._portal_cast(votes, partner, token)
        taken = [vote for vote in done if vote["answer"]["state"] == "accepted"]
        self._tell_owners(taken, partner)
        return done

    def _tell_owners(self, votes, partner):
        """Queue one mail a head, of its motions and never of the choices."""
        told = {}
        for vote in votes:
            part = vote["part"]
            one = told.setdefault(
                part["rows"][:1].id,
                {"units": part["units"], "by": partner.name, "motions": []},
            )
            one["motions"].append(vote["motion"].display_name)
        if not told:
            return
        # sudo: who votes has no right to send mails
        template_sudo = self.env.ref("property_crm.mail_template_vote_cast").sudo()
        template_sudo.with_context(told=told).send_mail_batch(list(told))


class PropertyAssemblyRow(models.Model):
    _inherit = "property.assembly.row"

    def _get_told(self):
        """Return in whose name the vote of this row's head is cast."""
        rows = self.search(
            [
                ("assembly_id", "=", self.assembly_id.id),
                ("head_key", "=", self.head_key),
            ]
        )
        sold = rows.filtered(lambda row: row.state == "sold")
        owners = {key for row in sold for key in row.owner_keys or ()}
        return rows.representative_id | self.env["res.partner"].browse(owners).exists()
