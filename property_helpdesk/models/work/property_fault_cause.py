from odoo import fields, models

# After these outcomes something had been broken.
REPAIRED = ("solved", "workaround")


class PropertyFaultCause(models.Model):
    _name = "property.fault.cause"
    _description = "Cause of a fault"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True, copy=False, help="What programs and reports call it."
    )
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "Another cause has this code already."
    )


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    fault_cause_id = fields.Many2one(
        "property.fault.cause",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="base.group_user",
        help="Why it broke. Asked when a repair is closed.",
    )

    def _needs_fault_cause(self, close_cause):
        """Tell whether closing so asks why it broke."""
        return close_cause in REPAIRED and "repair" in self.mapped("case_type")

    def _get_stage_consequences(self, before):
        """Forget the cause of what turns out not to be repaired."""
        for tickets, values in super()._get_stage_consequences(before):
            if "reopen_count" in values:
                values = {**values, "fault_cause_id": False}
            yield tickets, values
