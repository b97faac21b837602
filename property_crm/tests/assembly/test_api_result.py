from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools.vote_result_file import find_differences, read_file
from .result_common import ResultCommon


class TestApiResult(ResultCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_vote(cls, cls._make_r2(), "cn_major")
        cls.Api = cls.env["property.assembly"].with_user(cls.user_integration)

    def test_turnout_without_tendency(self):
        self._vote_names(yes="U1-U6", no="U7 U8")
        answer = self.Api.api_turnout(self.assembly.number)
        self.assertEqual(answer["state"], "open")
        self.assertTrue(answer["closes_at"].endswith("Z"))
        [motion] = answer["motions"]
        self.assertEqual(motion["motion"], self.motion.id)
        self.assertEqual(
            (motion["register_heads"], motion["participating_heads"]), (12, 8)
        )
        self.assertEqual(
            (motion["register_area"], motion["participating_area"]), (120000, 80000)
        )
        self.assertTrue(motion["is_quorum_reached"])
        self.assertFalse({"yes", "no", "choice"} & set(motion))

    def test_before_the_call(self):
        draft = self._create_assembly(self.place)
        [motion] = self.Api.api_turnout(draft.id)["motions"]
        self.assertEqual(motion["register_area"], 0)

    def test_file_is_counted_again(self):
        self._vote_names(yes="U1-U6", no="U7 U8")
        with self.assertRaises(UserError):
            self.Api.api_result_file(self.assembly.id)
        self._count()
        answer = self.Api.api_result_file(self.assembly.id)
        data = read_file(answer["content"].encode())
        self.assertEqual(find_differences(data), [])
        self.assertEqual(data["digest"], answer["digest"])

    def test_who_may_not_see_it(self):
        self._vote_names(yes="U1")
        self._count()
        for method in ("api_turnout", "api_result_file"):
            with self.subTest(method=method):
                with self.assertRaises(ValidationError):
                    getattr(self.Api.with_user(self.user_stranger), method)(
                        self.assembly.id
                    )
                with self.assertRaises(AccessError):
                    getattr(self.Api.with_user(self.user_portal), method)(
                        self.assembly.id
                    )
                with self.assertRaises(ValidationError):
                    getattr(self.Api, method)(True)
