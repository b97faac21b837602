from ..common import PropertyCommon


class ApiCommon(PropertyCommon):
    """The interface as the program uses it that may do no more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.external_key = "S1"
        cls.building.external_key = "S1-B1"
        cls.unit.external_key = "S1-B1-101"

    def _api(self, model, user=None):
        return self.env[model].with_user(user or self.user_integration)

    def _upsert(self, model, *rows, user=None, **kwargs):
        return self._api(model, user).api_upsert(list(rows), **kwargs)

    def _unit_row(self, number, **values):
        return {
            "external_key": f"U{number}",
            "building": "S1-B1",
            "room": f"{number:04}",
            **values,
        }

    def _assert_error(self, answer, field, text=""):
        self.assertEqual(answer["status"], "error", answer)
        self.assertIn(field, [error["field"] for error in answer["errors"]], answer)
        self.assertIn(text, answer["errors"][0]["message"])
