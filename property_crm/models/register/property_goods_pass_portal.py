from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

MAX_OPEN = 10


class PropertyGoodsPass(models.Model):
    """What residents do with their goods-out passes."""

    _inherit = "property.goods.pass"

    @api.model
    def _get_portal_cards(self, limit=30):
        """Return what the page shows, the newest first, one dictionary a pass."""
        # sudo: residents have no right on the model; these are the user's own
        return self.sudo().search(self._get_portal_domain(), limit=limit)._to_cards()

    def _to_cards(self):
        fields = self._fields
        states = dict(fields["state"]._description_selection(self.env))
        reasons = dict(fields["reason"]._description_selection(self.env))
        return [
            {
                "id": line.id,
                "name": line.name,
                "unit": line.unit_id.name,
                "date": line.date,
                "reason": reasons[line.reason],
                "bearer": line.bearer or "",
                "plate": line.plate or "",
                "state": line.state,
                "state_text": states[line.state],
                "waits_for_owner": line.state == "draft" and line.needs_consent,
                # only what was approved opens the gate
                "code": line.state == "approved" and line.code,
                "code_text": line.state == "approved" and line.code_text,
            }
            for line in self
        ]

    @api.model
    def _prepare_portal_vals(self, form):
        unit = self._get_portal_unit(form.get("unit_id"))
        # sudo: residents have no right on the model; his own are counted
        mine = self.sudo().search_count(
            self._get_portal_domain() & self._get_open_domain()
        )
        if mine >= MAX_OPEN:
            raise UserError(self.env._("Withdraw a pass first; many are open already."))
        missing = self.env._("What is carried out: say what it is.")
        vals = {
            "unit_id": unit.id,
            "name": self._read_portal_text(form, "name", 120, missing),
            "bearer": self._read_portal_text(form, "bearer", 80),
            "plate": self._read_portal_text(form, "plate", 20),
            "date": self._read_portal_day(form, "date", unit),
        }
        if form.get("reason") in dict(self._fields["reason"].selection):
            vals["reason"] = form["reason"]
        return vals

    @api.model
    def _portal_withdraw(self, record_id):
        """Withdraw the user's own, twice if he clicks twice."""
        line_sudo = self._find_own(record_id)
        line_sudo.filtered_domain(
            Domain("state", "in", ["draft", "approved"])
        ).action_cancel()
