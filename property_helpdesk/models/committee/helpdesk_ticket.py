from odoo import fields, models
from odoo.exceptions import UserError


class HelpdeskTicket(models.Model):
    """What the staff cannot decide alone is put to the owners' committee."""

    _inherit = "helpdesk.ticket"

    committee_matter_count = fields.Integer(
        string="Committee matters", compute="_compute_committee_matter_count"
    )

    def _compute_committee_matter_count(self):
        matters = self.env["property.committee.matter"]
        counts = {}
        if matters.has_access("read"):
            rows = matters._read_group(
                [("res_model", "=", self._name), ("res_id", "in", self.ids)],
                ["res_id"],
                ["__count"],
            )
            counts = dict(rows)
        for ticket in self:
            ticket.committee_matter_count = counts.get(ticket.id, 0)

    def action_put_to_committee(self):
        """Make a matter of it, one while that waits for its answer, and open it."""
        self.ensure_one()
        self.check_access("write")
        matters = self.env["property.committee.matter"]
        matter = matters.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("state", "=", "open"),
            ],
            limit=1,
        ) or matters.create(self._prepare_matter_vals())
        return {
            "type": "ir.actions.act_window",
            "res_model": matter._name,
            "res_id": matter.id,
            "views": [(False, "form")],
        }

    def action_view_committee_matters(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_committee_matter_action"
        )
        return action | {
            "domain": [("res_model", "=", self._name), ("res_id", "=", self.id)],
            "context": {},
        }

    def _prepare_matter_vals(self):
        """Return what the committee is asked: what and where, not whose it is."""
        term = self._get_committee_term()
        place = self.common_part_id or self.building_id or self.site_id
        subject = self.class_id or self.category_id
        return {
            "term_id": term.id,
            "direction": "to_committee",
            "name": self.env._(
                "Request %(number)s: %(subject)s",
                number=self.number,
                subject=subject.display_name or place.display_name,
            ),
            "description": place.display_name,
            "res_model": self._name,
            "res_id": self.id,
        }

    def _get_committee_term(self):
        term = self.env["property.committee.term"].search(
            [
                ("site_id", "=", self.site_id.id),
                ("state", "in", ("filed", "handing_over")),
            ],
            order="number desc",
            limit=1,
        )
        if not term:
            raise UserError(
                self.env._("The site of this request has no committee in office.")
            )
        return term
