import secrets
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, consteq, email_normalize, formataddr, hmac

from ...tools.pass_code import read_code
from .ballot_desk import read_clock

DIGITS = 6
LIFETIME = timedelta(minutes=10)
PAUSE = timedelta(minutes=1)
DAY = timedelta(days=1)
# of a million codes: so many guesses a code, so many codes a day
TRIES, A_DAY = 5, 10


def new_digits():
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


class PropertyVoteCode(models.Model):
    """How somebody without a password says again who he is: a code sent by mail.

    One row a person; nobody has a right to it, and the code is only kept hashed.
    """

    _name = "property.vote.code"
    _description = "One-time code of a voter"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="cascade"
    )
    digest = fields.Char(readonly=True, export_string_translation=False)
    sent_at = fields.Datetime(readonly=True)
    expires_at = fields.Datetime(readonly=True)
    tries = fields.Integer(readonly=True)
    sent_count = fields.Integer(string="Sent on the day", readonly=True)

    _user_uniq = models.Constraint("UNIQUE(user_id)", "A person has one code.")

    @api.model
    def _is_needed(self, user):
        """Tell whether somebody signs in without a password of ours."""
        [(has_password,)] = self.env.execute_query(
            SQL(
                "SELECT COALESCE(password, '') != '' FROM res_users WHERE id=%s",
                user.id,
            )
        )
        return not has_password

    @api.model
    def _get_address(self, user):
        """Return where the code goes, as it may be shown: ``z…@example.com``."""
        return self._shorten(self._find_email(user))

    @api.model
    def _shorten(self, email):
        address = email_normalize(email or "") or ""
        name, _at, host = address.partition("@")
        return f"{name[:1]}…@{host}" if host else False

    @api.model
    def _find_email(self, user):
        return user.email

    @api.model
    def _send(self, user):
        """Send a code, unless one is on its way; return whether one is."""
        if not self._get_address(user):
            return False
        now = read_clock(self.env.cr).replace(microsecond=0)
        # sudo: nobody has a right to the codes
        code_sudo = self.sudo().search([("user_id", "=", user.id)])
        sent_at = code_sudo.sent_at
        if sent_at and now < sent_at + PAUSE:
            return True
        count = code_sudo.sent_count if sent_at and now < sent_at + DAY else 0
        if count >= A_DAY:
            return False
        digits = new_digits()
        vals = {
            "digest": self._hash(user, digits),
            "sent_at": now,
            "expires_at": now + LIFETIME,
            "tries": 0,
            "sent_count": count + 1,
        }
        if code_sudo:
            code_sudo.write(vals)
        else:
            code_sudo.create({**vals, "user_id": user.id})
        self._mail(user, digits)
        return True

    @api.model
    def _hash(self, user, digits):
        # sudo: the key of the database; who has only a copy of the table tries in vain
        return hmac(self.sudo().env, "property_vote_code", (user.id, digits))

    @api.model
    def _mail(self, user, digits):
        told = self.with_context(lang=user.lang)
        body = told.env._(
            "Your code is %(code)s. It holds for %(minutes)s minutes. Nobody from the"
            " property company will ever ask you for it.",
            code=digits,
            minutes=int(LIFETIME.total_seconds() // 60),
        )
        subject = told.env._("Code for your vote")
        self._put_mail(user, self._find_email(user), subject, body).send()

    @api.model
    def _put_mail(self, user, email, subject, body):
        """Return a mail to somebody, as sudo, that waits in the queue."""
        # sudo: an owner has no right to send mails
        env_sudo = self.sudo().env
        sender = user.sudo().company_id.partner_id
        if not sender.email:
            sender = env_sudo.ref("base.partner_root")
        return env_sudo["mail.mail"].create(
            {
                "subject": subject,
                "body_html": Markup("<p>%s</p>") % body,
                "email_from": sender.email_formatted,
                "email_to": formataddr((user.name, email)),
                "auto_delete": True,
            }
        )

    @api.model
    def _check(self, user, typed):
        """Tell whether this is the code that was sent; it serves once."""
        # sudo: as above; two guesses at once are one
        code_sudo = self.sudo().search([("user_id", "=", user.id)])
        code_sudo = code_sudo.try_lock_for_update()
        now = read_clock(self.env.cr)
        if not code_sudo.digest or now >= code_sudo.expires_at:
            return False
        if code_sudo.tries >= TRIES:
            return False
        is_same = consteq(code_sudo.digest, self._hash(user, read_code(typed)))
        code_sudo.write(
            {
                "tries": code_sudo.tries + 1,
                "digest": False if is_same else code_sudo.digest,
            }
        )
        return is_same

    @api.autovacuum
    def _gc_codes(self):
        self.sudo().search(self._get_old_domain()).unlink()  # sudo: as above

    def _get_old_domain(self):
        limit = fields.Datetime.now() - DAY
        return Domain("sent_at", "=", False) | Domain("sent_at", "<", limit)
