from odoo.fields import Domain

from ...tools.api_rows import KEY, ApiField, BadValue, parse_row

FIELDS = {
    field.name: field
    for field in (
        ApiField("motion", "integer"),
        ApiField("choice"),
        ApiField("sheet"),
    )
}
# what a row may name by its id or by its external key
REFERENCES = {"unit": "property.unit", "voter": "res.partner"}
# which name of a row a refusal is about
FIELD_BY_REASON = {
    "no_motion": "motion",
    "not_in_scope": "motion",
    "no_key": "motion",
    "unknown_head": "unit",
    "unknown_choice": "choice",
    "too_many": "candidates",
    "no_sheet": "sheet",
    "not_entitled": "voter",
    "other_request": KEY,
}


def is_number(value):
    return isinstance(value, int) and not isinstance(value, bool)


class BallotRow:
    """A row as it was sent, the vote it means, and the answer to it."""

    def __init__(self, number, row):
        given = dict(row) if isinstance(row, dict) else row
        named = {}
        if isinstance(given, dict):
            for name in (*REFERENCES, "candidates"):
                if given.get(name) is not None:
                    named[name] = given.pop(name)
        self.values, self.errors = parse_row(given, FIELDS)
        self.key = self.values.get(KEY, "")
        for name in REFERENCES:
            value = named.get(name)
            if value is not None and not self._is_key(value):
                self.errors[name] = BadValue("reference", value=value)
        self.unit, self.voter = (named.get(name) for name in REFERENCES)
        self.candidates = named.get("candidates")
        if self.candidates is not None and not (
            isinstance(self.candidates, list) and all(map(is_number, self.candidates))
        ):
            self.errors["candidates"] = BadValue("integers")
        self.sheet = None
        self.answer = {"row": number, KEY: self.key, "status": "", "errors": []}
        self.answer |= {"reason": "", "serial": "", "secret": ""}

    def _is_key(self, value):
        if is_number(value):
            return value > 0
        return isinstance(value, str) and value and "\0" not in value

    @property
    def channel(self):
        return "paper" if self.values.get("sheet") else "api"

    def to_vote(self):
        """Return the vote as ``property.motion._cast`` takes it."""
        vote = {"motion": self.values["motion"], "request_key": self.key}
        if self.sheet:
            vote |= {"sheet": self.sheet.id, "head": self.sheet.head_key}
        else:
            vote |= {"unit": self.unit, "voter": self.voter}
        if self.values.get("choice"):
            vote["choice"] = self.values["choice"]
        if self.candidates is not None:
            vote["candidates"] = self.candidates
        return vote


class BallotRows:
    """A batch of rows for an assembly: looked up together, cast together."""

    def __init__(self, assembly, rows):
        self.assembly = assembly
        self.env = assembly.env
        self.lines = [BallotRow(*row) for row in enumerate(rows)]

    def run(self):
        """Return the answers to the rows, in their order."""
        self._check_motions()
        self._find_sheets()
        self._find_voters()
        for channel in ("paper", "api"):
            self._cast(channel)
        return [self._answer(line) for line in self.lines]

    def _get_good(self, channel=None):
        return [
            line
            for line in self.lines
            if not line.errors and channel in (None, line.channel)
        ]

    def _check_motions(self):
        motions = set(self.assembly.motion_ids.ids)
        for line in self.lines:
            motion = line.values.get("motion")
            if "motion" not in line.errors and motion not in motions:
                code = "reference" if motion else "required"
                line.errors["motion"] = BadValue(code, value=motion)

    # Paper: who knows the code of a sheet has it in his hand

    def _find_sheets(self):
        lines = self._get_good("paper")
        tokens = [line.values["sheet"] for line in lines]
        # sudo: no user reads the codes of sheets
        sheets_sudo = self.env["property.ballot.sheet"].sudo()
        found = {
            sheet.token: sheet
            for sheet in sheets_sudo.search(
                Domain("assembly_id", "=", self.assembly.id)
                & Domain("token", "in", tokens)
            )
        }
        for line in lines:
            line.sheet = found.get(line.values["sheet"])
            if not line.sheet:
                line.errors["sheet"] = BadValue("sheet")
            for name in ("unit", "voter"):
                if getattr(line, name) is not None:
                    line.errors[name] = BadValue("with_sheet")

    # A program in which owners vote: it says who does, if it was told to

    def _find_voters(self):
        lines = self._get_good("api")
        # sudo: that this program takes the votes was told with the call
        is_told = self.assembly.sudo().voting_user_id == self.env.user
        for line in lines:
            if not is_told:
                line.errors["voter"] = BadValue("not_told")
            if line.values.get("choice") == "invalid":
                line.errors["choice"] = BadValue("unknown_choice")
            for name in REFERENCES:
                if getattr(line, name) is None:
                    line.errors.setdefault(name, BadValue("required"))
        self._find_references(self._get_good("api"))

    def _find_references(self, lines):
        for name, model in REFERENCES.items():
            keys = {getattr(line, name) for line in lines}
            ids = self._find_ids(model, {key for key in keys if not is_number(key)})
            for line in lines:
                key = getattr(line, name)
                if is_number(key):
                    continue
                if key in ids:
                    setattr(line, name, ids[key])
                else:
                    line.errors[name] = BadValue("reference", value=key)

    def _find_ids(self, model, keys):
        """Return ``{external key: id}`` of what the caller sees in the company."""
        found = self.env[model].search_fetch(
            Domain(KEY, "in", list(keys))
            & Domain("company_id", "in", (self.assembly.company_id.id, False)),
            [KEY],
        )
        return {record[KEY]: record.id for record in found}

    # Cast

    def _cast(self, channel):
        lines = self._get_good(channel)
        if not lines:
            return
        votes = [line.to_vote() for line in lines]
        answers = self.env["property.motion"]._cast(votes, channel)
        for line, found in zip(lines, answers, strict=True):
            line.answer["reason"] = found["reason"] or ""
            if found["state"] == "refused":
                name = FIELD_BY_REASON.get(found["reason"], "")
                line.errors[name] = BadValue(found["reason"])
                continue
            line.answer["status"] = found["state"]
            line.answer["serial"] = found.get("serial", "")
            line.answer["secret"] = found.get("nonce", "")

    def _answer(self, line):
        if line.errors:
            line.answer["status"] = "error"
            line.answer["errors"] = [
                {"field": name, "message": self.assembly._explain_ballot(name, error)}
                for name, error in line.errors.items()
            ]
        return line.answer
