from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.vote_days import get_announcement_deadline, get_challenge_deadline
from ...tools.vote_seal import SealError

# domain.md gives no period of its own for votes: that of the published register
OBJECTION_DAYS = 7


class PropertyAssembly(models.Model):
    """Counted after the close, once, and only if all is as it was cast."""

    _inherit = "property.assembly"

    is_counted = fields.Boolean(compute="_compute_is_counted")
    announce_due_on = fields.Date(
        string="Announce until",
        compute="_compute_announce_due_on",
        help="By the voting rules of the agenda; a day off moves it on.",
    )

    @api.depends("counted_on")
    def _compute_is_counted(self):
        for assembly in self:
            assembly.is_counted = bool(assembly.counted_on)

    @api.depends("closed_on", "motion_ids.rule_data")
    def _compute_announce_due_on(self):
        for assembly in self:
            days = [
                (motion.rule_data or {}).get("announce_days")
                for motion in assembly.motion_ids
            ]
            days = [number for number in days if number is not None]
            if not assembly.closed_on or not days:
                assembly.announce_due_on = False
                continue
            assembly.announce_due_on = get_announcement_deadline(
                assembly.site_id._to_local(assembly.closed_on).date(),
                assembly.site_id._get_day_off_test(),
                min(days),
            )

    def action_count(self):
        """Count; secret motions ask for the passphrases of the scrutineers first."""
        self.ensure_one()
        self._check_step("closed")
        self._check_not_counted()
        if any(self.motion_ids.mapped("is_secret")):
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Open the ballots"),
                "res_model": "property.vote.count",
                "view_mode": "form",
                "target": "new",
                "context": {"default_assembly_id": self.id},
            }
        self._count({})
        return True

    def _check_not_counted(self):
        if self.counted_on:
            raise UserError(self.env._("The votes are counted already."))

    def _count(self, passphrases):
        """Count all motions and make the result file.

        :param passphrases: ``{partner: passphrase}``
        """
        self.ensure_one()
        self._check_step("closed")
        self.lock_for_update()
        self.invalidate_recordset(["counted_on"])
        self._check_not_counted()
        self._check_as_cast()
        named = {str(person.id): text for person, text in passphrases.items()}
        try:
            for motion in self.motion_ids:
                motion._count(named)
        except SealError as error:
            raise UserError(self._explain_opening(str(error))) from error
        # sudo: the steps are the system's
        self.sudo().counted_on = fields.Datetime.now()
        self._make_result_file()
        self.sudo().archive_head = self._get_archive_head()  # sudo: likewise
        self._log_count()

    def _explain_opening(self, code):
        words = {
            "needed": self.env._("More scrutineers are needed to open the ballots."),
            "passphrase": self.env._("A passphrase is not the one of this scrutineer."),
        }
        return words.get(code) or self.env._(
            "The ballots cannot be opened (%(code)s).", code=code
        )

    def _check_as_cast(self):
        """Refuse to count what is not as it was frozen and cast."""
        broken = self._find_broken_row()
        if broken is not None:
            raise UserError(
                self.env._(
                    "Row %(place)s of the register is not as it was frozen. Nothing was"
                    " counted.",
                    place=broken[1],
                )
            )
        for motion in self.motion_ids:
            if found := motion._find_broken_ballots():
                raise UserError(
                    self.env._(
                        "%(motion)s: ballots are not as they were cast (%(head)s)."
                        " Nothing was counted.",
                        motion=motion.name,
                        head=found[0][0] or "—",
                    )
                )

    def _log_count(self):
        lines = ", ".join(
            f"{motion.name}: {motion.outcome_label}" for motion in self.motion_ids
        )
        self.message_post(
            body=self.env._(
                "Counted. %(lines)s. Digest of the result file: %(digest)s",
                lines=lines,
                digest=self.result_digest,
            ),
            subtype_xmlid="mail.mt_note",
        )

    def _get_challenge_until(self, day):
        return get_challenge_deadline(day, self.site_id._get_day_off_test())

    def _get_objection_until(self, day):
        """Return the last day of objections: also of what passed for the time being."""
        days = [OBJECTION_DAYS]
        for motion in self.motion_ids:
            outcomes = (motion.rule_data or {}).get("outcomes") or ()
            days += [
                outcome["final_after_days"]
                for outcome in outcomes
                if outcome["name"] == motion.outcome and outcome.get("final_after_days")
            ]
        return day + timedelta(days=max(days))
