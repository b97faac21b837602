from odoo.http import Controller, request, route

from ...tools.ics_feed import get_tag


class CalendarFeed(Controller):
    @route(
        "/calendar/feed/<string:token>.ics",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        save_session=False,
        sitemap=False,
    )
    def calendar_feed(self, token):
        """Give the calendar to whoever knows its link; programs ask again and again."""
        # sudo: who asks is nobody; the link says whose calendar it is
        user_sudo = request.env["property.calendar.feed"].sudo()._find_user(token)
        if not user_sudo:
            raise request.not_found()
        user = user_sudo.with_user(user_sudo).with_context(
            lang=user_sudo.lang,
            tz=user_sudo.tz,
            allowed_company_ids=user_sudo.company_ids.ids,
        )
        feed = user._get_feed()
        response = request.make_response(
            feed,
            headers=[
                ("Content-Type", "text/calendar; charset=utf-8"),
                ("Content-Disposition", 'inline; filename="calendar.ics"'),
                ("Cache-Control", "private, no-cache"),
                ("Referrer-Policy", "no-referrer"),
            ],
        )
        response.set_etag(get_tag(feed))
        return response.make_conditional(request.httprequest)
