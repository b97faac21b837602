from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class PropertyMove(models.Model):
    """Confirm, carry out on the day, or call off."""

    _inherit = "property.move"

    def action_confirm(self):
        """Write what was shown, and end on the day what else has to end."""
        self.check_access("write")
        for move in self:
            move._check_confirmable()
            # sudo: of two sales of one share the second starts again and is refused
            move.sudo().ownership_ids.lock_for_update(allow_referencing=True)
            move._check_problems()
            # sudo: the front desk moves people in and out only here, as was shown
            move.sudo()._apply()
        self._finish_due()
        return True

    def _check_confirmable(self):
        self.lock_for_update()
        if self.state != "draft":
            raise UserError(self.env._("State: this move is confirmed already."))
        if not self.may_confirm:
            raise AccessError(self.env._("A sale is confirmed by a site manager."))

    def _apply(self):
        changes = []
        for change in self._get_plan():
            tenure = change.tenure
            before = tenure.date_to if tenure else False
            if change.action == "end":
                tenure.write(change.vals)
            else:
                tenure = self.env[change.model].create(change.vals)
            changes.append(
                {
                    "move_id": self.id,
                    "action": change.action,
                    "text": change.text,
                    "previous_date_to": before,
                    change.model.replace("property.", "") + "_id": tenure.id,
                }
            )
        self.env["property.move.change"].create(changes)
        self.state = "confirmed"

    def _finish_due(self):
        """Carry out what ends on the day, of those whose day has come."""
        due = self.filtered(
            lambda move: (
                move.state == "confirmed"
                and move._get_effective_day() <= move.site_id._get_today()
            )
        )
        # sudo: whoever confirms a move ends the wishes and passes of those who leave
        for move in due.sudo():
            move._get_ending_preferences().unlink()
            move._end_passes()
            move.state = "done"

    def _end_passes(self):
        """Withdraw what those who left have asked for at the gate."""
        passes = self.env["property.visitor.pass"].search(
            Domain("unit_id", "=", self.unit_id.id)
            & Domain("partner_id", "in", self._get_leavers().ids)
            & Domain("state", "=", "expected")
        )
        passes.action_cancel()

    @api.model
    def _cron_finish(self, batch_size=200):
        """Finish the moves whose day has come at their site, in batches."""
        # the day that has begun somewhere on earth
        day = fields.Date.add(fields.Date.today(), days=1)
        due = Domain("state", "=", "confirmed") & (
            Domain("kind", "!=", "move_out") & Domain("date", "<=", day)
            | Domain("kind", "=", "move_out") & Domain("last_day", "<", day)
        )
        last_id, progress = 0, 1
        while progress and (
            moves := self.search(
                due & Domain("id", ">", last_id), limit=batch_size, order="id"
            )
        ):
            last_id = moves[-1].id
            moves.try_lock_for_update()._finish_due()
            progress = self.env["ir.cron"]._commit_progress(len(moves))

    def action_cancel(self):
        """Call off; what a confirmed move has written is taken back before its day."""
        self.check_access("write")
        for move in self:
            if move.state == "confirmed" and move.may_confirm:
                move.sudo()._take_back()  # sudo: only what this move has written
            elif move.state not in ("draft", "cancelled"):
                raise UserError(
                    self.env._("State: this move is done. Make another one back.")
                )
        self.sudo().state = "cancelled"  # sudo: the state is kept by these steps
        return True

    def _take_back(self):
        begun = self.change_ids.filtered(lambda change: change.action == "begin")
        today = self.site_id._get_today()
        for change in begun:
            tenure = change._get_tenure()
            if tenure and tenure.date_from <= today:
                raise UserError(
                    self.env._(
                        "Day: %(line)s has begun. Make another move back.",
                        line=tenure._describe(),
                    )
                )
            tenure.unlink()
        for change in self.change_ids - begun:
            tenure = change._get_tenure()
            if tenure.date_to == self.last_day:
                tenure.date_to = change.previous_date_to
