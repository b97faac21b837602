from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.vote_days import count_notice_days, get_last_notice_day


class PropertyAssembly(models.Model):
    """How long before the vote the owners must have been told."""

    _inherit = "property.assembly"

    notice_days = fields.Integer(
        string="Days of notice",
        compute="_compute_notice_days",
        help="By the rule of the place, else by the voting rules of the agenda; the"
        " site's own rules of procedure may ask for more, not for less. The day of the"
        " notice does not count.",
    )
    notice_due = fields.Date(
        string="Last day for the notice",
        compute="_compute_notice_due",
        help="The last day on which notice can be given for this day.",
    )
    notice_warning = fields.Char(compute="_compute_notice_due")
    notice_proof = fields.Char(
        string="How notice was given",
        copy=False,
        tracking=True,
        help="Needed for a notice of an earlier day: where it hung or how it was sent,"
        " and who can say so.",
    )
    notice_document = fields.Binary(
        string="Proof of the notice", attachment=True, copy=False
    )
    notice_document_name = fields.Char(copy=False, export_string_translation=False)

    @api.depends(
        "kind", "site_id", "procedure_id", "motion_ids.rule_id", "motion_ids.rule_data"
    )
    def _compute_notice_days(self):
        for assembly in self:
            assembly.notice_days = assembly._get_notice_days()

    def _get_notice_days(self):
        """Return how many days: a site may ask for more than the law, not for less."""
        if not self.site_id or self._is_announced_afterwards():
            return 0
        own = self.procedure_id and self.procedure_id._get_own_values()
        return max((own or {}).get("notice_days") or 0, self._get_legal_notice_days())

    def _is_announced_afterwards(self):
        """Tell whether it is an emergency of which nothing is put to the vote."""
        # sudo: the rules are no secret
        data = [rule.data or {} for rule in self.motion_ids.sudo().rule_id]
        is_voted_on = any(rule.get("needs_vote", True) for rule in data)
        return self.kind == "emergency" and bool(data) and not is_voted_on

    def _get_legal_notice_days(self):
        """Return what the place asks for; where it asks nothing, the voting rules."""
        if place := self._get_place_notice_days():
            return place
        # sudo: the rules are no secret
        rules_sudo = self.motion_ids.sudo().rule_id
        days = [(rule.data or {}).get("notice_days") or 0 for rule in rules_sudo]
        return max(days, default=0)

    def _get_place_notice_days(self):
        """Return what the rule of the place says, None where it says nothing."""
        day = self._get_vote_day() or self.site_id._get_today()
        rule = self.env["property.committee.rule"]._get_for(self.site_id, day)
        if not rule:
            return None
        if self.kind == "interim":
            return rule.interim_notice_days
        return rule.notice_days

    @api.depends("notice_days", "meeting_at", "opens_at", "notice_on", "state")
    def _compute_notice_due(self):
        for assembly in self:
            day = assembly._get_vote_day()
            assembly.notice_due = day and get_last_notice_day(day, assembly.notice_days)
            assembly.notice_warning = assembly._get_notice_problem()

    def _get_vote_day(self):
        """Return the day on which the owners meet or begin to vote, of the site."""
        moments = [moment for moment in (self.meeting_at, self.opens_at) if moment]
        if not moments or not self.site_id:
            return False
        return self.site_id._to_local(min(moments)).date()

    def _get_notice_problem(self):
        """Return why the notice is not in time, False if it is."""
        day = self._get_vote_day()
        if not day or not self.notice_days:
            return False
        told = self.notice_on or self.site_id._get_today()
        given = count_notice_days(told, day)
        if given >= self.notice_days:
            return False
        return self.env._(
            "Notice: %(given)s days before the vote; %(wanted)s are asked for. It had"
            " to be given by %(day)s.",
            given=given,
            wanted=self.notice_days,
            day=fields.Date.to_string(get_last_notice_day(day, self.notice_days)),
        )

    def _check_notice(self):
        today = self.site_id._get_today()
        if self.notice_on and self.notice_on > today:
            raise ValidationError(
                self.env._(
                    "Day of the notice: call the owners on that day, not before."
                )
            )
        # sample data is loaded by the system, which has no paper to show
        is_shown = self.env.su or (self.notice_proof or "").strip()
        if self.notice_on and self.notice_on < today and not is_shown:
            raise ValidationError(
                self.env._(
                    "Day of the notice: that day is over. Write how the owners were"
                    " told then, or leave the day empty: notice is given with the call."
                )
            )
        if problem := self._get_notice_problem():
            raise ValidationError(problem)
