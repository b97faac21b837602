"""Requests of a released version, their log and clocks, after the update."""

from held import HeldCase

from odoo.addons.property_helpdesk.tools.clock_replay import Clocks

CRM = "property_crm"
# {model: {field}} that this version changes on purpose: what it is now is tested here.
CHANGED = {}


class TestPropertyHelpdesk(HeldCase):
    def test_everything_is_as_it_was(self):
        ours = tuple(
            name for name in self.facts if self.env[name]._original_module != CRM
        )
        self.assertHeld(ours, CHANGED)

    def test_the_log_is_whole(self):
        events = self.browse_held("property.ticket.event")
        tickets = self.browse_held("helpdesk.ticket")
        self.assertEqual(tickets.event_ids.sorted("id"), events.sorted("id"))
        kinds = set(events.mapped("kind"))
        self.assertLessEqual(
            {"created", "assigned", "reassigned", "waiting", "resumed", "closed"}, kinds
        )
        self.assertLessEqual({"reopened", "deferred", "restricted", "breached"}, kinds)

    def test_clocks_are_what_the_log_says(self):
        tickets = self.browse_held("helpdesk.ticket")
        names = list(tickets._prepare_clock_vals(Clocks()))
        replayed = tickets._replay_clocks()
        for ticket in tickets:
            stored = ticket.read(names, load="")[0]
            stored.pop("id")
            expected = {
                name: value or False for name, value in replayed[ticket.id].items()
            }
            self.assertEqual(stored, expected, ticket.number)

    def test_a_reason_of_ratings_is_told_from_a_compliment(self):
        reason = self.env.ref("property_helpdesk.property_rating_reason_well_done")
        self.assertEqual(reason.with_context(lang="en_US").name, "Good work")
        self.assertEqual(reason.with_context(lang="zh_CN").name, "维修质量好")

    def test_the_mail_that_asks_to_confirm_names_the_day_of_the_site(self):
        template = self.env.ref("property_helpdesk.mail_template_confirm")
        for lang in ("en_US", "zh_CN"):
            body = template.with_context(lang=lang).body_html
            self.assertIn("'tz_name': object.site_id.tz}", body)
            self.assertNotIn("'date_only': True}", body)

    def test_work_goes_on(self):
        """A request of before the update is given away, done and opened again."""
        ticket = self.browse_held("helpdesk.ticket").filtered(
            lambda one: one.external_key == "NEW"
        )
        user = self.env["res.users"].search([("login", "=", "plumber")])
        ticket._assign(user)
        ticket._close("Done")
        self.assertTrue(ticket.stage_id.closed)
        ticket._reopen("Not done")
        self.assertFalse(ticket.closed_date)

    def test_emergencies_come_first(self):
        promises = {"emergency": 5, "heating_leak": 5, "defect": 9, "repair": 10}
        for name, sequence in promises.items():
            policy = self.env.ref(f"property_helpdesk.property_sla_policy_{name}")
            self.assertEqual(policy.sequence, sequence, name)

    def test_danger_is_told_to_whoever_is_on_duty(self):
        level = self.env.ref("property_helpdesk.property_escalation_level_danger")
        self.assertTrue(level.also_on_duty)

    def test_rules_are_current(self):
        self.assertRulesCurrent("property_helpdesk")
