"""Create or update many records by their external key; a bad row costs no good one."""

from collections import defaultdict

import psycopg2

from odoo.exceptions import ConcurrencyError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.api_rows import (
    KEY,
    BadValue,
    bisect_batch,
    find_missing,
    parse_row,
    split_rounds,
)
from ..people.property_tenure_mixin import BULK_LOAD
from .quiet_sql import refusals_expected

BATCH_SIZE = 1000
FIRST_STATISTICS = 5000
KEY_CONSTRAINT = "_external_key_uniq"
# What the database or a rule says about a row. Anything else is no fault of the row:
# a serialization failure, for one, must reach Odoo, which runs the call again.
ROW_ERRORS = (UserError, psycopg2.IntegrityError, psycopg2.DataError)
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "property_load": BULK_LOAD,
}


class Line:
    """One row on its way: what was given, and what became of it."""

    __slots__ = ("errors", "id", "key", "number", "status", "values", "vals")

    def __init__(self, number, values, errors):
        self.number = number
        self.key = values.get(KEY) or ""
        self.values = values
        self.errors = errors
        self.vals = {}
        self.id = False
        self.status = "error" if errors else ""

    def fail(self, field, message):
        self.errors.append({"field": field, "message": message})
        self.status = "error"

    def answer(self):
        return {
            "row": self.number,
            "external_key": self.key,
            "id": self.id,
            "status": self.status,
            "errors": self.errors,
        }


class Upsert:
    """The rows of one call for one model, with the rights of the model's user."""

    def __init__(self, model, batch_size=BATCH_SIZE):
        self.model = model.with_context(active_test=False, **QUIET)
        self.env = self.model.env
        self.batch_size = batch_size
        self.fields = model._get_api_fields()
        self.lines = []

    # Reading the rows: nothing is written yet.

    def parse(self, rows):
        """Take the rows in and check all that needs no writing."""
        contexts = self.model._get_api_contexts()
        for number, row in enumerate(rows):
            values, errors = parse_row(row, self.fields, contexts)
            self.lines.append(Line(number, values, self._explain(errors)))
        self._resolve_references()

    def _explain(self, errors):
        return [
            {"field": name, "message": self.model._get_api_message(name, error)}
            for name, error in errors.items()
        ]

    def _resolve_references(self):
        """Put ids in the place of the keys that rows refer by."""
        for name, field in self.fields.items():
            if field.kind != "reference":
                continue
            lines = [line for line in self.lines if line.values.get(name)]
            keys = {line.values[name] for line in lines}
            found = self._find_ids(self.env[field.model], field.key, keys)
            for line in lines:
                record_id = found.get(line.values[name])
                if record_id:
                    line.values[name] = record_id
                    continue
                error = BadValue("reference", value=line.values.pop(name))
                line.fail(name, self.model._get_api_message(name, error))

    def _find_ids(self, model, key, values):
        if not values:
            return {}
        if key == KEY:
            domain = model._get_key_domain(values)
        else:
            domain = Domain(key, "in", list(values))
        records = model.with_context(active_test=False).search_fetch(
            domain, [key], order="id desc"
        )
        found = {record[key]: record.id for record in records}
        records.invalidate_recordset(flush=False)
        return found

    # Writing.

    def run(self):
        """Write what is good; of rows with the same key, one after the other."""
        pending = [line for line in self.lines if not line.errors]
        for positions in split_rounds([line.key for line in pending]):
            for start in range(0, len(positions), self.batch_size):
                chunk = positions[start : start + self.batch_size]
                self._run_batch([pending[position] for position in chunk])

    def _run_batch(self, lines):
        found = self._find_ids(self.model, KEY, {line.key for line in lines})
        for line in lines:
            line.id = found.get(line.key, False)
            self._check_required(line)
        lines = [line for line in lines if not line.errors]
        self._create([line for line in lines if not line.id])
        self._update([line for line in lines if line.id and not line.status])
        self.env.flush_all()
        self.env.invalidate_all(flush=False)
        self._tell_growth(sum(line.status == "created" for line in lines))

    def _tell_growth(self, created_count):
        """Let the database know how the table has grown, at each doubling.

        Until the transaction ends nobody else sees its rows, so nobody else counts
        them, and a plan made for a small table costs the more the longer it goes on.
        """
        growth = self.env.cr.cache.setdefault(
            ("property_growth", self.model._table), {}
        )
        total = growth["total"] = growth.get("total", 0) + created_count
        if total < growth.get("next", FIRST_STATISTICS):
            return
        growth["next"] = 2 * total
        table = SQL.identifier(self.model._table)
        self.env.cr.execute(SQL("ANALYZE (SKIP_LOCKED) %s", table))

    def _check_required(self, line):
        for name in find_missing(line.values, self.fields, is_new=not line.id):
            line.fail(name, self.model._get_api_message(name, BadValue("required")))

    def _to_vals(self, line):
        return {
            self.fields[name].target: value
            for name, value in line.values.items()
            if name != KEY
        }

    def _create(self, lines):
        for line in lines:
            line.vals = {KEY: line.key, **self._to_vals(line)}
        if lines:
            self.model.check_access("create")
        self._isolate(lines, self._create_batch)

    def _create_batch(self, lines):
        try:
            with self.env.cr.savepoint():
                records = self.model.create([line.vals for line in lines])
        except psycopg2.errors.UniqueViolation as error:
            if len(lines) == 1 and self._is_just_made(lines[0], error):
                raise ConcurrencyError(lines[0].key) from error
            raise
        for line, record in zip(lines, records, strict=True):
            line.id = record.id
            line.status = "created"

    def _is_just_made(self, line, error):
        """Whether somebody else made the record meanwhile; Odoo runs the call again.

        Our transaction does not see it yet. What it sees, and the user may not, is
        no such case.
        """
        if not (error.diag.constraint_name or "").endswith(KEY_CONSTRAINT):
            return False
        # sudo: the database refused the key; the question is only why
        return not self.model.sudo().search_count([(KEY, "=", line.key)], limit=1)

    def _update(self, lines):
        records = self.model.browse([line.id for line in lines])
        records.fetch([field.target for field in self.fields.values()])
        for line in lines:
            record = self.model.browse(line.id).with_prefetch(records._prefetch_ids)
            line.vals = self._get_changes(record, self._to_vals(line))
            if not line.vals:
                line.status = "unchanged"
        changed = [line for line in lines if line.vals]
        if changed:
            self.model.check_access("write")
        self._isolate(changed, self._update_batch)

    def _get_changes(self, record, vals):
        changes = {}
        for name, value in vals.items():
            field = record._fields[name]
            old = field.convert_to_write(record[name], record)
            new = field.convert_to_cache(value, record, validate=False)
            if (old or False) != (new or False):
                changes[name] = value
        return changes

    def _update_batch(self, lines):
        groups = defaultdict(list)
        for line in lines:
            groups[tuple(sorted(line.vals.items()))].append(line)
        with self.env.cr.savepoint():
            for same in groups.values():
                self.model.browse([line.id for line in same]).write(dict(same[0].vals))
        for line in lines:
            line.status = "updated"

    def _isolate(self, lines, run):
        """Run a batch; find the rows it fails on, and note on each what was said."""

        def attempt(items):
            try:
                with refusals_expected():
                    run(items)
            except ROW_ERRORS:
                self.env.invalidate_all(flush=False)
                raise

        for line, error in bisect_batch(lines, attempt, ROW_ERRORS):
            line.fail(*self.model._explain_api_refusal(error))

    def first_error(self):
        """Return the first row that failed."""
        return next((line for line in self.lines if line.errors), None)
