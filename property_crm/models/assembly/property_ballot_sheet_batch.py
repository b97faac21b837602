from odoo import models
from odoo.exceptions import ValidationError
from odoo.tools import split_every

SHEETS = 500


class PropertyAssembly(models.Model):
    """Paper ballots that came back together."""

    _inherit = "property.assembly"

    def _key_ballots(self, rows, channel):
        """Cast what many paper ballots say, each as a whole, once and for all.

        :param rows: ``[(number or code, {motion id: choice})]``
        :return: for each ``accepted``, ``exists`` or the error of why it was not taken
        """
        assembly_sudo = self._check_channel(channel)
        sheets_sudo = assembly_sudo._find_sheets([number for number, _said in rows])
        sheets = assembly_sudo.env["property.ballot.sheet"]
        answers, ready, again = {}, {}, {}
        for place, (sheet, (_number, choices)) in enumerate(
            zip(sheets_sudo, rows, strict=True)
        ):
            try:
                votes = self._prepare_votes(sheet, choices)
            except ValidationError as error:
                answers[place] = error
                continue
            if sheet.id in ready:
                again[place] = ready[sheet.id][0]
            else:
                ready[sheet.id] = (place, votes)
        for part in split_every(SHEETS, ready.values(), dict):
            answers |= sheets._key_many(part, channel)
        # a ballot that is there twice: what is wrong with the first is to be settled
        for place, first in again.items():
            is_taken = answers[first] in ("accepted", "exists")
            answers[place] = "exists" if is_taken else answers[first]
        return [answers[place] for place in range(len(rows))]

    def _prepare_votes(self, sheet, choices):
        if isinstance(sheet, ValidationError):
            raise sheet
        no_proxy = self.env["property.proxy"]
        return [
            sheet._prepare_vote(key, value, no_proxy)
            for key, value in self._read_choices(choices).items()
        ]


class PropertyBallotSheet(models.Model):
    _inherit = "property.ballot.sheet"

    def _key_many(self, votes, channel):
        """Cast the votes of sheets, none of a sheet of which one is refused.

        :param votes: ``{place: votes of a sheet}``
        :return: for each place ``accepted``, ``exists`` or the error
        """
        ids = {place: said[0]["sheet"] for place, said in votes.items()}
        keyed = set(self.browse(ids.values())._lock_keyed().ids)
        answers = {place: "exists" for place in votes if ids[place] in keyed}
        left = {place: votes[place] for place in votes if place not in answers}
        while left:
            refused = self._cast_many(left, channel)
            if not refused:
                break
            answers |= refused
            left = {place: left[place] for place in left if place not in refused}
        self.browse(ids[place] for place in left)._mark_keyed()
        return answers | dict.fromkeys(left, "accepted")

    def _cast_many(self, votes, channel):
        """Cast all the votes and return nothing, or none, and return the errors."""
        said = [(place, vote) for place, some in votes.items() for vote in some]
        # read at once: the check of each vote asks its sheet
        self.browse(one["sheet"] for _place, one in said).fetch(
            ["assembly_id", "head_key"]
        )
        motions = self.env["property.motion"]
        refused = {}
        with self.env.cr.savepoint() as savepoint:
            answers = motions._cast([vote for _place, vote in said], channel)
            for (place, _vote), answer in zip(said, answers, strict=True):
                if answer["state"] == "refused":
                    words = motions._describe_reason(answer["reason"])
                    refused.setdefault(place, ValidationError(words))
            if refused:
                savepoint.rollback()
        return refused
