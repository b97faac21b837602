from datetime import datetime, timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time

from .common import NoticeCommon


class TestNotice(NoticeCommon):
    def test_the_tenant_is_told_in_place_of_the_owner_elsewhere(self):
        self._own(self.wang, self.upper)
        self._live(self.li, self.upper)
        self._own(self.zhao, self.lower)
        notice = self._write_notice()
        notice.action_publish()
        self.assertEqual(
            self._get_told(notice),
            {self.wang: "away", self.li: False, self.zhao: "neither"},
        )
        everybody = self._write_notice(follows_occupant=False)
        everybody.action_publish()
        self.assertFalse(self._get_told(everybody)[self.wang])

    def test_an_owner_who_lives_with_his_tenant_is_told(self):
        self._own(self.wang, self.upper)
        self._live(self.li, self.upper)
        self._live(self.wang, self.upper, role="owner_occupier")
        notice = self._write_notice()
        notice.action_publish()
        self.assertFalse(self._get_told(notice)[self.wang])

    def test_groups_tags_and_the_past(self):
        self._own(self.wang, self.upper)
        self._live(self.li, self.upper, role="family")
        self._live(self.zhao, self.upper, role="visitor")
        self._live(self.resident, self.upper, date_to="2021-01-01")
        owners = self._write_notice(to_tenants=False, to_family=False)
        families = self._write_notice(to_owners=False, to_tenants=False)
        committee = self.env["res.partner.category"].create({"name": "Committee"})
        self.li.category_id = committee
        tagged = self._write_notice(category_ids=[Command.set(committee.ids)])
        (owners | families | tagged).action_publish()
        self.assertEqual(list(self._get_told(owners)), [self.wang])
        self.assertEqual(list(self._get_told(families)), [self.li])
        self.assertEqual(list(self._get_told(tagged)), [self.li])

    def test_exactly_the_chosen_places(self):
        self.upper.entrance, self.lower.entrance = "A", "B"
        self._own(self.wang, self.upper)
        self._own(self.li, self.lower)
        self._own(self.zhao, self.other_unit)
        building = {"building_id": self.building.id}
        for places, people in (
            ([building], self.wang | self.li),
            ([building | {"entrance": "B"}], self.li),
            ([{"unit_id": self.upper.id}], self.wang),
            (
                [{"unit_id": self.upper.id}, {"unit_id": self.lower.id}],
                self.wang | self.li,
            ),
            ([{"unit_id": self.unit.id}], self.env["res.partner"]),
        ):
            notice = self._write_notice(*places)
            notice.action_publish()
            told = self.env["res.partner"].union(*self._get_told(notice))
            self.assertEqual(told, people, places)
        both = self._write_notice(
            {"site_id": self.site.id},
            {"site_id": self.other_site.id},
            user=self.user_company_manager,
        )
        both.action_publish()
        self.assertEqual(set(self._get_told(both)), {self.wang, self.li, self.zhao})

    def test_who_has_not_agreed_or_wants_nothing_gets_no_mail(self):
        self.zhao.email = "zhao@example.com"
        marketing = self.env.ref("property_crm.property_privacy_purpose_marketing")
        for person, unit in zip(
            (self.wang, self.li, self.zhao),
            (self.upper, self.lower, self.unit),
            strict=True,
        ):
            self._own(person, unit)
            person._give_consent(marketing, "desk")
        self.li._withdraw_consent(marketing, "desk")
        self.zhao.refuses_contact = True
        self.assertEqual(
            (self.wang | self.li | self.zhao)._filter_consenting("marketing"), self.wang
        )
        offer = self._write_notice(by_portal=False, purpose_id=marketing.id)
        self.assertIn("Has not agreed to this purpose: 1", offer.unreached_text)
        offer.action_publish()
        told = {self.wang: False, self.li: "no_consent", self.zhao: "refused"}
        self.assertEqual(self._get_told(offer), told)
        self.wang._withdraw_consent(marketing, "desk")
        offer.sudo().recipient_ids.filtered(
            lambda one: one.email_state == "waiting"
        )._queue_mails()
        states = offer.sudo().recipient_ids.mapped("email_state")
        self.assertEqual(set(states), {False, "cancelled"})
        for kind, reason in (("info", "refused"), ("outage", False)):
            notice = self._write_notice(by_portal=False, kind=kind)
            notice.action_publish()
            self.assertEqual(self._get_told(notice)[self.zhao], reason)
            self.assertFalse(self._get_told(notice)[self.li])

    def test_the_developer_is_told_until_delivery(self):
        developer = self._create_people("Developer", is_company=True)
        self.site.developer_id = developer
        self._own(self.wang, self.upper)
        notice = self._write_notice({"unit_id": self.upper.id})
        notice.action_publish()
        self.assertEqual(list(self._get_told(notice)), [developer])

    def test_why_not_is_said_before(self):
        self._own(self.wang, self.upper)
        self._own(self.li, self.lower)
        self._own(self.resident, self.unit)
        self.env["mail.blacklist"].create({"email": "li@example.com"})
        with Form(self.env["property.notice"].with_user(self.user_dispatcher)) as form:
            form.name = "Water off"
            form.body = "<p>On Friday</p>"
            self.assertEqual(form.person_count, 3)
            self.assertEqual((form.reached_count, form.unreached_count), (2, 1))
            self.assertEqual((form.portal_count, form.email_count), (1, 2))
            self.assertEqual((form.unit_reached_count, form.unit_count), (2, 3))
            self.assertIn("Wants no e-mails: 1", form.unreached_text)
            form.by_email = False
            self.assertEqual(form.reached_count, 1)
            self.assertIn("No access to the residents' page: 2", form.unreached_text)
        notice = form.record
        domain = notice.action_view_recipients()["domain"]
        rows = self.env["property.notice.recipient"].search(domain)
        self.assertEqual(len(rows), 3)
        self.assertFalse(any(rows.mapped("published_at")))

    def test_what_was_told_stays_as_it_was(self):
        self._own(self.wang, self.upper)
        notice = self._write_notice()
        notice.action_publish()
        self._own(self.li, self.lower)
        notice.action_publish()
        notice.invalidate_recordset()
        self.assertEqual(notice.person_count, 1)
        for vals in ({"to_owners": False}, {"place_ids": [Command.clear()]}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                notice.write(vals)
        with self.assertRaises(UserError):
            notice.place_ids.building_id = self.building
        with self.assertRaises(UserError):
            notice.unlink()

    def test_nothing_incomplete_goes_out(self):
        for vals in (
            {"body": "<p><br></p>"},
            {"place_ids": False},
            {"to_owners": False, "to_tenants": False, "to_family": False},
            {"by_portal": False, "by_email": False},
            {"expires_at": datetime.now() - timedelta(days=1)},
        ):
            notice = self._write_notice(**vals)
            with self.subTest(vals=vals), self.assertRaises(ValidationError):
                notice.action_publish()

    def test_a_scheduled_notice_goes_out_on_its_day_once(self):
        with freeze_time("2026-03-02 08:00:00"):
            notice = self._write_notice(publish_at="2026-03-03 08:00:00")
            notice.action_publish()
            self.assertEqual(notice.state, "scheduled")
            self._own(self.wang, self.upper)
            notice._publish_due()
            self.assertEqual(notice.state, "scheduled")
        with freeze_time("2026-03-03 08:01:00"):
            notice._publish_due()
            self.assertEqual(notice.state, "published")
            self.assertEqual(list(self._get_told(notice)), [self.wang])
            self.assertFalse(notice._publish_due())

    def test_earlier_texts_are_kept(self):
        notice = self._write_notice()
        notice.action_publish()
        notice.body = "<p>On Saturday.</p>"
        self.assertEqual(notice.version, 2)
        old = notice.html_field_history_get_content_at_revision("body", 1)
        self.assertIn("Friday", old)

    def test_places_lie_inside_each_other(self):
        for place in (
            {"site_id": self.site.id, "building_id": self.other_building.id},
            {"site_id": self.site.id, "entrance": "A"},
            {"site_id": self.other_site.id, "unit_id": self.upper.id},
        ):
            with self.subTest(place=place), self.assertRaises(ValidationError):
                self._write_notice(place, user=self.user_company_manager)

    def test_same_queries_for_2_and_50(self):
        units = self._create_units(52)
        people = self._create_people(*(f"Person {number}" for number in range(52)))
        for unit, person in zip(units, people, strict=True):
            self._own(person, unit)
        counts = []
        for some in (units[:2], units[:2], units[2:]):
            notice = self._write_notice(
                *({"unit_id": unit.id} for unit in some), by_email=False
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            notice.action_publish()
            counts.append(self.cr.sql_log_count - before)
            self.assertEqual(notice.person_count, len(some))
        self.assertEqual(*counts[1:])
        notices = self.env["property.notice"].union(
            *(self._write_notice() for _number in range(8))
        )
        notices.action_publish()
        self.assertSameQueries(
            "property_crm.property_notice_view_list", notices[:2], notices
        )

    def test_on_the_timeline_and_the_site(self):
        self._own(self.wang, self.upper)
        notice = self._write_notice()
        self.assertFalse(self.site.notice_count)
        notice.action_publish()
        self.site.invalidate_recordset()
        self.assertEqual(self.site.notice_count, 1)
        wang = self.wang.with_user(self.user_agent)
        [entry] = wang.api_timeline(kinds=["notice"])["entries"]
        self.assertIn("Water off", entry["title"])
        self.assertEqual(entry["open_model"], "property.notice")
