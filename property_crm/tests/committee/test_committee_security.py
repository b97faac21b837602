import base64

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user

from .common import CommitteeCommon

SETTINGS = ("property.committee.rule", "property.committee.handover.template")


class TestCommitteeSecurity(CommitteeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._put_in_office(cls.term)
        cls.term.action_start_handover()
        cls.document = cls.env["property.committee.document"].create(
            {
                "term_id": cls.term.id,
                "name": "Filing form",
                "kind": "form",
                "file": base64.b64encode(b"form"),
            }
        )
        cls.records = [
            cls.term,
            cls.members[0],
            cls.term.handover_item_ids[0],
            cls.document,
        ]

    def test_residents_strangers_and_other_companies_are_refused(self):
        company = self.env["res.company"].create({"name": "Other"})
        other = new_test_user(
            self.env,
            "other_manager",
            groups="property_crm.group_property_company_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        for user in (self.user_portal, self.user_stranger, other):
            for record in self.records:
                mine = record.with_user(user)
                with self.subTest(user=user.login, model=record._name):
                    with self.assertRaises(AccessError):
                        mine.read(["create_date"])
                    if user != self.user_portal:
                        self.assertFalse(mine.search([]))

    def test_agents_auditors_and_programs_only_read(self):
        for user in (self.user_agent, self.user_auditor, self.user_integration):
            for record in self.records:
                mine = record.with_user(user)
                mine.read()
                with self.subTest(user=user.login, model=record._name):
                    for act in (mine.unlink, lambda r=mine: r.write({"sequence": 1})):
                        with self.assertRaises(AccessError):
                            act()
            for step in ("elect", "file", "start_handover", "end", "back_to_draft"):
                with self.assertRaises(AccessError):
                    getattr(self.term.with_user(user), f"action_{step}")()
            with self.assertRaises(AccessError):
                self.members[0].with_user(user).action_replace()

    def test_managers_keep_the_committees_of_their_sites(self):
        terms = self.env["property.committee.term"].with_user(self.user_site_manager)
        term = terms.create({"site_id": self.site.id})
        self.document.with_user(self.user_site_manager).write({"name": "Form"})
        member = self._create_members(term)[0].with_user(self.user_site_manager)
        with self.assertRaises(AccessError):
            terms.create({"site_id": self.other_site.id})
        with self.assertRaises(AccessError):
            term.site_id = self.other_site
        foreign = self._create_term(self.other_site)
        with self.assertRaises(AccessError):
            member.term_id = foreign
        with self.assertRaises(AccessError):
            member.site_id = self.other_site
        with self.assertRaises(AccessError):
            member.create({"term_id": foreign.id, "partner_id": self.owners[0].id})

    def test_rules_and_lists_are_the_company_managers(self):
        for model in SETTINGS:
            records = self.env[model].search([])
            self.assertTrue(records)
            for user in (self.user_agent, self.user_auditor, self.user_site_manager):
                mine = records.with_user(user)
                mine.read(["name"])
                with self.assertRaises(AccessError):
                    mine.write({"name": "x"})
            records[0].with_user(self.user_company_manager).name = "x"
            with self.assertRaises(AccessError):
                records.with_user(self.user_portal).read(["name"])

    def test_files_are_read_with_the_document(self):
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", self.document._name),
                ("res_id", "=", self.document.id),
                ("res_field", "=", "file"),
            ]
        )
        self.assertTrue(attachment.with_user(self.user_agent).raw)
        for user in (self.user_stranger, self.user_portal):
            with self.assertRaises(AccessError):
                _raw = attachment.with_user(user).raw
