from odoo import api, fields, models
from odoo.fields import Domain


class CrmLead(models.Model):
    """Why a prospect went to whom it went to, and why not to the others."""

    _inherit = "crm.lead"

    turn_rule_id = fields.Many2one(
        "property.lead.rule",
        string="Given by",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    turn_user_id = fields.Many2one(
        "res.users", string="Given to", copy=False, readonly=True, ondelete="set null"
    )
    turn_at = fields.Datetime(string="Given on", copy=False, readonly=True)
    turn_verdicts = fields.Json(
        copy=False, readonly=True, export_string_translation=False
    )
    turn_text = fields.Text(string="Why him", compute="_compute_turn_text")

    @api.depends("turn_verdicts", "turn_user_id")
    @api.depends_context("lang")
    def _compute_turn_text(self):
        texts = self.env["property.lead.member"]._get_code_texts()
        ids = {v["user"] for lead in self for v in lead.turn_verdicts or []}
        # sudo: the names of colleagues who take turns, of those who left too
        users_sudo = self.env["res.users"].sudo().browse(ids).exists()
        names = {user.id: user.name for user in users_sudo}
        for lead in self:
            lines = [
                lead._explain_verdict(verdict, names, texts)
                for verdict in lead._sort_verdicts()
            ]
            lead.turn_text = "\n".join(lines)

    def _sort_verdicts(self):
        """Who got it first, then who could have, then why not the others."""
        chosen = self.turn_user_id.id
        return sorted(
            self.turn_verdicts or [],
            key=lambda verdict: (
                verdict["user"] != chosen,
                bool(verdict["codes"]),
                -verdict["credit"],
            ),
        )

    def _explain_verdict(self, verdict, names, texts):
        name = names.get(verdict["user"], "?")
        if verdict["codes"]:
            reasons = ", ".join(texts[code] % verdict for code in verdict["codes"])
            return self.env._("%(name)s: not, %(reasons)s", name=name, reasons=reasons)
        shown = {"name": name, **verdict}
        if verdict["user"] == self.turn_user_id.id:
            return self.env._(
                "%(name)s: his turn (credit %(credit)s, share %(weight)s, %(load)s"
                " open)",
                **shown,
            )
        return self.env._(
            "%(name)s: could have, waits with credit %(credit)s (share %(weight)s)",
            **shown,
        )

    @api.model
    def _get_pursued_domain(self):
        """Return what is neither won nor lost."""
        return Domain("active", "=", True) & Domain("won_status", "=", "pending")

    @api.model
    def _count_open_by_user(self, users):
        """Return ``{user id: open prospects}``."""
        # sudo: how much somebody has is counted, wherever it is
        rows = self.sudo()._read_group(
            self._get_pursued_domain() & Domain("user_id", "in", users.ids),
            ["user_id"],
            ["__count"],
        )
        return {user.id: count for user, count in rows}
