import base64

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.modules.migration import load_script
from odoo.tests import freeze_time
from odoo.tools.misc import file_path

from .common import MoveCommon

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


@freeze_time("2026-03-09 04:00:00")
class TestHandoverRecord(MoveCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wang.lang = "en_US"
        cls.handover = cls.env["property.handover"].create(
            {
                "unit_id": cls.unit.id,
                "inspector_id": cls.desk.id,
                "start": "2026-03-09 06:00:00",
                "contract_number": "GF-1",
                "buyer_ids": [
                    Command.create({"partner_id": cls.wang.id, "is_identified": True})
                ],
                "thing_ids": [Command.create({"name": "Key", "is_given": True})],
                "meter_ids": [Command.create({"name": "Water", "reading": 12.345})],
            }
        )
        cls.handover.action_notify()
        cls.handover.action_inspect()
        cls.handover.item_ids.action_ok()
        cls.handover.write({"signature": PIXEL, "signed_by": "Wang"})
        cls.item = cls.handover.item_ids[0]

    def _put_up(self, user, name="crack.png", **values):
        return (
            self.env["ir.attachment"]
            .with_user(user)
            .create({"name": name, "datas": PIXEL, **values})
        )

    def _find(self, *names):
        self.item.write({"result": "defect", "note": "Crack", "severity": "safety"})
        item = self.item.with_user(self.desk)
        photos = item.env["ir.attachment"].union(
            *(self._put_up(self.desk, name) for name in names)
        )
        item.photo_ids = photos
        return item, photos

    def test_any_number_of_photos_for_those_who_see_the_defect(self):
        item, photos = self._find("one.png", "two.png")
        self.assertEqual(photos.mapped("res_id"), [item.id, item.id])
        after = self._put_up(self.desk, "after.png")
        item.photo_after_ids = after
        reader = self.item.with_user(self.user_auditor)
        self.assertEqual(len(reader.photo_ids.mapped("raw")), 2)
        for user in (self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                (photos | after).with_user(user).mapped("raw")

    def test_the_files_of_others_are_not_taken_in(self):
        secret = self._put_up(self.user_site_manager, "secret.png")
        item, _photos = self._find()
        with self.assertRaises(AccessError):
            item.photo_ids = secret
            item.env.invalidate_all()
            item._get_prints(item.photo_ids.browse(secret.id))
        self.assertFalse(secret.sudo().res_id)

    def test_seen_again(self):
        item, _photos = self._find()
        action = item.action_not_fixed()
        self.assertEqual((action["res_id"], item.is_fixed), (item.id, False))
        item.recheck_note = "Still open"
        self.assertEqual(item.rechecked_by_id, self.desk)
        with freeze_time("2026-03-20 04:00:00"):
            item.action_fixed()
        self.assertEqual((str(item.rechecked_on), item.is_fixed), ("2026-03-20", True))

    def test_what_was_signed_stays(self):
        item, _photos = self._find()
        handover = self.handover.with_user(self.desk)
        handover.thing_ids.is_given = True
        handover.meter_ids.is_read = True
        handover.action_accept()
        for act in (
            lambda: item.write({"note": "Nothing"}),
            lambda: item.write({"photo_ids": [Command.clear()]}),
            lambda: item.unlink(),
            lambda: handover.thing_ids[0].write({"count": 9}),
            lambda: handover.meter_ids[0].write({"reading": 1}),
            lambda: handover.meter_ids[0].unlink(),
        ):
            with self.assertRaisesRegex(ValidationError, "State"):
                act()
        item.photo_after_ids = self._put_up(self.desk)
        item.action_fixed()

    def test_the_record_on_paper(self):
        item, _photos = self._find("one.png", "notes.txt")
        broken = self._put_up(self.desk, "broken.png", mimetype="image/png")
        broken.sudo().raw = b"no image"
        item.photo_ids |= broken
        report = self.env["ir.actions.report"].with_user(self.desk)
        page, kind = report._render_qweb_html(
            "property_crm.handover_report_action", self.handover.ids
        )
        text = page.decode()
        self.assertEqual(kind, "html")
        for words in (
            "Handover record",
            "GF-1",
            "Wang Wei",
            "Crack",
            "12.345",
            "Danger",
        ):
            self.assertIn(words, text)
        self.assertGreaterEqual(text.count("data:image/png"), 2)
        with self.assertRaises(AccessError):
            report.with_user(self.user_stranger)._render_qweb_html(
                "property_crm.handover_report_action", self.handover.ids
            )

    def test_photos_of_the_released_version_are_kept(self):
        old = self.env["ir.attachment"].create(
            {
                "name": field,
                "res_model": self.item._name,
                "res_id": self.item.id,
                "res_field": field,
                "raw": base64.b64decode(PIXEL),
            }
            for field in ("photo", "photo_after")
        )
        path = "property_crm/migrations/19.0.1.3.0/post-migration.py"
        script = load_script(file_path(path), "keep_photos")
        self.env.flush_all()
        script.keep_photos_of_defects(self.env)
        self.env.invalidate_all()
        self.assertEqual((self.item.photo_ids, self.item.photo_after_ids), (*old,))
        self.assertEqual(old.mapped("name"), ["photo.png", "photo_after.png"])
        script.keep_photos_of_defects(self.env)
