from odoo.addons.property_crm.tests.common import PropertyCommon


class SurveyCommon(PropertyCommon):
    """A questionnaire of three items over two determinants, and who may count it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Result = cls.env["property.survey.result"]
        cls.survey = cls.env["survey.survey"].create({"title": "How is it?"})
        cls.questions = cls.env["survey.question"].create(
            [
                cls._prepare_question(role, item, name)
                for role in ("expected", "perceived")
                for item, name in (
                    ("r1", "reliability"),
                    ("r2", "reliability"),
                    ("a1", "access"),
                )
            ]
            + [
                cls._prepare_question("importance", False, "reliability"),
                cls._prepare_question("importance", False, "access"),
                cls._prepare_question("recommend", False, False, scale_min=0),
            ]
        )

    @classmethod
    def _get_users(cls):
        group = "property_survey.group_property_survey"
        return {**super()._get_users(), "survey": ("surveyor", group)}

    @classmethod
    def _enrol_users(cls):
        return super()._enrol_users() | cls._enrol(
            cls.user_survey, cls.site.territory_id
        )

    @classmethod
    def _prepare_question(cls, role, item, name, **values):
        is_number = role == "importance"
        return {
            "survey_id": cls.survey.id,
            "title": f"{role} {item or name}",
            "question_type": "numerical_box" if is_number else "scale",
            "scale_min": 0 if role == "recommend" else 1,
            "scale_max": 10 if role == "recommend" else 7,
            "quality_role": role,
            "item_code": item,
            "determinant_id": name
            and cls.env.ref(f"property_survey.determinant_{name}").id,
            **values,
        }

    @classmethod
    def _answer(cls, *sheets, state="done", **values):
        """Create finished answers: numbers in the order of the questions, or None."""
        inputs = cls.env["survey.user_input"].create(
            [
                {
                    "survey_id": cls.survey.id,
                    "state": state,
                    "end_datetime": "2026-03-01 08:00:00",
                    **values,
                }
                for _sheet in sheets
            ]
        )
        cls.env["survey.user_input.line"].create(
            [
                cls._prepare_line(one, question, number)
                for one, sheet in zip(inputs, sheets, strict=True)
                for question, number in zip(cls.questions, sheet, strict=False)
            ]
        )
        return inputs

    @classmethod
    def _prepare_line(cls, one, question, number):
        values = {"user_input_id": one.id, "question_id": question.id}
        if number is None:
            return {**values, "skipped": True}
        kind = question.question_type
        return {**values, "answer_type": kind, f"value_{kind}": number}

    @classmethod
    def _create_result(cls, **values):
        return cls.Result.create(
            {
                "name": "Spring",
                "survey_id": cls.survey.id,
                "site_id": cls.site.id,
                **values,
            }
        )
