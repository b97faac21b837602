from odoo.addons.property_crm.tests.common import PropertyCommon


class LeadsCommon(PropertyCommon):
    """Who sells and lets on ``site``, a prospect there, one elsewhere, one nowhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Lead = cls.env["crm.lead"]
        cls.lead = cls._create_leads()
        cls.other_lead = cls._create_leads(site_id=cls.other_site.id)

    @classmethod
    def _get_users(cls):
        sales = ("consultant", "property_leads.group_property_sales")
        elsewhere = ("consultant_2", "property_leads.group_property_sales")
        return {**super()._get_users(), "sales": sales, "sales_elsewhere": elsewhere}

    @classmethod
    def _enrol_users(cls):
        return (
            super()._enrol_users()
            | cls._enrol(cls.user_sales, cls.site.territory_id)
            | cls._enrol(cls.user_sales_elsewhere, cls.other_site.territory_id)
        )

    @classmethod
    def _create_leads(cls, count=1, **values):
        """Create prospects of nobody, for leases on ``site``."""
        return cls.env["crm.lead"].create(
            [
                {
                    "name": "Two rooms",
                    "contact_name": "Qian Fang",
                    "phone": "+86 138 0013 8000",
                    "email_from": "qian@example.com",
                    "site_id": cls.site.id,
                    "user_id": False,
                    **values,
                }
                for _number in range(count)
            ]
        )

    @classmethod
    def _get_stage(cls, phase):
        return cls.env["crm.stage"].search([("phase", "=", phase)], limit=1)
