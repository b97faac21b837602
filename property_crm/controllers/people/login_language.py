from odoo.http import request

from odoo.addons.portal.controllers.web import Home


class LoginLanguage(Home):
    def _login_redirect(self, uid, redirect=None):
        """Who logs in reads the portal in his language, not in the browser's."""
        lang = request.env["res.users"].browse(uid).lang
        if lang:
            request.future_response.set_cookie("frontend_lang", lang)
        return super()._login_redirect(uid, redirect=redirect)
