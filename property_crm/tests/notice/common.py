from odoo.fields import Command

from ..people.common import PeopleCommon


class NoticeCommon(PeopleCommon):
    """Notices to Lakeside: Wang owns, Li rents from him, Zhao is known by name only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "no_reset_password": True})
        cls.resident = cls.user_portal.partner_id
        cls.wang.email = "wang@example.com"
        cls.li.email = "li@example.com"
        cls.upper, cls.lower = cls._create_units(2)

    @classmethod
    def _write_notice(cls, *places, user=None, **values):
        return (
            cls.env["property.notice"]
            .with_user(user or cls.user_dispatcher)
            .create(
                {
                    "name": "Water off",
                    "body": "<p>On Friday from 9 to 11.</p>",
                    "place_ids": [
                        Command.create(place)
                        for place in places or [{"site_id": cls.site.id}]
                    ],
                    **values,
                }
            )
        )

    def _get_told(self, notice):
        """Return ``{person: why not, or False}`` of the recorded recipients."""
        return {row.partner_id: row.reason for row in notice.sudo().recipient_ids}
