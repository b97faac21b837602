from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from .ballot_rows import BallotRows

INTEGRATION = "property_crm.group_property_integration"
MAX_ROWS = 1000


class PropertyAssembly(models.Model):
    """Votes that other programs hand in."""

    _inherit = "property.assembly"

    voting_user_id = fields.Many2one(
        "res.users",
        string="Votes taken by a program",
        domain=lambda self: [("all_group_ids", "in", self.env.ref(INTEGRATION).ids)],
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="The user of the program in which owners vote, that of the city for"
        " example: it has looked who they are. Told with the call; no other program"
        " hands in votes but those of paper ballots, by their code.",
    )

    @api.constrains("voting_user_id")
    def _check_voting_user(self):
        for assembly in self:
            user = assembly.voting_user_id
            if user and not user.has_group(INTEGRATION):
                raise ValidationError(
                    self.env._(
                        "Votes taken by a program: %(user)s is the user of none.",
                        user=user.name,
                    )
                )

    def write(self, vals):
        if "voting_user_id" in vals:
            self._check_not_called()
        return super().write(vals)

    def _describe_time(self):
        """Tell the owners of the program too."""
        result = super()._describe_time()
        if self.voting_user_id:
            told = self.env._(
                "Votes are taken in this program as well: %(program)s",
                program=self.voting_user_id.name,
            )
            result += Markup("<br/>%s") % told
        return result

    @api.model
    def api_ballots(self, assembly, rows):
        """Hand in votes; of each head the first on a motion stands, from any channel.

        A repeated call answers ``exists`` and changes nothing, so a program whose
        answer got lost just calls again. A bad row is named and never costs a good one.

        Whose vote it is, is proven in one of two ways. A row with ``sheet`` is a paper
        ballot that was read in: the code printed on it is the proof, any integration of
        the site may hand it in. A row with ``unit`` and ``voter`` is the vote of
        somebody whom the program itself has identified: only the program named in the
        call of the assembly may hand it in, and the voter must be the one who votes for
        the unit in the frozen register (``representative_id`` of ``api_register``).

        A sheet is read in once: hand in all its rows in one call. Without an error it
        is marked as keyed; otherwise correct its rows and send all of them again.

        :param assembly: its id (int) or its number (str)
        :param list rows: dicts, at most 1,000: ``external_key`` (text, once a motion
            and kind of proof), ``motion`` (int, of ``api_turnout``), ``choice`` ("yes",
            "no", "abstain"; of a sheet also "invalid"), or in an election
            ``candidates`` ([int], ids of ``api_turnout``; none of them: an abstention),
            and either ``sheet`` (text, its code) or ``unit`` and ``voter`` (id as int
            or external key as text). A head has one vote: one of its units is enough.
        :return: one dict a row, in order: ``{"row": int from 0, "external_key": str,
            "status": "accepted" | "exists" | "error", "reason": str, "serial": str,
            "secret": str, "errors": [{"field": str, "message": str}]}``. ``serial`` and
            ``secret`` are the voter's receipt, told once: hand them to him and keep no
            copy. ``reason`` of ``exists``: "repeated" or "voted" (another vote stands).
        :rtype: list[dict]
        :raise ValidationError: no such assembly, or not of the caller's sites; ``rows``
            is no list of at most 1,000
        :raise AccessError: the caller is no integration
        """
        if not self.env.user.has_group(INTEGRATION):
            raise AccessError(
                self.env._("Votes are handed in by programs; staff key paper ballots.")
            )
        assembly = self._get_api_assembly(assembly)
        self._check_api_rows(rows)
        return BallotRows(assembly, rows).run()

    @api.model
    def _check_api_rows(self, rows):
        if not isinstance(rows, (list, tuple)):
            raise ValidationError(self.env._("rows: a list of rows is expected."))
        if len(rows) > MAX_ROWS:
            raise ValidationError(
                self.env._(
                    "rows: %(count)s are too many, send %(maximum)s at most.",
                    count=len(rows),
                    maximum=MAX_ROWS,
                )
            )

    @api.model
    def _explain_ballot(self, name, error):
        """Return a sentence for what is wrong with a row."""
        words = {
            "sheet": self.env._("No paper ballot of this assembly has this code."),
            "with_sheet": self.env._("A paper ballot says itself whose it is."),
            "not_told": self.env._(
                "The owners were not told that this program takes votes."
            ),
            "integers": self.env._("A list of whole numbers is expected."),
        }
        if error.code in words:
            return words[error.code]
        reason = self.env["property.motion"]._describe_reason(error.code)
        if reason != error.code:
            return reason
        return self.env["property.api.mixin"]._get_api_message(name, error)


class PropertyMotion(models.Model):
    _inherit = "property.motion"

    def _prepare_ballot(self, desk, head, vote):
        vals = super()._prepare_ballot(desk, head, vote)
        if desk.channel == "api" and vote.get("voter"):
            vals["partner_id"] = vote["voter"]
        return vals
