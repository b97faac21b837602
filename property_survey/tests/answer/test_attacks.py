from odoo.exceptions import UserError
from odoo.tools import SQL

from .common import AnswerCommon

PEOPLE = 24
# By chance one in the mean is right; eight or more once in a hundred thousand times.
LUCK = 8
TABLES = ("sheet", "comment", "receipt", "invitation")
# What a submission may leave behind, and nothing else.
WRITTEN = {f"property_survey_{name}" for name in ("sheet", "comment", "receipt")}


class TestAttacks(AnswerCommon):
    """An administrator with SQL looks for who said what: he finds no more than chance.

    He knows who answered in which order, each post a transaction of its own.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = cls._create_campaign("anonymous")
        cls.invitations = cls._invite(cls.campaign, PEOPLE, role="owner")
        cls.invitations[-4:].role = "tenant"
        cls.tokens = cls.invitations.mapped("token")
        cls.env.flush_all()
        cls.rows_before = cls._count_rows()
        for number, token in enumerate(cls.tokens):
            with cls.env.cr.savepoint():
                cls.campaign._submit(
                    cls._get_truth(number), token=token, key=f"key {number}"
                )
        cls.rows_after = cls._count_rows()
        cls.naive = cls._guess(SQL("xmin::text::bigint"))
        cls.campaign._mix(200)

    @classmethod
    def _get_truth(cls, number):
        """Return answers that say whose they are, and words that do."""
        return cls._fill(1 + number % 7, 1 + number // 7, words=f"I am {number}")

    @classmethod
    def _count_rows(cls):
        """Return ``{table: rows}`` of the whole database."""
        cls.env.cr.flush()
        cls.env.cr.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = current_schema AND table_type = 'BASE TABLE'"
        )
        names = [name for (name,) in cls.env.cr.fetchall()]
        cls.env.cr.execute(
            SQL(" UNION ALL ").join(
                SQL("SELECT %s, count(*) FROM %s", name, SQL.identifier(name))
                for name in names
            )
        )
        return dict(cls.env.cr.fetchall())

    @classmethod
    def _get_said(cls):
        """Return what the sheet of each person in turn says."""
        return [
            {
                str(question): number
                for question, number in cls._get_truth(number).items()
                if question != cls.words.id
            }
            for number in range(PEOPLE)
        ]

    @classmethod
    def _read(cls, what, table, order):
        cls.env.cr.execute(
            SQL(
                "SELECT %s FROM %s WHERE campaign_id = %s ORDER BY %s",
                SQL(what),
                SQL.identifier(f"property_survey_{table}"),
                cls.campaign.id,
                order,
            )
        )
        return [row[0] for row in cls.env.cr.fetchall()]

    @classmethod
    def _guess(cls, order):
        """Return how many sheets lie in the order in which people answered."""
        found = cls._read("numbers", "sheet", order)
        return sum(
            one == other for one, other in zip(found, cls._get_said(), strict=True)
        )

    def test_without_mixing_the_attack_would_succeed(self):
        self.assertEqual(self.naive, PEOPLE)

    def test_order_of_rows_ids_and_transactions(self):
        for by in ("id", "ctid", "xmin::text::bigint", "day, id", "id DESC"):
            with self.subTest(by):
                self.assertLess(self._guess(SQL(by)), LUCK)
        for table in ("sheet", "comment", "receipt"):
            with self.subTest(table):
                writers = self._read("xmin::text", table, SQL("id"))
                self.assertEqual(len(writers), PEOPLE)
                self.assertEqual(len(set(writers)), 1)

    def test_transaction_and_place_of_the_invitation(self):
        """What says who answered when is written anew with the answers."""
        rows = self._read("xmin::text", "invitation", SQL("id"))
        self.assertEqual(len(set(rows)), 1)
        placed = self._read("id", "invitation", SQL("ctid"))
        sheets = self._read("numbers", "sheet", SQL("ctid"))
        truth = dict(zip(self.invitations.ids, self._get_said(), strict=True))
        right = [truth[one] == said for one, said in zip(placed, sheets, strict=True)]
        self.assertLess(sum(right), LUCK)

    def test_no_time_no_address_no_log(self):
        self.env.cr.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema AND table_name = ANY(%s)"
            " AND (data_type LIKE 'time%%' OR data_type = 'inet'"
            "      OR column_name ~ '(_uid|create_|write_|ip|agent)$')",
            [[f"property_survey_{name}" for name in TABLES]],
        )
        self.assertFalse(self.env.cr.fetchall())
        self.assertEqual(len(set(self._read("day", "sheet", SQL("id")))), 1)

    def test_nothing_else_is_left_behind(self):
        """No draft, message, follower, bus, log or attachment: three kinds of rows."""
        grown = {
            table
            for table, count in self.rows_after.items()
            if count != self.rows_before[table]
        }
        self.assertEqual(grown, WRITTEN)

    def test_token_key_and_followers_lead_nowhere(self):
        sheets = self._get_records("sheet")
        for name in ("invitation_id", "partner_id", "unit_id", "ticket_id", "channel"):
            with self.subTest(name):
                self.assertFalse(any(sheet[name] for sheet in sheets))
        keys = self._read("key", "receipt", SQL("id"))
        self.assertFalse([key for key in keys if "key" in key])
        # he computes the keys again, and has the order in which they came: in no order
        known = {self.campaign._get_receipt_key(f"key {n}"): n for n in range(PEOPLE)}
        for by in ("id", "ctid"):
            order = [known[key] for key in self._read("key", "receipt", SQL(by))]
            said = self._read("numbers", "sheet", SQL(by))
            truth = self._get_said()
            right = [truth[n] == one for n, one in zip(order, said, strict=True)]
            with self.subTest(by):
                self.assertLess(sum(right), LUCK)
        self.assertFalse(
            self.campaign.message_follower_ids.partner_id & self.invitations.partner_id
        )

    def test_words_are_not_beside_the_numbers(self):
        truth = self._get_said()
        for by in ("id", "ctid"):
            words = self._read("text", "comment", SQL(by))
            said = self._read("numbers", "sheet", SQL(by))
            right = [
                truth[int(text.removeprefix("I am "))] == one
                for text, one in zip(words, said, strict=True)
            ]
            with self.subTest(by):
                self.assertLess(sum(right), LUCK)
        self.assertFalse(self._get_records("comment").sheet_id)

    def test_traits_are_shared_by_five_who_answered(self):
        """Who answered is known, and what he is: no sheet says what few of them are."""
        self.env.cr.execute(
            """
            SELECT s.id, count(i.id)
              FROM property_survey_sheet s
              JOIN property_survey_invitation i
                ON i.campaign_id = s.campaign_id AND i.state = 'answered'
               AND (s.role IS NULL OR s.role = i.role)
               AND (s.building_id IS NULL OR s.building_id = i.building_id)
               AND (s.segment_id IS NULL OR s.segment_id = i.segment_id)
               AND (s.stratum_id IS NULL OR s.stratum_id = i.stratum_id)
               AND (s.user_id IS NULL OR s.user_id = i.user_id)
             WHERE s.campaign_id = %s
             GROUP BY s.id
            """,
            [self.campaign.id],
        )
        counts = [count for _sheet, count in self.env.cr.fetchall()]
        self.assertEqual(len(counts), PEOPLE)
        self.assertGreaterEqual(min(counts), 5)
        roles = self._read("role", "sheet", SQL("id"))
        self.assertIn("owner", roles)
        self.assertNotIn("tenant", roles)

    def test_one_more_answer_is_not_the_newest_row(self):
        invitation = self._invite(self.campaign)
        before = self._read("xmin::text", "sheet", SQL("id"))
        with self.env.cr.savepoint():
            self.campaign._submit(self._fill(7, 7), token=invitation.token)
        self.campaign._mix(200)
        after = self._read("xmin::text", "sheet", SQL("id"))
        self.assertEqual(len(set(after)), 1)
        self.assertNotEqual(set(before), set(after))

    def test_exports_searches_and_groups(self):
        sheets = self._get_records("sheet")
        users = [
            getattr(self, f"user_{role}")
            for role in ("survey", "site_manager", "company_manager")
        ]
        admin = self.env.ref("base.user_admin")
        for user in (*users, admin):
            mine = sheets.with_user(user)
            for attack in (
                lambda mine=mine: mine.export_data(["id", "numbers", "day"]),
                lambda mine=mine: mine.read(["numbers"]),
                lambda mine=mine: mine.web_read({"numbers": {}}),
            ):
                with self.subTest(user.login), self.assertRaises(UserError):
                    attack()
        for user in users:
            mine = sheets.with_user(user)
            hidden = [("campaign_id.invitation_ids.partner_id", "!=", False)]
            found = (
                mine.search(hidden),
                mine._read_group(hidden, ["role"], ["__count"]),
                mine.search_count([("campaign_id", "=", self.campaign.id)]),
            )
            self.assertFalse(any(found))

    def test_difference_of_two_reports(self):
        """Counted before and after somebody answered, the figures are the same."""
        fields = ("answer_count", "perceived", "expected", "score")
        [before] = self.campaign._count_result().read(fields)
        self.assertEqual(before["answer_count"], PEOPLE)
        self.campaign._submit(self._fill(7, 7, 7, 7, 7, 7), key="one more")
        self.env.flush_all()
        [after] = self.campaign._count_result().read(fields)
        self.assertEqual(before, after)
        # nor by a report of a part of the days
        day = self._get_records("sheet")[0].day
        part = self._create_result(
            campaign_id=self.campaign.id, date_to=day, date_from="2026-01-01"
        )
        part.action_count()
        self.assertFalse(part.perceived)

    def test_small_cells_hold_no_figures(self):
        result = self.campaign._count_result()
        for cell in result.cell_ids:
            if cell.answer_count < 5 or cell.status == "hidden":
                self.assertFalse(cell.perceived or cell.score or cell.satisfaction)
                self.assertEqual(cell.status, "hidden")

    def test_word_cannot_be_taken_back(self):
        for mode in ("confidential", "named"):
            with self.subTest(mode), self.assertRaises(UserError):
                self.campaign.mode = mode

    def _get_records(self, name):
        return self.env[f"property.survey.{name}"].search(
            [("campaign_id", "=", self.campaign.id)]
        )
