from odoo import api, fields, models


class PropertyCalendarFeedShow(models.TransientModel):
    """Shows a new link this once; it is kept nowhere."""

    _name = "property.calendar.feed.show"
    _description = "Link to one's own calendar"

    url = fields.Char(string="Link", compute="_compute_url")

    @api.depends_context("calendar_feed")
    def _compute_url(self):
        self.url = self.env.context.get("calendar_feed", "")
