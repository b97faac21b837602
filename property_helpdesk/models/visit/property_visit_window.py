from odoo import api, fields, models

from ...tools.visit_windows import lay_out


class PropertyVisitWindow(models.Model):
    """Hours of the day that are promised to residents."""

    _name = "property.visit.window"
    _description = "Appointment window"
    _order = "sequence, hour_from, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    hour_from = fields.Float(string="From hour", required=True)
    hour_to = fields.Float(string="To hour", required=True)
    site_ids = fields.Many2many(
        "property.site",
        string="Sites",
        help="Offered on these sites only. Empty: on all.",
    )

    _hours_order = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from < hour_to AND hour_to <= 24)",
        "A window ends after it begins, on the same day.",
    )

    @api.model
    def _get_spans(self, site, first, days):
        """Return ``[(window id, start, stop)]`` on some days of a site."""
        # sudo: what is offered does not depend on who asks
        windows_sudo = self.sudo().search([("site_ids", "in", [*site.ids, False])])
        hours = [(one.id, one.hour_from, one.hour_to) for one in windows_sudo]
        return lay_out(hours, site._get_zone(), first, days)
