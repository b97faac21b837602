"""Nothing is listed by hand here: the registry says what can be read and called."""

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw, get_public_method
from odoo.tools import mute_logger

from .common import PrivacyCommon
from .test_masked_doors import SECRETS

# Dialling hands the number to the telephone, and is logged: tests/phone.
SKIPPED = ("unlink", "browse", "message_notify", "action_call")
# Of employees and companies, not of residents.
OF_EMPLOYEES = ("hr.", "res.company", "res.config", "resource.", "crm.team.")
TEXT_TYPES = ("char", "text", "html", "json", "many2one", "reference")


class TestMaskedSweep(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal_user = cls.env["res.users"].create(
            {
                "name": "Wang Wei",
                "login": SECRETS[2],
                "partner_id": cls.resident.id,
                "group_ids": [(6, 0, [cls.env.ref("base.group_portal").id])],
            }
        )
        cls.resident.message_subscribe(cls.resident.ids)
        cls.resident.message_post(body=cls.unit.name, author_id=cls.resident.id)
        cls.env["calendar.event"].create(
            {
                "name": "Handover",
                "start": "2026-03-02 10:00:00",
                "stop": "2026-03-02 11:00:00",
                "partner_ids": [(6, 0, cls.resident.ids)],
            }
        )
        cls.env.flush_all()

    def _leaks(self, answer):
        text = repr(answer)
        return [secret for secret in SECRETS if secret in text]

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_no_readable_field_of_any_model_leaks(self):
        for user in (self.user_agent, self.user_auditor, self.user_portal):
            leaking = []
            for model_name in sorted(self.env.registry):
                leaking += self._get_leaking_fields(self.env[model_name], user)
            with self.subTest(user=user.login):
                self.assertFalse(leaking)

    def _get_leaking_fields(self, model, user):
        model = model.with_user(user)
        if model._abstract or model._transient or not model.has_access("read"):
            return []
        names = [
            name
            for name, field in model._fields.items()
            if field.type in TEXT_TYPES and model._has_field_access(field, "read")
        ]
        self.env.invalidate_all()
        try:
            rows = model.search([], limit=200).read(names)
        except (AccessError, UserError, NotImplementedError):
            return []
        return [
            f"{model._name}.{name}"
            for name in names
            if any(self._leaks(row[name]) for row in rows)
        ]

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_no_public_method_of_a_partner_leaks(self):
        """Call all that RPC lets one call on a record without arguments."""
        model = self.env["res.partner"].with_user(self.user_agent)
        called = 0
        for name in sorted(dir(type(model))):
            if name.startswith("_") or name in SKIPPED:
                continue
            try:
                method = get_public_method(model, name)
            except (AccessError, AttributeError):
                continue
            if hasattr(method, "__deprecated__"):
                continue
            answer = self._try_call(model, name)
            called += answer is not None
            with self.subTest(method=name):
                self.assertFalse(self._leaks(answer))
        self.assertGreater(called, 20)

    def _try_call(self, model, name):
        self.env.invalidate_all()
        try:
            with self.env.cr.savepoint():
                return call_kw(model, name, [[self.resident.id]], {})
        except Exception:
            return None

    def test_what_derives_from_a_masked_field_is_masked(self):
        """A related field that ends in a masked one must be of the masked class."""
        masked_class = type(self.env["res.partner"]._fields["email"])
        open_fields = []
        for model_name in self.env.registry:
            if model_name.startswith(OF_EMPLOYEES):
                continue
            for field in self.env[model_name]._fields.values():
                target = field.related_field if field.related else None
                if isinstance(target, masked_class) and not isinstance(
                    field, masked_class
                ):
                    open_fields.append(str(field))
        self.assertFalse(open_fields)
