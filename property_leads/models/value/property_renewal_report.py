from odoo import fields, models
from odoo.tools import SQL


class PropertyRenewalReport(models.Model):
    """Agreements that end: renewed, in talks, or leaving."""

    _name = "property.renewal.report"
    _description = "Renewal of agreements"
    _auto = False
    _order = "end_date, id"
    _rec_name = "agreement_id"
    _depends = {
        "agreement": [
            "active",
            "agreement_type_id",
            "company_id",
            "end_date",
            "is_template",
            "partner_id",
            "renewal_stage",
            "renewed_from_id",
            "site_id",
            "state",
            "territory_id",
            "unit_id",
            "user_id",
        ],
    }

    agreement_id = fields.Many2one("agreement")
    agreement_type_id = fields.Many2one("agreement.type", string="Kind")
    end_date = fields.Date(string="Ends on")
    company_id = fields.Many2one("res.company")
    site_id = fields.Many2one("property.site")
    unit_id = fields.Many2one("property.unit")
    partner_id = fields.Many2one("res.partner", string="Customer")
    user_id = fields.Many2one("res.users", string="Responsible")
    renewal_stage = fields.Selection(
        selection=lambda self: (
            self.env["agreement"]
            ._fields["renewal_stage"]
            ._description_selection(self.env)
        ),
        string="Renewal",
    )
    ending = fields.Integer()
    renewed = fields.Integer(string="Renewed ones")
    renewal_rate = fields.Float(string="Renewed (%)", aggregator="avg", digits=(16, 1))

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT ends.*, 100.0 * renewed AS renewal_rate
            FROM (
                SELECT old.id, old.id AS agreement_id, old.agreement_type_id,
                    old.end_date, old.company_id, old.site_id, old.unit_id,
                    old.partner_id, old.user_id, old.renewal_stage, 1 AS ending,
                    (old.renewal_stage = 'renewed' OR EXISTS (
                        SELECT FROM agreement AS new
                        WHERE new.renewed_from_id = old.id
                            AND new.state IN ('active', 'ended')
                    ))::int AS renewed
                FROM agreement AS old
                WHERE old.end_date IS NOT NULL AND old.active
                    AND old.is_template IS NOT TRUE
                    AND (old.state IN ('active', 'ended')
                        OR old.state = 'replaced' AND old.renewal_stage = 'renewed')
            ) AS ends
            """
        )
