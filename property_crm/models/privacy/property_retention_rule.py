from ast import literal_eval
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

# What decides which records go; typed by data files and administrators only.
SYSTEM_FIELDS = {"model", "domain", "date_field", "action"}


class PropertyRetentionRule(models.Model):
    """How long one class of data is kept, and what happens then.

    A room or addon adds its classes as records of this model. A model that knows
    better when its records have done their duty has ``_get_expired_domain(days)``.
    """

    _name = "property.retention.rule"
    _description = "Time of keeping"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(string="Data", required=True, translate=True)
    model = fields.Char(string="Kind of record", required=True)
    domain = fields.Char(string="Which of them", default="[]", required=True)
    date_field = fields.Char(string="Counted from", default="create_date")
    days = fields.Integer(string="Days kept", required=True, aggregator=None)
    action = fields.Selection(
        [("delete", "Delete"), ("anonymise", "Anonymise")],
        string="Afterwards",
        required=True,
        default="delete",
    )
    reason = fields.Char(
        string="Why so long", translate=True, help="The law or purpose it follows."
    )
    due_count = fields.Integer(string="Due now", compute="_compute_due_count")
    line_ids = fields.One2many("property.retention.line", "rule_id")

    _days_positive = models.Constraint(
        "CHECK(days > 0)", "Days kept: at least one day."
    )

    def _compute_due_count(self):
        for rule in self:
            # sudo: a number, of records that the reader may not all see
            rule_sudo = rule.sudo()
            records = rule_sudo._get_records()
            rule.due_count = (
                records.search_count(rule_sudo._get_expired_domain())
                if records is not None
                else 0
            )

    @api.constrains("model", "domain", "date_field", "days", "action")
    def _check_rule(self):
        for rule in self:
            records = rule._get_records()
            if records is None:
                raise ValidationError(
                    self.env._(
                        "Kind of record: there is none called %(model)s.",
                        model=rule.model,
                    )
                )
            if rule.action == "anonymise" and not hasattr(
                records, "_anonymise_expired"
            ):
                raise ValidationError(
                    self.env._("Afterwards: these records cannot be anonymised.")
                )
            try:
                records.search_count(rule._get_expired_domain(), limit=1)
            except (ValueError, SyntaxError, KeyError) as error:
                raise ValidationError(
                    self.env._("Which of them: %(error)s", error=error)
                ) from error

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_define()
        return super().create(vals_list)

    def write(self, vals):
        if SYSTEM_FIELDS & vals.keys():
            self._check_may_define()
        return super().write(vals)

    @api.model
    def _check_may_define(self):
        if not self.env.su and not self.env.user.has_group("base.group_system"):
            raise AccessError(
                self.env._("Only administrators say which records a rule is about.")
            )

    def _get_records(self):
        """Return the empty records of the rule's model; None if it is not installed."""
        self.ensure_one()
        if self.model not in self.env:
            return None
        return self.env[self.model].with_context(
            active_test=False, property_retention=True
        )

    def _get_expired_domain(self):
        """Return the domain of what has been kept long enough."""
        self.ensure_one()
        domain = Domain(literal_eval(self.domain or "[]"))
        records = self._get_records()
        if hasattr(records, "_get_expired_domain"):
            return domain & records._get_expired_domain(self.days)
        limit = fields.Datetime.now() - timedelta(days=self.days)
        if records._fields[self.date_field].type == "date":
            limit = limit.date()
        return domain & Domain(self.date_field, "<", limit)

    def _get_batch(self, after_id, size):
        """Return the next records that are due, as far as nobody holds them."""
        records = self._get_records()
        domain = self._get_expired_domain() & Domain("id", ">", after_id)
        return records.search(domain, limit=size, order="id")

    def _apply(self, records):
        if self.action == "anonymise":
            records._anonymise_expired()
        else:
            records.unlink()
        self.env.flush_all()

    def action_run(self):
        """Have the nightly job run now, in the background."""
        self.check_access("write")
        cron = self.env.ref("property_crm.ir_cron_apply_retention")
        # sudo: who keeps the rules need not be allowed to run jobs
        cron.sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("It runs now; see the report in a minute."),
            },
        }
