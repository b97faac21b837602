import random
from datetime import timedelta

from odoo.exceptions import AccessError

from ...tools.call_measures import CallCost, Calls
from .common import PhoneCommon, at

FIGURES = (
    "offered_count:sum",
    "answered_count:sum",
    "abandoned_count:sum",
    "short_count:sum",
    "abandon_rate:avg",
    "level_rate:avg",
    "answer_speed:avg",
    "handle_time:avg",
)


class TestCallReport(PhoneCommon):
    """The figures of the database are those of tools/call_measures.py."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Report = cls.env["property.call.report"]
        cls.site.tz = "Asia/Shanghai"
        cls.agreed, cls.wrong = cls.env["property.call.disposition"].create(
            [
                {"name": "Yes", "code": "T1", "is_reached": True, "is_agreed": True},
                {"name": "Wrong number", "code": "T2"},
            ]
        )

    def _get_figures(self, domain=(), groupby=(), names=FIGURES):
        self.env.flush_all()
        domain = [("queue_id", "in", (self.service | self.enquiry).ids), *domain]
        rows = self.Report._read_group(domain, groupby, list(names))
        names = [name.partition(":")[0] for name in names]
        size = len(groupby)
        figures = {
            row[:size]: dict(zip(names, row[size:], strict=True)) for row in rows
        }
        return figures if groupby else figures[()]

    def _sells_by_agreement(self):
        """Tell whether no other addon says what a sale is."""
        return "lead_ids" not in self.Call._fields

    def _make_random(self, chance, queue):
        """Return a call and what ``Calls`` counts of it."""
        offered = at("01:00") + timedelta(seconds=chance.randrange(36000))
        wait, talk, wrapup = (chance.randrange(limit) for limit in (60, 400, 90))
        ended = offered + timedelta(seconds=wait)
        vals = {"queue_id": queue.id, "offered_at": offered, "ended_at": ended}
        if chance.random() < 0.3:
            is_short = wait < queue.short_abandon
            counted = {} if is_short else {"offered": 1, "abandoned": 1}
            return vals, Calls(**counted)
        vals["answered_at"] = ended
        vals["ended_at"] = ended + timedelta(seconds=talk)
        vals["wrapped_up_at"] = vals["ended_at"] + timedelta(seconds=wrapup)
        in_time = int(wait <= queue.answer_within)
        return vals, Calls(1, 1, 0, in_time, wait, talk + wrapup)

    def test_as_the_pure_measures_however_grouped(self):
        chance = random.Random(7)
        self.enquiry.level_base = "answered"
        made = {}
        for queue in self.service | self.enquiry:
            made[queue] = [self._make_random(chance, queue) for _number in range(60)]
        self.Call.create([vals for calls in made.values() for vals, _call in calls])
        figures = self._get_figures(groupby=["queue_id"])
        for queue, calls in made.items():
            counted = zip(*(vars(call).values() for _vals, call in calls), strict=True)
            whole = Calls(*map(sum, counted))
            found = figures[queue,]
            self.assertEqual(found["offered_count"], whole.offered)
            self.assertEqual(found["answered_count"], whole.answered)
            self.assertEqual(found["abandoned_count"], whole.abandoned)
            for name, value in (
                ("abandon_rate", 100 * whole.abandonment),
                ("level_rate", 100 * whole.get_level(queue.level_base)),
                ("answer_speed", whole.answer_speed),
                ("handle_time", whole.handle_time),
            ):
                self.assertAlmostEqual(found[name], value, 6, name)
        both = self._get_figures()
        self.assertEqual(
            both["offered_count"],
            sum(found["offered_count"] for found in figures.values()),
        )
        self.assertGreater(both["short_count"], 0)

    def test_ten_of_a_hundred_hang_up(self):
        """Vectors of domain 4.7: 10 of 100 are 10 %; 500 s for 100 calls are 5 s."""
        waits = [5] * 90
        calls = [
            {
                "queue_id": self.service.id,
                "offered_at": at("02:00:00"),
                "answered_at": at("02:00:00") + timedelta(seconds=wait),
                "ended_at": at("02:05:00"),
            }
            for wait in waits
        ]
        calls += [
            {
                "queue_id": self.service.id,
                "offered_at": at("02:00:00"),
                "ended_at": at("02:00:30"),
            }
        ] * 10
        self.Call.create(calls)
        found = self._get_figures()
        self.assertEqual((found["offered_count"], found["abandon_rate"]), (100, 10))
        self.assertEqual(found["answer_speed"], 5)
        self.assertEqual(found["level_rate"], 90)

    def test_half_hours_are_those_of_the_site(self):
        self._make_call("01:29:59", "01:30:05", "01:31")
        self._make_call("01:30:00", "01:30:05", "01:31")
        self._make_call("16:05", "16:06", "16:07")
        found = self._get_figures(groupby=["half_hour"])
        self.assertEqual({key for (key,) in found}, {"09:00", "09:30", "00:00"})
        self._make_call("01:30", "01:31", "01:32", queue_id=self.enquiry.id)
        domain = [("queue_id", "=", self.enquiry.id)]
        found = self._get_figures(domain, ["half_hour"])
        self.assertEqual({key for (key,) in found}, {"01:30"})

    def test_talks_over_target_in_service_only(self):
        self.service.talk_target = 100
        for ended in ("10:01:41", "10:01:40"):
            self._make_call("10:00", "10:00", ended)
        self._make_call("10:00", "10:00", "11:00", queue_id=self.enquiry.id)
        names = ["over_target_rate:avg"]
        found = self._get_figures(groupby=["queue_kind"], names=names)
        self.assertEqual(found["service",]["over_target_rate"], 50)
        self.assertIs(found["enquiry",]["over_target_rate"], False)

    def test_contact_and_conversion(self):
        answered = {"answered": "10:01", "ended": "10:02"}
        for outcome in (self.agreed, self.agreed.browse(), self.wrong):
            self._make_call(direction="outbound", disposition_id=outcome.id, **answered)
        self._make_call(direction="outbound", ended="10:01")
        self._make_call("10:00", direction="outbound")
        names = ["called_count:sum", "contact_rate:avg", "conversion_rate:avg"]
        found = self._get_figures(names=names)
        self.assertEqual(
            found, {"called_count": 4, "contact_rate": 50, "conversion_rate": 50}
        )

    def test_a_call_list_has_figures(self):
        """Calls, people reached and agreements by list, opened from the list."""
        call_list = self.env["property.call.list"].create(
            {
                "name": "Parking",
                "purpose": "survey",
                "territory_id": self.site.territory_id.id,
            }
        )
        entry = self.env["property.call.entry"].create(
            {"list_id": call_list.id, "partner_id": self.wang.id}
        )
        made = {"direction": "outbound", "entry_id": entry.id}
        self._make_call(**made, ended="10:01")
        answered = {"answered": "10:01", "ended": "10:02"}
        self._make_call(**made, **answered)
        self._make_call(**made, **answered, disposition_id=self.agreed.id)
        self._make_call(**answered)
        action = call_list.with_user(self.user_site_manager).action_view_figures()
        self.assertEqual(action["domain"], [("list_id", "=", call_list.id)])
        measures = action["context"]["pivot_measures"]
        self.assertLessEqual(set(measures), set(self.Report._fields))
        names = ["called_count:sum", "reached_count:sum", "agreed_count:sum"]
        names += ["contact_rate:avg", "conversion_rate:avg"]
        found = self._get_figures(action["domain"], ["list_id"], names)
        self.assertEqual(
            list(found[call_list,].values())[:3]
            + [found[call_list,]["conversion_rate"]],
            [3, 2, 1, 50],
        )
        self.assertAlmostEqual(found[call_list,]["contact_rate"], 200 / 3)

    def test_meaning_to_buy_and_saying_yes_are_two_measures(self):
        """Domain 4.8: half of the callers mean to buy, one of ten does so."""
        talk = {"offered_at": at("10:00"), "answered_at": at("10:00")}
        talk |= {"ended_at": at("10:01"), "queue_id": self.service.id}
        self.service.call_cost = 3
        yes = self.agreed.id
        self.Call.create(
            [talk | {"purpose": "enquiry", "disposition_id": yes}] * 2
            + [talk | {"purpose": "sales"}] * 8
            + [talk | {"purpose": "survey", "disposition_id": yes}]
            + [talk | {"purpose": "service"}] * 9
        )
        names = ["intent_rate:avg", "booking_rate:avg", "agreed_count:sum"]
        found = self._get_figures(names=names)
        self.assertEqual(list(found.values()), [50, 10, 3])
        if self._sells_by_agreement():
            found = self._get_figures(names=["won_count:sum", "cost_per_won:avg"])
            self.assertEqual(list(found.values()), [2, 30])

    def test_rates_of_all_are_no_averages_of_rates(self):
        """The rate above is of all calls below, at each level of a pivot."""
        answered = {"answered": "10:00:10", "ended": "10:02"}
        for _number in range(3):
            self._make_call(user_id=self.user_agent.id, **answered)
        self._make_call(user_id=self.user_dispatcher.id, ended="10:01")
        self.env.flush_all()
        domain = [("queue_id", "=", self.service.id)]
        names = ["abandon_rate:avg", "answer_speed:avg"]
        levels = self.Report.formatted_read_grouping_sets(
            domain, [[], ["user_id"]], names
        )
        ((whole,), agents) = levels
        self.assertEqual([whole[name] for name in names], [25, 10])
        rates = {row["user_id"][0]: row["abandon_rate:avg"] for row in agents}
        self.assertEqual(rates, {self.user_agent.id: 0, self.user_dispatcher.id: 100})

    def test_costs_by_call_purpose_and_sale(self):
        self.service.write({"hourly_cost": 36, "call_cost": 0.5})
        sale = {"purpose": "sales", "disposition_id": self.agreed.id}
        self._make_call("10:00", "10:00", "10:05", "10:05", **sale)
        self._make_call("10:00", "10:00", "10:02", "10:03:20", purpose="sales")
        self._make_call("10:00", ended="10:01", purpose="sales")
        self._make_call("10:00", "10:00", "10:10", "10:10", purpose="service")
        names = ["cost:sum", "cost_each:avg", "cost_per_won:avg", "won_count:sum"]
        found = self._get_figures(groupby=["purpose"], names=names)
        spent = CallCost(2, (300 + 200) / 100 + 2 * 0.5, sales=1)
        self.assertAlmostEqual(found["sales",]["cost"], spent.total)
        self.assertAlmostEqual(found["sales",]["cost_each"], spent.each)
        self.assertAlmostEqual(found["service",]["cost"], 6.5)
        self.assertIs(found["service",]["cost_per_won"], False)
        if self._sells_by_agreement():
            self.assertAlmostEqual(found["sales",]["cost_per_won"], spent.per_sale)

    def test_calls_without_a_queue_cost_what_time_costs(self):
        call = self._make_call(
            "10:00", "10:00", "10:05", "10:05", queue_id=False, direction="outbound"
        )
        year = {"company_id": call.company_id.id, "variable_rate": 0.4}
        self.env["property.service.rate"].create(
            [
                {**year, "date_from": "2020-01-01", "full_rate": 0.5},
                {**year, "date_from": "2024-01-01", "full_rate": 0.8},
                {**year, "date_from": "2999-01-01", "full_rate": 9},
            ]
        )
        self.env.flush_all()
        [row] = self.Report.search_read([("id", "=", call.id)], ["cost", "cost_each"])
        self.assertEqual((row["cost"], row["cost_each"]), (4.0, 4.0))

    def test_who_sees_the_figures(self):
        self._make_call("10:00", "10:01", "10:02")
        self.env.flush_all()
        domain = [("queue_id", "=", self.service.id)]
        far = self._create_users(("far", "property_crm.group_property_site_manager"))
        self._enrol(far, self.other_site.territory_id)
        seen = [
            self.Report.with_user(user).search_count(domain)
            for user in (self.user_company_manager, self.user_site_manager, far)
        ]
        self.assertEqual(seen, [1, 1, 0])
        for user in (self.user_agent, self.user_stranger, self.user_portal):
            with self.assertRaises(AccessError):
                self.Report.with_user(user).search_count([])

    def test_the_same_queries_for_few_and_many(self):
        self._make_call("10:00", "10:01", "10:02")
        self._get_figures(groupby=["queue_id"])
        few = self._count_queries()
        self.Call.create(
            [
                {"queue_id": self.service.id, "offered_at": at("10:00")}
                for _number in range(50)
            ]
        )
        self.assertEqual(self._count_queries(), few)

    def _count_queries(self):
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self._get_figures(groupby=["half_hour"])
        return self.env.cr.sql_log_count - before
