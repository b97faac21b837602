from odoo.fields import Command

from .common import PhoneCommon


class CallListCommon(PhoneCommon):
    """A list of Wang and Li, called by the agent with a script of three steps."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.script = cls._create_script()
        cls.script.action_approve()
        cls.list = cls._create_list(cls.user_agent)
        cls.list.action_fill()
        cls.Entry = cls.env["property.call.entry"]
        cls.entry = cls.list.entry_ids.filtered(lambda e: e.partner_id == cls.wang)

    @classmethod
    def _create_script(cls, **values):
        """Ask whether he is satisfied; if not, why; say good-bye."""
        script = cls.env["property.call.script"].create(
            {"name": "Satisfaction", "purpose": "survey", **values}
        )
        Step = cls.env["property.call.script.step"]
        cls.ask, cls.why, cls.bye = Step.create(
            [
                {
                    "script_id": script.id,
                    "sequence": number,
                    "name": name,
                    "kind": kind,
                    "text": text,
                }
                for number, (name, kind, text) in enumerate(
                    (
                        ("Satisfied?", "yes_no", "Good day {customer} of {unit} & Co."),
                        ("Why not?", "text", "What was wrong?"),
                        ("Thanks", "say", "Thank you, says {agent}."),
                    )
                )
            ]
        )
        cls.yes, cls.no = cls.ask.option_ids
        cls.yes.goto_id, cls.no.goto_id = cls.bye, cls.why
        cls.why.goto_id = cls.bye
        return script

    @classmethod
    def _create_list(cls, *agents, **values):
        return cls.env["property.call.list"].create(
            {
                "name": "After repairs",
                "purpose": "survey",
                "script_id": cls.script.id,
                "territory_id": cls.site.territory_id.id,
                "user_id": cls.user_dispatcher.id,
                "agent_ids": [Command.create({"user_id": user.id}) for user in agents],
                **values,
            }
        )
