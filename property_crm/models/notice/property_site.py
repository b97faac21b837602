from odoo import fields, models


class PropertySite(models.Model):
    _inherit = "property.site"

    notice_count = fields.Integer(
        string="Notices on the board", compute="_compute_notice_count"
    )

    def _compute_notice_count(self):
        rows = self.env["property.notice.place"]._read_group(
            [("site_id", "in", self.ids), ("notice_id.is_live", "=", True)],
            ["site_id"],
            ["notice_id:count_distinct"],
        )
        counts = dict(rows)
        for site in self:
            site.notice_count = counts.get(site, 0)

    def action_view_notices(self):
        action = self._action_view("property_crm.property_notice_action")
        action["domain"] = [("place_ids.site_id", "=", self.id)]
        action["context"] = {
            "default_place_ids": [(0, 0, {"site_id": self.id})],
            "search_default_live": 1,
        }
        return action
