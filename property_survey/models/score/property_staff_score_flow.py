from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError


class PropertyStaffScorePeriod(models.Model):
    """Locked for good; corrected by a new version."""

    _inherit = "property.staff.score.period"

    def action_lock(self):
        """Freeze the figures, for everybody and for good, and tell the employees."""
        self.check_access("write")
        today = fields.Date.context_today(self)
        for period in self:
            period._check_may_lock(today)
            # sudo: only this button locks
            period.sudo().write(
                {
                    "state": "locked",
                    "date_locked": fields.Datetime.now(),
                    "locked_by_id": self.env.uid,
                    "appeal_until": fields.Date.add(today, days=period.appeal_days),
                }
            )
            period._tell_staff()
        return True

    def _check_may_lock(self, today):
        if self.state != "counted":
            raise UserError(
                self.env._(
                    "%(period)s: count it first; what is locked stays locked.",
                    period=self.display_name,
                )
            )
        if self.date_to >= today:
            raise UserError(
                self.env._(
                    "%(period)s is not over: ratings still come in.",
                    period=self.display_name,
                )
            )
        if self.open_appeal_count:
            raise UserError(
                self.env._(
                    "%(period)s: decide the appeals first.", period=self.display_name
                )
            )

    def _tell_staff(self):
        """Tell each in his language that his score is there, until when to appeal."""
        for score in self.score_ids.filtered(lambda one: one.status != "hidden"):
            user = score.user_id
            told = score.with_context(lang=user.lang)
            self.env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=told.env._("Your score of %(period)s", period=self.name),
                body=Markup("<p>%s</p>")
                % told.env._(
                    "Your score of %(period)s is there, with how it is made. Until"
                    " %(day)s you may say where it is unfair.",
                    period=self.name,
                    day=fields.Date.to_string(self.appeal_until),
                ),
                model=score._name,
                res_id=score.id,
            )

    def action_correct(self):
        """Open the form that asks why the locked scores are corrected."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct the scores"),
            "res_model": "property.staff.score.correct",
            "view_mode": "form",
            "target": "new",
            "context": {"default_period_id": self.id},
        }

    def _correct(self, reason):
        """Return the version, not locked yet, that corrects the locked period."""
        self.ensure_one()
        self.check_access("write")
        latest = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("site_id", "=", self.site_id.id),
                ("kind", "=", self.kind),
                ("date_from", "=", self.date_from),
            ],
            order="version desc",
            limit=1,
        )
        if latest.state != "locked":
            return latest
        # sudo: the number of the version is kept by the system
        return (
            self.sudo()
            .create(
                {
                    "kind": latest.kind,
                    "date_from": latest.date_from,
                    "site_id": latest.site_id.id,
                    "company_id": latest.company_id.id,
                    "user_id": latest.user_id.id,
                    "appeal_days": latest.appeal_days,
                    "version": latest.version + 1,
                    "previous_id": latest.id,
                    "reason": reason,
                }
            )
            .sudo(self.env.su)
        )

    def action_view_scores(self):
        """Open the scores to compare them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.property_staff_score_action"
        )
        action["domain"] = [("period_id", "=", self.id)]
        return action

    def action_view_appeals(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.property_staff_score_appeal_action"
        )
        action["domain"] = [("period_id", "=", self.id)]
        action["context"] = {}
        return action
