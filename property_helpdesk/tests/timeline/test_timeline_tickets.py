from odoo.fields import Command

from ..common import HelpdeskCommon


class TestTimelineTickets(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        cls.ticket = cls._create_tickets(name="Dripping tap")
        cls.elsewhere = cls._create_tickets(
            name="Broken gate", unit_id=cls.other_unit.id
        )
        for ticket in (cls.ticket, cls.elsewhere):
            ticket.message_post(
                body=f"About the {ticket.name}",
                subject="Our answer",
                message_type="email_outgoing",
            )
        cls.env["rating.rating"].create(
            {
                "res_model_id": cls.env["ir.model"]._get_id("helpdesk.ticket"),
                "res_id": cls.ticket.id,
                "partner_id": cls.resident.id,
                "rating": 4,
                "consumed": True,
                "rated_on": "2026-03-02 10:00:00",
                "feedback": "Quick",
            }
        )
        cls.env.flush_all()

    def _told(self, user, record=None, *names, **wish):
        self.env.flush_all()
        self.env.invalidate_all()
        record = (record or self.resident).with_user(user)
        return [
            tuple(entry[name] for name in names or ("title",))
            for entry in record.api_timeline(**wish)["entries"]
        ]

    def test_requests_their_messages_and_ratings(self):
        [told] = self._told(self.user_agent, None, "title", "state", kinds=["ticket"])
        self.assertEqual(told, (f"{self.ticket.number} Dripping tap", "New"))
        [told] = self._told(
            self.user_agent, None, "text", "open_model", "open_id", kinds=["message"]
        )
        self.assertEqual(
            told, ("About the Dripping tap", "helpdesk.ticket", self.ticket.id)
        )
        [told] = self._told(self.user_agent, None, "title", "text", kinds=["survey"])
        self.assertEqual(told, ("★★★★☆", "Quick"))

    def test_visits(self):
        self.env["property.visit"].create(
            {
                "ticket_id": self.ticket.id,
                "user_id": self.user_technician.id,
                "start": "2031-03-04 10:00:00",
            }
        )
        [told] = self._told(self.user_agent, None, "title", "state", kinds=["visit"])
        self.assertEqual(told, (f"{self.ticket.number} Dripping tap", "Planned"))
        user = self.user_company_manager
        self.assertEqual(len(self._told(user, self.unit, kinds=["visit"])), 1)
        self.assertFalse(self._told(user, self.other_unit, kinds=["visit"]))

    def test_a_unit_shows_the_requests_about_it(self):
        for unit, name in ((self.unit, "tap"), (self.other_unit, "gate")):
            user = self.user_company_manager
            [told] = self._told(user, unit, "title", kinds=["ticket"])
            self.assertIn(name, told[0])

    def test_territories_hold(self):
        found = self._told(self.user_company_manager, kinds=["ticket", "message"])
        self.assertEqual(len(found), 4)
        found = self._told(self.user_agent, kinds=["ticket", "message"])
        self.assertEqual(len(found), 2)

    def test_the_same_as_the_lists_show(self):
        """The union finds exactly what each model's own search finds."""
        models = ("helpdesk.ticket", "mail.message", "rating.rating", "calendar.event")
        for user in (
            self.user_agent,
            self.user_technician,
            self.user_company_manager,
            self.user_auditor,
        ):
            found = set(self._told(user, None, "model", "id", limit=1000))
            for model in models:
                records = self.env[model].with_user(user)
                ids = {record_id for name, record_id in found if name == model}
                with self.subTest(user=user.login, model=model):
                    self.assertEqual(ids, self._find_by_itself(records))

    def _find_by_itself(self, records):
        ids = self.env["helpdesk.ticket"].search(
            [("partner_id", "=", self.resident.id)]
        )
        domain = {
            "helpdesk.ticket": [("partner_id", "=", self.resident.id)],
            "mail.message": [
                ("message_type", "not in", ["notification", "user_notification"]),
                "|",
                "&",
                ("model", "=", "helpdesk.ticket"),
                ("res_id", "in", ids.ids),
                "&",
                ("model", "=", "res.partner"),
                ("res_id", "=", self.resident.id),
            ],
            "rating.rating": [("res_model", "=", "helpdesk.ticket")]
            + [("res_id", "in", ids.ids)],
            "calendar.event": [("partner_ids", "in", self.resident.ids)],
        }[records._name]
        return set(records.search(domain).ids)

    def test_whoever_is_complained_about_reads_nothing_of_it(self):
        user = self.user_technician
        user.group_ids += self.env.ref("property_crm.group_property_company_manager")
        self.ticket._assign(user)
        self.ticket.message_post(body="For him", partner_ids=user.partner_id.ids)
        self.ticket.activity_schedule("mail.mail_activity_data_todo", user_id=user.id)
        self.assertEqual(len(self._told(user, kinds=["ticket", "survey"])), 3)
        self.ticket.with_user(self.user_dispatcher).named_employee_ids = [
            Command.link(user.id)
        ]
        for record in (self.resident, self.unit):
            told = self._told(user, record, "model", "open_model", "open_id", "text")
            self.assertNotIn(
                self.ticket.id, [row[2] for row in told if "ticket" in row[1]]
            )
            self.assertNotIn("About the Dripping tap", str(told))
            self.assertNotIn("rating.rating", str(told))

    def test_same_queries_for_one_request_and_many(self):
        self._create_tickets(60)
        counts = []
        for limit in (1, 60):
            for _run in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                self.resident.with_user(self.user_agent).api_timeline(
                    kinds=["ticket"], limit=limit
                )
                count = self.cr.sql_log_count - before
            counts.append(count)
        self.assertEqual(*counts)

    def test_whoever_calls_is_told_with_how_many_are_open(self):
        member = self.env["res.partner"].create(
            {"name": "Member", "parent_id": self.resident.id}
        )
        self._create_tickets(name="Of the member", partner_id=member.id)
        people = (self.resident | member).with_user(self.user_dispatcher)
        counts = people._count_customer_requests()
        self.assertEqual(counts[member.id], 1)
        for person in people:
            told = person._prepare_customer_requests()["count"]
            self.assertEqual(counts[person.id], told, person.name)
