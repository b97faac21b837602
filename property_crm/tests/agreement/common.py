from odoo.fields import Command

from ..common import PropertyCommon

TEXT = "<p>{customer} pays {price:PM} for {unit} ({area}).</p>"


class AgreementCommon(PropertyCommon):
    """A customer with a flat of 89.32 m² and a property fee of 2.60."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = "Asia/Shanghai"
        cls.unit.area_gross = 89.32
        cls.customer = cls.env["res.partner"].create(
            {"name": "Wang Wei", "email": "wang@example.com"}
        )
        cls.env["property.ownership"].create(
            {
                "unit_id": cls.unit.id,
                "partner_id": cls.customer.id,
                "date_from": "2020-01-01",
            }
        )
        cls.fee, cls.cleaning = cls.env["property.service"].create(
            [{"name": "Property fee", "code": "PM"}, {"name": "Cleaning", "code": "CL"}]
        )
        cls.price = cls._set_price(cls.fee, 2.60)

    @classmethod
    def _set_price(cls, service, price, **values):
        return cls.env["property.price"].create(
            {"service_id": service.id, "price": price, "basis": "area", **values}
        )

    @classmethod
    def _propose(cls, user=None, **values):
        return (
            cls.env["agreement"]
            .with_user(user or cls.user_site_manager)
            .create(
                {
                    "name": "Property service",
                    "partner_id": cls.customer.id,
                    "unit_id": cls.unit.id,
                    "start_date": "2026-03-18",
                    "end_date": "2026-05-31",
                    "body": TEXT,
                    "line_ids": [Command.create({"service_id": cls.fee.id})],
                    **values,
                }
            )
        )

    @classmethod
    def _send(cls, **values):
        offer = cls._propose(**values)
        offer.action_approve()
        offer.action_send()
        return offer
