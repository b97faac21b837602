from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class CrmLead(models.Model):
    """Won: the prospective owner (准业主) gets his handover, the tenant his move-in."""

    _inherit = "crm.lead"

    handover_id = fields.Many2one(
        "property.handover", readonly=True, copy=False, index="btree_not_null"
    )
    move_id = fields.Many2one(
        "property.move",
        string="Move-in",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    def action_hand_over(self):
        """Prepare the handover or move-in with what is known; open it."""
        self.ensure_one()
        self.check_access("write")
        if self.won_status != "won" or not self.unit_id or self.kind == "service":
            raise UserError(
                self.env._("A unit is handed over to who has bought or rented it.")
            )
        if not self.partner_id:
            self._handle_partner_assignment(create_missing=True)
        if self.kind == "sale" and not self.handover_id:
            self.handover_id = self._find_handover() or self.env[
                "property.handover"
            ].create(self._prepare_handover_vals())
            self._log_handover()
        elif self.kind == "leasing" and not self.move_id:
            self.move_id = self.env["property.move"].create(self._prepare_move_vals())
            self._log_handover()
        return self.action_view_handover()

    def _log_handover(self):
        vals = {"lead_id": self.id, "kind": "handover", "new_value": self.unit_id.name}
        return self._log_events([vals])

    def action_view_handover(self):
        self.ensure_one()
        return (self.handover_id or self.move_id).get_formview_action()

    def _find_handover(self):
        """Return the open handover of the unit, with him among the buyers."""
        handovers = self.env["property.handover"]
        handover = handovers.search(
            handovers._get_open_domain()
            & fields.Domain("unit_id", "=", self.unit_id.id)
        )
        if handover and self.partner_id not in handover.buyer_ids.partner_id:
            # sudo: who has sold names the buyer; the rest stays the inspector's
            handover.sudo().buyer_ids = [
                Command.create({"partner_id": self.partner_id.id})
            ]
        return handover

    def _get_agreement(self):
        """Return the agreement in force, if the user may see it."""
        return self.agreement_ids.filtered(lambda one: one.state == "active")[:1]

    def _prepare_handover_vals(self):
        agreement = self._get_agreement()
        return {
            "unit_id": self.unit_id.id,
            "contract_number": agreement.code or False,
            "contract_date": agreement.signature_date,
            "buyer_ids": [Command.create({"partner_id": self.partner_id.id})],
        }

    def _prepare_move_vals(self):
        """Return a move-in; where somebody still lives there, a change of tenant."""
        today = fields.Date.context_today(self)
        day = self._get_agreement().start_date or self.wish_date or today
        stays = self.unit_id.occupancy_ids._on_date(day)
        has_tenant = stays.filtered(lambda stay: stay.role == "tenant")
        return {
            "kind": "tenant" if has_tenant else "move_in",
            "unit_id": self.unit_id.id,
            "date": day,
            "line_ids": [
                Command.create(
                    {
                        "partner_id": self.partner_id.id,
                        "role": "tenant",
                        "is_main": True,
                        "pays_fees": True,
                    }
                )
            ],
        }
