from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import ValidationError

from ...tools.vote_seal import MIN_LENGTH, SealError, get_fingerprint, new_key

# whose key it is was told to the owners with its fingerprint
KEY_FIELDS = frozenset(("public_key", "wrapped_key", "scrutineer_ids"))


class PropertyAssembly(models.Model):
    """The key of secret votes, which the scrutineers open together."""

    _inherit = "property.assembly"

    has_secret_motion = fields.Boolean(compute="_compute_has_secret_motion")
    key_fingerprint = fields.Char(
        string="Fingerprint of the key",
        compute="_compute_key_fingerprint",
        help="Stands on the notice: scrutineers compare it before they open ballots.",
    )

    def _compute_has_secret_motion(self):
        for assembly in self:
            assembly.has_secret_motion = any(assembly.motion_ids.mapped("is_secret"))

    def _compute_key_fingerprint(self):
        for assembly in self:
            key = assembly.public_key
            assembly.key_fingerprint = key and get_fingerprint(key)

    def write(self, vals):
        if KEY_FIELDS & vals.keys():
            self._check_not_called()
        return super().write(vals)

    def action_make_key(self):
        self.ensure_one()
        self._check_step("draft")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Key of the scrutineers"),
            "res_model": "property.vote.key",
            "view_mode": "form",
            "target": "new",
            "context": {"default_assembly_id": self.id},
        }

    def _make_key(self, passphrases, needed=None):
        """Make the key; neither it nor a passphrase is kept.

        :param passphrases: ``{partner: passphrase}``
        """
        self.ensure_one()
        self._check_step("draft")
        people = self.env["res.partner"].union(*passphrases)
        named = {str(person.id): text for person, text in passphrases.items()}
        try:
            public, wrapped = new_key(named, needed)
        except SealError as error:
            raise ValidationError(self._explain_key(str(error))) from error
        # sudo: the key is made by the system, no hand writes it
        self.sudo().write(
            {
                "public_key": public,
                "wrapped_key": wrapped,
                "scrutineer_ids": [fields.Command.set(people.ids)],
            }
        )
        self.message_post(
            body=self.env._(
                "Key of the secret votes made with %(people)s. Its fingerprint, to be"
                " printed on the notice: %(fingerprint)s",
                people=", ".join(people.mapped("display_name")),
                fingerprint=get_fingerprint(public),
            ),
            subtype_xmlid="mail.mt_note",
        )

    def _explain_key(self, code):
        words = {
            "scrutineers": self.env._("Name at least one scrutineer."),
            "needed": self.env._("Needed: no more than there are scrutineers."),
            "passphrase": self.env._(
                "Each passphrase has %(number)s characters or more, and no two are"
                " alike.",
                number=MIN_LENGTH,
            ),
        }
        return words.get(code, code)

    def _check_can_be_called(self):
        result = super()._check_can_be_called()
        if self.has_secret_motion and not self.public_key:
            raise ValidationError(
                self.env._("Secret motions: make the key of the scrutineers first.")
            )
        return result

    def _prepare_notice_vals(self):
        """Tell the fingerprint: a key put in its place later has another one."""
        vals = super()._prepare_notice_vals()
        if self.has_secret_motion:
            told = self.env._(
                "Secret votes are sealed to the key of the scrutineers %(people)s. Its"
                " fingerprint: %(fingerprint)s",
                people=", ".join(self.scrutineer_ids.mapped("display_name")),
                fingerprint=self.key_fingerprint,
            )
            vals["body"] += Markup("<p>%s</p>") % told
        return vals

    def action_check_chain(self):
        """Look at the ballots as well."""
        answer = super().action_check_chain()
        broken = [
            self.env._("%(motion)s: %(head)s", motion=motion.name, head=head or "—")
            for motion in self.motion_ids
            for head, _code in motion._find_broken_ballots()
        ]
        if broken:
            answer["params"] = {
                "type": "danger",
                "message": self.env._(
                    "Ballots are not as they were cast: %(ballots)s",
                    ballots=", ".join(broken[:10]),
                ),
                "sticky": True,
            }
        return answer
