from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from ..people.common import PeopleCommon

MARCH = datetime(2026, 3, 2, 10)
PURPOSES = ("marketing", "grading", "sharing", "publication")


class TestTimelineCost(PeopleCommon):
    """Every source, with few entries and with many: as many queries."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = cls.user_company_manager
        cls.reader.group_ids += cls.env.ref("agreement.group_agreement_readonly")
        cls.topic = cls.env.ref("property_crm.property_need_topic_heater")
        for partner, count in ((cls.wang, 1), (cls.li, len(PURPOSES))):
            cls._fill(partner, cls._create_units(count), count)
        cls.env.flush_all()

    @classmethod
    def _fill(cls, partner, units, count):
        mine = {"partner_id": partner.id}
        for values in cls._prepare_rows(partner):
            model = values.pop("model")
            cls.env[model].create([mine | values for _number in range(count)])
        past = {"date_from": "2020-01-01", "date_to": "2026-02-01"}
        for unit in units:
            cls._own(partner, unit, **past)
            cls._live(partner, unit, **past)
            cls.env["property.parcel"].create(mine | {"unit_id": unit.id})
        for code in PURPOSES[:count]:
            purpose = cls.env.ref(f"property_crm.property_privacy_purpose_{code}")
            partner._give_consent(purpose, "desk").action_withdraw()
            partner.message_post(body=code, message_type="email_outgoing")
            partner.activity_schedule("mail.mail_activity_data_todo", summary=code)
            todo = partner.activity_schedule("mail.mail_activity_data_call")
            todo.action_feedback(feedback=code)

    @classmethod
    def _prepare_rows(cls, partner):
        unit = {"unit_id": cls.unit.id}
        return (
            {
                "model": "calendar.event",
                "name": "Talk",
                "start": MARCH,
                "stop": MARCH + timedelta(hours=1),
                "partner_ids": partner.ids,
            },
            {"model": "agreement", "name": "Parking", "start_date": "2026-01-01"},
            {"model": "property.need", "topic_id": cls.topic.id},
            {"model": "property.data.request", "kind": "access"},
            {"model": "property.visitor.pass", "name": "Aunt", **unit},
            {"model": "property.goods.pass", "name": "Sofa", **unit},
            {
                "model": "property.decoration.permit",
                "date_from": "2026-03-02",
                "date_to": "2026-03-31",
                **unit,
            },
        )

    def _read(self, partner, user=None):
        return partner.with_user(user or self.reader).api_timeline(limit=200)

    def test_every_source_costs_the_same_for_few_and_many(self):
        counts, codes = [], []
        for partner in (self.wang, self.li):
            for _run in range(2):  # the first fills the caches of the process
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                entries = self._read(partner)["entries"]
                cost = self.cr.sql_log_count - before
            counts.append(cost)
            codes.append({(entry["kind"], entry["model"]) for entry in entries})
        self.assertEqual(codes[0], codes[1])
        self.assertGreaterEqual(len(codes[0]), 14)
        self.assertEqual(*counts)

    def test_requests_and_consents_stand_there(self):
        page = self.wang.with_user(self.reader).api_timeline(kinds=["privacy"])
        told = {(entry["title"], entry["state"]) for entry in page["entries"]}
        marketing = self.env.ref("property_crm.property_privacy_purpose_marketing")
        for state in ("Given", "Withdrawn"):
            self.assertIn((f"Consent: {marketing.name}", state), told)
        [asked] = [one for one in page["entries"] if "request" in one["model"]]
        self.assertEqual(asked["state"], "New")

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_whoever_may_not_read_a_record_does_not_find_it(self):
        self.assertNotIn("agreement", self._kinds(self.user_agent))
        self.assertIn("agreement", self._kinds(self.reader))
        with self.assertRaises(AccessError):
            self._read(self.wang, self.user_stranger)

    def _kinds(self, user):
        return {entry["kind"] for entry in self._read(self.wang, user)["entries"]}
