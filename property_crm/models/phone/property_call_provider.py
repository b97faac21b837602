import secrets
import time

from odoo import fields, models
from odoo.fields import Domain

from ...tools.call_event import is_genuine

MAX_NEW_CALLS = 300


class PropertyCallProvider(models.Model):
    """A telephone system that tells of its calls: by which secret, and its names."""

    _name = "property.call.provider"
    _description = "Telephone system"
    _order = "name, id"
    _check_company_auto = True

    active = fields.Boolean(default=True)
    name = fields.Char(required=True)
    code = fields.Char(
        required=True,
        copy=False,
        help="The telephone system says it in the header X-Property-Provider.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    secret = fields.Char(
        groups="base.group_system", copy=False, export_string_translation=False
    )
    secret_set_on = fields.Datetime(string="Secret made on", readonly=True, copy=False)
    max_new_calls = fields.Integer(
        string="New calls a minute",
        default=MAX_NEW_CALLS,
        required=True,
        help="What comes beyond is refused: the telephone system tries again later.",
    )
    name_ids = fields.One2many(
        "property.call.provider.name",
        "provider_id",
        string="Its names",
        copy=True,
        help="Queues and agents whose names differ from codes and logins.",
    )
    call_count = fields.Integer(string="Calls told", compute="_compute_call_count")

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "Code: another telephone system has it already."
    )

    def _compute_call_count(self):
        codes = [code for code in self.mapped("code") if code]
        domain = [("sender", "in", codes)]
        groups = self.env["property.call"]._read_group(domain, ["sender"], ["__count"])
        counts = dict(groups)
        for provider in self:
            provider.call_count = counts.get(provider.code or "", 0)

    def action_new_secret(self):
        """Make a secret and show it, once."""
        self.ensure_one()
        self.check_access("write")
        secret = secrets.token_urlsafe(32)
        # sudo: whoever keeps the telephone system makes a secret, and reads none
        self.sudo().secret = secret
        self.secret_set_on = fields.Datetime.now()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("Copy the secret now: it is not shown again."),
                "message": secret,
                "type": "warning",
                "sticky": True,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _is_genuine(self, moment, body, signature):
        self.ensure_one()
        # sudo: the secret opens the door; it is not shown
        secret = self.sudo().secret
        return is_genuine(secret or "", moment, body, signature, time.time())

    def _is_flooded(self):
        """Whether so many calls came within a minute that something must be wrong."""
        self.ensure_one()
        since = fields.Datetime.subtract(fields.Datetime.now(), minutes=1)
        told = Domain("sender", "=", self.code) & Domain("create_date", ">=", since)
        # sudo: a number of calls, asked before anybody has a right to them
        calls_sudo = self.env["property.call"].sudo()
        return calls_sudo.search_count(told, limit=self.max_new_calls) >= (
            self.max_new_calls
        )

    def _find_queue(self, name):
        """Return the queue the telephone system means: by its name, else the code."""
        queue = self._find_named("queue", name).queue_id
        domain = [("code", "=", name), ("company_id", "=", self.company_id.id)]
        return queue or queue.search(domain, limit=1)

    def _find_agent(self, name):
        agent = self._find_named("agent", name).user_id
        domain = [
            ("login", "=", name),
            ("share", "=", False),
            ("company_ids", "in", self.company_id.id),
        ]
        return agent or agent.search(domain, limit=1)

    def _find_named(self, kind, name):
        return self.name_ids.filtered(
            lambda one: one.kind == kind and one.name.casefold() == name.casefold()
        )[:1]


class PropertyCallProviderName(models.Model):
    _name = "property.call.provider.name"
    _description = "Name in a telephone system"
    _order = "kind, name, id"
    _check_company_auto = True

    provider_id = fields.Many2one(
        "property.call.provider", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="provider_id.company_id", store=True)
    kind = fields.Selection(
        [("queue", "Queue"), ("agent", "Agent")], required=True, default="agent"
    )
    name = fields.Char(
        string="Name there",
        required=True,
        help="As the telephone system says it: 8001.",
    )
    queue_id = fields.Many2one(
        "property.call.queue", ondelete="cascade", check_company=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Agent",
        ondelete="cascade",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )

    _name_uniq = models.UniqueIndex(
        "(provider_id, kind, lower(name))",
        "This telephone system has this name already.",
    )
    _means_one = models.Constraint(
        "CHECK((kind = 'queue' AND queue_id IS NOT NULL AND user_id IS NULL)"
        " OR (kind = 'agent' AND user_id IS NOT NULL AND queue_id IS NULL))",
        "Say which queue or which agent the name means.",
    )
