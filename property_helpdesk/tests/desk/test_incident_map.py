from ..common import HelpdeskCommon


class TestIncidentMap(HelpdeskCommon):
    """What goes on in a house is seen on its map."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.left, cls.right = cls._create_units(2)
        cls.left.entrance, cls.right.entrance = "1", "2"
        cls.tower = cls._create_building(cls.site, "2")
        cls.far = cls._create_units(1, cls.tower)
        cls.incident = cls.env["property.incident"].create(
            {
                "name": "No water",
                "site_id": cls.site.id,
                "building_id": cls.building.id,
                "class_id": cls.leak.id,
            }
        )

    def _get_map(self, building=None, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        building = (building or self.building).with_user(user or self.user_agent)
        data = building.get_map_data()
        alerted = {unit["id"] for unit in data["units"] if unit.get("alert")}
        return data, alerted

    def test_the_house_and_its_units_are_marked(self):
        data, alerted = self._get_map()
        self.assertEqual(alerted, set((self.unit | self.left | self.right).ids))
        [alert] = data["alerts"]
        self.assertEqual(alert["id"], self.incident.id)
        self.assertIn("No water", alert["name"])
        self.assertEqual(data["alerted_ids"], self.building.ids)

    def test_an_entrance_and_a_whole_site(self):
        self.incident.entrance = "2"
        self.assertEqual(self._get_map()[1], set(self.right.ids))
        self.incident.write({"entrance": False, "building_id": False})
        data, alerted = self._get_map(self.tower)
        self.assertEqual(alerted, set(self.far.ids))
        self.assertEqual(len(data["alerted_ids"]), 2)

    def test_what_is_over_or_elsewhere_is_not_marked(self):
        data, alerted = self._get_map(self.tower)
        self.assertFalse(alerted or data["alerts"])
        self.incident._resolve("Pump repaired")
        data, alerted = self._get_map()
        self.assertFalse(alerted or data["alerts"] or data["alerted_ids"])

    def test_who_may_not_see_incidents_sees_none(self):
        data, alerted = self._get_map(self.other_building, self.user_stranger)
        self.assertFalse(alerted or data["alerts"])

    def test_same_queries_for_few_and_many(self):
        counts = []
        for size in (2, 50):
            self._create_units(size)
            self.incident.copy()
            runs = []
            for _run in range(3):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                self.building.with_user(self.user_agent).get_map_data()
                runs.append(self.cr.sql_log_count - before)
            counts.append(min(runs))
        self.assertEqual(*counts)
