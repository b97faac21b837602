from odoo import fields
from odoo.fields import Command

from .common import CommitteeCommon


class MeetingCommon(CommitteeCommon):
    """A committee of seven that meets on a Tuesday, kept by the site manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = "Asia/Shanghai"
        cls.members[5:].role = "member"
        cls.term.sudo().state = "filed"  # sudo: as after the filing
        cls.manager = cls.user_site_manager

    @classmethod
    def _plan(cls, start="2026-03-03 11:00:00", user=None, **values):
        agenda = [
            Command.create({"name": "Bicycle shed"}),
            Command.create({"name": "Accounts"}),
        ]
        return (
            cls.env["property.committee.meeting"]
            .with_user(user or cls.manager)
            .create(
                {
                    "term_id": cls.term.id,
                    "start": start,
                    "end": fields.Datetime.add(
                        fields.Datetime.to_datetime(start), hours=2
                    ),
                    "agenda_ids": agenda,
                    **values,
                }
            )
        )

    @classmethod
    def _call(cls, present=4, **values):
        """Return a meeting that was called, so many of the seven being there."""
        meeting = cls._plan(**values)
        meeting.action_call()
        meeting.attendance_ids.presence = "absent"
        meeting.attendance_ids[:present].presence = "present"
        return meeting

    @classmethod
    def _decide(cls, meeting, yes=0, no=0, abstain=0, text="We build it"):
        choices = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain
        members = meeting._get_present_members()
        return (
            cls.env["property.committee.decision"]
            .with_user(meeting.env.user)
            .create(
                {
                    "meeting_id": meeting.id,
                    "agenda_item_id": meeting.agenda_ids[0].id,
                    "text": text,
                    "vote_ids": [
                        Command.create({"member_id": member.id, "choice": choice})
                        for member, choice in zip(members, choices, strict=False)
                    ],
                }
            )
        )

    @classmethod
    def _publish(cls, meeting):
        meeting.minutes = "<p>All spoke for it.</p>"
        meeting.action_hold()
        meeting.action_publish()

    @classmethod
    def _raise(cls, user=None, **values):
        return (
            cls.env["property.committee.matter"]
            .with_user(user or cls.manager)
            .create({"name": "Parking fees", "term_id": cls.term.id, **values})
        )
