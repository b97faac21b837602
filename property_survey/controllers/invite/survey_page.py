from uuid import uuid4

from odoo.exceptions import ValidationError
from odoo.http import Controller, request, route

from ...tools.rate_limit import RateLimit
from ...tools.survey_token import clean

READ = {"type": "http", "auth": "public", "methods": ["GET"], "readonly": True}
WRITE = {"type": "http", "auth": "public", "methods": ["POST"]}
# by a poster's code, from one address: a household, or an office, in an hour
OPEN_LIMIT = RateLimit(20, 3600)


class SurveyPage(Controller):
    """The questionnaire behind a code. It works without JavaScript, and better with it.

    Nobody signs in, and nothing is noted of who opens it: no address, no visitor.
    """

    @route("/q", sitemap=False, **READ)
    def survey_code(self, code="", **form):
        """Ask for the code that was printed."""
        self._set_lang(form)
        if clean(code):
            if self._is_known(code):
                return request.redirect(f"/q/{clean(code)}", code=303)
            return self._render("survey_code", {"code": code, "is_wrong": True})
        return self._render("survey_code", {"code": "", "is_wrong": False})

    @route("/q/<string:token>", sitemap=False, **READ)
    def survey_page(self, token, **form):
        if not self._is_known(token):
            return self._ask_again(token, form)
        campaign_sudo, invitation_sudo = self._open(token, form)
        if form.get("thanks"):
            return self._render_end("thanks", campaign_sudo, invitation_sudo)
        return self._answer(token, campaign_sudo, invitation_sudo, form)

    @route("/q/<string:token>", sitemap=False, **WRITE)
    def survey_submit(self, token, **form):
        """Take the sheet as a whole, once; say at the question what is wrong."""
        campaign_sudo, invitation_sudo = self._open(token, form)
        end = self._get_end(campaign_sudo, invitation_sudo)
        if end and end != "answered":
            return self._finish(token, campaign_sudo, invitation_sudo, end)
        if not invitation_sudo and not self._is_allowed():
            return self._finish(token, campaign_sudo, invitation_sudo, "busy")
        # who has answered already is thanked again, whatever comes
        errors = not end and self._submit(token, campaign_sudo, invitation_sudo, form)
        if errors:
            return self._refuse(token, campaign_sudo, invitation_sudo, form, errors)
        return self._finish(token, campaign_sudo, invitation_sudo, "thanks")

    @route("/q/<string:token>/no", sitemap=False, **READ)
    def survey_no(self, token, **form):
        campaign_sudo, invitation_sudo = self._open(token, form)
        if not invitation_sudo:
            raise request.not_found()
        return self._render(
            "survey_no",
            {
                "campaign": campaign_sudo,
                "invitation": invitation_sudo,
                "token": clean(token),
            },
        )

    @route("/q/<string:token>/no", sitemap=False, **WRITE)
    def survey_no_submit(self, token, **form):
        campaign_sudo, invitation_sudo = self._open(token, form)
        if not invitation_sudo:
            raise request.not_found()
        invitation_sudo._refuse(bool(form.get("all")))
        return self._render_end("refused", campaign_sudo, invitation_sudo)

    @route("/q/<string:token>/unsubscribe", sitemap=False, **READ)
    def survey_unsubscribe(self, token, **form):
        """Ask on the page, where a mail programme opens the address as a link."""
        return request.redirect(f"/q/{clean(token)}/no", code=303)

    # no token of a page: the mail programme posts it, who knows the address may
    @route("/q/<string:token>/unsubscribe", sitemap=False, csrf=False, **WRITE)
    def survey_unsubscribe_submit(self, token, **form):
        """Take him off, for good: that is what mail programmes promise (RFC 8058)."""
        invitation_sudo = self._open(token, form)[1]
        if not invitation_sudo:
            raise request.not_found()
        invitation_sudo._refuse(is_for_all=True)
        return request.make_response("", [("Cache-Control", "no-store")])

    # Steps

    def _find(self, token):
        """Return the campaign and the invitation of a code, as sudo."""
        invitation_sudo = request.env["property.survey.invitation"]._get_by_token(token)
        if invitation_sudo:
            return invitation_sudo.campaign_id, invitation_sudo
        campaigns = request.env["property.survey.campaign"]
        return campaigns._get_by_open_token(token), invitation_sudo

    def _is_known(self, token):
        campaign_sudo = self._find(token)[0]
        return campaign_sudo and campaign_sudo.state != "draft"

    def _ask_again(self, token, form):
        """Say that the code is wrong, in words, where it can be typed again."""
        self._set_lang(form)
        page = self._render("survey_code", {"code": token[:40], "is_wrong": True})
        page.status_code = 404
        return page

    def _open(self, token, form):
        if not self._is_known(token):
            raise request.not_found()
        campaign_sudo, invitation_sudo = self._find(token)
        self._set_lang(form, invitation_sudo.partner_id.lang)
        return campaign_sudo.with_env(request.env(su=True)), invitation_sudo.with_env(
            request.env(su=True)
        )

    def _get_end(self, campaign_sudo, invitation_sudo):
        """Return why nothing is asked: answered, refused or closed; else nothing."""
        if invitation_sudo.state in ("answered", "refused"):
            return invitation_sudo.state
        is_left_out = invitation_sudo.state == "left_out"
        return "closed" if is_left_out or not campaign_sudo._takes_answers() else ""

    def _is_allowed(self):
        return OPEN_LIMIT.allows(request.httprequest.remote_addr or "")

    def _submit(self, token, campaign_sudo, invitation_sudo, form):
        """Hand the answers over; return ``{question id: what is wrong}``."""
        answers = campaign_sudo._read_page(request.httprequest.form)
        errors = campaign_sudo._get_answer_errors(answers)
        if errors:
            return errors
        try:
            if invitation_sudo:
                given = {"token": clean(token), "channel": invitation_sudo._get_door()}
            else:
                key = (form.get("key") or uuid4().hex)[:64]
                given = {"key": f"open:{key}", "channel": "qr"}
            campaign_sudo._submit(answers, **given)
        except ValidationError as error:
            return {0: str(error)}
        return {}

    # Pages

    def _answer(self, token, campaign_sudo, invitation_sudo, form, errors=()):
        end = self._get_end(campaign_sudo, invitation_sudo)
        if end:
            return self._render_end(end, campaign_sudo, invitation_sudo)
        return self._render(
            "survey_sheet",
            {
                "campaign": campaign_sudo,
                "invitation": invitation_sudo,
                "survey": campaign_sudo.survey_id,
                "sections": campaign_sudo.survey_id._get_sheet(campaign_sudo.layout),
                "token": clean(token),
                "key": form.get("key") or uuid4().hex,
                "given": request.httprequest.form,
                "errors": dict(errors),
            },
        )

    def _refuse(self, token, campaign_sudo, invitation_sudo, form, errors):
        """Say what is wrong, with all that was filled in kept."""
        if self._is_script():
            answer = {"status": "error", "errors": errors}
            return request.make_json_response(answer, status=422)
        page = self._answer(token, campaign_sudo, invitation_sudo, form, errors)
        page.status_code = 422
        return page

    def _finish(self, token, campaign_sudo, invitation_sudo, end):
        if self._is_script():
            url = f"/q/{clean(token)}?lang={request.env.lang}"
            is_done = end == "thanks"
            return request.make_json_response(
                {
                    "status": "accepted" if is_done else end,
                    "url": f"{url}&thanks=1" if is_done else url,
                },
                status=429 if end == "busy" else 200,
            )
        if end == "thanks":
            url = f"/q/{clean(token)}?thanks=1&lang={request.env.lang}"
            return request.redirect(url, code=303)
        return self._render_end(end, campaign_sudo, invitation_sudo)

    def _is_script(self):
        return request.httprequest.headers.get("X-Requested-With") == "fetch"

    def _render_end(self, end, campaign_sudo, invitation_sudo):
        page = self._render(
            "survey_end",
            {
                "end": end,
                "campaign": campaign_sudo,
                "invitation": invitation_sudo,
                "survey": campaign_sudo.survey_id,
            },
        )
        if end == "busy":
            page.status_code = 429
        return page

    def _render(self, template, values):
        values["langs"] = request.env["res.lang"].get_installed()
        values["lang_code"] = request.env.lang or "en_US"
        page = request.render(f"property_survey.{template}", values)
        page.headers["Referrer-Policy"] = "no-referrer"
        page.headers["X-Robots-Tag"] = "noindex"
        page.headers["Cache-Control"] = "no-store"
        return page

    def _set_lang(self, form, preferred=None):
        """Take the language chosen, the person's, or the best the browser asks for."""
        codes = [code for code, _name in request.env["res.lang"].get_installed()]
        by_language = {code.partition("_")[0]: code for code in reversed(codes)}
        asked = request.httprequest.accept_languages.values()
        browser = [by_language.get(one.partition("-")[0].lower()) for one in asked]
        wanted = [form.get("lang"), preferred, *browser, request.env.lang]
        lang = next((one for one in wanted if one in codes), None)
        if lang:
            request.update_context(lang=lang)
