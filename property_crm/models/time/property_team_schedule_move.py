from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command, Domain

from ...tools.busy_time import get_days
from .property_team_schedule_items import EVENT


class PropertyTeamSchedule(models.AbstractModel):
    """Moving what stands in the lanes."""

    _inherit = "property.team.schedule"

    @api.model
    def api_move(self, values):
        """Move an event of the schedule to another time or another colleague.

        The change goes through the event itself, with all its rules and messages.

        :param dict values: ``id`` of the event, ``start`` and ``stop`` (naive UTC
            texts), optionally ``from_user_id`` and ``user_id`` (the colleague who
            takes part instead), ``reason`` (for a double booking)
        :return: ``{"undo": values}``, which bring it back
        :rtype: dict
        :raise ValidationError: the event is not there, the times are not in order, or
            the colleague is none of the user's companies
        """
        self._check_may_read()
        event = self._find_movable(values.get("id"))
        undo = self._prepare_undo(event, values)
        event.write(self._prepare_move_vals(event, values))
        return {"undo": undo}

    @api.model
    def _find_movable(self, key):
        event = self.env[EVENT].browse(key if isinstance(key, int) else ()).exists()
        if not event:
            raise ValidationError(self.env._("This event is not there any more."))
        event.check_access("write")
        items = [self._prepare_blank_item(event)]
        self._reveal_events(items)
        if not items[0]["is_movable"]:
            raise AccessError(
                self.env._(
                    "You cannot move this event. Dispatchers move the events of"
                    " colleagues, everybody else his own."
                )
            )
        return event

    @api.model
    def _prepare_blank_item(self, event):
        return {"model": EVENT, "id": event.id, "is_private": False}

    @api.model
    def _prepare_undo(self, event, values):
        start, stop = self._get_shown_times(event, values.get("user_id"))
        return {
            "id": event.id,
            "start": self._format_times(start),
            "stop": self._format_times(stop),
            "from_user_id": values.get("user_id"),
            "user_id": values.get("from_user_id"),
        }

    @api.model
    def _prepare_move_vals(self, event, values):
        start, stop = self._parse_times(values)
        vals = {}
        if event.allday:
            vals |= self._prepare_days(event, values, start)
        elif (start, stop) != (event.start, event.stop):
            vals |= {"start": start, "stop": stop}
        leaving, taking = (
            self._find_colleague(values.get(name))
            for name in ("from_user_id", "user_id")
        )
        if taking and taking != leaving:
            vals["partner_ids"] = [
                Command.unlink(leaving.partner_id.id),
                Command.link(taking.partner_id.id),
            ][not leaving :]
        if values.get("reason"):
            vals["clash_reason"] = values["reason"]
        return vals

    @api.model
    def _get_shown_times(self, event, user_id):
        """Return the instants between which an event stands in somebody's lane."""
        if not event.allday:
            return event.start, event.stop
        user = self._find_colleague(user_id) or self.env.user
        zone = self.env[EVENT]._get_zone(user)
        return get_days(zone, event.start_date, event.stop_date)

    @api.model
    def _prepare_days(self, event, values, start):
        """Move an event of whole days by whole days."""
        shown = self._get_shown_times(event, values.get("from_user_id"))[0]
        days = timedelta(days=round((start - shown) / timedelta(days=1)))
        if not days:
            return {}
        return {
            "start_date": event.start_date + days,
            "stop_date": event.stop_date + days,
        }

    @api.model
    def _parse_times(self, values):
        """Return the instants ``start`` and ``stop`` of a call."""
        try:
            start, stop = (
                fields.Datetime.to_datetime(values[name]) for name in ("start", "stop")
            )
            is_in_order = start < stop
        except (KeyError, TypeError, ValueError):
            is_in_order = False
        if not is_in_order:
            raise ValidationError(
                self.env._(
                    "start, stop: two times are needed, the first before the second."
                )
            )
        return start, stop

    @api.model
    def _find_colleague(self, key):
        """Return the colleague of this id; nobody if there is no id."""
        if not key:
            return self.env["res.users"]
        found = self.env["res.users"].search(
            self._get_colleague_domain()
            & Domain("id", "=", key if isinstance(key, int) else 0)
        )
        if not found:
            raise ValidationError(
                self.env._("This person does not work for your company.")
            )
        return found
