from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class PropertyAssemblyService(models.Model):
    """Proof that the papers of an assembly have reached an owner."""

    _name = "property.assembly.service"
    _inherit = ["property.assembly.mixin"]
    _description = "Proof of service"
    _order = "assembly_id, date desc, id desc"
    _rec_name = "row_id"

    assembly_id = fields.Many2one(readonly=True)
    row_id = fields.Many2one(
        "property.assembly.row",
        string="Unit",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('assembly_id', '=', assembly_id)]",
        help="Who has the papers for one of his units has them for all.",
    )
    head_key = fields.Char(
        related="row_id.head_key", string="Head", store=True, index=True
    )
    owner_names = fields.Char(related="row_id.owner_names")
    how = fields.Selection(
        [
            ("post", "By post"),
            ("hand", "By hand"),
            ("mail", "By e-mail"),
            ("portal", "Read on the portal"),
            ("posting", "Posted on the board"),
        ],
        string="Served",
        required=True,
        default="hand",
    )
    date = fields.Date(
        string="Served on", required=True, default=fields.Date.context_today
    )
    document = fields.Binary(
        string="Receipt", attachment=True, help="What the owner signed, or the post."
    )
    document_name = fields.Char(export_string_translation=False)

    @api.constrains("assembly_id", "row_id", "date")
    def _check_row(self):
        for service in self:
            assembly = service.assembly_id
            if service.row_id.assembly_id != assembly:
                raise ValidationError(
                    self.env._("Proof of service: the unit is in another register.")
                )
            today = assembly.site_id._get_today()
            if not (assembly.notice_on or today) <= service.date <= today:
                raise ValidationError(
                    self.env._(
                        "Served on: a day from the notice until today. Before the"
                        " notice there were no papers."
                    )
                )
            if not service._is_in_time():
                raise ValidationError(
                    self.env._(
                        "Served on: the last day of the vote at the latest. Who had"
                        " the papers later could not vote."
                    )
                )

    def _is_in_time(self):
        """Tell whether the papers came while the vote was open, or before."""
        self.ensure_one()
        closes_at = self.assembly_id.closes_at
        if not closes_at:
            return True
        return self.date <= self.assembly_id.site_id._to_local(closes_at).date()

    @api.model
    def _get_kept_fields(self):
        # follows from the unit, which is checked
        return super()._get_kept_fields() - {"assembly_id"}

    @api.model
    def _get_kept_fields(self):
        # follows from the unit, which is checked
        return super()._get_kept_fields() - {"assembly_id"}

    # Until the votes are counted: who was served may decide about a vote

    @api.model_create_multi
    def create(self, vals_list):
        rows = self.env["property.assembly.row"]
        for vals in vals_list:
            row = rows.browse(vals.get("row_id") or ())
            vals.setdefault("assembly_id", row.assembly_id.id)
        services = super().create(vals_list)
        services._check_not_counted()
        return services

    def write(self, vals):
        self._check_not_counted()
        result = super().write(vals)
        self._check_not_counted()  # also that it was moved to
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_counted(self):
        self._check_not_counted()

    def _check_not_counted(self):
        for assembly in self.assembly_id:
            if assembly.counted_on or assembly.state in ("annulled", "cancelled"):
                raise UserError(
                    self.env._(
                        "%(assembly)s: the votes are counted; who was served stays as"
                        " it was.",
                        assembly=assembly.name,
                    )
                )
