from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tools.misc import clean_context

# from the call of the owners until the close
RUNNING = ("called", "open")
# what who enters a proxy says of it; all the rest is the system's
TOLD = (
    "assembly_id",
    "unit_id",
    "partner_id",
    "agent_id",
    "motion_ids",
    "instruction_ids",
    "signed_on",
    "expires_on",
    "document",
    "document_name",
)
REVOKED = frozenset(
    ("revoked_at", "revoke_reason", "revoke_document", "revoke_document_name")
)
PAPER = frozenset(("document", "document_name"))


class PropertyProxy(models.Model):
    """Who votes for an owner, on what, and how he was told to.

    A signed paper is entered by staff, on the portal the owner gives it himself. From
    then on it stays as it was given: it can only be revoked.
    """

    _name = "property.proxy"
    _inherit = ["property.person.mixin", "property.assembly.mixin"]
    _description = "Proxy"
    _order = "assembly_id desc, signed_on desc, id desc"

    unit_id = fields.Many2one(
        "property.unit",
        required=True,
        index=True,
        ondelete="restrict",
        help="One of the principal's units: the proxy is for all that he votes for.",
    )
    head_key = fields.Char(string="Head", required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Principal",
        compute="_compute_partner_id",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        index=True,
        ondelete="restrict",
    )
    agent_id = fields.Many2one(
        "res.partner",
        string="Proxy holder",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_company', '=', False)]",
    )
    motion_ids = fields.Many2many(
        "property.motion",
        string="Motions",
        domain="[('assembly_id', '=', assembly_id)]",
        help="Empty: all of them.",
    )
    instruction_ids = fields.One2many(
        "property.proxy.instruction", "proxy_id", string="Instructions"
    )
    signed_on = fields.Date(required=True, default=fields.Date.context_today)
    expires_on = fields.Date(
        string="Holds until", help="Empty: until the vote is closed."
    )
    given_how = fields.Selection(
        [("paper", "Signed paper"), ("portal", "On the portal")],
        string="How given",
        required=True,
        readonly=True,
        copy=False,
        default="portal",
    )
    document = fields.Binary(string="Signed proxy", attachment=True)
    document_name = fields.Char(export_string_translation=False)
    is_written = fields.Boolean(
        compute="_compute_is_written", export_string_translation=False
    )
    revoked_at = fields.Datetime(string="Revoked on", readonly=True, copy=False)
    revoke_reason = fields.Char(string="Why revoked", readonly=True, copy=False)
    revoke_document = fields.Binary(
        string="Signed revocation", attachment=True, readonly=True, copy=False
    )
    revoke_document_name = fields.Char(export_string_translation=False, copy=False)

    _head_idx = models.Index("(assembly_id, head_key)")
    _ends_later = models.Constraint(
        "CHECK(expires_on >= signed_on)", "A proxy ends after it was signed."
    )

    @api.depends("assembly_id", "unit_id")
    def _compute_partner_id(self):
        """Take who votes for the unit; co-owners who named nobody sign together."""
        rows_sudo = self._search_rows(Domain("unit_id", "in", self.unit_id.ids))
        voters = {
            (row.assembly_id, row.unit_id): row.representative_id for row in rows_sudo
        }
        for proxy in self:
            key = proxy.assembly_id._origin, proxy.unit_id._origin
            proxy.partner_id = proxy.partner_id or voters.get(key)

    @api.depends("partner_id.name", "agent_id.name")
    def _compute_display_name(self):
        for proxy in self:
            proxy.display_name = proxy.agent_id and self.env._(
                "%(agent)s for %(owner)s",
                agent=proxy.agent_id.name or "",
                owner=proxy.partner_id.name or "",
            )

    @api.depends("given_how", "document")
    def _compute_is_written(self):
        """A paper is there when it is filed; on the portal it is in writing."""
        # sudo: whether there is a document, nothing of it
        found = (
            self.env["ir.attachment"]
            .sudo()
            .search_fetch(
                [
                    ("res_model", "=", self._name),
                    ("res_field", "=", "document"),
                    ("res_id", "in", self.ids),
                ],
                ["res_id"],
            )
        )
        filed = set(found.mapped("res_id"))
        for proxy in self:
            proxy.is_written = proxy.given_how == "portal" or proxy._origin.id in filed

    def _search_rows(self, domain):
        """Return rows of the frozen registers, as sudo."""
        # sudo: the frozen register decides who gives a proxy
        rows_sudo = self.env["property.assembly.row"].sudo()
        return rows_sudo.search(
            Domain("assembly_id", "in", self.assembly_id.ids) & domain
        )

    def _read_rows(self):
        """Return ``{(assembly, head): rows}`` of the frozen register, as sudo."""
        found = self._search_rows(Domain("head_key", "in", self.mapped("head_key")))
        return found.grouped(lambda row: (row.assembly_id, row.head_key))

    # Written once

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(self._fill_heads(vals_list))
        self.check_access("create")
        told = [self._read_told(vals) for vals in vals_list]
        people = [
            vals.get(name) for vals in told for name in ("partner_id", "agent_id")
        ]
        self._check_sees_people(people)
        # sudo: told what he may tell, the rest is the system's; the rules are checked
        clean_sudo = self.with_env(
            self.env(su=True, context=clean_context(self.env.context))
        )
        proxies = clean_sudo.create(told).with_env(self.env)
        proxies.check_access("create")
        return proxies

    @api.model
    def _read_told(self, vals):
        """Return what somebody may say of a proxy, and nothing that he may not."""
        told = {**self.default_get(list(TOLD)), **vals}
        told = {name: told[name] for name in TOLD if told.get(name)}
        motions = self._read_motions(told.pop("motion_ids", ()))
        lines = [
            Command.create(
                {name: command[2].get(name) for name in ("motion_id", "choice")}
            )
            for command in told.pop("instruction_ids", ())
            if command[0] == Command.CREATE
        ]
        return told | {
            "given_how": "paper",
            "motion_ids": [Command.set(motions)],
            "instruction_ids": lines,
        }

    @api.model
    def _read_motions(self, commands):
        """Return the ids that commands name; a proxy makes and changes no motion."""
        ids = []
        for command in commands:
            if isinstance(command, int):
                ids.append(command)
            elif command[0] == Command.SET:
                ids += command[2]
            elif command[0] == Command.LINK:
                ids.append(command[1])
        return ids

    @api.model
    def _fill_heads(self, vals_list):
        """Return the values with the head of the unit, or a unit of the head."""
        rows = self.env["property.assembly.row"].search(
            [
                ("assembly_id", "in", [vals.get("assembly_id") for vals in vals_list]),
                "|",
                ("unit_id", "in", [vals.get("unit_id") for vals in vals_list]),
                ("head_key", "in", [vals.get("head_key") for vals in vals_list]),
            ]
        )
        heads, units = {}, {}
        for row in rows:
            heads[row.assembly_id.id, row.unit_id.id] = row.head_key
            units.setdefault((row.assembly_id.id, row.head_key), row.unit_id.id)
        filled = []
        for vals in vals_list:
            assembly, unit = vals.get("assembly_id"), vals.get("unit_id")
            unit = unit or units.get((assembly, vals.get("head_key")))
            if (assembly, unit) not in heads:
                raise ValidationError(
                    self.env._("Unit: it is not in the frozen register of the vote.")
                )
            head = heads[assembly, unit]
            filled.append({**vals, "unit_id": unit, "head_key": head})
        return filled

    def write(self, vals):
        if not self._may_write(vals.keys()):
            raise UserError(
                self.env._(
                    "A proxy stays as it was given. Revoke it, and enter another."
                )
            )
        return super().write(vals)

    def _may_write(self, names):
        """Tell whether it is a revocation, or the document that was not there yet."""
        if self.env.su and names <= REVOKED:
            return True
        return names <= PAPER and not any(
            proxy.is_written or proxy.assembly_id.state not in RUNNING for proxy in self
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A proxy is not deleted. Revoke it."))
