from odoo import fields, models
from odoo.tools import format_date


class PropertyAssembly(models.Model):
    """Lists with which a building's representative collects written opinions."""

    _inherit = "property.assembly"

    collect_until = fields.Date(
        string="Lists of representatives back by",
        copy=False,
        help="Whoever collects the ballots of a building hands them in by this day, as"
        " they are. Local rules say how many days before the vote ends.",
    )

    def action_print_lists(self):
        """Print a list for each building and entrance."""
        self.ensure_one()
        self._check_step("called", "open")
        self._check_paper()
        self._make_sheets()
        report = self.env.ref("property_crm.ballot_list_report")
        return report.report_action(self)

    def _get_collect_lists(self):
        """Return ``[(building, entrance, its sheets)]`` in the order of the doors."""
        self.ensure_one()
        self.check_access("read")
        sheets = self.sheet_ids.sorted("number")
        groups = sheets.grouped(lambda sheet: (sheet.building_id, sheet.entrance))
        return [(*place, found) for place, found in groups.items()]

    def _format_collect_until(self):
        return format_date(self.env, self.collect_until) if self.collect_until else ""
