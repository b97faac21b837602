from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Datetime
from odoo.tests import Form, users

from ..common import HelpdeskCommon


class TestIncident(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        cls.Incident = cls.env["property.incident"]
        cls.rule = cls.env["property.incident.rule"].create(
            {"name": "Test", "site_id": cls.site.id, "count": 3, "minutes": 60}
        )
        cls.units = cls._create_units(5)
        cls.people = [
            cls._create_resident(f"Resident {n}", f"r{n}@example.com", unit)
            for n, unit in enumerate(cls.units)
        ]

    def _report(self, *numbers, **values):
        tickets = self.Ticket
        for number in numbers:
            tickets += self._create_tickets(
                **{
                    "unit_id": self.units[number].id,
                    "partner_id": self.people[number].id,
                    "class_id": self.leak.id,
                    **values,
                }
            )
        return tickets

    def _find(self):
        return self.Incident.search([("site_id", "=", self.site.id)])

    def _open_incident(self, *numbers):
        tickets = self._report(*(numbers or (0, 1, 2)))
        incident = tickets.incident_id
        incident.resident_text = "No water until 16:00."
        incident.action_confirm()
        return incident, tickets

    def _get_mails(self, tickets):
        return (
            self.env["mail.mail"]
            .sudo()
            .search([("model", "=", "helpdesk.ticket"), ("res_id", "in", tickets.ids)])
        )

    def test_like_requests_of_a_building_propose_an_incident(self):
        first, second = self._report(0, 1)
        self.assertFalse(self._find())
        third = self._report(2)
        incident = self._find()
        self.assertRecordValues(
            incident,
            [
                {
                    "state": "proposed",
                    "building_id": self.building.id,
                    "category_id": self.leak.category_id.id,
                    "class_id": False,
                    "rule_id": self.rule.id,
                    "date_start": first.reported_at,
                    "ticket_count": 3,
                    "open_ticket_count": 3,
                    "user_id": self.user_dispatcher.id,
                }
            ],
        )
        self.assertEqual(incident.ticket_ids, first + second + third)
        self.assertEqual(incident.activity_ids.user_id, self.user_dispatcher)
        self.assertIn("incident", third.event_ids.mapped("kind"))

    def test_what_is_no_burst(self):
        old = Datetime.subtract(Datetime.now(), hours=2)
        complaint = self._get_class("service_centre_staff_slow_answer")
        other = self._create_building(self.site, "2")
        elsewhere = self._create_units(3, building=other)
        for case, reports in {
            "one person, again and again": [{"partner_id": self.people[0].id}] * 3,
            "one of them long ago": [{}, {}, {"reported_at": old}],
            "another subject": [{}, {}, {"class_id": False}],
            "complaints": [{"class_id": complaint.id}] * 3,
            "several buildings": [{}, {}, {"unit_id": elsewhere[0].id}],
        }.items():
            with self.subTest(case=case):
                tickets = self.Ticket
                for number, values in enumerate(reports):
                    tickets += self._report(number, **values)
                self.assertFalse(self._find())
                tickets._close("Done")

    def test_rule_of_the_site_decides(self):
        self.rule.write({"count": 2, "like": "class", "area": "site"})
        other = self._create_units(1, building=self._create_building(self.site, "2"))
        tickets = self._report(0) + self._report(1, unit_id=other.id)
        incident = self._find()
        self.assertEqual(incident.ticket_ids, tickets)
        self.assertFalse(incident.building_id)
        self.assertEqual(incident.class_id, self.leak)
        self.rule.active = False
        general = self.env.ref("property_helpdesk.property_incident_rule_general")
        self.assertEqual(
            self.rule._get_by_site(self.site | self.other_site),
            {self.site.id: general, self.other_site.id: general},
        )

    def test_new_like_requests_join(self):
        incident, _tickets = self._open_incident()
        self.assertEqual(self._report(3).incident_id, incident)
        late = self._report(4, class_id=False)
        self.assertFalse(late.incident_id)
        late.with_user(self.user_agent).class_id = self.leak
        self.assertEqual(late.incident_id, incident)
        self.assertEqual(self._find(), incident)

    def test_a_batch_finds_each_other(self):
        vals_list = [
            self._prepare_vals(
                unit_id=unit.id, partner_id=partner.id, class_id=self.leak.id
            )
            for unit, partner in zip(self.units, self.people, strict=True)
        ]
        tickets = self.Ticket.create(vals_list)
        self.assertEqual(len(self._find()), 1)
        self.assertEqual(tickets.incident_id, self._find())

    def test_dismissed_is_not_proposed_again_by_the_same(self):
        tickets = self._report(0, 1, 2)
        incident = tickets.incident_id
        incident.with_user(self.user_dispatcher).action_dismiss()
        self.assertEqual(incident.state, "dismissed")
        self.assertFalse(tickets.incident_id)
        self.assertFalse(incident.activity_ids)
        incident.date_end = Datetime.add(Datetime.now(), minutes=1)
        self.assertFalse(self._report(3).incident_id)
        self.assertEqual(self._find(), incident)

    def test_residents_are_told_once(self):
        twice = self._report(0)
        incident, tickets = self._open_incident(0, 1, 2)
        tickets += twice
        self.assertEqual(tickets.incident_id, incident)
        mails = self._get_mails(tickets).filtered(
            lambda mail: "No water" in mail.body_html
        )
        self.assertEqual(
            sorted(mails.mapped("email_to")),
            [f"r{number}@example.com" for number in range(3)],
        )
        for ticket in tickets:
            texts = [body for body in ticket.message_ids.mapped("body") if body]
            self.assertEqual(sum("No water" in body for body in texts), 1)
        count = len(self._get_mails(tickets))
        incident.action_tell()
        self.assertEqual(len(self._get_mails(tickets)), count)
        joined = self._report(3)
        self.assertTrue(joined.incident_told_at)
        self.assertEqual(self._get_mails(joined).mapped("email_to"), ["r3@example.com"])

    def test_telling_costs_the_same_for_few_and_many(self):
        counts = []
        for size in (2, 2, 30):
            units = self._create_units(size)
            incident = self.Incident.create(
                {"site_id": self.site.id, "name": "x", "resident_text": "Soon"}
            )
            people = self.env["res.partner"].create(
                [{"name": f"p{n}", "email": f"p{n}@x.cn"} for n in range(size)]
            )
            tickets = self.Ticket.create(
                [
                    self._prepare_vals(unit_id=unit.id, partner_id=person.id)
                    for unit, person in zip(units, people, strict=True)
                ]
            )
            tickets.incident_id = incident
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            incident.action_tell()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def _set_close_mail(self):
        template = (
            self.env["mail.template"]
            .sudo()
            .create(
                {
                    "name": "Closed",
                    "model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                    "subject": "Closed",
                    "body_html": "<p>Closed</p>",
                    "partner_to": "{{ object.partner_id.id }}",
                }
            )
        )
        self.stage_done.write(
            {"mail_template_id": template.id, "rating_mail_template_id": False}
        )

    @users("property_dispatcher")
    def test_one_solution_closes_all_with_one_notice_each(self):
        self._set_close_mail()
        incident, tickets = self._open_incident(0, 0, 1, 2)
        tickets[2]._close("Closed before")
        self.env.cr.precommit.run()
        earlier = self._get_mails(tickets)
        incident = incident.with_env(self.env)
        action = incident.action_resolve()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.solution = "Pump replaced"
        form.record.action_resolve()
        self.env.cr.precommit.run()
        self.assertEqual(incident.state, "resolved")
        self.assertTrue(incident.date_end)
        self.assertEqual(set(tickets.mapped("stage_id")), {self.stage_done})
        self.assertEqual(
            tickets.mapped("solution"),
            ["Pump replaced", "Pump replaced", "Closed before", "Pump replaced"],
        )
        mails = self._get_mails(tickets) - earlier
        self.assertEqual(
            mails.recipient_ids, self.people[0] + self.people[2], "one notice each"
        )
        self.assertEqual(len(mails), 2)

    def test_one_request_is_opened_again_by_itself(self):
        incident, tickets = self._open_incident()
        incident._resolve("Pump replaced")
        tickets[0]._reopen("Still dry")
        states = [ticket.stage_id.closed for ticket in tickets]
        self.assertEqual(states, [False, True, True])
        self.assertEqual(incident.state, "resolved")
        self.assertEqual(incident.open_ticket_count, 1)
        with self.assertRaises(UserError):
            incident._resolve("Again")
        with self.assertRaises(UserError):
            incident.action_confirm()

    def test_closing_many_costs_little_more_than_few(self):
        counts = []
        for size in (2, 2, 30):
            incident = self.Incident.create({"site_id": self.site.id, "name": "x"})
            tickets = self._create_tickets(size)
            tickets.incident_id = incident
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            incident.with_context(tracking_disable=True)._resolve("Done")
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[2], counts[1] + 14, "half a query each is none")

    def test_who_sees_and_decides(self):
        incident, _tickets = self._open_incident()
        portal = self._create_portal("tenant", self.people[0])
        for user, sees, decides in (
            (self.user_agent, True, False),
            (self.user_auditor, True, False),
            (self.user_dispatcher, True, True),
            (self.user_company_manager, True, True),
            (self.user_stranger, False, False),
            (portal, False, False),
        ):
            mine = incident.with_user(user)
            with self.subTest(user=user.login):
                self.assertEqual(mine.has_access("read"), sees)
                self.assertEqual(mine.has_access("write"), decides)
                if sees:
                    self.assertIn(mine, mine.search([]))
                if not decides:
                    with self.assertRaises(AccessError):
                        mine._resolve("Done")
                    with self.assertRaises(AccessError):
                        mine.create({"site_id": self.site.id, "name": "x"})
        self.assertNotIn(
            incident, self.Incident.with_user(self.user_stranger).search([])
        )
        ticket = self._report(3).with_user(portal)
        with self.assertRaises(AccessError):
            ticket.read(["incident_text"])

    def test_who_tunes_the_rules(self):
        general = self.env.ref("property_helpdesk.property_incident_rule_general")
        for user, own, all_sites in (
            (self.user_agent, False, False),
            (self.user_dispatcher, False, False),
            (self.user_site_manager, True, False),
            (self.user_company_manager, True, True),
            (self.user_stranger, False, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self.rule.with_user(user).has_access("write"), own)
                self.assertEqual(general.with_user(user).has_access("write"), all_sites)
                self.assertTrue(general.with_user(user).has_access("read"))
        self.assertFalse(self.rule.with_user(self.user_stranger).has_access("read"))
        self.assertFalse(general.with_user(self.user_portal).has_access("read"))

    def test_a_named_dispatcher_counts_less(self):
        incident, tickets = self._open_incident()
        tickets[0].named_employee_ids = [Command.link(self.user_agent.id)]
        mine = incident.with_user(self.user_agent)
        self.assertEqual(mine.ticket_count, 2)
        self.env.invalidate_all()
        self.assertEqual(mine.ticket_ids, tickets[1:].with_user(self.user_agent))

    def test_views_cost_the_same_for_few_and_many(self):
        incidents = self.Incident.create(
            [{"site_id": self.site.id, "name": str(n)} for n in range(50)]
        )
        for view in ("list", "kanban"):
            self.assertSameQueries(
                f"property_helpdesk.property_incident_view_{view}",
                incidents[:2],
                incidents,
                self.user_dispatcher,
            )

    @users("property_dispatcher")
    def test_by_hand(self):
        with Form(self.env["property.incident"]) as form:
            form.site_id = self.site
            form.building_id = self.building
            form.category_id = self.leak.category_id
        incident = form.record
        self.assertEqual(incident.state, "open")
        self.assertIn(self.building.display_name, incident.name)
        self.assertEqual(self._report(0).incident_id, incident)

    def test_nobody_writes_by_hand_how_it_ended(self):
        incident, tickets = self._open_incident()
        decided = incident.with_user(self.user_dispatcher)
        kept = {
            "state": "resolved",
            "solution": "Nothing",
            "date_end": "2026-01-01 08:00:00",
            "rule_id": self.rule.id,
        }
        for name, value in kept.items():
            with self.subTest(name=name):
                with self.assertRaisesRegex(AccessError, "by hand"):
                    decided.write({name: value})
                new = {"site_id": self.site.id, "name": "New"}
                with self.assertRaisesRegex(AccessError, "by hand"):
                    decided.create({**new, name: value})
                with self.assertRaisesRegex(AccessError, "by hand"):
                    decided.with_context(**{f"default_{name}": value}).create(new)
        self.assertEqual(decided.create({**new, "state": "open"}).state, "open")
        decided._resolve("Valve replaced")
        self.assertEqual(incident.state, "resolved")
        self.assertTrue(all(tickets.mapped("closed")))
