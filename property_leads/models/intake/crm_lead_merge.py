from odoo import api, fields, models

MOVED = ("reservation_ids", "agreement_ids", "person_ids", "step_ids", "cost_ids")
# What tells where a person came from: the older prospect knows.
FIRST = ("source_id", "medium_id", "campaign_id", "channel", "referred")


class CrmLead(models.Model):
    """Merging loses nothing: the older source stays, the other is archived."""

    _inherit = "crm.lead"

    merged_into_id = fields.Many2one(
        "crm.lead",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    merged_ids = fields.One2many(
        "crm.lead", "merged_into_id", context={"active_test": False}
    )

    @api.depends("merged_into_id")
    def _compute_won_status(self):
        """What went on in another one is not lost."""
        merged = self.filtered("merged_into_id")
        merged.won_status = "pending"
        return super(CrmLead, self - merged)._compute_won_status()

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "channel"]

    def _merge_data(self, fnames=None):
        data = super()._merge_data(fnames)
        oldest = self.sorted(lambda lead: (lead.create_date, lead.id))
        for name in FIRST:
            if name in data:
                value = oldest[0][name]
                data[name] = value.id if isinstance(value, models.BaseModel) else value
        return data

    def _merge_opportunity(
        self, user_id=False, team_id=False, auto_unlink=True, max_length=5
    ):
        """Archive what core would delete: its log has to stay."""
        head = super()._merge_opportunity(
            user_id=user_id, team_id=team_id, auto_unlink=False, max_length=max_length
        )
        tail = self - head
        # sudo: whoever saw them all may end the others, as core does
        tail.sudo().write({"active": False, "merged_into_id": head.id})
        self._log_events(
            [
                {
                    "lead_id": lead.id,
                    "kind": "merged",
                    "old_value": lead.name,
                    "new_value": head.name,
                    "old_ref": lead.id,
                    "new_ref": head.id,
                }
                for lead in self
            ]
        )
        pairs_sudo = self.env["property.lead.pair"].sudo()  # sudo: what is done is done
        pairs_sudo.search(
            [("lead_id", "in", self.ids), ("other_id", "in", self.ids)]
        ).state = "merged"
        return head

    def _merge_dependences(self, opportunities):
        result = super()._merge_dependences(opportunities)
        # sudo: enquiries are moved by merging alone
        touches_sudo = opportunities.sudo().touch_ids
        touches_sudo.write({"lead_id": self.id, "is_first": False})
        self.touch_count = len(self.touch_ids)
        self._merge_rest(opportunities)
        return result

    def _merge_rest(self, opportunities):
        """Take over what the others led to; planned or marked twice stays behind."""
        # sudo: as for messages
        head_sudo, tail_sudo = self.sudo(), opportunities.sudo()
        for name in MOVED:
            tail_sudo[name].write({"lead_id": self.id})
        own = {(v.unit_id, v.state) for v in head_sudo.viewing_ids}
        for viewing_sudo in tail_sudo.viewing_ids:
            key = (viewing_sudo.unit_id, viewing_sudo.state)
            if viewing_sudo.state != "planned" or key not in own:
                viewing_sudo.lead_id = self
                own.add(key)
        marked = set(head_sudo.offer_ids.mapped("competitor_id.id"))
        for offer_sudo in tail_sudo.offer_ids.filtered("competitor_id"):
            if offer_sudo.competitor_id.id not in marked:
                offer_sudo.lead_id = self
                marked.add(offer_sudo.competitor_id.id)

    def _merge_dependences_attachments(self, opportunities):
        """Core leaves behind what the merging user may not see."""
        # sudo: as for messages
        return super(CrmLead, self.sudo())._merge_dependences_attachments(
            opportunities.sudo()
        )

    @api.model
    def _get_pursued_domain(self):
        return super()._get_pursued_domain() & fields.Domain(
            "merged_into_id", "=", False
        )
