"""What the interface calls the fields of each model: one table for all of it."""

from ...tools.api_rows import ApiField

_ADDRESS = (
    ApiField("street"),
    ApiField("street2"),
    ApiField("city"),
    ApiField("zip"),
    ApiField("country", "reference", "country_id", model="res.country", key="code"),
)
_TENURE = (
    ApiField("unit", "reference", "unit_id", True, "property.unit"),
    ApiField("partner", "reference", "partner_id", True, "res.partner"),
    ApiField("date_from", "date"),
    ApiField("date_to", "date"),
    ApiField("note"),
)

API_FIELDS = {
    "property.site": (
        ApiField("name", required=True),
        ApiField("code", required=True),
        ApiField("kind", "selection"),
        *_ADDRESS,
        ApiField("tz", "selection"),
        ApiField("phone"),
        ApiField("developer", "reference", "developer_id", model="res.partner"),
        ApiField("code_pattern"),
        ApiField("active", "boolean"),
    ),
    "property.building": (
        ApiField("site", "reference", "site_id", True, "property.site"),
        ApiField("code", required=True),
        ApiField("name"),
        ApiField("sequence", "integer"),
        ApiField("street"),
        ApiField("year_built", "integer"),
        ApiField("active", "boolean"),
    ),
    "property.common.part": (
        ApiField("site", "reference", "site_id", True, "property.site"),
        ApiField("building", "reference", "building_id", model="property.building"),
        ApiField("name", required=True),
        ApiField("kind", "selection"),
        ApiField("entrance"),
        ApiField("active", "boolean"),
    ),
    "property.unit": (
        ApiField("building", "reference", "building_id", True, "property.building"),
        ApiField("kind", "selection"),
        ApiField("entrance"),
        ApiField("floor_label"),
        ApiField("floor_index", "integer"),
        ApiField("room", required=True),
        ApiField("area_gross", "float"),
        ApiField("area_inner", "float"),
        ApiField("area_shared", "float"),
        ApiField("area_voting", "float"),
        ApiField("area_chargeable", "float"),
        ApiField("area_source", "selection"),
        ApiField("date_delivered", "date"),
        ApiField("certificate_number"),
        ApiField("register_number"),
        ApiField("active", "boolean"),
    ),
    "property.ownership": (
        *_TENURE,
        ApiField("kind", "selection"),
        ApiField("share_numerator", "integer"),
        ApiField("share_denominator", "integer"),
        ApiField("title_number"),
        ApiField("is_representative", "boolean"),
    ),
    "property.occupancy": (
        *_TENURE,
        ApiField("role", "selection"),
        ApiField("is_main", "boolean"),
        ApiField("is_emergency", "boolean"),
        ApiField("has_key", "boolean"),
        ApiField("pays_fees", "boolean"),
        ApiField("votes_as_proxy", "boolean"),
    ),
    "res.partner": (
        ApiField("name", required=True),
        ApiField("is_company", "boolean"),
        ApiField("phone", "phone"),
        ApiField("email", "email"),
        *_ADDRESS,
        ApiField("vat"),
        ApiField("lang", "selection"),
        ApiField("active", "boolean"),
    ),
}
