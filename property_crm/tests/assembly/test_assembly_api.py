from hashlib import sha256

from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools.hash_chain import GENESIS, canonical
from .common import AssemblyCommon


class TestAssemblyApi(AssemblyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r3()
        cls.assembly = cls._create_assembly(cls.place)
        cls.Api = cls.env["property.assembly"].with_user(cls.user_integration)

    def test_the_register_can_be_hashed_by_anybody(self):
        self._call(self.assembly)
        answer = self.Api.api_register(self.assembly.id)
        self.assertEqual(answer["total"], 5)
        self.assertEqual(sum(row["area_centi"] for row in answer["rows"]), 52944)
        self.assertFalse(answer["more"])
        last = GENESIS
        for row in answer["rows"]:
            text = canonical([row[name] or None for name in answer["names"]])
            last = sha256(bytes.fromhex(last) + text).hexdigest()
            self.assertEqual(row["row_hash"], last)
        self.assertEqual(answer["chain_head"], last)

    def test_in_parts(self):
        self._call(self.assembly)
        whole = self.Api.api_register(self.assembly.number)["rows"]
        rows, after, more = [], 0, True
        while more:
            answer = self.Api.api_register(self.assembly.id, after=after, limit=2)
            rows += answer["rows"]
            after, more = rows[-1]["sequence"], answer["more"]
        self.assertEqual(rows, whole)
        self.assertEqual(len(rows), 5)
        self.assertFalse(self.Api.api_register(self.assembly.id, after=5)["rows"])

    def test_only_of_a_called_assembly(self):
        with self.assertRaises(UserError):
            self.Api.api_register(self.assembly.id)

    def test_malformed_calls(self):
        self._call(self.assembly)
        for assembly in (None, "", 0, True, "X-1", 1.5, [self.assembly.id]):
            with self.subTest(assembly=assembly), self.assertRaises(ValidationError):
                self.Api.api_register(assembly)
        for values in (
            {"after": -1},
            {"after": "1"},
            {"limit": 0},
            {"limit": 10_001},
            {"limit": True},
            {"limit": None},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.Api.api_register(self.assembly.id, **values)

    def test_who_may_not_see_it(self):
        self._call(self.assembly)
        with self.assertRaises(ValidationError):
            self.Api.with_user(self.user_stranger).api_register(self.assembly.id)
        with self.assertRaises(AccessError):
            self.Api.with_user(self.user_portal).api_register(self.assembly.id)

    def test_the_cost_does_not_grow_with_the_rows(self):
        self._call(self.assembly)
        counts = []
        for limit in (1, 1, 5):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.Api.api_register(self.assembly.id, limit=limit)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
