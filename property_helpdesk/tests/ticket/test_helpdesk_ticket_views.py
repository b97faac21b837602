from odoo.tests import Form, HttpCase

from ..common import HelpdeskCommon

FEW, MANY = 2, 50


class TestHelpdeskTicketViews(HttpCase, HelpdeskCommon):
    """Lists, cards and forms cost the same queries however much is in them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        # so many at once would be an incident, which costs its requests a query more
        cls.env["property.incident.rule"].search([]).active = False
        units = cls._create_units(FEW + MANY)
        people = cls.env["res.partner"].create([{"name": f"P {u.name}"} for u in units])
        cls.env["property.occupancy"].create(
            [
                {"unit_id": unit.id, "partner_id": person.id, "role": "tenant"}
                for unit, person in zip(units, people, strict=True)
            ]
        )
        classes = cls.env["property.ticket.class"].search([], limit=len(units))
        cls.tickets = cls.Ticket.create(
            [
                {
                    "name": f"Request {unit.name}",
                    "unit_id": unit.id,
                    "partner_id": person.id,
                    "class_id": classes[number % len(classes)].id,
                    "user_id": number % 3 and cls.user_technician.id,
                    "date_deadline": "2020-01-01 08:00:00",
                }
                for number, (unit, person) in enumerate(zip(units, people, strict=True))
            ]
        )
        cls.tickets._close("Done")
        cls.tickets[::2]._reopen("Again")
        for ticket in cls.tickets:
            ticket.activity_schedule(
                "mail.mail_activity_data_todo", user_id=cls.user_agent.id
            )
        cls.few, cls.many = cls.tickets[:FEW], cls.tickets[FEW:]

    def test_requests(self):
        for view in ("ticket_view_tree", "view_helpdesk_ticket_kanban"):
            for user in (self.user_agent, self.user_dispatcher, self.user_auditor):
                with self.subTest(view=view, user=user.login):
                    self.assertSameQueries(
                        f"helpdesk_mgmt.{view}", self.few, self.many, user
                    )

    def test_other_views_of_requests(self):
        for view in ("calendar", "activity"):
            with self.subTest(view=view):
                self.assertSameQueries(
                    f"property_helpdesk.helpdesk_ticket_view_{view}",
                    self.few,
                    self.many,
                    self.user_agent,
                )

    def test_form_of_a_request(self):
        few, many = self.tickets[1], self.tickets[5]
        for count, ticket in ((FEW, few), (MANY, many)):
            for number in range(count):
                ticket.priority = str(number % 3)
        self.assertGreater(len(many.event_ids), MANY - 2)
        self.assertSameQueries(
            "helpdesk_mgmt.ticket_view_form", few, many, self.user_agent
        )

    def test_log(self):
        events = self.tickets.event_ids
        self.assertSameQueries(
            "property_helpdesk.property_ticket_event_view_list",
            events[:FEW],
            events[FEW : FEW + MANY],
            self.user_agent,
        )

    def test_configuration(self):
        Place = self.env["property.ticket.place"]
        Problem = self.env["property.ticket.problem"]
        places = Place.create([{"name": f"P{n}"} for n in range(FEW + MANY)])
        problems = Problem.create([{"name": f"P{n}"} for n in range(FEW + MANY)])
        classes = self.env["property.ticket.class"].search([], limit=FEW + MANY)
        for name, records in (
            ("class", classes),
            ("place", places),
            ("problem", problems),
        ):
            with self.subTest(view=name):
                self.assertEqual(len(records), FEW + MANY)
                self.assertSameQueries(
                    f"property_helpdesk.property_ticket_{name}_view_list",
                    records[:FEW],
                    records[FEW:],
                    self.user_agent,
                )

    def test_configuration_of_helpdesk_mgmt(self):
        for model, view in (
            ("helpdesk.ticket.channel", "helpdesk_mgmt.view_helpdesk_channel_tree"),
            ("helpdesk.ticket.stage", "helpdesk_mgmt.view_helpdesk_ticket_stage_tree"),
            (
                "helpdesk.ticket.category",
                "helpdesk_mgmt.view_helpdesk_category_tree",
            ),
            ("helpdesk.ticket.tag", "helpdesk_mgmt.view_helpdesk_ticket_tag_tree"),
            ("helpdesk.ticket.team", "helpdesk_mgmt.view_helpdesk_team_tree"),
        ):
            records = self.env[model].create(
                [{"name": f"N{n}"} for n in range(FEW + MANY)]
            )
            with self.subTest(view=view):
                self.assertSameQueries(
                    view, records[:FEW], records[FEW:], self.user_company_manager
                )

    def test_forms_of_helpdesk_mgmt(self):
        """One team, stage, category … among few and among many others."""
        members = self.env["res.users"].search([], limit=MANY)
        for model, view, lines in (
            ("channel", "view_helpdesk_channel_form", {}),
            ("stage", "view_helpdesk_ticket_stage_form", {"team_ids": "team"}),
            ("category", "view_helpdesk_category_form", {"child_id": "category"}),
            ("tag", "view_helpdesk_ticket_tag_form", {}),
            ("team", "view_helpdesk_team_form", {"category_ids": "category"}),
        ):
            records = []
            for count in (FEW, MANY):
                values = {"name": f"{model} {count}"}
                for field, name in lines.items():
                    Lines = self.env[f"helpdesk.ticket.{name}"]
                    values[field] = Lines.create(
                        [{"name": f"{model} {count} {n}"} for n in range(count)]
                    ).ids
                if model == "team":
                    values["user_ids"] = members[:count].ids
                records.append(self.env[f"helpdesk.ticket.{model}"].create(values))
            with self.subTest(view=view):
                self.assertSameQueries(
                    f"helpdesk_mgmt.{view}", *records, self.user_company_manager
                )

    def test_pivot_and_graph(self):
        for view, groups in (
            ("pivot", ["site_id", "team_id", "user_id", "reported_at:month"]),
            ("graph", ["reported_at:week", "case_type"]),
        ):
            counts = []
            for tickets in (self.few, self.few, self.many, self.many):
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                self.Ticket.with_user(self.user_agent).formatted_read_grouping_sets(
                    [("id", "in", tickets.ids)], [[], groups[:1], groups], ["__count"]
                )
                counts.append(self.cr.sql_log_count - before)
            with self.subTest(view=view):
                self.assertEqual(counts[1], counts[3])

    def test_dialogs(self):
        for name in ("assign", "close", "reopen"):
            view = f"property_helpdesk.property_ticket_{name}_view_form"
            Wizard = self.env[f"property.ticket.{name}"].with_user(self.user_dispatcher)
            wizards = []
            for tickets in (self.few, self.many):
                values = {"ticket_ids": tickets.ids}
                if name == "close":
                    values["solution"] = "Done"
                if name == "reopen":
                    values["reason"] = "Again"
                wizards.append(Wizard.create(values))
            with self.subTest(view=view):
                self.assertSameQueries(view, *wizards, self.user_dispatcher)

    def test_page_of_a_request_costs_the_same_for_few_and_many_messages(self):
        user = self._create_portal("tenant", self.resident)
        few, many = self._create_tickets(2)
        for ticket, count in ((few, FEW), (many, MANY)):
            for number in range(count):
                ticket.message_post(
                    body=f"Message {number}",
                    message_type="comment",
                    subtype_xmlid="mail.mt_comment",
                    attachments=[(f"{number}.txt", b"x")],
                )
        self.authenticate(user.login, user.login)
        counts = []
        for ticket in (few, few, many, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            page = self.url_open(f"/my/ticket/{ticket.id}")
            self.assertIn("Leak", page.text)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[3])

    def test_quick_create_asks_the_least(self):
        view = "property_helpdesk.helpdesk_ticket_view_form_quick_create"
        Ticket = self.env["helpdesk.ticket"].with_user(self.user_agent)
        with Form(Ticket, view=view) as form:
            form.name = "Leak"
            form.unit_id = self.unit
        self.assertEqual(form.record.territory_id, self.unit.territory_id)
