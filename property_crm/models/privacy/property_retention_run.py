from odoo import api, fields, models

MAX_MESSAGE = 1000


class PropertyRetentionRun(models.Model):
    """What the nightly job did: the report that data go when they should."""

    _name = "property.retention.run"
    _description = "Report of deletions"
    _order = "id desc"
    _rec_name = "start"

    start = fields.Datetime(readonly=True, default=fields.Datetime.now)
    stop = fields.Datetime(string="End", readonly=True)
    line_ids = fields.One2many("property.retention.line", "run_id", readonly=True)
    done_count = fields.Integer(
        string="Done", compute="_compute_counts", store=True, aggregator="sum"
    )
    failed_count = fields.Integer(
        string="Failed", compute="_compute_counts", store=True, aggregator="sum"
    )

    @api.depends("line_ids.done_count", "line_ids.failed_count")
    def _compute_counts(self):
        for run in self:
            run.done_count = sum(run.line_ids.mapped("done_count"))
            run.failed_count = sum(run.line_ids.mapped("failed_count"))

    @api.model
    def _cron_apply(self, batch_size=200):
        """Apply all rules, batch by batch; what was killed goes on where it was."""
        run = self.search([("stop", "=", False)], limit=1) or self.create({})
        for rule in self._get_rules():
            line = run._get_line(rule)
            while not line.is_finished:
                count = line._do_batch(batch_size)
                if not self.env["ir.cron"]._commit_progress(count):
                    return
        run.stop = fields.Datetime.now()

    @api.model
    def _get_rules(self):
        return self.env["property.retention.rule"].search([("active", "=", True)])

    def _get_line(self, rule):
        line = self.line_ids.filtered(lambda line: line.rule_id == rule)
        return line or line.create({"run_id": self.id, "rule_id": rule.id})


class PropertyRetentionLine(models.Model):
    _name = "property.retention.line"
    _description = "Report of deletions, one kind of data"
    _order = "run_id desc, id"
    _rec_name = "rule_id"

    run_id = fields.Many2one(
        "property.retention.run", required=True, index=True, ondelete="cascade"
    )
    rule_id = fields.Many2one(
        "property.retention.rule", string="Data", required=True, ondelete="cascade"
    )
    done_count = fields.Integer(string="Done", readonly=True)
    failed_count = fields.Integer(string="Failed", readonly=True)
    busy_count = fields.Integer(
        string="In use", readonly=True, help="Somebody was at work on them: next night."
    )
    message = fields.Text(string="Errors", readonly=True)
    last_id = fields.Integer(readonly=True, export_string_translation=False)
    is_finished = fields.Boolean(string="Finished", readonly=True)

    def _do_batch(self, size):
        """Do the next records; return how many they were."""
        self.ensure_one()
        rule = self.rule_id
        if rule._get_records() is None:
            self.is_finished = True
            return 0
        records = rule._get_batch(self.last_id, size)
        free = records.try_lock_for_update()
        errors = self._do_records(free)
        vals = {
            "done_count": self.done_count + len(free) - len(errors),
            "failed_count": self.failed_count + len(errors),
            "busy_count": self.busy_count + len(records) - len(free),
            "last_id": records[-1:].id or self.last_id,
            "is_finished": len(records) < size,
        }
        if errors:
            lines = [self.message or "", *errors]
            vals["message"] = "\n".join(filter(None, lines))[:MAX_MESSAGE]
        self.write(vals)
        return len(records)

    def _do_records(self, records):
        """Do all at once, or one by one if one of them is bad; return the errors."""
        if not records or self._try(records) is None:
            return []
        errors = {record.id: self._try(record) for record in records}
        return [f"{key}: {error}" for key, error in errors.items() if error]

    def _try(self, records):
        try:
            with self.env.cr.savepoint():
                self.rule_id._apply(records)
        except Exception as error:  # whatever one record has, the others go
            self.env.invalidate_all(flush=False)
            return str(error).strip().partition("\n")[0] or type(error).__name__
        return None
