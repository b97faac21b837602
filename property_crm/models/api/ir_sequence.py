from odoo import api, models
from odoo.tools import SQL


class IrSequence(models.Model):
    _inherit = "ir.sequence"

    @api.model
    def _next_batch_by_code(self, code, count):
        """Return ``count`` numbers of a sequence, drawn in one query."""
        company_id = self.env.company.id
        sequence = self.search(
            [("code", "=", code), ("company_id", "in", [company_id, False])],
            order="company_id",
            limit=1,
        )
        if not sequence or sequence.implementation != "standard":
            return [self.next_by_code(code) for _index in range(count)]
        return sequence._next_batch(count)

    def _next_batch(self, count):
        self.ensure_one()
        current = self._get_current_sequence()
        name = f"ir_sequence_{self.id:03d}"
        if current != self:
            name = f"{name}_{current.id:03d}"
            self = self.with_context(ir_sequence_date_range=current.date_from)
        rows = self.env.execute_query(
            SQL("SELECT nextval(%s) FROM generate_series(1, %s)", name, count)
        )
        prefix, suffix = self._get_prefix_suffix()
        return [f"{prefix}{number:0{self.padding}d}{suffix}" for (number,) in rows]
