from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import is_html_empty

TO_DO = "mail.mail_activity_data_todo"


class PropertyCommitteeMeeting(models.Model):
    """Called, held, published; or called off."""

    _inherit = "property.committee.meeting"

    def action_call(self):
        """Invite the members. From now on the agenda stays as it is."""
        self.check_access("write")
        planned = self.filtered(lambda meeting: meeting.state == "planned")
        for meeting in planned:
            meeting._check_can_be_called()
        planned._sync_attendance()
        for meeting in planned:
            # sudo: the state is the system's; who may change the meeting was asked
            meeting.sudo().write(
                {"state": "called", "called_on": meeting.site_id._get_today()}
            )
            meeting._write_to_members(
                self.env._("Invitation: %(meeting)s", meeting=meeting.name),
                meeting._get_invitation(),
            )

    def action_all_present(self):
        """Note as present all of whom nothing is noted yet."""
        self.check_access("write")
        called = self.filtered(lambda meeting: meeting.state == "called")
        called._sync_attendance()
        rows = self.attendance_ids.filtered(lambda row: not row.presence)
        rows.presence = "present"

    def action_all_yes(self):
        """Note a yes of all present on what nobody has voted on yet."""
        self.check_access("write")
        silent = self.decision_ids.filtered(lambda one: one.result == "open")
        silent.action_all_yes()

    def action_hold(self):
        """Note that the meeting has taken place."""
        self.check_access("write")
        called = self.filtered(lambda meeting: meeting.state == "called")
        called._sync_attendance()
        for meeting in called:
            if meeting.start > fields.Datetime.now():
                raise UserError(self.env._("The meeting has not begun yet."))
            if meeting.unrecorded_count:
                raise UserError(self.env._("Attendance: note of each who was there."))
            # sudo: as in action_call
            meeting.sudo().write(
                {"state": "held", "publish_due_on": meeting._get_publish_deadline()}
            )
            meeting._remind_to_publish()

    def action_publish(self):
        """Show minutes and decisions to the owners; from now on they stay so."""
        self.check_access("write")
        held = self.filtered(lambda meeting: meeting.state == "held")
        for meeting in held:
            meeting._check_can_be_published()
        for meeting in held:
            # sudo: as in action_call
            meeting.sudo().write(
                {
                    "state": "published",
                    "published_on": meeting.site_id._get_today(),
                    "notice_id": meeting._draft_notice().id,
                }
            )
            meeting._tell_matters()
        held._keep_prints()
        held.activity_feedback([TO_DO])

    def action_cancel(self):
        self.check_access("write")
        going = self.filtered(lambda meeting: meeting.state in ("planned", "called"))
        for meeting in going:
            if meeting.state == "called" and not meeting.cancel_reason:
                raise UserError(
                    self.env._("Why called off: say it to those who were invited.")
                )
        invited = going.filtered(lambda meeting: meeting.state == "called")
        going.sudo().state = "cancelled"  # sudo: as in action_call
        for meeting in invited:
            meeting._write_to_members(
                self.env._("Called off: %(meeting)s", meeting=meeting.name),
                Markup("<p>%s</p>") % meeting.cancel_reason,
            )

    def action_view_notice(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "property.notice",
            "res_id": self.notice_id.id,
            "views": [(False, "form")],
        }

    def action_view_actions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_committee_action_action"
        )
        action["domain"] = [("meeting_id", "=", self.id)]
        action["context"] = {"default_meeting_id": self.id}
        return action

    # What must be there first

    def _check_can_be_called(self):
        if not self.agenda_ids:
            raise ValidationError(
                self.env._("Agenda: write what the meeting is about.")
            )
        if not self._get_members():
            raise ValidationError(
                self.env._("Term: nobody is a member of it on the day of the meeting.")
            )

    def _check_can_be_published(self):
        if is_html_empty(self.minutes):
            raise ValidationError(self.env._("Minutes: write what was said."))
        undecided = self.decision_ids.filtered(lambda one: one.result == "open")
        if undecided:
            raise ValidationError(
                self.env._(
                    "Votes: nothing is noted yet of “%(decision)s”.",
                    decision=undecided[0].display_name,
                )
            )
        self._check_all_votes_noted()

    def _check_all_votes_noted(self):
        """Refuse a count that is half noted: it would stand there as a refusal."""
        present = self._get_present_members()
        for decision in self.decision_ids if self.has_quorum else ():
            silent = present - decision.vote_ids.member_id
            if silent:
                raise ValidationError(
                    self.env._(
                        "Votes: that of %(name)s on “%(decision)s” is not noted yet."
                        " Who did not want to vote has abstained.",
                        name=silent[0].display_name,
                        decision=decision.display_name,
                    )
                )

    def _sync_attendance(self):
        """Have one row of every member of the day, and of nobody else."""
        for meeting in self:
            members = meeting._get_members()
            # sudo: who counts follows from the term, no hand adds or deletes him
            meeting_sudo = meeting.sudo()
            rows_sudo = meeting_sudo.attendance_ids
            gone = rows_sudo.member_id - members
            missing = members - rows_sudo.member_id
            votes_sudo = meeting_sudo.decision_ids.vote_ids
            votes_sudo.filtered(lambda vote, who=gone: vote.member_id in who).unlink()
            rows_sudo.filtered(lambda row, who=gone: row.member_id in who).unlink()
            meeting_sudo.attendance_ids = [
                fields.Command.create({"member_id": member.id}) for member in missing
            ]

    # What is told to whom

    def _get_invitation(self):
        lines = Markup().join(
            Markup("<li>%s</li>") % item.name for item in self.agenda_ids
        )
        when = self._format_start()
        where = f"{when} · {self.place}" if self.place else when
        return Markup("<p>%s</p><p><b>%s</b></p><ol>%s</ol>") % (
            self.invitation or "",
            where,
            lines,
        )

    def _write_to_members(self, subject, body):
        self.ensure_one()
        self.message_post(
            subject=subject,
            body=body,
            partner_ids=self.attendance_ids.member_id.partner_id.ids,
            subtype_xmlid="mail.mt_comment",
        )

    def _tell_moved(self):
        """Tell those who were invited that it is another hour or place."""
        called = self.filtered(lambda meeting: meeting.state == "called")
        called._sync_attendance()
        for meeting in called:
            meeting._write_to_members(
                self.env._("Moved: %(meeting)s", meeting=meeting.name),
                meeting._get_invitation(),
            )

    def _get_publish_deadline(self):
        days = self.term_id.rule_id.announce_days or 3
        return self.term_id._get_deadline(self._get_day(), days)

    def _remind_to_publish(self):
        keeper = self.term_id._get_keeper()
        told = self.with_context(lang=keeper.lang)
        told.activity_schedule(
            TO_DO,
            date_deadline=self.publish_due_on,
            summary=told.env._("Publish the minutes"),
            user_id=keeper.id,
        )

    def _draft_notice(self):
        """Return a draft of what the residents are told; staff sends it off."""
        if self.notice_id or not self.decision_ids:
            return self.notice_id
        return self.env["property.notice"].create(self._prepare_notice_vals())

    def _prepare_notice_vals(self):
        lines = Markup().join(
            Markup("<li>%s<br/><b>%s</b> (%s)</li>")
            % (one.text, one._describe_result(), one._describe_votes())
            for one in self.decision_ids
        )
        opening = self.env._(
            "The owners' committee has decided on %(day)s:",
            day=self._format_day(self._get_day()),
        )
        return {
            "name": self.env._("Decisions: %(meeting)s", meeting=self.name),
            "body": Markup("<p>%s</p><ol>%s</ol>") % (opening, lines),
            "company_id": self.company_id.id,
            "place_ids": [fields.Command.create({"site_id": self.site_id.id})],
        }

    def _tell_matters(self):
        """Note on each matter what was decided of it."""
        for item in self.agenda_ids.filtered("matter_id"):
            for decision in item.decision_ids:
                item.matter_id.message_post(
                    body=Markup("<p>%s</p><p><b>%s</b> (%s)</p>")
                    % (
                        decision.text,
                        decision._describe_result(),
                        decision._describe_votes(),
                    ),
                    subtype_xmlid="mail.mt_note",
                )
