from odoo import api, models

from .helpdesk_ticket_named import NAMED_FIELDS

HIDDEN = "…"
CACHE = "property_helpdesk.about"


class HelpdeskTicket(models.Model):
    """A complaint about oneself has no name, wherever something points at it.

    Odoo reads the name of a linked record as superuser, so that a link to what one
    may not see still has a name. The rules do not help there.
    """

    _inherit = "helpdesk.ticket"

    @api.depends(*NAMED_FIELDS)
    @api.depends_context("uid")
    def _compute_display_name(self):
        hidden = self._filter_about_me()
        hidden.display_name = HIDDEN
        return super(HelpdeskTicket, self - hidden)._compute_display_name()

    def _filter_about_me(self):
        """Return the requests that complain about the user."""
        about_me = self._get_about_me()
        return self.filtered(lambda t: t._origin.id in about_me)

    @api.model
    def _get_about_me(self):
        """Return the ids of all complaints about the user: one query a transaction."""
        cache = self.env.cr.cache.setdefault(CACHE, {})
        uid = self.env.uid
        if uid not in cache:
            rows = self.env.execute_query(self._get_named_query(uid))
            cache[uid] = frozenset(ticket_id for (ticket_id,) in rows)
        return cache[uid]

    def _inverse_named(self):
        self.env.cr.cache.pop(CACHE, None)
        return super()._inverse_named()


class MailTrackingValue(models.Model):
    """Nor does the chatter of another request tell it."""

    _inherit = "mail.tracking.value"

    def _links_request(self):
        """Tell whether the field that has changed points at a request."""
        model = self.env.get(self.field_id.model)
        field = model._fields.get(self.field_id.name) if model is not None else None
        return field is not None and field.comodel_name == "helpdesk.ticket"

    def _format_display_value(self, field_type, new=True):
        result = super()._format_display_value(field_type, new=new)
        name = "new_value_integer" if new else "old_value_integer"
        links = self.filtered(lambda tracking: tracking._links_request())
        linked = self.env["helpdesk.ticket"].browse(links.mapped(name))
        hidden = set(linked.filtered("id")._filter_about_me().ids)
        return [
            HIDDEN if tracking in links and tracking[name] in hidden else value
            for tracking, value in zip(self, result, strict=True)
        ]

    def _filter_free_field_access(self):
        """Mails go to many people: none of them is told which request is linked."""
        free = super()._filter_free_field_access()
        return free.filtered(lambda tracking: not tracking._links_request())
