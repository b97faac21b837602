from odoo import api, fields, models

# What is logged, in the order it is told.
LOGGED = {
    "partner_id": "requester",
    "site_id": "moved",
    "building_id": "moved",
    "common_part_id": "moved",
    "unit_id": "moved",
    "territory_id": "moved",
    "reported_at": "date",
    "class_id": "classified",
    "category_id": "classified",
    "type_id": "classified",
    "is_emergency": "flag",
    "is_payable": "flag",
    "is_warranty": "flag",
    "priority": "priority",
    "date_deadline": "deadline",
    "team_id": "team",
    "user_id": "assigned",
    "handover_user_id": "handover",
    "deferred_until": "deferred",
    "subcontract_id": "subcontracted",
    "stage_id": "stage",
    "closed_date": "date",
    "close_cause": "solution",
    "solution": "solution",
    "fault_cause_id": "solution",
    "complaint_finding": "solution",
    "active": "archived",
}
# Writing these can change a logged field by way of a compute.
TRIGGERS = frozenset(LOGGED) | {"place_id", "problem_id"}


class HelpdeskTicket(models.Model):
    """Writes the event log, in batches, next to every change."""

    _inherit = "helpdesk.ticket"

    def _get_logged_values(self):
        """Return ``{ticket id: {field: value}}`` of all logged fields."""
        return {ticket.id: {name: ticket[name] for name in LOGGED} for ticket in self}

    def _log_changes(self, before, reason=None):
        """Log what differs from ``before``; nothing if nothing does."""
        vals_list = []
        for ticket in self:
            old_values = before[ticket.id]
            changed = {name for name in LOGGED if old_values[name] != ticket[name]}
            old_stage, stage = old_values["stage_id"], ticket.stage_id
            if (old_stage.closed, old_stage.is_finished) != (
                stage.closed,
                stage.is_finished,
            ):
                # told by the event of closing or re-opening
                changed -= {"closed_date", "close_cause", "solution", "fault_cause_id"}
            vals_list += [
                ticket._prepare_event_vals(name, old_values[name], reason)
                for name in self._drop_implied(changed)
            ]
        self._create_events(vals_list)

    @api.model
    def _drop_implied(self, names):
        """Leave out what follows from a more telling change."""
        names = set(names)
        if names & {"unit_id", "common_part_id", "building_id", "site_id"}:
            names.discard("territory_id")
        if names & {"unit_id", "common_part_id"}:
            names -= {"building_id", "site_id"}
        if "building_id" in names:
            names.discard("site_id")
        if "class_id" in names:
            names -= {"category_id"}
        return [name for name in LOGGED if name in names]

    def _prepare_event_vals(self, name, old, reason=None):
        new = self[name]
        kind = self._get_event_kind(name, old, new)
        if kind in ("done", "closed") and not old.is_finished:
            reason = self.solution
        return {
            "ticket_id": self.id,
            "kind": kind,
            "field_name": name,
            "old_value": self._format_logged(name, old),
            "new_value": self._format_logged(name, new),
            "old_ref": self._get_logged_ref(old),
            "new_ref": self._get_logged_ref(new),
            "reason": reason or False,
        }

    @api.model
    def _get_event_kind(self, name, old, new):
        if name == "user_id":
            if not new:
                return "unassigned"
            return "reassigned" if old else "assigned"
        if name == "stage_id" and old.closed != new.closed:
            return "closed" if new.closed else "reopened"
        if name == "stage_id" and old.is_finished != new.is_finished:
            return "done" if new.is_finished else "reopened"
        if name == "active" and new:
            return "restored"
        return LOGGED[name]

    @api.model
    def _format_logged(self, name, value):
        """Return the value as people read it, or False."""
        field = self._fields[name]
        if field.type == "many2one":
            # sudo: the name of a person or place is logged even if the next change
            # took it out of the user's sight
            return value.sudo().display_name or False
        if field.type == "datetime":
            return fields.Datetime.to_string(value) if value else False
        if field.type == "text":
            return value or False
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        return dict(field._description_selection(self.env)).get(value, False)

    @api.model
    def _get_logged_ref(self, value):
        if isinstance(value, models.BaseModel):
            return value.id
        return int(value) if isinstance(value, bool) else False

    @api.model
    def _create_events(self, vals_list):
        """Append to the log; nobody else may."""
        if not vals_list:
            return self.env["property.ticket.event"]
        # sudo: no group has the right to write the log by hand
        return self.env["property.ticket.event"].sudo().create(vals_list)
