import base64
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.sheet_writer import write_error_sheet

STATUSES = ("unchanged", "updated", "created", "error")
BATCH_SIZE = 1000
# No more rows than these are imported at once; the others go on in the background.
AT_ONCE = 500
_logger = logging.getLogger(__name__)


class PropertyCallLog(models.Model):
    """The import of a log: how far it is, and what could not be read.

    Each batch is committed with the number of rows done, so that an import that was
    stopped goes on where it was; rows that are there already change nothing.
    """

    _name = "property.call.log"
    _description = "Imported log of calls"
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(string="File", required=True, readonly=True)
    file = fields.Binary(string="What was in it", attachment=True, readonly=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Imported by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        help="Calls are created with his rights.",
    )
    mapping_id = fields.Many2one(
        "property.call.log.mapping",
        string="Columns",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    site_id = fields.Many2one("property.site", readonly=True, check_company=True)
    first_day = fields.Date(string="Day of the first row", readonly=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("running", "Importing"),
            ("done", "Imported"),
            ("failed", "Stopped"),
        ],
        required=True,
        readonly=True,
        default="waiting",
        index=True,
    )
    row_count = fields.Integer(string="Rows", readonly=True)
    done_count = fields.Integer(string="Rows done", readonly=True)
    created_count = fields.Integer(string="Created", readonly=True)
    updated_count = fields.Integer(string="Updated", readonly=True)
    unchanged_count = fields.Integer(string="Unchanged", readonly=True)
    error_count = fields.Integer(string="With errors", readonly=True)
    progress = fields.Integer(string="Progress (%)", compute="_compute_progress")
    started_at = fields.Datetime(string="Begun", readonly=True)
    done_at = fields.Datetime(string="Over", readonly=True)
    failure = fields.Char(string="Why it stopped", readonly=True)
    line_ids = fields.One2many(
        "property.call.log.line", "log_id", string="Rows with errors", readonly=True
    )
    error_file = fields.Binary(attachment=True, readonly=True)
    error_filename = fields.Char(readonly=True)

    @api.depends("row_count", "done_count")
    def _compute_progress(self):
        for log in self:
            log.progress = 100 * log.done_count // (log.row_count or 1)

    def action_again(self):
        """Read the file once more, as its columns are said to mean now."""
        self.ensure_one()
        if self.state in ("waiting", "running"):
            raise UserError(self.env._("This log is being imported."))
        self.line_ids.unlink()
        self.write(
            {
                "state": "waiting",
                "user_id": self.env.uid,
                "failure": False,
                "error_file": False,
                "done_at": False,
                "done_count": 0,
                **{f"{status}_count": 0 for status in STATUSES},
            }
        )
        return self._start()

    def action_view_mapping(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_call_log_mapping_action"
        )
        return {
            **action,
            "res_id": self.mapping_id.id,
            "views": [(False, "form")],
            "view_mode": "form",
        }

    def _start(self):
        """Import a short log now, a long one beside; return its form."""
        if self.row_count <= AT_ONCE:
            self._run_batch(_LogReader(self), AT_ONCE)
        else:
            # sudo: the job serves everybody who may import
            self.env.ref("property_crm.ir_cron_call_log").sudo()._trigger()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import of a log"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "current",
        }

    # The job

    @api.model
    def _cron_import(self, batch_size=BATCH_SIZE):
        """Import what waits, a batch after the other."""
        waiting = Domain("state", "in", ("waiting", "running"))
        for log in self.search(waiting, order="id"):
            if not log.try_lock_for_update():
                continue
            if not log._import(batch_size):
                return

    def _import(self, batch_size):
        """Import the rest of the log; return whether time is left for another."""
        log = self.with_company(self.company_id).with_user(self.user_id)
        log = log.with_context(lang=self.user_id.lang)
        Cron = self.env["ir.cron"]
        try:
            reader = _LogReader(log)
        except UserError as error:
            self.write({"state": "failed", "failure": str(error)})
            return bool(Cron._commit_progress(remaining=0))
        while log.state in ("waiting", "running"):
            count = log._try_batch(reader, batch_size)
            rest = max(log.row_count - log.done_count, 0)
            if not Cron._commit_progress(count, remaining=rest):
                return False
            self.invalidate_recordset()
        return True

    def _try_batch(self, reader, batch_size):
        """Import a batch, and say so if it cannot be; return how many rows."""
        try:
            with self.env.cr.savepoint():
                return self._run_batch(reader, batch_size)
        except UserError as error:
            self.env.invalidate_all(flush=False)
            _logger.warning("%s: %s", self.name, error)
            # sudo: as in _run_batch, the state is kept by the job
            self.sudo().write({"state": "failed", "failure": str(error)})
            return 0

    def _run_batch(self, reader, batch_size):
        """Import the next rows; return how many."""
        batch = reader.body[self.done_count : self.done_count + batch_size]
        results = reader.loader.load(batch)
        values = {
            "state": "running",
            "started_at": self.started_at or fields.Datetime.now(),
            "done_count": self.done_count + len(batch),
        }
        for status in STATUSES:
            name = f"{status}_count"
            values[name] = self[name] + sum(one.status == status for one in results)
        # sudo: how far it is is kept by the job, whoever may only read it
        log_sudo = self.sudo()
        log_sudo.write(values)
        log_sudo.env["property.call.log.line"].create(
            [
                {"log_id": self.id, "row": result.number, **error}
                for result in results
                for error in result.errors
            ]
        )
        if self.done_count >= len(reader.body):
            log_sudo._finish(reader)
        return len(batch)

    def _finish(self, reader):
        """Close the import, and hand its rows with errors back."""
        self.write({"state": "done", "done_at": fields.Datetime.now()})
        if self.line_ids:
            messages = {}
            for line in self.line_ids:
                messages.setdefault(line.row, []).append(line._get_text())
            content = write_error_sheet(
                [reader.match.header, *reader.body], messages, self.env._("Errors")
            )
            self.error_file = base64.b64encode(content)
            self.error_filename = self.env._("errors of %(file)s.xlsx", file=self.name)
        if self.row_count > AT_ONCE:
            self.user_id._bus_send(
                "simple_notification",
                {
                    "type": "warning" if self.error_count else "success",
                    "title": self.name,
                    "message": self.env._(
                        "%(rows)s rows are imported, %(errors)s have errors.",
                        rows=self.row_count,
                        errors=self.error_count,
                    ),
                },
            )


class _LogReader:
    """The rows of a log and what loads them, read once for all batches."""

    def __init__(self, log):
        wizards = log.env["property.sheet.import"]
        values = {"site_id": log.site_id.id, "first_day": log.first_day}
        wizard = wizards.new(values)
        rows = wizard._read_rows(log.with_context(bin_size=False).file)
        self.match = wizard._find_match(rows)
        if not self.match:
            raise UserError(
                log.env._("What the columns mean is no longer known: import it anew.")
            )
        self.body = [row for row in rows if row.number > self.match.header.number]
        self.loader = wizard._make_loader(rows, self.match)
