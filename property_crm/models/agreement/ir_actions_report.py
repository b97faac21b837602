import io

from odoo import models

from ...tools.pdf_pages import number_pages
from .agreement_portal import REPORT

NUMBERED = (
    REPORT,
    "property_crm.handover_report_action",
    "property_crm.committee_minutes_action",
)


class IrActionsReport(models.Model):
    """What is signed is printed one by one, each with its own page numbers."""

    _inherit = "ir.actions.report"

    def _pre_render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        report = self._get_report(report_ref)
        if not res_ids or report not in map(self.env.ref, NUMBERED):
            return super()._pre_render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
        found = {}
        for record_id in res_ids:
            streams, kind = super()._pre_render_qweb_pdf(
                report_ref, res_ids=[record_id], data=data and dict(data)
            )
            if kind != "pdf":  # tests ask for HTML
                return super()._pre_render_qweb_pdf(
                    report_ref, res_ids=res_ids, data=data
                )
            found |= report._number_pages(streams)
        return found, "pdf"

    def _number_pages(self, streams):
        for record_id, part in streams.items():
            if part["stream"] and not part["attachment"]:  # what is kept has them
                name = self.env[self.model].browse(record_id)._get_print_label()
                label = name.encode("ascii", "ignore").decode()
                part["stream"] = io.BytesIO(
                    number_pages(part["stream"].getvalue(), label)
                )
        return streams
