import re
from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.erasure import (
    ERASED,
    exact_pattern,
    join_patterns,
    name_patterns,
    phone_pattern,
)

# Tables of the system that hold no words of people; attachments do.
SYSTEM_TABLE = re.compile(r"^(ir_(?!attachment|logging)|res_(groups|lang|country|cur))")
TEXT_COLUMNS = """
SELECT c.table_name, c.column_name, c.data_type
  FROM information_schema.columns c
  JOIN information_schema.tables t USING (table_schema, table_name)
 WHERE c.table_schema = current_schema
   AND t.table_type = 'BASE TABLE'
   AND c.is_generated = 'NEVER'
   AND c.data_type IN ('character varying', 'text', 'jsonb')
 ORDER BY c.table_name, c.ordinal_position
"""


class PropertyPersonalData(models.AbstractModel):
    """Taking a person out of the texts of the whole database.

    What names nobody else (number, address, identity number) is replaced wherever it
    stands. A name may be that of others too, as may a number that a family shares:
    these are replaced in what belongs to the person, and in nothing else.
    """

    _inherit = "property.personal.data"

    @api.model
    def _get_terms(self, partner):
        """Return ``(own, shared, names)``: patterns of what names the person."""
        # sudo: all that is written of the person goes, also what the user sees masked
        people = partner.sudo()
        own, shared, names = [], [], []
        users = people.with_context(active_test=False).user_ids
        for person in people:
            names += name_patterns(person.name)
            for text, pattern in self._get_unique_terms(person, users):
                is_shared = self._is_shared(text, people)
                (shared if is_shared else own).append(pattern)
        return own, shared, names

    def _get_unique_terms(self, person, users):
        preferences = person.contact_preference_ids
        for phone in {person.phone, *preferences.mapped("phone")} - {False}:
            yield phone, phone_pattern(phone)
        emails = {person.email, person.email_normalized, *users.mapped("login")}
        others = {person.vat, *person.bank_ids.mapped("acc_number")}
        for text in (emails | others) - {False}:
            yield text, exact_pattern(text)

    def _is_shared(self, text, people):
        """Whether somebody else has the same number or address."""
        Partner = people.with_context(active_test=False)
        phone = people.phone_sanitized if text in people.mapped("phone") else text
        domain = Domain("id", "not in", people.ids) & (
            Domain("email", "=ilike", text)
            | Domain("email_normalized", "=", text.lower())
            | Domain("phone", "=", text)
            | Domain("phone_sanitized", "=", phone)
        )
        return bool(Partner.search_count(domain, limit=1))

    # What belongs to the person

    @api.model
    def _find_belongings(self, partner):
        """Return ``{table: ids}`` of what is about the person, messages included."""
        found = defaultdict(set)
        for name, ids in self._find_links(partner).items():
            found[name].update(ids)
        # sudo: the units are asked for their chatter only
        person = partner.sudo()
        units = person.ownership_ids.unit_id | person.occupancy_ids.unit_id
        found["property.unit"].update(units.ids)
        found["res.partner"].update(partner.ids)
        self._add_parts(found)
        self._add_threads(found)
        self._add_parts(found, only={"mail.message"})
        kept = self._get_kept_models()
        return {
            self.env[name]._table: sorted(ids)
            for name, ids in found.items()
            if ids and name not in kept and name != "property.unit"
        }

    def _add_parts(self, found, only=None):
        """Add what goes when its document goes: lines, events, tracking."""
        shared = {"property.unit", "res.partner", "mail.message"}
        documents = only or set(found) - shared
        for name, model in self.env.registry.items():
            if model._abstract or model._transient or not model._auto:
                continue
            for field in model._fields.values():
                if (
                    field.type != "many2one"
                    or not field.store
                    or field.comodel_name not in documents
                    or field.ondelete != "cascade"
                    or not found[field.comodel_name]
                ):
                    continue
                rows = self.env.execute_query(
                    SQL(
                        "SELECT id FROM %s WHERE %s IN %s",
                        SQL.identifier(model._table),
                        SQL.identifier(field.name),
                        tuple(found[field.comodel_name]),
                    )
                )
                found[name].update(record_id for (record_id,) in rows)

    def _add_threads(self, found):
        """Add the messages, activities and files of the documents."""
        kept = self._get_kept_models()
        for name in [name for name in found if name not in kept]:
            if not found[name] or name.startswith("mail."):
                continue
            ids = tuple(found[name])
            found["mail.message"].update(self._find_messages(name, ids))
            for model in ("mail.activity", "ir.attachment"):
                rows = self.env.execute_query(
                    SQL(
                        "SELECT id FROM %s WHERE res_model = %s AND res_id IN %s",
                        SQL.identifier(self.env[model]._table),
                        name,
                        ids,
                    )
                )
                found[model].update(record_id for (record_id,) in rows)

    # Replacing

    @api.model
    def _get_text_columns(self):
        """Return ``{table: [(column, is JSON)]}`` of all that people's words are in."""
        kept = {
            self.env[name]._table
            for name in self._get_kept_models()
            if name in self.env
        }
        columns = defaultdict(list)
        for table, column, kind in self.env.execute_query(SQL(TEXT_COLUMNS)):
            if table not in kept and not SYSTEM_TABLE.match(table):
                columns[table].append((column, kind == "jsonb"))
        return columns

    @api.model
    def _replace(self, table, columns, pattern, found_by, ids):
        """Replace what the pattern finds; return how many rows were changed.

        :param found_by: pattern that the rows must hold
        :param ids: only these rows
        """
        changes = [
            SQL(
                "%s = regexp_replace(%s, %s, %s, 'gi')%s",
                SQL.identifier(column),
                self._get_text_sql(column, is_json),
                pattern,
                ERASED,
                SQL("::jsonb") if is_json else SQL(),
            )
            for column, is_json in columns
        ]
        where = self._get_hit_sql(columns, found_by)
        where = SQL("id = ANY(%s) AND %s", list(ids), where)
        name = SQL.identifier(table)
        rows = self.env.execute_query(SQL("SELECT 1 FROM %s WHERE %s", name, where))
        if rows:
            update = SQL(
                "UPDATE %s SET %s WHERE %s", name, SQL(", ").join(changes), where
            )
            self._update_guarded(table, update)
        return len(rows)

    @api.model
    def _find_rows(self, table, columns, pattern):
        """Return the ids of all rows that hold the pattern: reads the whole table."""
        if not pattern:
            return []
        hit = self._get_hit_sql(columns, pattern)
        name = SQL.identifier(table)
        rows = self.env.execute_query(SQL("SELECT id FROM %s WHERE %s", name, hit))
        return [row_id for (row_id,) in rows]

    @api.model
    def _get_hit_sql(self, columns, pattern):
        texts = SQL(", ").join(self._get_text_sql(*column) for column in columns)
        return SQL("concat_ws(chr(10), %s) ~* %s", texts, pattern)

    @api.model
    def _get_text_sql(self, column, is_json):
        name = SQL.identifier(column)
        return SQL("%s::text", name) if is_json else name

    def _update_guarded(self, table, query):
        """Run the update also where a trigger keeps a log from being rewritten."""
        guarded = table in self._get_guarded_tables()
        name = SQL.identifier(table)
        if guarded:
            self.env.cr.execute(SQL("ALTER TABLE %s DISABLE TRIGGER USER", name))
        self.env.cr.execute(query)
        if guarded:
            self.env.cr.execute(SQL("ALTER TABLE %s ENABLE TRIGGER USER", name))

    @api.model
    def _scrub(self, found):
        """Replace the terms of these persons; return how many rows were changed.

        Every table is read once for all of them, whatever their number.

        :param list found: ``(terms, belongings)`` of each person
        """
        own = join_patterns([term for terms, _ids in found for term in terms[0]])
        changed = 0
        for table, columns in self._get_text_columns().items():
            hits = self._find_rows(table, columns, own)
            for terms, belongings in found:
                ids = belongings.get(table)
                changed += self._scrub_table(table, columns, terms, hits, ids)
        self.env.invalidate_all(flush=False)
        return changed

    def _scrub_table(self, table, columns, terms, hits, ids):
        own, everything = join_patterns(terms[0]), join_patterns(sum(terms, []))
        changed = 0
        if own and hits:
            # who is named beside his number is this person, no namesake
            changed += self._replace(table, columns, everything, own, hits)
        if everything and ids:
            changed += self._replace(table, columns, everything, everything, ids)
        return changed
