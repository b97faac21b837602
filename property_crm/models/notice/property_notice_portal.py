from odoo import api, fields, models
from odoo.fields import Domain


class PropertyNotice(models.Model):
    """The residents' board. They have no rights to the records themselves."""

    _inherit = "property.notice"

    @api.model
    def _get_portal_domain(self, partner):
        """Return the domain of what hangs on the person's board."""
        mine = Domain("partner_id", "=", partner.id) & Domain("by_portal", "=", True)
        return Domain("is_live", "=", True) & Domain(
            "recipient_ids", "any", mine & Domain("published_at", "!=", False)
        )

    @api.model
    def _portal_search(self, partner, limit=None, offset=0):
        """Return the rows of the person's board, the unread ones marked."""
        # sudo: only what was published to this person
        notices_sudo = self.sudo().search(
            self._get_portal_domain(partner), limit=limit, offset=offset
        )
        rows_sudo = notices_sudo._get_recipient_sudo(partner)
        read = dict(rows_sudo.mapped(lambda row: (row.notice_id.id, row.read_at)))
        return [
            {
                "notice": notice,
                "text": notice._get_text(),
                "is_unread": not read.get(notice.id),
            }
            for notice in notices_sudo
        ]

    @api.model
    def _portal_count(self, partner):
        # sudo: only a number, of what was published to this person
        return self.sudo().search_count(self._get_portal_domain(partner))

    @api.model
    def _portal_find(self, notice_id, partner):
        """Return the published notice as sudo, if it was meant for the person."""
        # sudo: only what was published to this person
        recipients_sudo = self.env["property.notice.recipient"].sudo()
        row_sudo = recipients_sudo.search(
            [
                ("notice_id", "=", notice_id),
                ("partner_id", "=", partner.id),
                ("published_at", "!=", False),
                ("is_reached", "=", True),
            ],
            limit=1,
        )
        return row_sudo.notice_id

    def _get_recipient_sudo(self, partner):
        # sudo: the person's own rows
        return (
            self.env["property.notice.recipient"]
            .sudo()
            .search(
                [
                    ("notice_id", "in", self.ids),
                    ("partner_id", "=", partner.id),
                    ("published_at", "!=", False),
                ]
            )
        )

    @api.model
    def _portal_mark_read(self, notice_id, partner):
        """Note when the person has read it first; return whether it was his to read."""
        notice_sudo = self._portal_find(notice_id, partner)
        rows_sudo = notice_sudo._get_recipient_sudo(partner)
        unread_sudo = rows_sudo.filtered(lambda row: not row.read_at)
        if unread_sudo and notice_sudo.state == "published":
            unread_sudo.read_at = fields.Datetime.now()
        return bool(rows_sudo)

    @api.model
    def _find_by_code(self, code):
        """Return the notice that hangs in the hall as sudo, by the code on it."""
        # sudo: the code is the right to read what hangs on the wall anyway
        notices_sudo = self.sudo()
        if not code or len(code) > 64:
            return notices_sudo.browse()
        return notices_sudo.search(
            [
                ("access_token", "=", code),
                ("by_print", "=", True),
                ("is_live", "=", True),
            ],
            limit=1,
        )
