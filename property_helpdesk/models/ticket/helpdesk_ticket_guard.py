from odoo import api, models
from odoo.exceptions import AccessError

# What the system keeps about a request. Only superuser code writes it.
FACTS = frozenset(
    {
        "number",
        "intake_key",
        "reported_at",
        "closed_date",
        "closed_by_id",
        "reopen_count",
        "requester_role",
        "assigned_date",
        "last_stage_update",
        "territory_id",
        "commercial_partner_id",
        "case_type",
        "rating_last_value",
        "suggestion_result",
        "incident_told_at",
        "unattended",
        "deadline_result",
        "applied_solution_id",
        "made_solution_id",
        "rework_of_id",
        "is_rework",
        "quality_result",
        "process_id",
        "signature",
        "signed_by",
        "signed_at",
        "sla_policy_id",
        "response_due",
        "arrival_due",
        "responded_at",
        "arrived_at",
        "done_at",
        "confirm_until",
        "follow_up_result",
        "cost_estimate",
        "cost_state",
        "cost_approved",
        "cost_limit_id",
        "cost_user_id",
        "sla_due",
        "sla_due_kind",
        "sla_warn_at",
        "sla_state",
        "wait_reason",
        "waiting_since",
        "response_result",
        "arrival_result",
        "owner_id",
        "date_next",
        "deferred_until",
        "handover_user_id",
        "transfer_count",
        "acted_at",
        "last_step_at",
        "take_back_at",
        "subcontract_id",
        "subcontract_due",
        "visit_at",
        "visit_offered_at",
    }
)
# Whoever takes a request says since when it waits and what its sender calls it.
TOLD_ON_RECEIPT = frozenset({"reported_at", "intake_key"})
# Other systems tell the past; the log says what they changed.
TOLD_BY_PROGRAMS = frozenset({"reported_at", "closed_date"})
PROGRAMS = "property_crm.group_property_integration"
# Whoever moves a company over from another system brings its closed requests along.
IMPORTERS = "property_crm.group_property_company_manager"
# Naming one of these shows its name to everybody who sees the request.
LINKED = (
    "partner_id",
    "site_id",
    "building_id",
    "unit_id",
    "common_part_id",
    "duplicate_id",
    "incident_id",
)


class HelpdeskTicket(models.Model):
    """Nobody rewrites the past of a request, nor links what he does not see."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _check_creation(self, vals_list):
        """Refuse new requests that forge the past or name what is hidden."""
        if self.env.su:
            return
        defaults = {
            key.removeprefix("default_"): value
            for key, value in self.env.context.items()
            if key.startswith("default_")
        }
        vals_list = [{**defaults, **vals} for vals in vals_list]
        given = {
            name
            for vals in vals_list
            for name in self._get_facts() - TOLD_ON_RECEIPT
            if vals.get(name) and (name, vals[name]) != ("number", "/")
        }
        if self.env.user.has_group(IMPORTERS):
            given -= TOLD_BY_PROGRAMS
        self._check_facts(given)
        self._check_linked(vals_list)

    @api.model
    def _get_facts(self):
        """Return the names of what the system keeps; addons add theirs."""
        return FACTS

    def _check_facts(self, names):
        """Refuse to write by hand what the system keeps."""
        refused = self._get_facts().intersection(names)
        if not refused or self.env.su:
            return
        if self.env.user.has_group(PROGRAMS):
            refused -= TOLD_BY_PROGRAMS
        if refused:
            field = self._fields[min(refused)]
            raise AccessError(
                self.env._(
                    "%(field)s: the system keeps it; nobody writes it by hand.",
                    field=field._description_string(self.env),
                )
            )

    def _check_linked(self, vals_list):
        """Refuse to name people and places the user does not see.

        What every request of ``self`` names already may be named again.
        """
        if self.env.su:
            return
        for name in LINKED:
            ids = {self._get_linked_id(vals.get(name)) for vals in vals_list}
            ids -= {False, *(self[name].ids if len(self[name]) == 1 else ())}
            field = self._fields[name]
            if ids and not self.env[field.comodel_name].browse(ids).has_access("read"):
                raise AccessError(
                    self.env._(
                        "%(field)s: choose one that you may see.",
                        field=field._description_string(self.env),
                    )
                )

    @api.model
    def _get_linked_id(self, value):
        """Return the id in what clients send for a many2one."""
        if isinstance(value, dict):
            value = value.get("id")
        if isinstance(value, (list, tuple)):
            value = value[0] if value else False
        return value if type(value) is int else False

    def onchange(self, values, field_names, fields_spec):
        self._check_linked([values])
        return super().onchange(values, field_names, fields_spec)
