import base64
import io

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.pdf import PdfFileReader, PdfFileWriter

from ..committee.batches import act_in_batches

REPORT = "property_crm.ballot_sheet_report"
CRON = "property_crm.ir_cron_ballot_print"
# what the PDF engine draws in a few seconds; the rest is done by the cron
BATCH = 50
# what only the steps write: the system prints what stands there
KEPT_FIELDS = frozenset(("state", "sheet_ids", "printed_count", "part_ids", "file"))


class PropertyBallotPrint(models.Model):
    """Paper ballots printed into one file: few at once, many by and by."""

    _name = "property.ballot.print"
    _inherit = ["property.assembly.mixin"]
    _description = "Print of paper ballots"
    _order = "id desc"
    _rec_name = "assembly_id"

    assembly_id = fields.Many2one(ondelete="cascade")
    building_id = fields.Many2one(
        "property.building",
        domain="[('site_id', '=', site_id)]",
        ondelete="cascade",
        help="Empty: all of them.",
    )
    entrance = fields.Char(help="Empty: all of them.")
    without_keyed = fields.Boolean(string="Only what has not come back", default=True)
    lang = fields.Selection(
        selection="_get_langs", string="Language", help="Empty: each owner's own."
    )
    state = fields.Selection(
        [("draft", "To print"), ("running", "Being printed"), ("done", "Printed")],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    sheet_ids = fields.Many2many(
        "property.ballot.sheet", string="Ballots", readonly=True, copy=False
    )
    total = fields.Integer(string="Number of ballots", compute="_compute_total")
    printed_count = fields.Integer(string="Printed so far", readonly=True, copy=False)
    progress = fields.Float(compute="_compute_progress")
    part_ids = fields.Many2many("ir.attachment", readonly=True, copy=False)
    file = fields.Binary(readonly=True, copy=False, attachment=True)
    file_name = fields.Char(
        compute="_compute_file_name", export_string_translation=False
    )

    @api.model
    def _get_langs(self):
        return self.env["res.lang"].get_installed()

    @api.depends("assembly_id", "building_id", "entrance", "without_keyed", "state")
    def _compute_total(self):
        sheets = self.env["property.ballot.sheet"]
        for job in self:
            is_begun = job.state != "draft"
            job.total = (
                len(job.sheet_ids)
                if is_begun
                else sheets.search_count(job._get_domain())
            )

    @api.depends("printed_count", "total")
    def _compute_progress(self):
        for job in self:
            job.progress = 100 * job.printed_count / (job.total or 1)

    @api.depends("assembly_id", "building_id", "entrance")
    def _compute_file_name(self):
        for job in self:
            parts = (job.assembly_id.number, job.building_id.code, job.entrance)
            name = "-".join(filter(None, parts)).replace("/", "-")
            job.file_name = f"{name}.pdf"

    def _get_domain(self):
        domain = Domain("assembly_id", "=", self.assembly_id.id)
        if self.building_id:
            domain &= Domain("building_id", "=", self.building_id.id)
        if self.entrance:
            domain &= Domain("entrance", "=", self.entrance)
        if self.without_keyed:
            domain &= Domain("keyed_at", "=", False)
        return domain

    # What is kept by the system

    @api.model_create_multi
    def create(self, vals_list):
        jobs = super().create(vals_list)
        # sudo: what a context puts into these is not taken
        jobs.sudo().write(
            {
                "state": "draft",
                "printed_count": 0,
                "sheet_ids": [fields.Command.clear()],
                "part_ids": [fields.Command.clear()],
                "file": False,
            }
        )
        return jobs

    def write(self, vals):
        if not self.env.su:
            if KEPT_FIELDS & vals.keys():
                raise UserError(self.env._("The system keeps what was printed."))
            if any(job.state != "draft" for job in self):
                raise UserError(self.env._("This is printed already: order another."))
        return super().write(vals)

    # Steps

    def action_print(self):
        """Print into one file: at once what is few, by the cron what is many."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft":
            raise UserError(self.env._("This is printed already: order another."))
        sheets = self.env["property.ballot.sheet"].search(self._get_domain())
        if not sheets:
            raise UserError(self.env._("There is no paper ballot left to print."))
        # sudo: the state is kept by these steps
        job_sudo = self.sudo()
        job_sudo.write(
            {
                "state": "running",
                "sheet_ids": [fields.Command.set(sheets.ids)],
                "printed_count": 0,
                "part_ids": [fields.Command.clear()],
            }
        )
        if len(sheets) <= BATCH:
            job_sudo._print_next()
        else:
            # sudo: the cron is the system's
            self.env.ref(CRON).sudo()._trigger()
        return self._open()

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "name": self.env._("Paper ballots"),
        }

    @api.model
    def _cron_print(self):
        """Print the next batch of each job until the time is over."""
        running = Domain("state", "=", "running")
        while self.search_count(running, limit=1):
            if not act_in_batches(self.browse(), running, "_print_next", 1):
                return

    def _print_next(self):
        """Print the next batch; put the parts together after the last."""
        for job in self:
            sheets = job.sheet_ids.sorted("number")
            batch = sheets[job.printed_count : job.printed_count + BATCH]
            content = job._render(batch)
            job.printed_count += len(batch)
            job.part_ids += job.env["ir.attachment"].create(
                {
                    "name": f"{job.printed_count}.pdf",
                    "raw": content,
                    "res_model": job._name,
                    "res_id": job.id,
                }
            )
            if job.printed_count >= len(sheets):
                job._join()

    def _render(self, sheets):
        reports = self.env["ir.actions.report"].with_context(ballot_lang=self.lang)
        content, _kind = reports._render_qweb_pdf(REPORT, sheets.ids)
        return content

    def _join(self):
        """Make one file of the parts."""
        writer = PdfFileWriter()
        for part in self.part_ids.sorted("id"):
            pages = PdfFileReader(io.BytesIO(part.raw), strict=False)
            for page in pages.pages:
                writer.add_page(page)
        result = io.BytesIO()
        writer.write(result)
        self.write({"state": "done", "file": base64.b64encode(result.getvalue())})
        if self.total > BATCH:
            self._tell_printed()
        parts = self.part_ids
        self.part_ids = [fields.Command.clear()]
        parts.unlink()

    def _tell_printed(self):
        """Tell who ordered the print that he can fetch it."""
        reader = self.create_uid
        told = self.with_context(lang=reader.lang)
        self.assembly_id.message_post(
            body=told.env._(
                "%(count)s paper ballots are printed: the file is on the page “Paper”.",
                count=self.total,
            ),
            partner_ids=reader.partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )
