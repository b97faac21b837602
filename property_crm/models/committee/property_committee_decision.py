from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.committee_rules import decide

NAME_LENGTH = 80


class PropertyCommitteeDecision(models.Model):
    """What the committee has decided, by more than half of all its members."""

    _name = "property.committee.decision"
    _inherit = ["property.committee.meeting.part"]
    _description = "Committee decision"
    _order = "meeting_id desc, sequence, id"
    _rec_names_search = ["text"]

    sequence = fields.Integer(default=10)
    agenda_item_id = fields.Many2one(
        "property.committee.agenda.item",
        string="Agenda item",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_agenda_item_id(),
        domain="[('meeting_id', '=', meeting_id)]",
        help="Only what was announced with the call is voted on.",
    )
    text = fields.Text(
        string="Decision", required=True, help="As it is put to the vote."
    )
    vote_ids = fields.One2many("property.committee.vote", "decision_id", string="Votes")
    action_ids = fields.One2many(
        "property.committee.action", "decision_id", string="Actions"
    )
    meeting_state = fields.Selection(related="meeting_id.state", string="Meeting is")
    date = fields.Datetime(related="meeting_id.start", string="Date", store=True)
    present_member_ids = fields.Many2many(
        "property.committee.member", compute="_compute_present_member_ids"
    )
    member_count = fields.Integer(
        string="Of all members", compute="_compute_result", store=True
    )
    yes_count = fields.Integer(
        string="In favour", compute="_compute_result", store=True
    )
    no_count = fields.Integer(string="Against", compute="_compute_result", store=True)
    abstain_count = fields.Integer(
        string="Abstained", compute="_compute_result", store=True
    )
    result = fields.Selection(
        [
            ("open", "Not voted yet"),
            ("passed", "Passed"),
            ("lost", "Not passed"),
            ("no_quorum", "No quorum"),
        ],
        compute="_compute_result",
        store=True,
        index=True,
        help="Passed by more than half of all members, not of those present.",
    )

    @api.model
    def _default_agenda_item_id(self):
        """Propose the first item on which nothing was put to the vote yet."""
        return self.env["property.committee.agenda.item"].search(
            [
                ("meeting_id", "=", self.env.context.get("default_meeting_id")),
                ("decision_ids", "=", False),
            ],
            limit=1,
        )

    @api.depends("text")
    def _compute_display_name(self):
        for decision in self:
            line = " ".join((decision.text or "").split())
            is_long = len(line) > NAME_LENGTH
            decision.display_name = f"{line[:NAME_LENGTH]}…" if is_long else line

    @api.depends("meeting_id.attendance_ids.presence")
    def _compute_present_member_ids(self):
        for decision in self:
            decision.present_member_ids = decision.meeting_id._get_present_members()

    @api.depends(
        "vote_ids.choice",
        "meeting_id.attendance_ids.presence",
        "meeting_id.state",
    )
    def _compute_result(self):
        for decision in self:
            meeting = decision.meeting_id
            votes = Counter(decision.vote_ids.mapped("choice"))
            decision.yes_count = votes["yes"]
            decision.no_count = votes["no"]
            decision.abstain_count = votes["abstain"]
            decision.member_count = meeting.member_count
            decision.result = decision._judge(votes)

    def _judge(self, votes):
        meeting = self.meeting_id
        if meeting.state in ("held", "published") and not meeting.has_quorum:
            return "no_quorum"
        if not votes.total():
            return "open"
        # a vote too many is refused by its own rule
        yes = min(votes["yes"], meeting.present_count)
        return decide(meeting.member_count, meeting.present_count, yes)

    @api.constrains("agenda_item_id", "meeting_id")
    def _check_was_announced(self):
        for decision in self:
            if decision.agenda_item_id.meeting_id != decision.meeting_id:
                raise ValidationError(
                    self.env._(
                        "Agenda item: %(item)s does not stand on this agenda.",
                        item=decision.agenda_item_id.name,
                    )
                )

    def action_all_yes(self):
        """Note a yes of everybody present of whom no vote is noted yet."""
        self.check_access("write")
        for decision in self:
            silent = decision.present_member_ids - decision.vote_ids.member_id
            decision.vote_ids = [
                fields.Command.create({"member_id": member.id, "choice": "yes"})
                for member in silent
            ]

    def _describe_votes(self):
        """Return in one line how the votes were spread."""
        self.ensure_one()
        return self.env._(
            "%(yes)s yes, %(no)s no, %(abstain)s abstained, of %(members)s members",
            yes=self.yes_count,
            no=self.no_count,
            abstain=self.abstain_count,
            members=self.member_count,
        )

    def _describe_result(self):
        self.ensure_one()
        return dict(self._fields["result"]._description_selection(self.env))[
            self.result
        ]
