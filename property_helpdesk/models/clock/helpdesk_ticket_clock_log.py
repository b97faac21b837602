from odoo import api, fields, models

# What a promise may depend on. A change of one of these chooses anew.
CHOOSING = frozenset(
    {
        "partner_id",
        "site_id",
        "building_id",
        "common_part_id",
        "unit_id",
        "territory_id",
        "reported_at",
        "class_id",
        "category_id",
        "type_id",
        "is_emergency",
        "is_payable",
        "is_warranty",
        "priority",
    }
)


class HelpdeskTicket(models.Model):
    """Tells the log what clocks are counted from.

    The promise is written into the log as it was on that day: who changes the policy
    later changes no request that runs already.
    """

    _inherit = "helpdesk.ticket"

    def _get_created_facts(self):
        """Return ``{ticket id: facts of the event of receiving}``.

        What comes in closed was promised nothing.
        """
        # there is no log yet to count from; its first event asks again
        for field in self._fields.values():
            if field.compute == "_compute_clocks":
                self.env.remove_to_compute(field, self)
        facts = super()._get_created_facts()
        promises = self.filtered(lambda t: not t.stage_id.is_finished)._get_promises()
        for ticket in self:
            clock = {}
            if promise := promises.get(ticket.id):
                clock["promise"] = promise
            if ticket.stage_id.wait_reason:
                clock["wait"] = ticket.stage_id.wait_reason
            elif not (ticket.stage_id.unattended or ticket.stage_id.closed):
                clock["answered"] = True
            if ticket.date_deadline:
                clock["given"] = fields.Datetime.to_string(ticket.date_deadline)
            if clock:
                facts[ticket.id] = {**facts.get(ticket.id, {}), "facts": clock}
        return facts

    def write(self, vals):
        given = "date_deadline" in vals
        return super(
            HelpdeskTicket, self.with_context(property_deadline_given=given)
        ).write(vals)

    def _log_changes(self, before, reason=None):
        if not self.env.context.get("property_deadline_given"):
            # the clock moved it: that is no news, the log says so already
            for ticket in self:
                before[ticket.id]["date_deadline"] = ticket.date_deadline
        promises = self._get_new_promises(before)
        logger = self.with_context(property_new_promises=promises)
        return super(HelpdeskTicket, logger)._log_changes(before, reason)

    def _get_new_promises(self, before):
        """Return the promises of open requests for which another one holds now."""
        changed = self.filtered(
            lambda t: (
                not t.stage_id.is_finished
                and any(before[t.id][name] != t[name] for name in CHOOSING)
            )
        )
        promises = changed._get_promises()
        return {
            ticket.id: promises[ticket.id]
            for ticket in changed
            if promises[ticket.id].get("policy", 0) != ticket.sla_policy_id.id
        }

    def _prepare_event_vals(self, name, old, reason=None):
        vals = super()._prepare_event_vals(name, old, reason)
        facts = {}
        promises = self.env.context.get("property_new_promises") or {}
        if name in CHOOSING and self.id in promises:
            facts["promise"] = promises[self.id]
        if name == "stage_id" and not self.stage_id.closed:
            if vals["kind"] == "waiting":
                facts["wait"] = self._get_wait_reason()
            elif not self.stage_id.unattended:
                facts["answered"] = True
        if facts:
            vals["facts"] = facts
        if vals["kind"] in ("waiting", "resumed"):
            vals.update(self.env.context.get("property_event_vals") or {})
        return vals

    @api.model
    def _get_event_kind(self, name, old, new):
        kind = super()._get_event_kind(name, old, new)
        if name == "stage_id" and kind == "stage":
            if new.wait_reason:
                return "waiting"
            return "resumed" if old.wait_reason else "stage"
        return kind

    def _get_wait_reason(self):
        asked = self.env.context.get("property_wait_reason")
        return asked or self.stage_id.wait_reason
