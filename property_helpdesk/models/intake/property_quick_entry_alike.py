from odoo import api, models
from odoo.fields import Domain

MAX_ALIKE = 3
MAX_OPEN = 5


class PropertyQuickEntry(models.AbstractModel):
    """What may be the same request, and what helped on the like, before saving."""

    _inherit = "property.quick.entry"

    @api.model
    @api.readonly
    def read_alike(self, values):
        """Return ``{"similar", "solved", "answers"}`` of an entry as it stands."""
        self.env["helpdesk.ticket"].check_access("create")
        values = values if isinstance(values, dict) else {}
        unit = self._find(values, "unit_id", "property.unit")
        site = self._find(values, "site_id", "property.site")
        ticket_class = self._find(values, "class_id", "property.ticket.class")
        text = self._get_text(values, "text")
        return self._get_alike(text, unit, ticket_class.ids, site)

    @api.model
    def _find(self, values, name, model):
        """Return the record the user may see, or none."""
        record_id = self._get_id(values, name)
        Model = self.env[model]
        return Model.search([("id", "=", record_id)]) if record_id else Model

    @api.model
    def _get_alike(self, text, unit, class_ids, site=None):
        """Answer as the form of a request would; the first class is the likely one."""
        Ticket = self.env["helpdesk.ticket"]
        company = unit.company_id or (site and site.company_id) or self.env.company
        ticket = Ticket.new(
            {
                "name": text,
                "class_id": class_ids[0] if class_ids else False,
                "company_id": company.id,
            }
        )
        asked = ticket if text else Ticket
        return {
            "similar": Ticket._list_requests(self._search_open(unit, class_ids, site)),
            "solved": Ticket._list_requests(
                asked.similar_ticket_ids._origin[:MAX_ALIKE]
            ),
            "answers": [
                {
                    "id": solution.id,
                    "name": solution.name,
                    "steps": solution._get_plain_steps(),
                }
                for solution in asked.suggested_solution_ids._origin
            ],
        }

    @api.model
    def _search_open(self, unit, class_ids, site):
        """Return the open requests of the place that may be about the same."""
        Ticket = self.env["helpdesk.ticket"]
        likely = {*class_ids, False}
        if unit or not (site and class_ids):
            same = Ticket._search_same(unit)
            return same.filtered(lambda t: t.class_id.id in likely)[:MAX_OPEN]
        common = Domain("site_id", "=", site.id) & Domain("unit_id", "=", False)
        domain = common & Domain("class_id", "in", class_ids)
        domain &= Domain("stage_id.closed", "=", False)
        return Ticket.search(domain, order="reported_at, id", limit=MAX_OPEN)

    @api.model
    def _prepare_ticket_vals(self, values):
        """Link what the user says is reported already."""
        vals = super()._prepare_ticket_vals(values)
        if first := self._find(values, "duplicate_id", "helpdesk.ticket"):
            vals["duplicate_id"] = first.id
        return vals
