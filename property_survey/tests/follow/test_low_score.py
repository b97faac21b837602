from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError

from odoo.addons.property_crm.tests.time.common import TimeCommon

from .common import FollowCommon, at, freeze_time

HOUR = timedelta(hours=1)


class TestLowScore(FollowCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._finish()
        cls.portal = cls._create_portal("tenant", cls.resident)

    def test_few_stars_open_one_request(self):
        now = fields.Datetime.now()
        reason = self.env["property.rating.reason"].search([], limit=1)
        form = {"stars": "2", "reasons": [str(reason.id)], "feedback": "Too late"}
        own = self.ticket.with_user(self.portal)
        own._portal_rate(form)
        case = self.ticket.follow_case_ids
        self.assertRecordValues(
            case,
            [
                {
                    "follow_source": "rating",
                    "partner_id": self.resident.id,
                    "unit_id": self.unit.id,
                    "team_id": self.team.id,
                    "user_id": self.user_dispatcher.id,
                }
            ],
        )
        for words in ("2 of 5", reason.name, "Too late"):
            self.assertIn(words, case.description)
        self.assertGreaterEqual(case.date_deadline, now + 8 * HOUR)
        own._portal_rate({**form, "stars": "1"})
        self.assertEqual(self.ticket.follow_case_ids, case)

    def test_nobody_links_it_by_hand(self):
        """The link shows the other request's name: it is the system's to write."""
        other = self.Ticket.create(self._prepare_vals(unit_id=self.other_unit.id))
        link = {"follow_of_id": other.id}
        ticket = self.ticket.with_user(self.user_dispatcher)
        for act in (
            lambda: ticket.write(link),
            lambda: ticket.create(self._prepare_vals(**link)),
            lambda: ticket.write({"follow_source": "rating"}),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_by_mail_and_by_limit(self):
        self._rate(self.ticket, 3)
        self.assertFalse(self.ticket.follow_case_ids)
        self.ticket.company_id.low_score_stars = 3
        self._rate(self.ticket, 3)
        self.assertTrue(self.ticket.follow_case_ids)

    def test_due_in_working_hours_of_the_site(self):
        """Eight hours from Friday 16:45 on end on Monday at 17:15."""
        self.site.resource_calendar_id = TimeCommon._create_office.__func__(type(self))
        with freeze_time(at("2026-03-06 16:45")):
            self._rate(self.ticket, 1)
            case = self.ticket.follow_case_ids
        self.assertEqual(case.date_deadline, at("2026-03-09 17:15"))

    def test_owner_had_no_part(self):
        """The leader who closed it himself does not look after it."""
        self.team.user_id = self.user_technician
        self._rate(self.ticket, 1)
        owner = self.ticket.follow_case_ids.user_id
        self.assertTrue(owner)
        self.assertNotEqual(owner, self.user_technician)

    def test_who_is_complained_about_sees_nothing_of_it(self):
        self.ticket.named_employee_ids = self.user_agent
        self._rate(self.ticket, 1)
        case = self.ticket.follow_case_ids
        self.assertEqual(case.named_employee_ids, self.user_agent)
        self.assertFalse(case.with_user(self.user_agent)._filtered_access("read"))

    def _create_sheet(self, mode, number):
        """Return a sheet with the satisfaction, of a campaign of its own."""
        survey = self.env["survey.survey"].create({"title": "After"})
        question = self.env["survey.question"].create(
            {
                "survey_id": survey.id,
                "title": "Satisfied?",
                "question_type": "scale",
                "scale_min": 1,
                "scale_max": 5,
                "quality_role": "satisfaction",
            }
        )
        campaign = self.env["property.survey.campaign"].create(
            {"name": mode, "survey_id": survey.id, "mode": mode}
        )
        return self.env["property.survey.sheet"].create(
            {
                "campaign_id": campaign.id,
                "company_id": self.env.company.id,
                "site_id": self.site.id,
                "day": "2026-03-06",
                "numbers": {str(question.id): number},
                "ticket_id": mode == "named" and self.ticket.id,
                "partner_id": mode == "named" and self.resident.id,
            }
        )

    def test_sheets(self):
        """A named answer opens it, once; a confidential or anonymous one never."""
        for mode, number, count in (
            ("anonymous", 1, 0),
            ("confidential", 1, 0),
            ("named", 3, 0),
            ("named", 2, 1),
        ):
            sheet = self._create_sheet(mode, number)
            with self.subTest(mode=mode, number=number):
                sheet._after_submit()
                sheet._after_submit()
                self.assertEqual(len(self.ticket.follow_case_ids), count)
        self.assertEqual(self.ticket.follow_case_ids.follow_source, "sheet")

    def test_stricter_word_is_kept_by_the_request_too(self):
        sheet = self._create_sheet("named", 2)
        sheet._after_submit()
        case = self.ticket.follow_case_ids
        self.assertIn("2 of 5", case.description)
        sheet.campaign_id.mode = "confidential"
        self.assertTrue(case.exists())
        self.assertEqual((case.site_id, case.follow_source), (self.site, "sheet"))
        for name in ("partner_id", "description", "unit_id", "intake_key"):
            with self.subTest(name):
                self.assertFalse(case[name])
        self.assertFalse(self.ticket.follow_case_ids)
        self.assertFalse(case.message_ids)
        self.assertNotIn(self.resident, case.message_partner_ids)

    def test_who_refuses_is_not_asked_for_a_rating(self):
        with freeze_time(at("2026-03-09 09:00")):
            domain = self.env["helpdesk.ticket"]._get_rating_domain(
                self.ticket.company_id
            )
            for name in ("refuses_contact", "refuses_surveys"):
                self.resident[name] = True
                self.assertFalse(self.ticket.filtered_domain(domain), name)
                self.resident[name] = False
            self.assertTrue(self.ticket.filtered_domain(domain))

    def test_asking_for_a_rating(self):
        """By mail, once, after three days; not who has rated."""
        rated = self._finish()
        self._rate(rated, 5)
        cron = type(self.env["ir.cron"])
        for text in ("2026-03-07 09:00", "2026-03-09 09:00", "2026-03-09 10:00"):
            with (
                self.subTest(text=text),
                freeze_time(at(text)),
                patch.object(cron, "_commit_progress", return_value=60),
            ):
                self.env["helpdesk.ticket"]._cron_ask_rating()
                mails = self.env["mail.mail"].search(
                    [("model", "=", "helpdesk.ticket"), ("res_id", "=", self.ticket.id)]
                )
                self.assertEqual(bool(mails), bool(self.ticket.rating_asked_on))
                self.assertLessEqual(len(mails), 1)
        self.assertTrue(self.ticket.rating_asked_on)
        self.assertIn("/rate/", mails.body_html)
        asked = self.env["mail.mail"].search(
            [("model", "=", "helpdesk.ticket"), ("res_id", "=", rated.id)]
        )
        self.assertFalse(asked)
