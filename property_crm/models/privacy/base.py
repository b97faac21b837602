from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...fields import MaskedChar


class Base(models.AbstractModel):
    """Keep masked fields out of groups, sums, sorting, suggestions, unnoticed files."""

    _inherit = "base"

    def _is_hidden_field(self, fname):
        return (
            not self.env.su
            and isinstance(self._fields.get(fname), MaskedChar)
            and not self.env.user._sees_personal_data()
        )

    def _refuse_hidden_group(self, fname):
        raise AccessError(
            self.env._(
                "%(field)s is personal data: you may not group or sum by it.",
                field=self._fields[fname]._description_string(self.env),
            )
        )

    def _read_group_groupby(self, alias, groupby_spec, query):
        fname = groupby_spec.partition(":")[0]
        if self._is_hidden_field(fname):
            self._refuse_hidden_group(fname)
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _read_group_select(self, aggregate_spec, query):
        fname = aggregate_spec.partition(":")[0]
        if self._is_hidden_field(fname):
            self._refuse_hidden_group(fname)
        return super()._read_group_select(aggregate_spec, query)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if self._is_hidden_field(field_name):
            sql_id = SQL.identifier(alias, "id")
            query._order_groupby.append(sql_id)
            return SQL("%s %s %s", sql_id, direction, nulls)
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    def export_data(self, fields_to_export):
        """Note an export of clear personal data, by whatever way it reaches them."""
        result = super().export_data(fields_to_export)
        if any(map(self._is_masked_path, fields_to_export)) and (
            self.env.user._sees_personal_data(export=True)
        ):
            self.env["property.disclosure"]._log_export(self._name, len(self))
        return result

    @api.model
    def _is_masked_path(self, path):
        """Tell whether a path of an export, such as partner_id/phone, ends masked."""
        model, field = self, None
        for name in path.split("/"):
            field = model._fields.get(name)
            if field is None:
                return False
            model = self.env.get(field.comodel_name) if field.relational else model
        return isinstance(field, MaskedChar)

    def _message_get_suggested_recipients_batch(self, *args, **kwargs):
        suggested = super()._message_get_suggested_recipients_batch(*args, **kwargs)
        recipients = [line for lines in suggested.values() for line in lines]
        ids = {line["partner_id"] for line in recipients if line.get("partner_id")}
        masked = self.env["res.partner"].browse(ids)._filter_masked()
        for line in recipients:
            if line.get("partner_id") in masked.ids:
                email = self.env["res.partner"]._fields["email"]
                line["email"] = email.apply_mask(line.get("email"))
        return suggested
