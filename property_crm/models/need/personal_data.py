from odoo import api, models

# Of a rule, what made it expect the need.
FACTS = ["life_stage_id", "segment_id", "age_from", "age_to"]


class PropertyPersonalData(models.AbstractModel):
    _inherit = "property.personal.data"

    @api.model
    def _get_deleted_models(self):
        """What somebody needed, and his points, go with him."""
        return [
            *super()._get_deleted_models(),
            "property.need",
            "property.membership.point",
            "property.membership",
        ]

    @api.model
    def _get_decisions(self, partner):
        """Add what rules expect the person to need, as nobody has said it."""
        # sudo: the person reads it about himself
        needs_sudo = self.env["property.need"].sudo()
        expected = needs_sudo.search(
            [
                ("partner_id", "in", partner.ids),
                ("kind", "=", "expected"),
                ("state", "in", ("open", "offered")),
            ]
        )
        kinds = dict(needs_sudo._fields["kind"]._description_selection(self.env))
        title = f"{self._describe_model(needs_sudo._name)} ({kinds['expected']})"
        return [
            *super()._get_decisions(partner),
            *(
                {
                    "what": title,
                    "result": need.topic_id.display_name,
                    "date": need.create_date.date(),
                    "why": self._describe_facts(need.rule_id, FACTS),
                }
                for need in expected
            ),
        ]
