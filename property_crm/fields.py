"""Field classes of Property CRM."""

from operator import attrgetter

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.phone_validation.models.mail_thread_phone import PHONE_REGEX_PATTERN

from .tools.masking import MASKS, is_masked, phone_spellings, same_number, search_key


class MaskedChar(fields.Char):
    """A text of personal data: stored clear, read masked.

    Same column as ``Char``. The value is masked on its way to a client (``read``,
    ``web_read``, exports, the mail store), unless the user may see this person clear.
    Python code on the server reads the attribute and gets the clear value, so mail,
    sanitising and matching work as ever. The user counts, not ``sudo()``: what a
    request reads with ``sudo()`` still goes to its user.

    :param mask: key of ``tools.masking.MASKS``
    :param refuse_masks: refuse to store a text with ``*`` (default). Off where others
        write, such as the sender of an incoming mail.
    :param subject: many2one to the ``res.partner`` the value belongs to; empty on
        res.partner itself and on related fields, which follow their relation
    """

    mask = "phone"
    subject = ""
    refuse_masks = True
    _related_mask = property(attrgetter("mask"))

    def _get_partner(self, record):
        """Return the person whose data the field of the record holds."""
        if self.related:
            # sudo: the path is followed to decide, nothing of it is shown
            target, field = self.traverse_related(record.sudo())
            return field._get_partner(target)
        return record[self.subject] if self.subject else record

    def _is_masked_for_user(self, value, record, export=False):
        if record.env.user._sees_personal_data(export=export):
            return False
        # sudo: the flag decides about the mask; it is not shown
        partner = self._get_partner(record.sudo())
        if not partner._origin._is_masked_for_user(export=export):
            return False
        if partner.id or self.compute and not self.related:
            return True
        return self._is_known(value, partner)

    def _is_known(self, value, partner):
        """Whether a value on an unsaved form is the stored one, not a typed one."""
        stored = partner._origin[self.name] if self.name in partner else value
        return value == stored or (
            self.mask == "phone" and same_number(value, stored or "")
        )

    def apply_mask(self, value):
        return MASKS[self.mask](value) if value else value

    def convert_to_read(self, value, record, use_display_name=True):
        value = super().convert_to_read(value, record, use_display_name)
        if value and self._is_masked_for_user(value, record):
            return self.apply_mask(value)
        return value

    def convert_to_export(self, value, record):
        value = super().convert_to_export(value, record)
        if value and self._is_masked_for_user(value, record, export=True):
            return self.apply_mask(value)
        return value

    def convert_to_write(self, value, record):
        """Return the clear value: this leads back into the database."""
        cached = self.convert_to_cache(value, record, validate=False)
        return self.convert_to_record(cached, record)

    def convert_to_cache(self, value, record, validate=True):
        if (
            validate
            and self.refuse_masks
            and not self.compute
            and isinstance(value, str)
            and is_masked(value)
        ):
            self._refuse_masked(record)
        return super().convert_to_cache(value, record, validate)

    def _refuse_masked(self, record):
        raise ValidationError(
            record.env._(
                "%(field)s: a masked value cannot be saved. Leave it as it is, or"
                " enter the whole value.",
                field=self._description_string(record.env),
            )
        )

    # Searching: nobody finds out by trying what the mask hides.

    def condition_to_sql(self, field_expr, operator, value, model, alias, query):
        plain = super().condition_to_sql(
            field_expr, operator, value, model, alias, query
        )
        if model.env.user._sees_personal_data() or self._asks_if_set(operator, value):
            return plain
        return SQL(
            "((%(protected)s) AND %(known)s"
            " OR (%(protected)s) IS NOT TRUE AND %(plain)s)",
            protected=self._protected_to_sql(model, alias, query),
            known=self._known_value_to_sql(operator, value, model, alias),
            plain=plain,
        )

    def _asks_if_set(self, operator, value):
        return operator in ("in", "not in") and not any(value)

    def _protected_to_sql(self, model, alias, query):
        flag = model.env["res.partner"]._fields["is_privacy_protected"]
        if not self.subject:
            return SQL("%s IS TRUE", SQL.identifier(alias, flag.name, to_flush=flag))
        return SQL(
            "%s IN (SELECT id FROM res_partner WHERE %s IS TRUE)",
            model._field_to_sql(alias, self.subject, query),
            SQL.identifier("res_partner", flag.name, to_flush=flag),
        )

    def _known_value_to_sql(self, operator, value, model, alias):
        """Match the whole value or its last four characters, nothing between."""
        if operator in (">", "<", ">=", "<=", "any!", "not any!"):
            return SQL("FALSE")
        values = list(value) if operator in ("in", "not in") else [value]
        terms = [
            self._key_to_sql(*key, model, alias)
            for text in values
            if (key := search_key(self.mask, text))
        ]
        if not all(values):
            terms.append(
                SQL("%s IS NULL", SQL.identifier(alias, self.name, to_flush=self))
            )
        found = SQL("(%s)", SQL(" OR ").join(terms)) if terms else SQL("FALSE")
        if operator in Domain.NEGATIVE_OPERATORS:
            return SQL("(%s IS NOT TRUE)", found)
        return found

    def _key_to_sql(self, kind, text, model, alias):
        column = SQL.identifier(alias, self.name, to_flush=self)
        if self.mask == "email":
            normalized = model._fields.get("email_normalized")
            if normalized and normalized.store:
                column = SQL.identifier(alias, normalized.name, to_flush=normalized)
                return SQL("%s = %s", column, text)
            return SQL("lower(%s) = %s", column, text)
        if kind == "tail":
            return SQL(
                "right(regexp_replace(%s, '\\W', '', 'g'), 4) = %s", column, text
            )
        if self.mask != "phone":
            return SQL("upper(regexp_replace(%s, '\\W', '', 'g')) = %s", column, text)
        country_code = model.env.company.country_id.phone_code or ""
        numbers = tuple(phone_spellings(text, str(country_code)))
        if self.compute:
            return SQL("%s IN %s", column, numbers)
        # the expression of phone_validation's index
        return SQL(
            "regexp_replace(%s::text, %s, '', 'g') IN %s",
            column,
            PHONE_REGEX_PATTERN,
            numbers,
        )

    # What the client is told about the field.

    def _description_sortable(self, env):
        return env.user._sees_personal_data() and super()._description_sortable(env)

    def _description_groupable(self, env):
        return env.user._sees_personal_data() and super()._description_groupable(env)
