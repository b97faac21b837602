from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

CHOICES = {"y": "yes", "n": "no", "a": "abstain"}


class PropertyAssembly(models.Model):
    """Votes of the demo data: they take every step, only the time is not waited for."""

    _inherit = "property.assembly"

    def _demo_make_key(self, passphrases, needed):
        """Make the key of secret votes with ``{partner id: passphrase}``."""
        people = self.env["res.partner"]
        self._make_key(
            {people.browse(key): text for key, text in passphrases.items()}, needed
        )

    def _demo_open(self, days):
        """Call the owners and open the vote, as if ``days`` had gone by since."""
        for assembly in self:
            assembly.action_preview()
            assembly.action_accept_doubts()
            assembly.action_call()
            assembly._demo_let_pass(timedelta(days=days))
            assembly.action_open()

    def _demo_announce(self):
        """End the time of the vote, close it, count and announce."""
        for assembly in self:
            left = assembly.closes_at - fields.Datetime.now() + timedelta(minutes=1)
            assembly._demo_let_pass(left)
            assembly.action_close()
            assembly.action_count()
            assembly.action_announce()

    def _demo_let_pass(self, span):
        """Move back what the owners were told, which no other hand may do."""
        names = ["meeting_at", "opens_at", "closes_at", "notice_on", "frozen_on"]
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE property_assembly SET %s WHERE id IN %s",
                SQL(", ").join(
                    SQL(
                        "%s = %s - %s", SQL.identifier(name), SQL.identifier(name), span
                    )
                    for name in names
                ),
                tuple(self.ids),
            )
        )
        self.invalidate_recordset(names)

    def _demo_vote(self, choices, spared=()):
        """Let those who vote for a unit vote on their portal, each as he is told.

        :param choices: for each motion a word for each voter, from the first again when
            they are over: ``y``, ``n``, ``a``, in an election the places of the
            candidates, ``-`` for who does not vote
        :param spared: ids of partners who have not voted yet
        """
        self.ensure_one()
        # sudo: the demo data play the owners
        rows_sudo = self.sudo().row_ids.filtered("representative_id")
        heads = {row.head_key: row.representative_id for row in rows_sudo}
        motions = self.motion_ids.sorted(lambda one: (one.sequence, one.id))
        for place, (head, partner) in enumerate(heads.items()):
            words = [text.split()[place % len(text.split())] for text in choices]
            votes = [
                {"motion": motion.id, "head": head} | motion._demo_choose(word)
                for motion, word in zip(motions, words, strict=True)
                if word != "-" and partner.id not in spared
            ]
            self.motion_ids._cast(votes, "portal", partner)


class PropertyMotion(models.Model):
    _inherit = "property.motion"

    def _demo_choose(self, word):
        if self.kind != "election":
            return {"choice": CHOICES[word]}
        candidates = self.candidate_ids.sorted(lambda one: (one.sequence, one.id))
        return {"candidates": [candidates[int(place)].id for place in word]}
