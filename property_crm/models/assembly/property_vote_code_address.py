from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize

from .ballot_desk import read_clock

HELD = timedelta(days=30)


class PropertyVoteCode(models.Model):
    """Where the code goes: not where whoever holds the telephone sends it.

    Who changes his address on his own page says who he is with codes to the one before,
    for 30 days, password or not: a new password would come by mail to the new one. What
    staff enter holds at once.
    """

    _inherit = "property.vote.code"

    email_before = fields.Char(string="Mail address before", readonly=True)
    email_held_until = fields.Datetime(string="Address held until", readonly=True)

    @api.model
    def _find_held(self, user):
        # sudo: nobody has a right to the codes
        return self.sudo().search(
            [
                ("user_id", "=", user.id),
                ("email_held_until", ">", read_clock(self.env.cr)),
            ]
        )

    @api.model
    def _is_needed(self, user):
        return bool(self._find_held(user).email_before) or super()._is_needed(user)

    @api.model
    def _find_email(self, user):
        held_sudo = self._find_held(user)
        return held_sudo.email_before if held_sudo else super()._find_email(user)

    @api.model
    def _hold(self, user, before):
        """Keep the address that somebody has just changed, and tell him there."""
        # sudo: as above
        code_sudo = self.sudo().search([("user_id", "=", user.id)])
        held_sudo = self._find_held(user)
        before = held_sudo.email_before if held_sudo else before
        is_back = email_normalize(before or "") == email_normalize(user.email or "")
        until = read_clock(self.env.cr).replace(microsecond=0) + HELD
        vals = {
            "email_before": False if is_back else before,
            "email_held_until": False if is_back else until,
        }
        if code_sudo:
            code_sudo.write(vals)
        elif not is_back:
            code_sudo.create({**vals, "user_id": user.id})
        if before and not is_back:
            self._tell_changed(user, before)

    @api.model
    def _tell_changed(self, user, before):
        told = self.with_context(lang=user.lang)
        body = told.env._(
            "Your mail address was changed to %(address)s on your page. For %(days)s"
            " days the codes for your vote still come to this one. If it was not you"
            " who changed it, tell the service centre.",
            address=self._shorten(user.email) or "—",
            days=HELD.days,
        )
        subject = told.env._("Your mail address was changed")
        self._put_mail(user, before, subject, body)

    @api.model
    def _release(self, users):
        # sudo: as above
        self.sudo().search([("user_id", "in", users.ids)]).write(
            {"email_before": False, "email_held_until": False}
        )

    def _get_old_domain(self):
        now = fields.Datetime.now()
        is_over = Domain("email_held_until", "=", False)
        is_over |= Domain("email_held_until", "<", now)
        return super()._get_old_domain() & is_over


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        if "email" not in vals:
            return super().write(vals)
        # sudo: who changes an address need not see the users
        users_sudo = self.sudo().user_ids.filtered("share")
        before = {user: user.partner_id.email for user in users_sudo}
        result = super().write(vals)
        codes = self.env["property.vote.code"]
        if not self.env.user.share:
            codes._release(users_sudo)
            return result
        for user, email in before.items():
            if email != user.partner_id.email:
                codes._hold(user, email)
        return result
