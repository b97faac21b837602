from odoo import api, models


class PropertyPersonalData(models.AbstractModel):
    _inherit = "property.personal.data"

    @api.model
    def _get_decisions(self, partner):
        """Add the segment, if the rules have chosen it."""
        decisions = super()._get_decisions(partner)
        # sudo: the person reads it about himself
        person = partner.sudo()
        if not person.segment_id or person.segment_manual_id:
            return decisions
        moved = person.segment_move_ids[:1].date
        segment = {
            "what": person._fields["segment_id"]._description_string(self.env),
            "result": person.segment_id.display_name,
            "date": moved.date() if moved else "",
            "why": self._describe_facts(person, ["life_stage_id", "affordability_id"]),
        }
        return [*decisions, segment]
