from odoo import api, fields, models


class PropertyLeadPair(models.Model):
    """Two prospects that look like one person: to merge, or to tell apart for good."""

    _name = "property.lead.pair"
    _description = "Prospects that look like one person"
    _order = "state, id desc"
    _rec_name = "lead_id"

    lead_id = fields.Many2one(
        "crm.lead", string="Older one", required=True, ondelete="cascade"
    )
    other_id = fields.Many2one(
        "crm.lead", string="Younger one", required=True, index=True, ondelete="cascade"
    )
    why = fields.Selection(
        [
            ("phone", "Same phone"),
            ("email", "Same e-mail"),
            ("name", "Same name there"),
        ],
        required=True,
    )
    state = fields.Selection(
        [("open", "To decide"), ("merged", "Merged"), ("apart", "Two people")],
        string="Decision",
        required=True,
        default="open",
        index=True,
    )
    lead_user_id = fields.Many2one(
        related="lead_id.user_id", string="Has the older one"
    )
    other_user_id = fields.Many2one(
        related="other_id.user_id", string="Has the younger one"
    )
    lead_site_id = fields.Many2one(related="lead_id.site_id", string="Site")

    _pair_uniq = models.Constraint(
        "UNIQUE(lead_id, other_id)", "These two have been compared already."
    )

    def action_merge(self):
        """Merge each pair into its older one."""
        for pair in self.filtered(lambda pair: pair.state == "open"):
            both = pair.lead_id | pair.other_id
            both.check_access("write")
            if len(both.filtered("active")) == 2:
                both._merge_opportunity()
            # sudo: pairs are written by these two decisions alone
            pair.sudo().state = "merged"
        return True

    def action_apart(self):
        """Remember that these are two people."""
        (self.lead_id | self.other_id).check_access("write")
        self.sudo().state = "apart"  # sudo: as above
        return True

    @api.model
    def _add_pairs(self, found):
        """Store ``[(older id, younger id, why)]``; none twice."""
        # sudo: whoever enters a prospect need not see the other one
        pairs_sudo = self.with_env(self.env["crm.lead"]._get_plain_env()).sudo()
        known = {
            (pair.lead_id.id, pair.other_id.id)
            for pair in pairs_sudo.search(
                [("other_id", "in", [row[1] for row in found])]
            )
        }
        return pairs_sudo.create(
            [
                {"lead_id": older, "other_id": younger, "why": why}
                for older, younger, why in found
                if (older, younger) not in known
            ]
        )
