import hashlib
import json

from odoo import models
from odoo.fields import Command

# So many levels fit on the keys of the working screen.
ON_KEYS = 8
NO_ANSWER = "none"


class PropertySurveyCampaign(models.Model):
    """The questionnaire as something to be said and asked, step by step."""

    _inherit = "property.survey.campaign"

    def _get_call_script(self):
        """Return the script of the questionnaire as it is worded now."""
        self.ensure_one()
        # sudo: the script says what the questionnaire says, whoever may write scripts
        scripts_sudo = self.env["property.call.script"].sudo()
        known = scripts_sudo.search(
            [
                ("survey_id", "=", self.survey_id.id),
                ("company_id", "=", self.company_id.id),
            ],
            order="version desc",
        )
        digest = self._get_script_digest()
        same = known.filtered(
            lambda one: one.survey_digest == digest and one.state != "draft"
        )
        if same:
            return same[0].sudo(False)
        script_sudo = scripts_sudo.create(self._prepare_script_vals(known, digest))
        self._translate_name(script_sudo)
        self._add_steps(script_sudo)
        script_sudo.action_approve()
        return script_sudo.sudo(False)

    def _get_spoken_langs(self):
        return [code for code, _name in self.env["res.lang"].get_installed()]

    def _get_script_digest(self):
        """Return what changes with the wording of the questionnaire, or of the word."""
        words = [
            [step["name"], step["text"], step["kind"], step.get("codes")]
            for lang in self._get_spoken_langs()
            for step in self.with_context(lang=lang)._get_script_steps()
        ]
        return hashlib.sha256(json.dumps(words).encode()).hexdigest()

    def _prepare_script_vals(self, known, digest):
        origin = known[:1].origin_id or known[:1]
        return {
            # sudo: who asks by telephone may name the questionnaire he asks with
            "name": self.survey_id.sudo().title,
            "purpose": "survey",
            "company_id": self.company_id.id,
            "survey_id": self.survey_id.id,
            "survey_digest": digest,
            "origin_id": origin.id,
            "version": max([0, *known.mapped("version")]) + 1,
        }

    def _translate_name(self, script):
        """Call it in each language what the questionnaire is called there."""
        for lang in self._get_spoken_langs():
            # sudo: as for its name
            title = self.survey_id.sudo().with_context(lang=lang).title
            script.with_context(lang=lang).name = title

    def _add_steps(self, script):
        """Write the steps in all languages, each leading to the next."""
        steps = script.step_ids.create(
            [
                {
                    "script_id": script.id,
                    "sequence": place,
                    "name": step["name"],
                    "text": step["text"],
                    "kind": step["kind"],
                    "survey_question_id": step["question"],
                    "option_ids": [
                        Command.create({"name": name, "code": code})
                        for code, name in step["codes"]
                    ],
                }
                for place, step in enumerate(self._get_script_steps())
            ]
        )
        for step, following in zip(steps, steps[1:], strict=False):
            step.goto_id = following
            step.option_ids.goto_id = following
        steps[0].option_ids.filtered(lambda one: one.code == "no").goto_id = steps[-1]
        for lang in self._get_spoken_langs():
            self._translate_steps(steps, lang)

    def _translate_steps(self, steps, lang):
        said = self.with_context(lang=lang)._get_script_steps()
        for step, words in zip(steps.with_context(lang=lang), said, strict=True):
            step.write({"name": words["name"], "text": words["text"]})
            for option, (_code, name) in zip(
                step.option_ids, words["codes"], strict=True
            ):
                if option.name != name:
                    option.name = name

    def _get_script_steps(self):
        """Return what to say in the language of the context.

        ``[{"name", "text", "kind", "question": id or False, "codes": [(code, name)]}]``
        """
        # sudo: who has people called need not be allowed to write questionnaires
        survey_sudo = self.survey_id.sudo()
        questions = survey_sudo.with_context(lang=self.env.lang)._get_paper_questions()
        return [
            {
                "name": self.env._("Begin"),
                "text": self._get_greeting(len(questions)),
                "kind": "choice",
                "question": False,
                "codes": [
                    ("yes", self.env._("Yes, please ask")),
                    ("no", self.env._("No")),
                ],
            },
            *(self._get_script_step(question) for question in questions),
            {
                "name": self.env._("End"),
                "text": self.env._("That was all. Thank you, {customer}!"),
                "kind": "say",
                "question": False,
                "codes": [],
            },
        ]

    def _get_greeting(self, count):
        word = (
            self.env._(
                "We note your answers with your name, to put right what is wrong."
            )
            if self.mode == "named"
            else self.env._("What you say is shown only together with others.")
        )
        return self.env._(
            "Good day {customer}, this is {agent} of {company}. We ask how our service"
            " at {site} is: %(count)s short questions. %(word)s May I begin?",
            count=count,
            word=word,
        )

    def _get_script_step(self, question):
        kind = question._get_keying_kind()
        step = {
            "name": _plain(question.title),
            "text": _plain(self._get_spoken(question)),
            "kind": "text" if kind["kind"] == "text" else "number",
            "question": question.id,
            "codes": [],
        }
        if question.question_type == "simple_choice":
            names = question.suggested_answer_ids.mapped("value")
        elif kind["kind"] == "scale" and kind["min"] == 1:
            names = [str(level) for level in range(1, kind["max"] + 1)]
        else:
            return step
        if len(names) > ON_KEYS:
            return step
        codes = [(str(place), name) for place, name in enumerate(names, 1)]
        codes.append((NO_ANSWER, self.env._("No answer")))
        return step | {"kind": "choice", "codes": codes}

    def _get_spoken(self, question):
        """Return the question as it is asked: what it is about, and the scale."""
        words = [question.page_id.title, question.title]
        if question.question_type == "scale":
            words.append(
                self.env._(
                    "(from %(low)s: %(low_label)s to %(high)s: %(high_label)s)",
                    low=question.scale_min,
                    low_label=question.scale_min_label or "",
                    high=question.scale_max,
                    high_label=question.scale_max_label or "",
                )
            )
        if question.quality_role == "importance":
            words.append(self.env._("How many of the 100 points?"))
        return "\n".join(filter(None, words))


def _plain(text):
    """Return the text without what a script would fill in."""
    return (text or "").replace("{", "(").replace("}", ")")
