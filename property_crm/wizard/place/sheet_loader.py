"""Loads the rows of a sheet: what they name is found or made, level by level."""

from collections import defaultdict
from uuid import uuid4

from ...tools.sheet_mapping import read_row
from .sheet_finder import SheetFinder

STAGES = (
    "property.site",
    "property.building",
    "property.unit",
    "res.partner",
    "property.ownership",
    "property.occupancy",
)
# The column to look at where a refusal is about a whole record.
LIKELY_COLUMNS = {"property.ownership": "share", "property.unit": "room"}
STATUSES = ("unchanged", "updated", "created", "error")


class RowResult:
    """What became of a row: the strongest of what it was the first to name."""

    def __init__(self, number):
        self.number = number
        self.status = "unchanged"
        self.errors = []
        self.counts = defaultdict(int)

    def note(self, model, status):
        self.status = max(self.status, status, key=STATUSES.index)
        if status == "created":
            self.counts[model] += 1

    def fail(self, column, message):
        error = {"column": column, "message": message}
        if error not in self.errors:
            self.errors.append(error)
        self.status = "error"

    def answer(self):
        return {
            "row": self.number,
            "status": self.status,
            "created": dict(self.counts),
            "errors": self.errors,
        }


class SheetLoader:
    """The import of one sheet with the rights of the wizard's user."""

    def __init__(self, wizard, match, options):
        self.wizard = wizard
        self.env = wizard.env
        self.match = match
        self.options = options
        self.finder = SheetFinder(self.env)

    def load(self, rows):
        """Load some rows and return a ``RowResult`` for each, in order."""
        results = {row.number: RowResult(row.number) for row in rows}
        entries = self._read(rows, results)
        keys = {}
        for model in self.wizard._get_stages():
            stage = [entry for entry in entries.values() if entry.model == model]
            if stage:
                self._load_stage(model, stage, keys)
        return list(results.values())

    def _read(self, rows, results):
        """Return the entries of good rows, one for each key; the last value counts."""
        entries = {}
        for row in rows:
            found, problems = read_row(self.match, row, self.options)
            for problem in problems:
                message = self.wizard._explain_problem(problem)
                results[row.number].fail(self._get_header(problem.column), message)
            for entry in found:
                known = entries.setdefault(entry.key, entry)
                known.values |= entry.values
                known.rows.append(results[row.number])
        return entries

    def _load_stage(self, model, stage, keys):
        """Make or update the records of a model; add their external keys to keys."""
        stage = [entry for entry in stage if self._resolve(entry, keys)]
        found = self.finder.find(model, stage)
        self._adopt([record for record in found.values() if record])
        rows, sent = [], []
        for entry in stage:
            if entry.key not in found:
                self._fail(entry, "", self.wizard._explain_ambiguity(entry))
                continue
            rows.append(self._prepare_row(entry, found[entry.key], keys))
            sent.append(entry)
        for entry, answer in zip(
            sent, self.wizard._upsert_stage(model, rows), strict=True
        ):
            if answer["status"] == "error":
                for error in answer["errors"]:
                    column = error["field"] or LIKELY_COLUMNS.get(model, "")
                    self._fail(entry, column, error["message"])
                continue
            keys[entry.key] = answer["external_key"]
            self.finder.ids[entry.key] = answer["id"]
            entry.rows[0].note(model, answer["status"])

    def _resolve(self, entry, keys):
        """Tell whether all the entry refers to has been loaded."""
        missing = [name for name, key in entry.references.items() if key not in keys]
        if missing and all(result.status != "error" for result in entry.rows):
            self._fail(entry, missing[0], self.wizard._explain_missing())
        return not missing

    def _adopt(self, records):
        """Give records that other systems do not know yet a key to find them by."""
        for record in records:
            if not record.external_key:
                record.with_context(tracking_disable=True).external_key = _new_key()

    def _prepare_row(self, entry, record, keys):
        defaults = {} if record else entry.defaults
        references = {name: keys[key] for name, key in entry.references.items()}
        return {
            "external_key": record.external_key if record else _new_key(),
            **references,
            **defaults,
            **entry.values,
        }

    def _fail(self, entry, field, message):
        for result in entry.rows:
            result.fail(self._get_header(field), message)

    def _get_header(self, name):
        """Return the header of the sheet for a column, or for a field of a record."""
        name = "share" if name.startswith("share_") else name
        for position, column in self.match.columns.items():
            if column.name == name:
                return self.match.header.cells[position]
        return ""


def _new_key():
    return f"sheet-{uuid4().hex}"
