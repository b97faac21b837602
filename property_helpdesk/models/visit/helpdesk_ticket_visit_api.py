from odoo import api, models
from odoo.exceptions import ValidationError

from odoo.addons.property_crm.tools.api_rows import ApiField, BadValue

from ..intake.api_tables import API_OPTIONS, API_TABLES
from .property_visit import MISS_REASONS, OPEN

API_TABLES["visit"] = (
    ApiField("id", "integer"),
    ApiField("visit_key", required=True),
    ApiField("do", "selection", required=True),
    ApiField("technician", field="user_id"),
    ApiField("start", "datetime"),
    ApiField("stop", "datetime"),
    ApiField("window_start", "datetime"),
    ApiField("window_stop", "datetime"),
    ApiField("reason"),
    ApiField("why", "selection", "miss_reason"),
)
API_OPTIONS["do"] = ["book", "cancel", "on_the_way", "on_site", "done", "missed"]
API_OPTIONS["why"] = [code for code, _label in MISS_REASONS]
PLANNED = ("start", "stop", "window_start", "window_stop")
# What each call needs the visit to be, for it to be news.
BEFORE = {
    "cancel": OPEN,
    "on_the_way": ("planned",),
    "on_site": ("planned", "on_the_way"),
    "done": ("on_site",),
    "missed": OPEN,
}


class HelpdeskTicket(models.Model):
    """What other systems tell about visits."""

    _inherit = "helpdesk.ticket"

    @api.model
    def api_visit(self, rows):
        """Book, move, cancel a visit, or say how it goes; each once, by its key.

        :param list rows: ``external_key`` or ``id`` of the request; ``visit_key``, the
            sender's own for the visit; ``do`` (book, cancel, on_the_way, on_site, done,
            missed); for ``book``: ``technician`` (login; the holder, if left out),
            ``start``, ``stop``, ``window_start``, ``window_stop``, ``reason`` (why
            although he is busy); ``reason`` of a cancellation; ``why`` of a miss
            (not_at_home, no_access, refused, not_made). To book a known visit for
            another time moves it.
        :return: as ``api_close``; what is so already answers ``unchanged``
        """
        return self._api_act("visit", rows)

    @api.model
    def _api_visit_one(self, ticket, line):
        ticket.check_access("write")
        values = line.values
        key = self._get_sender_key(values["visit_key"])
        visit = ticket.visit_ids.filtered(
            # sudo: the key of a sender is no field for people
            lambda visit: visit.sudo().sender_key == key
        )
        if values["do"] == "book":
            return ticket._api_book_visit(visit, line, key)
        if not visit:
            line.fail("visit_key", self.env._("There is no such visit."))
            return visit
        if visit.state not in BEFORE[values["do"]]:
            return visit.browse()
        return visit._api_do(values)

    def _api_book_visit(self, visit, line, key):
        """Plan the visit, or move it; return it if that changed something."""
        values = line.values
        vals = {name: values[name] for name in PLANNED if values.get(name)}
        if login := values.get("technician"):
            user = self.env["res.users"].search([("login", "=", login)], limit=1)
            if not user:
                error = BadValue("reference", value=login)
                line.fail("technician", self._get_api_message("technician", error))
                return visit.browse()
            vals["user_id"] = user.id
        if values.get("reason"):
            vals["clash_reason"] = values["reason"]
        if not visit:
            if not vals.get("start"):
                raise ValidationError(self.env._("Start: a value is needed."))
            visit = visit.create({"ticket_id": self.id, **vals})
            visit.sudo().sender_key = key  # sudo: nobody writes it by hand
            return visit
        old = visit.read(list(vals), load=None)[0]
        changed = {name: vals[name] for name in vals if vals[name] != old[name]}
        if not changed:
            return visit.browse()
        visit.write(changed)
        return visit
