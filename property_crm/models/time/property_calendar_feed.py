import hashlib
import secrets

from odoo import api, fields, models


class PropertyCalendarFeed(models.Model):
    """The link under which other programs read the calendar of a user.

    Whoever knows the link reads the calendar, so only its hash is kept: nobody finds
    the link in the database or a backup of it.
    """

    _name = "property.calendar.feed"
    _description = "Link to a calendar"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="cascade"
    )
    token_hash = fields.Char(
        required=True,
        readonly=True,
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )

    _one_per_user = models.UniqueIndex("(user_id)", "A user has one link.")
    _token_idx = models.UniqueIndex("(token_hash)")

    @api.model
    def _renew(self, user):
        """Return a new token of the user; the old one is worth nothing any more."""
        self._revoke(user)
        token = secrets.token_urlsafe(32)
        self.create({"user_id": user.id, "token_hash": self._hash(token)})
        return token

    @api.model
    def _revoke(self, user):
        self.search([("user_id", "=", user.id)]).unlink()

    @api.model
    def _find_user(self, token):
        """Return the user of a token, nobody if it is worth nothing."""
        found = self.search([("token_hash", "=", self._hash(token))])
        return found.user_id.filtered(lambda user: user.active and not user.share)

    @api.model
    def _hash(self, token):
        return hashlib.sha256(token.encode()).hexdigest()
