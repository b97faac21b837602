import csv
import io
import json
from datetime import date, datetime
from unittest.mock import patch
from zipfile import ZipFile

from odoo.exceptions import AccessError, UserError

from .common import EMAIL, PHONE, PrivacyCommon


class TestDataRequest(PrivacyCommon):
    def _ask(self, kind="access", user=None, **values):
        return (
            self.env["property.data.request"]
            .with_user(user or self.user_agent)
            .create({"partner_id": self.resident.id, "kind": kind, **values})
        )

    def _officer(self, request):
        return request.with_user(self.user_company_manager)

    def test_due_in_15_working_days(self):
        calendar = self.env.company.resource_calendar_id
        Request = self.env["property.data.request"]
        monday = datetime(2026, 3, 2, 9)
        self.assertEqual(Request._get_deadline(calendar, monday), date(2026, 3, 23))
        self.env["resource.calendar.leaves"].create(
            {
                "calendar_id": calendar.id,
                "date_from": "2026-03-03 00:00:00",
                "date_to": "2026-03-03 23:59:59",
            }
        )
        self.assertEqual(Request._get_deadline(calendar, monday), date(2026, 3, 24))
        none = self.env["resource.calendar"]
        self.assertEqual(Request._get_deadline(none, monday), date(2026, 3, 25))

    def test_somebody_is_told(self):
        self.env.company.privacy_officer_id = self.user_company_manager
        request = self._ask()
        [activity] = request.activity_ids
        self.assertEqual(activity.user_id, self.user_company_manager)
        self.assertEqual(activity.date_deadline, request.deadline)

    def test_an_answer_needs_words_and_a_refusal_reasons(self):
        request = self._officer(self._ask())
        request.action_take()
        for act in (request.action_answer, request.action_refuse):
            with self.assertRaises(UserError):
                act()
        request.refusal_reason = "The register is kept by law."
        request.action_refuse()
        self.assertEqual(request.state, "refused")
        self.assertFalse(request.activity_ids)
        last = request.message_ids.filtered("partner_ids")[:1]
        self.assertEqual(last.partner_ids, self.resident)
        request.action_take()
        self.assertEqual(request.state, "refused", "closed is closed")

    def test_late(self):
        request = self._ask(received_on="2020-01-01 00:00:00")
        Request = self.env["property.data.request"]
        self.assertTrue(request.is_late)
        self.assertIn(request, Request.search([("is_late", "=", True)]))
        self._officer(request).write({"answer": "Here it is."})
        self._officer(request).action_answer()
        self.assertNotIn(request, Request.search([("is_late", "=", True)]))

    def test_a_copy_holds_all_that_is_stored(self):
        self.env["property.contact.preference"].create(
            {"partner_id": self.resident.id, "note": "=rings twice"}
        )
        self.resident.message_post(body="Wants the lift mended")
        request = self._officer(self._ask("copy"))
        with self.assertRaises(UserError):
            request.action_export()
        request.is_identified = True
        request.action_export()
        archive = ZipFile(io.BytesIO(request.message_attachment_count and self._raw()))
        records = json.loads(archive.read("data.json"))["records"]
        text = json.dumps(records, ensure_ascii=False)
        for wanted in (PHONE, EMAIL, self.unit.name, "rings twice", "lift mended"):
            self.assertIn(wanted, text)
        rows = list(
            csv.reader(io.StringIO(archive.read("data.csv").decode("utf-8-sig")))
        )
        self.assertIn("'=rings twice", [row[3] for row in rows])
        self.assertIn(f"'{PHONE}", [row[3] for row in rows])
        log = self.env["property.disclosure"].search([("kind", "=", "exported")])
        self.assertEqual(log.partner_id, self.resident)
        self.assertEqual(log.exported_count, len(records))

    def test_files_in_the_copy_as_far_as_its_maker_may_read_them(self):
        on_him = {"res_model": "res.partner", "res_id": self.resident.id}
        lease = self.env["agreement"].create(
            {"name": "Lease", "partner_id": self.resident.id}
        )
        self.env["ir.attachment"].create(
            [
                {"name": "lease.pdf", "raw": b"small", **on_him},
                {"name": "film.mp4", "raw": b"x" * 100, **on_him},
                {"name": "web", "type": "url", "url": "https://x.example", **on_him},
                {
                    "name": "secret.txt",
                    "raw": b"secret",
                    "res_model": lease._name,
                    "res_id": lease.id,
                },
            ]
        )
        # who may make copies reads agreements, too; an agent does not
        Data = self.env["property.personal.data"].with_user(self.user_agent)
        module = "odoo.addons.property_crm.models.privacy.personal_data_files"
        file = io.BytesIO()
        with patch(f"{module}.MAX_BYTES", 50):
            Data._export_zip(file, self.resident)
        with ZipFile(file) as archive:
            files = [name for name in archive.namelist() if "files/" in name]
            index = archive.read("files.csv").decode("utf-8-sig")
        self.assertEqual([name.partition("-")[2] for name in files], ["lease.pdf"])
        self.assertRegex(index, r"film.mp4.*Too large for this copy")
        self.assertNotIn("secret", index)

    def _raw(self):
        domain = [("res_model", "=", "property.data.request")]
        return self.env["ir.attachment"].search(domain).raw

    def test_others_are_masked_in_the_copy(self):
        other = self.env["res.partner"].create({"name": "Li Na"})
        self._move_in(other, self.unit)
        self.env["property.consent"].create(
            {
                "partner_id": other.id,
                "purpose_id": self.env.ref(
                    "property_crm.property_privacy_purpose_marketing"
                ).id,
                "guardian_id": self.resident.id,
            }
        )
        file = io.BytesIO()
        self.env["property.personal.data"]._export_zip(file, self.resident)
        with ZipFile(file) as archive:
            text = archive.read("data.json").decode()
        self.assertIn("L*", text)
        self.assertNotIn("Li Na", text)

    def test_same_queries_for_few_and_many_requests(self):
        requests = self.env["property.data.request"].create(
            [{"partner_id": self.resident.id} for _number in range(22)]
        )
        for view in ("list", "kanban"):
            self.assertSameQueries(
                f"property_crm.property_data_request_view_{view}",
                requests[:2],
                requests[2:],
                self.user_company_manager,
            )

    def test_rights(self):
        request = self._ask(is_identified=True)
        for user in (self.user_stranger, self.user_portal, self.user_integration):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user).read(["name"])
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._ask(user=user)
        for user in (self.user_agent, self.user_site_manager, self.user_auditor):
            self.assertTrue(request.with_user(user).name)
            for name in ("take", "answer", "refuse", "export", "erase"):
                act = getattr(request.with_user(user), f"action_{name}")
                with (
                    self.subTest(user=user.login, act=name),
                    self.assertRaises(AccessError),
                ):
                    act()
            with self.assertRaises(AccessError):
                self.resident.with_user(user)._erase()
            with self.assertRaises(AccessError):
                self.env["property.erasure"].with_user(user).create(
                    {"request_id": request.id}
                )
        with self.assertRaises(UserError):
            self._officer(request).sudo().unlink()
