from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmLead(models.Model):
    """What sales hear and the service desk should know."""

    _inherit = "crm.lead"

    sentiment = fields.Selection(
        [("pleased", "Pleased"), ("neutral", "Neutral"), ("angry", "Angry")],
        string="Mood",
        tracking=True,
    )
    service_wish = fields.Text(string="What he asked for")
    has_desk = fields.Boolean(
        compute="_compute_has_desk", export_string_translation=False
    )
    desk_model = fields.Char(readonly=True, copy=False, export_string_translation=False)
    desk_res_id = fields.Integer(
        string="Request at the desk", readonly=True, copy=False, aggregator=None
    )

    @api.depends_context("uid")
    def _compute_has_desk(self):
        self.has_desk = self.env["property.desk"]._is_there()

    def action_pass_to_desk(self):
        """Make a request of what he asked for, one however often it is passed on."""
        self.ensure_one()
        self.check_access("write")
        if not self.service_wish:
            raise UserError(self.env._("What he asked for: write it down first."))
        if not self.desk_res_id:
            answer = self.env["property.desk"]._take(
                self._prepare_desk_vals(), f"lead:{self.id}"
            )
            self.write({"desk_model": answer["model"], "desk_res_id": answer["id"]})
            self.message_post(
                body=self.env._(
                    "Passed to the service desk as %(number)s.", number=answer["number"]
                )
            )
        return True

    def action_view_desk_request(self):
        self.ensure_one()
        return self.env[self.desk_model].browse(self.desk_res_id).get_formview_action()

    def _prepare_desk_vals(self):
        return {
            "name": self.service_wish.strip().splitlines()[0][:80],
            "text": self.service_wish,
            "mood": self.sentiment or "",
            "mood_label": dict(
                self._fields["sentiment"]._description_selection(self.env)
            ).get(self.sentiment, ""),
            "partner_id": self.partner_id.id,
            "unit_id": self._get_own_unit().id,
            "site_id": self.site_id.id,
        }

    def _get_own_unit(self):
        """Return where he lives already; the unit he looks at is not his yet."""
        stays = self.env["property.occupancy"].search(
            [("partner_id", "=", self.partner_id.id), ("is_current", "=", True)]
        )
        units = stays.unit_id if self.partner_id else stays.unit_id.browse()
        return units if len(units) == 1 else units.browse()
