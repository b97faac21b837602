from datetime import date

from odoo.fields import Command

from ..common import PropertyCommon

FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)


class ValueCommon(PropertyCommon):
    """Customers with agreements of 100 a month and more, and calls they made.

    A minute costs 0.40, with everything 0.80.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = "Asia/Shanghai"
        cls.company = cls.site.company_id
        cls.Period = cls.env["property.customer.period"]
        cls.fee = cls.env["property.service"].create({"name": "Fee", "code": "VAL"})
        cls.wang, cls.li = cls.env["res.partner"].create(
            [{"name": "Wang Wei"}, {"name": "Li Na"}]
        )
        cls.rate = cls.env["property.service.rate"].create(
            {
                "date_from": "2025-01-01",
                "company_id": cls.company.id,
                "full_rate": 0.8,
                "variable_rate": 0.4,
            }
        )

    @classmethod
    def _agree(cls, partner, price, line=None, **values):
        return cls.env["agreement"].create(
            {
                "name": "Service",
                "partner_id": partner.id,
                "site_id": cls.site.id,
                "company_id": cls.company.id,
                "start_date": "2024-01-01",
                "state": "active",
                "line_ids": [
                    Command.create(
                        {
                            "service_id": cls.fee.id,
                            "basis": "unit",
                            "price": price,
                            **(line or {}),
                        }
                    )
                ],
                **values,
            }
        )

    @classmethod
    def _call(cls, partner, minutes, day="2025-06-01"):
        return cls.env["property.call"].create(
            {
                "partner_id": partner.id,
                "site_id": cls.site.id,
                "offered_at": f"{day} 02:00:00",
                "answered_at": f"{day} 02:00:00",
                "ended_at": f"{day} {2 + minutes // 60:02}:{minutes % 60:02}:00",
            }
        )

    def _compute(self, first=FIRST, last=LAST):
        return self.Period._compute_period(self.company, first, last)

    def _find(self, partner, last=LAST, user=None):
        periods = self.Period.with_user(user or self.env.user)
        return periods.search([("partner_id", "=", partner.id), ("date_to", "=", last)])
