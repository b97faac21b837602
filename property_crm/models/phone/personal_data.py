from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# What was said, and from where. Times, outcomes and chosen answers name nobody.
SAID = {
    "property.call": ("number", "note"),
    "property.call.entry": ("note", "wanted", "undo"),
    "property.call.answer": ("value_text",),
}


class PropertyPersonalData(models.AbstractModel):
    """Calls stay for the statistics, without who called and what was said."""

    _inherit = "property.personal.data"

    @api.model
    def _get_nameless_models(self):
        return super()._get_nameless_models() | {
            "property.call": self.env._("That there was a call, for the statistics."),
        }

    @api.model
    def _get_deleted_models(self):
        return [*super()._get_deleted_models(), "property.call.back"]

    @api.model
    def _get_self_service_fields(self):
        return super()._get_self_service_fields() | {
            "property.call": ["direction", "purpose", "offered_at", "result"],
        }


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _erase_files(self):
        """The voice of a person goes with him."""
        self.env["property.call.recording"].search(
            [("call_id.partner_id", "in", self.ids)]
        ).unlink()
        return super()._erase_files()

    def _erase_rows(self):
        """What was said on the phone goes, too."""
        self.env.flush_all()
        for name, columns in SAID.items():
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s WHERE partner_id IN %s",
                    SQL.identifier(self.env[name]._table),
                    SQL(", ").join(
                        SQL("%s = NULL", SQL.identifier(column)) for column in columns
                    ),
                    self._ids,
                )
            )
        return super()._erase_rows()


class PropertyCall(models.Model):
    """Calls are nobody's when their time is over, and counted all the same."""

    _inherit = "property.call"

    @api.model
    def _get_expired_domain(self, days):
        """Return the domain of old calls that still say something of somebody."""
        said = Domain.OR(
            Domain(name, "!=", False) for name in ("partner_id", "number", "note")
        )
        limit = fields.Datetime.now() - timedelta(days=days)
        return Domain("offered_at", "<", limit) & Domain("state", "=", "done") & said

    def _anonymise_expired(self):
        if not self:
            return
        self.recording_ids.unlink()
        self.message_ids.unlink()
        # nothing is settled anew: neither deadlines nor attempts
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE property_call SET partner_id = NULL, unit_id = NULL,"
                " number = NULL, note = NULL WHERE id IN %s",
                self._ids,
            )
        )
        self.invalidate_recordset(flush=False)
