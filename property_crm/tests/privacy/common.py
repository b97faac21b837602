from odoo.tests import Form

from ..common import PropertyCommon

PHONE = "+86 138 0013 8000"
PHONE_SANITIZED = "+8613800138000"
EMAIL = "wang.wei@lakeside.example"
ID_NUMBER = "11010519491231002X"


class PrivacyCommon(PropertyCommon):
    """One resident of ``site`` with phone, e-mail and identity number."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.resident = cls.env["res.partner"].create(
            {
                "name": "Wang Wei",
                "phone": PHONE,
                "email": EMAIL,
                "vat": ID_NUMBER,
                "country_id": cls.env.ref("base.cn").id,
            }
        )
        cls.supplier = cls.env["res.partner"].create(
            {"name": "Lifts Ltd", "phone": "+86 571 8765 4321", "is_company": True}
        )
        cls._move_in(cls.resident, cls.unit)

    @classmethod
    def _move_in(cls, partner, unit):
        cls.env["property.occupancy"].create(
            {
                "unit_id": unit.id,
                "partner_id": partner.id,
                "role": "tenant",
                "date_from": "2020-01-01",
            }
        )
        cls.env.flush_all()

    def _as(self, user, partner=None):
        """Return the partner as the user sees it, read anew."""
        self.env.flush_all()
        self.env.invalidate_all()
        return (partner or self.resident).with_user(user)

    def _disclose(self, user, partner=None, **values):
        return (
            self.env["property.disclosure"]
            .with_user(user)
            .create(
                {
                    "partner_id": (partner or self.resident).id,
                    "reason": "Water leak, must be called",
                    **values,
                }
            )
        )

    def _form(self, user):
        return Form(self._as(user))
