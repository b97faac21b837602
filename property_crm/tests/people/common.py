from ..common import PropertyCommon


class PeopleCommon(PropertyCommon):
    """People to own and occupy the units of ``PropertyCommon``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.china = cls.env.ref("base.cn")
        (cls.site | cls.other_site).country_id = cls.china
        cls.Ownership = cls.env["property.ownership"]
        cls.Occupancy = cls.env["property.occupancy"]
        cls.wang, cls.li, cls.zhao = cls._create_people("Wang Wei", "Li Na", "Zhao Min")

    @classmethod
    def _create_people(cls, *names, **values):
        return cls.env["res.partner"].create(
            [{"name": name, **values} for name in names]
        )

    @classmethod
    def _own(cls, partner, unit=None, share=None, **values):
        if share:
            values |= {
                "kind": "shares",
                "share_numerator": share[0],
                "share_denominator": share[1],
            }
        return cls.Ownership.create(
            {
                "unit_id": (unit or cls.unit).id,
                "partner_id": partner.id,
                "date_from": "2020-01-01",
                **values,
            }
        )

    @classmethod
    def _live(cls, partner, unit=None, role="tenant", **values):
        return cls.Occupancy.create(
            {
                "unit_id": (unit or cls.unit).id,
                "partner_id": partner.id,
                "role": role,
                "date_from": "2020-01-01",
                **values,
            }
        )
