import io

from odoo import models

from ...tools.pdf_pages import number_pages
from .agreement_portal import REPORT


class IrActionsReport(models.Model):
    """Agreements are printed one by one, each with its own page numbers."""

    _inherit = "ir.actions.report"

    def _pre_render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        if not res_ids or self._get_report(report_ref) != self.env.ref(REPORT):
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
            found |= self._number_agreement_pages(streams)
        return found, "pdf"

    def _number_agreement_pages(self, streams):
        for record_id, part in streams.items():
            if part["stream"]:
                code = self.env["agreement"].browse(record_id).code
                label = code.encode("ascii", "ignore").decode()
                part["stream"] = io.BytesIO(
                    number_pages(part["stream"].getvalue(), label)
                )
        return streams
