from odoo import models


class PropertyCommunityActivity(models.Model):
    _inherit = "property.community.activity"

    def action_done(self):
        result = super().action_done()
        self._reward_who_came()
        return result

    def _reward_who_came(self):
        """Give members the points of activities that are over; once for each."""
        for activity in self.filtered(lambda one: one.state == "done"):
            came = activity.signup_ids.filtered(lambda one: one.came > 0)
            self.env["property.membership"]._reward(
                came.partner_id, activity, "activity"
            )


class PropertyActivitySignup(models.Model):
    _inherit = "property.activity.signup"

    def write(self, vals):
        result = super().write(vals)
        if "came" in vals:  # who came may be entered after the activity
            self.activity_id._reward_who_came()
        return result
