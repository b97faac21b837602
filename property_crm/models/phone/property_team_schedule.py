from odoo import api, models


class PropertyTeamSchedule(models.AbstractModel):
    """Call-backs in the lanes: whom to call, for those who may see it."""

    _inherit = "property.team.schedule"

    @api.model
    def _complete_items(self, items):
        mine = [item for item in items if item["model"] == "property.call.back"]
        backs = self.env["property.call.back"].browse(item["id"] for item in mine)
        seen = backs._filtered_access("read") if mine else backs
        for item in mine:
            back = seen.browse(item["id"])
            item["icon"] = "fa-phone"
            if back not in seen:
                item |= {"id": False, "is_private": True}
                continue
            item["label"] = back.display_name
            item["place"] = back.unit_id.name or ""
        return super()._complete_items(items)
