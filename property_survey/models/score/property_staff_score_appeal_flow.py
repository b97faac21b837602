from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class PropertyStaffScoreAppeal(models.Model):
    """Deciding: an accepted appeal counts from the next version on."""

    _inherit = "property.staff.score.appeal"

    def _ask_manager(self):
        """Give the one who decides a task with the deadline."""
        for appeal in self:
            # sudo: the employee need not see the period nor who manages the site
            period_sudo = appeal.sudo().period_id
            managers = period_sudo.user_id | period_sudo.site_id.manager_id
            for manager in (managers - appeal.user_id)[:1]:
                appeal.sudo().activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=appeal.date_deadline,
                    summary=self.with_context(lang=manager.lang).env._(
                        "Decide the appeal"
                    ),
                    user_id=manager.id,
                )

    def action_accept(self):
        """Let the ratings be left out, or be another's, and count anew."""
        for appeal in self:
            appeal._check_may_decide()
            if appeal.treatment == "reassign" and not appeal.to_user_id:
                raise UserError(self.env._("Say whose ratings they are."))
            if not appeal.rating_ids:
                raise UserError(
                    self.env._("No ratings are named, so nothing can be counted anew.")
                )
            appeal._decide("accepted")
            period = appeal.period_id
            if period.state == "locked":
                period = period._correct(
                    self.env._("Appeal of %(user)s", user=appeal.user_id.name)
                )
            period.action_count()
            # sudo: only the decision writes it
            appeal.sudo().corrected_id = period
        return True

    def action_refuse(self):
        """Refuse it; the reason is told to the employee."""
        for appeal in self:
            appeal._check_may_decide()
            if not (appeal.decision or "").strip():
                raise UserError(self.env._("Say why it is turned down."))
            appeal._decide("refused")
        return True

    def _check_may_decide(self):
        self.check_access("write")
        if self.user_id == self.env.user:
            raise AccessError(self.env._("Somebody else decides your appeal."))
        if self.state != "open":
            raise UserError(self.env._("This appeal is decided."))

    def _decide(self, state):
        # sudo: only the buttons decide
        self.sudo().write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
            }
        )
        self.activity_feedback(["mail.mail_activity_data_todo"])
        user = self.user_id
        env = self.with_context(lang=user.lang).env
        told = {
            "accepted": env._("Your appeal is upheld."),
            "refused": env._("Your appeal is turned down."),
        }
        self.message_post(
            body="\n".join(filter(None, [told[state], self.decision])),
            partner_ids=user.partner_id.ids,
            subtype_xmlid="mail.mt_comment",
        )
