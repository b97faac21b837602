from ast import literal_eval

from ...models.report.ir_filters import NAMES
from .common import ReportCommon


class TestSavedReports(ReportCommon):
    """Five figures by five subjects, saved for everybody."""

    def _get_saved(self, user):
        action = self.env.ref("property_helpdesk.property_ticket_report_action")
        filters = self.env["ir.filters"].with_user(user)
        return filters.get_filters("property.ticket.report", action.id)

    def test_each_opens_five_figures_of_its_subject(self):
        saved = self._get_saved(self.user_site_manager)
        self.assertLessEqual(set(NAMES), {row["name"] for row in saved})
        Report = self.env["property.ticket.report"].with_user(self.user_site_manager)
        self._create_at(1)
        subjects = set()
        for row in saved:
            if row["name"] not in NAMES:
                continue
            context = literal_eval(row["context"].strip())
            measures = [f"{name}:avg" for name in context["pivot_measures"]]
            self.assertEqual(len(measures), 5)
            groups = Report.formatted_read_group(
                [], context["pivot_row_groupby"], measures
            )
            self.assertTrue(groups)
            subjects.update(context["group_by"])
        self.assertEqual(len(subjects), 5)

    def test_other_reports_keep_their_names(self):
        found = self.env["ir.filters"].get_filters("res.partner")
        self.assertFalse({row["name"] for row in found} & set(NAMES))
