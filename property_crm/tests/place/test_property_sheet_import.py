import base64

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from ...tools.sheet_reader import read_sheet
from ..common import PropertyCommon

HEADER = "Site,Building,Entrance,Floor,Room,Kind,Area,Name,Phone,E-mail,Role,Share,From"


class TestPropertySheetImport(PropertyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.country_id = cls.env.ref("base.cn")

    def _import(self, *lines, header=HEADER, user=None, **values):
        """Return the answer for the lines below the header."""
        text = "\n".join([header, *lines])
        return (
            self.env["property.sheet.import"]
            .with_user(user or self.user_site_manager)
            .import_file(
                "units.csv", base64.b64encode(text.encode()).decode(), **values
            )
        )

    def _get_units(self, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env["property.unit"].search(domain, order="id")

    def test_unit_with_its_owner(self):
        answer = self._import(
            "LS,2,1,3,0301,Flat,89.5,Li Wei,138 0013 8000,li@example.com,"
            "Owner,1/2,2020-01-01"
        )
        self.assertEqual(answer["kind"], "units")
        self.assertEqual(answer["rows"][0]["errors"], [])
        unit = self._get_units(room="0301")
        self.assertEqual(
            (unit.site_id, unit.building_id.code, unit.name),
            (self.site, "2", "2-1-0301"),
        )
        self.assertEqual((unit.floor_label, unit.floor_index), ("3", 3))
        self.assertEqual((unit.area_gross, unit.kind), (89.5, "dwelling"))
        owner = unit.ownership_ids
        self.assertEqual(owner.partner_id.phone_sanitized, "+8613800138000")
        self.assertEqual(
            (owner.share_text, str(owner.date_from)), ("1/2", "2020-01-01")
        )

    def test_same_file_again_changes_nothing(self):
        lines = [
            "LS,1,,1,101,Flat,80,Li Wei,13800138000,,Owner,,",
            "LS,1,,1,102,Flat,80,Li Wei,13800138000,,Tenant,,2024-01-01",
            "LS,1,,2,201,Flat,80,Chen Jie,,,Owner,,",
        ]
        first, second = self._import(*lines), self._import(*lines)
        self.assertEqual(first["counts"]["error"], 0)
        self.assertEqual(second["counts"]["unchanged"], 3)
        self.assertEqual(len(self._get_units(building_id=self.building.id)), 3)
        self.assertEqual(
            self.env["res.partner"].search_count([("name", "=", "Li Wei")]), 1
        )

    def test_units_made_by_hand_are_found_and_completed(self):
        self._import("LS,1,,1,101,,75.5,,,,,,")
        self.assertEqual(self.unit.area_gross, 75.5)
        self.assertEqual(self.unit.floor_index, 1)

    def test_floor_order_of_a_known_unit_is_kept(self):
        self.unit.write({"floor_label": "5", "floor_index": 4})
        self._import("LS,1,,5,101,,,,,,,,")
        self.assertEqual(self.unit.floor_index, 4)

    @mute_logger("odoo.sql_db")
    def test_good_rows_are_kept_and_bad_ones_named(self):
        answer = self._import(
            "LS,1,,1,201,Flat,80,A,+8613800138000,,Owner,,",
            "LS,1,,1,202,Castle,80,,,,,,",
            "LS,1,,1,203,Flat,80,B,=79999999999,,Owner,,",
            "LS,1,,1,204,Flat,80,C,,,Owner,2/3,",
            "LS,1,,1,204,Flat,80,D,,,Owner,2/3,",
            ",,,,,,,,,,,,",
            "LS,1,,1,205,Flat,-5,,,,,,",
        )
        errors = {
            row["row"]: [(error["column"], error["message"]) for error in row["errors"]]
            for row in answer["rows"]
            if row["errors"]
        }
        self.assertEqual(sorted(errors), [3, 4, 6, 8])
        self.assertEqual(errors[3][0][0], "Kind")
        self.assertEqual(errors[4][0][0], "Phone")
        self.assertIn("=79999999999", errors[4][0][1])
        self.assertEqual(errors[6][0][0], "Share")
        self.assertIn("4/3", errors[6][0][1])
        rooms = self._get_units(building_id=self.building.id).mapped("room")
        self.assertEqual(rooms, ["101", "201", "204"])

    def test_two_owners_without_shares_hold_jointly(self):
        self._import(
            "LS,1,,1,101,,,A,,,Owner,,",
            "LS,1,,1,101,,,B,,,Owner,,",
            "LS,1,,1,102,,,C,,,Owner,,",
        )
        self.assertEqual(self.unit.ownership_ids.mapped("kind"), ["joint", "joint"])
        self.assertEqual(self._get_units(room="102").ownership_ids.kind, "sole")

    def test_same_name_with_another_phone_is_somebody_else(self):
        self._import(
            "LS,1,,1,101,,,Li Wei,13800138000,,Owner,,",
            "LS,1,,1,102,,,Li Wei,13900139000,,Owner,,",
        )
        people = self.env["res.partner"].search([("name", "=", "Li Wei")])
        self.assertEqual(len(people), 2)

    def test_several_units_of_one_number_must_be_told_apart(self):
        self._create_units(1, room="101", kind="parking")
        answer = self._import("LS,1,101", header="Site,Building,Room")
        self.assertIn("Several units", answer["rows"][0]["errors"][0]["message"])
        answer = self._import("LS,1,101,车位", header="小区,楼栋,房号,类型")
        self.assertEqual(answer["rows"][0]["errors"], [])

    def test_site_chosen_for_the_whole_sheet(self):
        answer = self._import("1,777", header="Building,Room", site_code="LS")
        self.assertEqual(answer["rows"][0]["status"], "created")
        self.assertEqual(self._get_units(room="777").site_id, self.site)

    def test_new_site_needs_the_right(self):
        with self.assertRaises(AccessError):
            self._import("NEW,1,101", header="Site,Building,Room")
        answer = self._import(
            "NEW,1,101", header="Site,Building,Room", user=self.user_company_manager
        )
        self.assertEqual(answer["rows"][0]["created"]["property.site"], 1)

    def test_site_of_others_is_out_of_reach(self):
        answer = self._import(
            "HS,1,101", header="Site,Building,Room", user=self.user_integration
        )
        self.assertEqual(answer["counts"]["error"], 1)
        self.assertFalse(self.other_unit.external_key)

    def test_agents_import_nothing(self):
        for user in (self.user_agent, self.user_auditor, self.user_portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._import("LS,1,101", header="Site,Building,Room", user=user)

    def test_house_and_contacts_of_open_condo(self):
        address = '"city Moscow, Komsomolskaya 19A"'
        house = self._import(
            f"{address},144.0,4.0,9.0,1.0",
            header="Address,Units,Sections,Floors,Minimal Floor",
            site_code="LS",
        )
        self.assertEqual(house["rows"][0]["created"]["property.unit"], 144)
        contacts = self._import(
            f"{address},143,Flat,+79221234567,Иван Иванов,a@example.com,Owner",
            f"{address},3,Parking place,+79221234568,Иван Иванов,,Guest",
            f"{address},4,Flat,=79999999999,Иван Иванов,,Resident",
            header="Address,Unit Name,Unit Type,Phones,Full Name,Email,Role",
            site_code="LS",
        )
        self.assertEqual(
            [row["status"] for row in contacts["rows"]][:2], ["created"] * 2
        )
        error = contacts["rows"][2]["errors"][0]
        self.assertEqual(error["column"], "Phones")
        self.assertIn("=79999999999", error["message"])
        flat = self._get_units(room="143", site_id=self.site.id)
        self.assertEqual((flat.entrance, flat.floor_label), ("4", "9"))
        self.assertEqual(flat.ownership_ids.partner_id.name, "Иван Иванов")
        guest = self._get_units(kind="parking", site_id=self.site.id).occupancy_ids
        self.assertEqual(guest.role, "visitor")

    def test_two_houses_of_the_same_number(self):
        self._import(
            '"Lenina street, 5",4,1,2,1',
            '"Mira street, 5",6,1,3,1',
            header="Address,Units,Sections,Floors,Minimal Floor",
            site_code="LS",
        )
        buildings = self.site.building_ids - self.building
        self.assertEqual(sorted(buildings.mapped("unit_count")), [4, 6])

    def test_files_that_cannot_be_read_say_why(self):
        wizard = self.env["property.sheet.import"].with_user(self.user_site_manager)
        for content, words in (
            (b"", "empty"),
            (b"\xd0\xcf\x11\xe0", "old Excel"),
            (b"PK\x03\x04", "damaged"),
            (b"a,b\n1,2\n", "not recognised"),
        ):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                wizard.import_file("x", base64.b64encode(content).decode())

    def test_dialog_from_the_file_to_the_error_sheet(self):
        text = f"{HEADER}\nLS,1,,1,301,Flat,80,,,,,,\nLS,1,,1,302,Castle,80,,,,,,\n"
        wizard = (
            self.env["property.sheet.import"]
            .with_user(self.user_site_manager)
            .create({"file": base64.b64encode(text.encode()), "filename": "units.csv"})
        )
        wizard.action_read()
        self.assertEqual((wizard.state, wizard.row_count), ("preview", 2))
        self.assertIn("Castle", wizard.preview)
        self.assertFalse(self._get_units(room="301"))
        wizard.action_start()
        progress = wizard.run_batch()
        self.assertEqual(
            progress, {"done": 2, "total": 2, "errors": 1, "is_done": True}
        )
        self.assertEqual((wizard.created_count, wizard.error_count), (1, 1))
        self.assertEqual(wizard.line_ids.mapped("column"), ["Kind"])
        header, row = read_sheet(base64.b64decode(wizard.error_file))
        self.assertEqual((header.cells[-1], row.cells[4]), ("Errors", "302"))
        self.assertIn("Castle", row.cells[-1])

    def test_dialog_goes_on_batch_by_batch(self):
        lines = "\n".join(f"LS,1,{room}" for room in range(1000, 1501))
        text = f"Site,Building,Room\n{lines}"
        wizard = (
            self.env["property.sheet.import"]
            .with_user(self.user_site_manager)
            .create({"file": base64.b64encode(text.encode()), "state": "upload"})
        )
        wizard.action_read()
        self.assertEqual(wizard.run_batch()["done"], 0)
        wizard.action_start()
        self.assertEqual(wizard.run_batch()["done"], 500)
        self.assertTrue(wizard.run_batch()["is_done"])
        self.assertEqual(wizard.run_batch()["done"], 501)
        self.assertEqual(wizard.created_count, 501)

    def test_same_queries_for_few_and_many_rows(self):
        counts = []
        for floor, size in ((1, 2), (2, 2), (3, 50)):
            self.env.flush_all()
            before = self.cr.sql_log_count
            answer = self._import(
                *(
                    f"LS,1,,{floor},{floor}{n:02},Flat,80,P{floor}-{n},"
                    f"1390000{floor}{n:03},,Owner,,2020-01-01"
                    for n in range(size)
                )
            )
            self.assertEqual(answer["counts"]["created"], size)
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
