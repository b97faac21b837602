from odoo import api, fields, models


class PropertySolutionVote(models.Model):
    _name = "property.solution.vote"
    _description = "Vote on a solution"

    solution_id = fields.Many2one(
        "property.solution", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="cascade",
    )
    value = fields.Selection(
        [("up", "Useful"), ("down", "Not useful")], string="Vote", required=True
    )

    _user_uniq = models.Constraint(
        "UNIQUE(solution_id, user_id)", "Each person votes once on a solution."
    )


class PropertySolution(models.Model):
    """One vote a head, changed or taken back at any time."""

    _inherit = "property.solution"

    vote_ids = fields.One2many("property.solution.vote", "solution_id", string="Votes")
    up_count = fields.Integer(
        string="Found useful", compute="_compute_votes", store=True
    )
    down_count = fields.Integer(
        string="Found not useful", compute="_compute_votes", store=True
    )
    my_vote = fields.Selection(
        [("up", "Useful"), ("down", "Not useful")], compute="_compute_my_vote"
    )

    @api.depends("vote_ids.value")
    def _compute_votes(self):
        for solution in self:
            values = solution.vote_ids.mapped("value")
            solution.up_count = values.count("up")
            solution.down_count = values.count("down")

    @api.depends("vote_ids.value")
    @api.depends_context("uid")
    def _compute_my_vote(self):
        # sudo: everybody may know his own vote
        own = dict(
            self.env["property.solution.vote"]
            .sudo()
            ._read_group(
                [("solution_id", "in", self.ids), ("user_id", "=", self.env.uid)],
                ["solution_id"],
                ["value:max"],
            )
        )
        for solution in self:
            solution.my_vote = own.get(solution._origin)

    def action_vote_up(self):
        self._vote("up")

    def action_vote_down(self):
        self._vote("down")

    def _vote(self, value):
        """Vote in the user's own name; the same vote again takes it back."""
        self.check_access("read")
        # sudo: votes are cast here and in no other way
        votes_sudo = self.env["property.solution.vote"].sudo()
        for solution in self:
            own_sudo = votes_sudo.search(
                [("solution_id", "=", solution.id), ("user_id", "=", self.env.uid)]
            )
            if not own_sudo:
                votes_sudo.create({"solution_id": solution.id, "value": value})
            elif own_sudo.value == value:
                own_sudo.unlink()
            else:
                own_sudo.value = value
