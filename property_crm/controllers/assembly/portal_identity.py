from odoo.exceptions import AccessDenied
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal


class PortalIdentity(CustomerPortal):
    """Who is signed in says again who he is: by his password, or by a code."""

    def _is_same_person(self, proof):
        """Tell whether this is the password of who is signed in, or his code."""
        user = request.env.user
        codes = request.env["property.vote.code"]
        if codes._is_needed(user):
            return bool(proof) and codes._check(user, proof)
        credential = {"login": user.login, "password": proof or "", "type": "password"}
        try:
            # after some failures in a row Odoo makes the next one wait
            with user._assert_can_auth(user=user.id):
                user._check_credentials(credential, {"interactive": True})
        except AccessDenied:
            return False
        return True

    def _prepare_identity(self):
        """Return what the page asks for; who has no password is sent a code."""
        user = request.env.user
        codes = request.env["property.vote.code"]
        if not codes._is_needed(user):
            return {"needs_code": False}
        return {
            "needs_code": True,
            "is_sent": codes._send(user),
            "address": codes._get_address(user),
        }
