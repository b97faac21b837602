from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...fields import MaskedChar

MAX_OPEN = 10
ROLES = ("family", "tenant", "sub_tenant", "helper", "short_stay")


class PropertyNewcomer(models.Model):
    """A resident says who is going to live with him; the office decides.

    It gives nobody a right: that comes with the occupancy, which accepting makes.
    """

    _name = "property.newcomer"
    _inherit = ["property.register.mixin"]
    _description = "Announced resident"
    _order = "is_open desc, date_from, id"
    _retention_days = 365

    partner_id = fields.Many2one(string="Announced by")
    name = fields.Char(string="Who moves in", required=True)
    phone = MaskedChar(mask="phone", subject="partner_id")
    role = fields.Selection(
        [
            ("family", "Family member"),
            ("tenant", "Tenant"),
            ("sub_tenant", "Sub-tenant"),
            ("helper", "Live-in helper"),
            ("short_stay", "Short stay"),
        ],
        required=True,
        default="family",
    )
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    note = fields.Char()
    state = fields.Selection(
        [("new", "New"), ("accepted", "Accepted"), ("refused", "Refused")],
        required=True,
        readonly=True,
        default="new",
        index=True,
    )
    is_open = fields.Boolean(compute="_compute_is_open", store=True)
    answer = fields.Char(help="The resident reads it.")
    occupancy_id = fields.Many2one(
        "property.occupancy", readonly=True, ondelete="set null", index="btree_not_null"
    )
    request_token = fields.Char(readonly=True, copy=False, groups="base.group_system")

    _request_token_uniq = models.UniqueIndex(
        "(request_token) WHERE request_token IS NOT NULL", "This was sent already."
    )

    @api.depends("state")
    def _compute_is_open(self):
        for newcomer in self:
            newcomer.is_open = newcomer.state == "new"

    def action_accept(self):
        """Enter the person as an occupant of the unit."""
        self.check_access("write")
        for newcomer in self.filtered("is_open"):
            person = self.env["res.partner"].create(
                {"name": newcomer.name, "phone": newcomer.phone}
            )
            newcomer.occupancy_id = self.env["property.occupancy"].create(
                {
                    "unit_id": newcomer.unit_id.id,
                    "partner_id": person.id,
                    "role": newcomer.role,
                    "date_from": newcomer.date_from,
                }
            )
            newcomer.state = "accepted"

    def action_refuse(self):
        """Say no; the resident reads why."""
        self.check_access("write")
        for newcomer in self.filtered("is_open"):
            if not newcomer.answer:
                raise UserError(self.env._("Answer: write why; the resident reads it."))
            newcomer.state = "refused"

    @api.model
    def _portal_announce(self, unit, form):
        """Take what a resident announces, once for each token of a form."""
        if not unit._may_announce():
            raise AccessError(self.env._("Only owners and main contacts announce."))
        token = f"{self.env.uid}:{str(form.get('token') or '')[:64]}"
        # sudo: residents announce only here, for a unit of theirs, in their own name
        newcomers_sudo = self.sudo()
        if known := newcomers_sudo.search([("request_token", "=", token)], limit=1):
            return known
        name = str(form.get("name") or "").strip()[:80]
        if not name:
            raise UserError(self.env._("Who moves in: write the name."))
        mine = Domain("partner_id", "=", self.env.user.partner_id.id)
        if newcomers_sudo.search_count(mine & Domain("is_open", "=", True)) >= MAX_OPEN:
            raise UserError(
                self.env._("You have announced many; please wait for the office.")
            )
        vals = self._prepare_announced_vals(form)
        return newcomers_sudo.create(
            {
                "unit_id": unit.id,
                "partner_id": self.env.user.partner_id.id,
                "name": name,
                "request_token": token,
                **vals,
            }
        )

    @api.model
    def _prepare_announced_vals(self, form):
        vals = {
            "phone": str(form.get("phone") or "").strip()[:32] or False,
            "note": str(form.get("note") or "").strip()[:200] or False,
        }
        if form.get("role") in ROLES:
            vals["role"] = form["role"]
        try:
            vals["date_from"] = fields.Date.to_date(form.get("date_from") or None)
        except ValueError:
            vals["date_from"] = None
        if not vals["date_from"]:
            raise UserError(self.env._("From: the day is missing."))
        return vals
