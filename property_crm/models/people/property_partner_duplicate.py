from odoo import fields, models
from odoo.tools import SQL

from ...fields import MaskedChar

# One row for the strongest sign that two people the reader sees are one.
_QUERY = """
WITH person AS MATERIALIZED (
    SELECT id, phone_sanitized, email_normalized, name_key
      FROM res_partner
     WHERE id IN %(visible)s
), place AS (
    SELECT partner_id, site_id FROM property_ownership
     UNION
    SELECT partner_id, site_id FROM property_occupancy
), sign AS (
    SELECT %(first_with_phone)s AS partner_id, person.id AS duplicate_id,
           1 AS rank, 'phone' AS reason
      FROM person
     WHERE phone_sanitized > ''
 UNION ALL
    SELECT %(first_with_email)s, person.id, 2, 'email'
      FROM person
     WHERE email_normalized > ''
 UNION ALL
    SELECT %(first_with_name)s, person.id, 3, 'name_site'
      FROM person
      JOIN place ON place.partner_id = person.id
     WHERE name_key > ''
)
SELECT DISTINCT ON (duplicate_id)
       duplicate_id AS id, partner_id, duplicate_id, reason
  FROM sign
 WHERE partner_id <> duplicate_id
   AND NOT EXISTS (
       SELECT FROM property_partner_distinct_rel known
        WHERE known.partner_id = sign.partner_id
          AND known.other_id = sign.duplicate_id
       )
 ORDER BY duplicate_id, rank, partner_id
"""


class PropertyPartnerDuplicate(models.Model):
    """One row a person who seems to be another, elder one: always up to date."""

    _name = "property.partner.duplicate"
    _description = "Possible duplicate"
    _auto = False
    _order = "reason, partner_id, id"
    _rec_name = "duplicate_id"

    partner_id = fields.Many2one("res.partner", string="Entered first", readonly=True)
    duplicate_id = fields.Many2one("res.partner", readonly=True)
    reason = fields.Selection(
        [
            ("phone", "Same phone number"),
            ("email", "Same e-mail"),
            ("name_site", "Same name on the same site"),
        ],
        readonly=True,
    )
    partner_phone = MaskedChar(related="partner_id.phone", related_sudo=False)
    duplicate_phone = MaskedChar(
        related="duplicate_id.phone",
        related_sudo=False,
        string="Phone of the duplicate",
    )
    partner_unit_ids = fields.Many2many(
        related="partner_id.unit_ids", related_sudo=False, string="Units"
    )
    duplicate_unit_ids = fields.Many2many(
        related="duplicate_id.unit_ids",
        related_sudo=False,
        string="Units of the duplicate",
    )

    @property
    def _table_query(self):
        """Compare the people the reader may see; the strongest sign of each counts."""
        Partner = self.env["res.partner"]
        Partner.flush_model()
        for model in ("property.ownership", "property.occupancy"):
            self.env[model].flush_model(["partner_id", "site_id"])
        visible = Partner._search(
            [("parent_id", "=", False), ("partner_share", "=", True)]
        )
        return SQL(
            _QUERY,
            visible=visible.subselect(),
            first_with_phone=self._get_first_sql("phone_sanitized"),
            first_with_email=self._get_first_sql("email_normalized"),
            first_with_name=self._get_first_sql("name_key, site_id"),
        )

    def _get_first_sql(self, keys):
        """Return who was entered first of those with the same keys."""
        return SQL(
            "first_value(person.id) OVER (PARTITION BY %s ORDER BY person.id)",
            SQL(keys),
        )

    def action_merge(self):
        self.ensure_one()
        return self.env["property.partner.merge"]._open(
            self.partner_id, self.duplicate_id
        )

    def action_mark_distinct(self):
        for row in self:
            row.partner_id._mark_distinct(row.duplicate_id)
