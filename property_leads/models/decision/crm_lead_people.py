from markupsafe import Markup

from odoo import api, fields, models

from ...tools.decision import balance
from .property_lead_person import STANCES

COLOURS = {
    "-2": "text-bg-danger",
    "-1": "text-bg-warning",
    "0": "text-bg-secondary",
    "1": "text-bg-info",
    "2": "text-bg-success",
}
MAP = Markup(
    '<table class="table table-bordered table-sm text-center o_people_map">'
    "<thead><tr><th></th>%s</tr></thead><tbody>%s</tbody></table>"
)
ROW = Markup('<tr><th class="text-nowrap text-muted" scope="row">%s</th>%s</tr>')
HEAD = Markup('<th scope="col" class="text-muted" style="width: 18%%">%s</th>')
CELL = Markup('<td class="align-middle" style="height: 2.5rem">%s</td>')
BADGE = Markup('<span class="badge %s" title="%s">%s</span> ')


class CrmLead(models.Model):
    """The people who decide, on a map of influence and stance."""

    _inherit = "crm.lead"

    person_ids = fields.One2many(
        "property.lead.person", "lead_id", string="Who takes part"
    )
    people_balance = fields.Integer(
        string="People's stance",
        compute="_compute_people_balance",
        help="From -100, all against us, to 100, all for us; influence counts.",
    )
    people_map = fields.Html(
        string="Map of people", compute="_compute_people_map", sanitize=False
    )

    @api.depends("person_ids.stance", "person_ids.influence")
    def _compute_people_balance(self):
        for lead in self:
            lead.people_balance = balance(
                [(int(one.stance), one.influence) for one in lead.person_ids]
            )

    @api.depends(
        "person_ids.stance",
        "person_ids.influence",
        "person_ids.name",
        "person_ids.role",
    )
    @api.depends_context("lang")
    def _compute_people_map(self):
        people = self.env["property.lead.person"]
        stances = people._fields["stance"]._description_selection(self.env)
        roles = dict(people._fields["role"]._description_selection(self.env))
        heads = Markup().join(HEAD % label for _code, label in stances)
        for lead in self:
            rows = Markup().join(
                lead._get_map_row(influence, roles) for influence in range(5, 0, -1)
            )
            lead.people_map = bool(lead.person_ids) and MAP % (heads, rows)

    def _get_map_row(self, influence, roles):
        label = self.env._("influence %(number)s", number=influence)
        cells = Markup().join(
            CELL % self._get_map_badges(influence, stance, roles)
            for stance, _label in STANCES
        )
        return ROW % (label, cells)

    def _get_map_badges(self, influence, stance, roles):
        here = self.person_ids.filtered(
            lambda one: one.influence == influence and one.stance == stance
        )
        return Markup().join(
            BADGE % (COLOURS[stance], roles.get(one.role, ""), one.name or "")
            for one in here
        )
