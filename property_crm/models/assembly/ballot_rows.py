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
            if value is not None and not is_number(value) and not self._is_text(value):
                self.errors[name] = BadValue("reference", value=value)
        self.unit, self.voter = (named.get(name) for name in REFERENCES)
        self.candidates = named.get("candidates")
        if self.candidates is not None and not (
            isinstance(self.candidates, list) and all(map(is_number, self.candidates))
        ):
            self.errors["candidates"] = BadValue("integers")
        self.sheet = None
        self.is_repeated = False
        self.answer = {"row": number, KEY: self.key, "status": "", "errors": []}
        self.answer |= {"reason": "", "serial": "", "secret": ""}

    def _is_text(self, value):
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
        self._check_keys()
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
        self._check_voters(self._get_good("api"))

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

    def _check_voters(self, lines):
        """Refuse who does not vote for the unit, as the register was frozen."""
        # sudo: who votes for which row decides, not what the program sees
        rows_sudo = self.env["property.assembly.row"].sudo()
        here = Domain("assembly_id", "=", self.assembly.id)
        asked = rows_sudo.search(
            here & Domain("unit_id", "in", list({line.unit for line in lines}))
        )
        by_unit = {row.unit_id.id: row for row in asked}
        heads = rows_sudo.search(
            here & Domain("head_key", "in", list(set(asked.mapped("head_key"))))
        ).grouped("head_key")
        for line in lines:
            row = by_unit.get(line.unit)
            if not row:
                line.errors["unit"] = BadValue("unknown_head")
            elif not heads[row.head_key]._is_voter(
                self.env["res.partner"].browse(line.voter)
            ):
                line.errors["voter"] = BadValue("not_entitled")

    # Keys: one ballot each

    def _check_keys(self):
        """Refuse a key under which another ballot is here, or comes before."""
        lines = self._get_good()
        known = self._read_known(lines)
        for line in lines:
            head = line.sheet.head_key if line.sheet else line.unit
            mark = (line.values["motion"], line.channel, line.key)
            line.is_repeated = mark in known
            if known.setdefault(mark, head) != head:
                line.errors[KEY] = BadValue("used")

    def _read_known(self, lines):
        """Return ``{(motion, channel, key): head or unit}`` of what was cast."""
        # sudo: no user reads the keys of ballots
        ballots_sudo = self.env["property.ballot"].sudo()
        found = ballots_sudo.search_fetch(
            Domain("motion_id", "in", self.assembly.motion_ids.ids)
            & Domain("request_key", "in", [line.key for line in lines]),
            ["motion_id", "channel", "request_key", "head_key"],
        )
        known = {
            (one.motion_id.id, one.channel, one.request_key): one.head_key
            for one in found
        }
        if not known:
            return known
        heads = self._read_heads(lines)
        for line in lines:
            mark = (line.values["motion"], line.channel, line.key)
            if line.channel == "api" and known.get(mark) == heads.get(line.unit):
                known[mark] = line.unit
        return known

    def _read_heads(self, lines):
        # sudo: as above
        rows_sudo = self.env["property.assembly.row"].sudo()
        units = list({line.unit for line in lines if line.channel == "api"})
        found = rows_sudo.search_fetch(
            Domain("assembly_id", "=", self.assembly.id)
            & Domain("unit_id", "in", units),
            ["unit_id", "head_key"],
        )
        return {row.unit_id.id: row.head_key for row in found}

    # Cast

    def _cast(self, channel):
        lines = self._get_good(channel)
        votes = [line.to_vote() for line in lines]
        motions = self.env["property.motion"]
        answers = motions._cast(votes, channel) if votes else []
        for line, found in zip(lines, answers, strict=True):
            line.answer["reason"] = found["reason"] or ""
            if found["state"] == "exists":
                line.answer["reason"] = "repeated" if line.is_repeated else "voted"
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
