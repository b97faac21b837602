from odoo import api, fields, models


class PropertySegmentRule(models.Model):
    """Which stage of life and ability to pay make which segment.

    The first rule that fits counts; an empty axis fits all.
    """

    _name = "property.segment.rule"
    _description = "Rule of customer segments"
    _order = "sequence, id"
    _rec_name = "segment_id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    life_stage_id = fields.Many2one(
        "property.segment.value",
        string="Stage of life",
        domain=[("axis", "=", "life_stage")],
        ondelete="restrict",
    )
    affordability_id = fields.Many2one(
        "property.segment.value",
        string="Ability to pay",
        domain=[("axis", "=", "affordability")],
        ondelete="restrict",
        help="Empty: any.",
    )
    segment_id = fields.Many2one(
        "property.segment", required=True, ondelete="restrict", index=True
    )

    _axes_given = models.Constraint(
        "CHECK(life_stage_id IS NOT NULL OR affordability_id IS NOT NULL)",
        "Rule: name a stage of life or an ability to pay.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._run_soon()
        return rules

    def write(self, vals):
        result = super().write(vals)
        self._run_soon()
        return result

    def unlink(self):
        self._run_soon()
        return super().unlink()

    @api.model
    def _run_soon(self):
        """Have all customers sorted anew, in the background: they may be many."""
        cron = self.env.ref("property_crm.ir_cron_classify_segments", False)
        if cron:
            # sudo: who keeps the rules need not be allowed to run jobs
            cron.sudo()._trigger()

    def action_run(self):
        """Sort all customers the user sees anew, and say how many have moved."""
        self.check_access("write")
        moved = self.env["res.partner"].search([("is_resident", "=", True)])._classify()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(count)s customers have moved to another segment.", count=moved
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
