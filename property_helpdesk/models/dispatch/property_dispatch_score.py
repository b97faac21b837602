from odoo import api, fields, models


class PropertyDispatchScore(models.Model):
    """How well a person suits a request, and why. Only the last proposal is kept."""

    _name = "property.dispatch.score"
    _description = "Person proposed for a request"
    _order = "ticket_id, rank, id"
    _rec_name = "user_id"

    ticket_id = fields.Many2one(
        "helpdesk.ticket", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", string="Person", required=True, index=True, ondelete="cascade"
    )
    rank = fields.Integer(string="No.")
    score = fields.Integer(aggregator="avg", help="0 to 100; the more, the better.")
    is_eligible = fields.Boolean(
        string="Can take it", help="No rule speaks against it."
    )
    reasons = fields.Json(export_string_translation=False)
    reason_text = fields.Char(string="Why", compute="_compute_reason_text")

    _person_uniq = models.Constraint(
        "UNIQUE(ticket_id, user_id)", "Each person is proposed once."
    )

    @api.depends("reasons")
    @api.depends_context("lang")
    def _compute_reason_text(self):
        ids = {
            r["subject"] for score in self for r in score.reasons or [] if r["subject"]
        }
        # sudo: the names of skills are no secret
        skills = self.env["hr.skill"].sudo().browse(ids).exists()
        names = {skill.id: skill.name for skill in skills}
        for score in self:
            texts = [self._explain(reason, names) for reason in score.reasons or []]
            score.reason_text = " · ".join(filter(None, texts))

    @api.model
    def _explain(self, reason, names):
        """Return one reason in the words of the reader."""
        code, has, asked = reason["code"], reason["has"], reason["asked"]
        texts = self._get_obstacle_texts() | self._get_measure_texts(has, asked)
        return texts.get(code, "") % {
            "skill": names.get(reason["subject"], ""),
            "has": has,
            "asked": asked,
        }

    @api.model
    def _get_obstacle_texts(self):
        return {
            "barred": self.env._("the customer has complained about this person"),
            "elsewhere": self.env._("works neither in the territory nor in the team"),
            "no_skill": self.env._("lacks the skill %(skill)s"),
            "low_skill": self.env._(
                "%(skill)s: has %(has)s %%, needed are %(asked)s %%"
            ),
            "expired": self.env._("%(skill)s has expired"),
            "off_shift": self.env._("off duty or on leave now"),
            "full": self.env._("has %(has)s requests, takes %(asked)s at most"),
        }

    @api.model
    def _get_measure_texts(self, has, asked):
        rated = has and f"{has:.1f}"
        hours = has and has // 60
        return {
            "near": self.env._("territory around")
            if has
            else self.env._("his own territory"),
            "load": self.env._("%(has)s of %(asked)s requests")
            if asked
            else self.env._("%(has)s open requests"),
            "skill": self.env._("%(has)s of %(asked)s useful skills"),
            "language": self.env._("speaks the language") if has else "",
            "rating": self.env._("rated %(stars)s of 5", stars=rated) if has else "",
            "history": self.env._("helped this customer %(has)s times") if has else "",
            "idle": self.env._("nothing given yet")
            if has is None
            else self.env._("last given %(hours)s h ago", hours=hours or 0),
        }

    def action_take(self):
        """Give the request to this person; ask why if somebody has it."""
        self.ensure_one()
        ticket, user = self.ticket_id, self.user_id
        if ticket.user_id and ticket.user_id != user:
            action = ticket.action_assign()
            action["context"]["default_user_id"] = user.id
            return action
        ticket._assign(user)
        return {"type": "ir.actions.act_window_close"}
