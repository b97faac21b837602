from .common import PhoneCommon

COMMON = "+8657100000000"
PAIR = "+8657100000001"
MANY = 1000


class TestCallCost(PhoneCommon):
    """Who calls costs the same queries among few people and among many."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.provider = cls.env["property.call.provider"].create(
            {"name": "Switchboard", "code": "pbx"}
        )
        china = {"country_id": cls.env.ref("base.cn").id}
        cls.wang.write(china)
        cls.zhao.write(china | {"phone": PAIR})
        cls.zhao.copy({"phone": PAIR})
        cls.event_number = 0

    def _multiply(self):
        """Give a thousand people one number: the ORM would take seconds."""
        self.env.flush_all()
        self.cr.execute(
            """
            INSERT INTO res_partner (name, complete_name, phone, phone_sanitized,
                                     active, type, company_id, country_id)
            SELECT 'Many ' || n, 'Many ' || n, %(number)s, %(number)s, TRUE, 'contact',
                   t.company_id, t.country_id
              FROM res_partner AS t, generate_series(1, %(count)s) AS n
             WHERE t.id = %(template)s
            """,
            {"number": COMMON, "count": MANY, "template": self.zhao.id},
        )

    def _count(self, run):
        for _run in range(2):  # the first fills the caches of the process
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            found = run()
            self.env.flush_all()
            count = self.cr.sql_log_count - before
        return found, count

    def _ask(self, number, people):
        Partner = self.env["res.partner"].with_user(self.user_company_manager)
        answer, count = self._count(lambda: Partner.api_caller(number))
        self.assertEqual(len(answer["candidates"]), people)
        return count

    def _ring(self, number):
        """Return the queries of an event of a new call, and of its card."""

        def take():
            self.event_number += 1
            [answer] = self.provider._take_events(
                [
                    {
                        "call_id": f"cost-{self.event_number}",
                        "event": "offered",
                        "at": "2026-03-02T10:00:00Z",
                        "direction": "inbound",
                        "number": number,
                        "queue": "S",
                    }
                ]
            )
            self.assertEqual(answer["status"], "ok")
            return self.Call.search([("name", "=", answer["call"])])

        call, count = self._count(take)
        _card, shown = self._count(call.with_user(self.user_company_manager).api_popup)
        return count, shown

    def test_among_a_thousand_people_as_among_few(self):
        number = self.wang.phone_sanitized
        asked, rung = self._ask(number, 1), self._ring(number)
        pair, pair_rung = self._ask(PAIR, 2), self._ring(PAIR)
        self._multiply()
        self.assertEqual(self._ask(number, 1), asked)
        self.assertEqual(self._ring(number), rung)
        self.assertEqual(self._ask(COMMON, 10), pair, "a number that many share")
        self.assertEqual(self._ring(COMMON), pair_rung, "a number that many share")
