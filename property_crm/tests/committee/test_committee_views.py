from odoo.tests import Form, freeze_time

from .common import CommitteeCommon


@freeze_time("2026-03-02 02:00:00")
class TestCommitteeViews(CommitteeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._put_in_office(cls.term)

    def test_lists_cost_the_same_for_few_and_many(self):
        terms = self.env["property.committee.term"].create(
            [{"site_id": self.site.id, "number": 10 + n} for n in range(22)]
        )
        people = self._create_people(*(f"Person {n}" for n in range(22)))
        members = self.env["property.committee.member"].create(
            [
                {"term_id": self.term.id, "partner_id": person.id, "rank": rank}
                for rank, person in enumerate(people)
            ]
        )
        for stem, records in (("term", terms), ("member", members)):
            for kind in ("list", "kanban"):
                with self.subTest(model=stem, view=kind):
                    self.assertSameQueries(
                        f"property_crm.property_committee_{stem}_view_{kind}",
                        records[:2],
                        records[2:],
                        self.user_site_manager,
                    )

    def test_the_form_costs_the_same_for_few_and_many_members(self):
        few, many = (
            self._create_term(self.other_site, number=number) for number in (1, 2)
        )
        many.predecessor_id = False
        people = self._create_people(*(f"Person {n}" for n in range(12)))
        for term, group in ((few, people[:2]), (many, people)):
            self.env["property.committee.member"].create(
                [
                    {"term_id": term.id, "partner_id": person.id, "date_start": False}
                    for person in group
                ]
            )
        self.assertSameQueries(
            "property_crm.property_committee_term_view_form",
            few,
            many,
            self.user_company_manager,
        )

    def test_a_manager_enters_a_committee(self):
        Term = self.env["property.committee.term"].with_user(self.user_site_manager)
        self.site.city = "Hangzhou"
        with Form(Term) as form:
            form.site_id = self.site
            form.elected_on = "2029-01-05"
            self.assertEqual(form.number, 2)
            with form.member_ids.new() as line:
                line.partner_id = self.owners[0]
                self.assertEqual(line.unit_id, self.units[0])
                line.role = "chair"
        term = form.record
        self.assertEqual(term.member_ids.partner_id, self.owners[0])
        self.assertEqual(str(term.date_end), "2034-01-04")
        with Form(term) as form, form.member_ids.edit(0) as line:
            line.end_reason = "resigned"
        self.assertEqual(term.member_ids.end_reason, "resigned")

    def test_staff_sees_the_committee_of_its_site(self):
        for user in (self.user_agent, self.user_auditor, self.user_site_manager):
            term = self.term.with_user(user)
            with self.subTest(user=user.login):
                self.assertEqual(term.name, "Lakeside, term 1")
                Form(term)
                Form(term.member_ids[0])
