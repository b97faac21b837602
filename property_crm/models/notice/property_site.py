from odoo import fields, models
from odoo.fields import Domain


class PropertySite(models.Model):
    """What the site tells its residents, and what they say."""

    _inherit = "property.site"

    notice_count = fields.Integer(
        string="Notices on the board", compute="_compute_notice_count"
    )
    document_count = fields.Integer(
        string="Documents for residents", compute="_compute_document_count"
    )
    suggestion_count = fields.Integer(
        string="Suggestions without an answer", compute="_compute_suggestion_count"
    )
    activity_count = fields.Integer(
        string="Coming activities", compute="_compute_activity_count"
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

    def _compute_document_count(self):
        self._count("property.document", "document_count")

    def _compute_suggestion_count(self):
        unanswered = Domain("state", "in", ("new", "open"))
        self._count("property.suggestion", "suggestion_count", unanswered)

    def _compute_activity_count(self):
        coming = Domain("state", "=", "open") & Domain("stop", ">=", "today")
        self._count("property.community.activity", "activity_count", coming)

    def action_view_notices(self):
        action = self._action_view("property_crm.property_notice_action")
        action["domain"] = [("place_ids.site_id", "=", self.id)]
        action["context"] = {
            "default_place_ids": [(0, 0, {"site_id": self.id})],
            "search_default_live": 1,
        }
        return action

    def action_view_documents(self):
        return self._action_view("property_crm.property_document_action")

    def action_view_suggestions(self):
        action = self._action_view("property_crm.property_suggestion_action")
        action["context"] = {"search_default_unanswered": 1}
        return action

    def action_view_activities(self):
        action = self._action_view("property_crm.property_community_activity_action")
        action["context"]["search_default_coming"] = 1
        return action
