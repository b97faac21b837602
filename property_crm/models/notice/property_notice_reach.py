from odoo import api, fields, models
from odoo.tools import SQL

from ..people.property_occupancy import OWNER_ROLES, TENANT_ROLES

READ_MODELS = (
    "property.site",
    "property.unit",
    "property.ownership",
    "property.occupancy",
    "res.partner",
    "res.users",
    "mail.blacklist",
    "property.consent",
)
# Said to everybody: who wants to hear nothing wants to hear this.
URGENT_KINDS = ("outage", "safety")


class PropertyNotice(models.Model):
    """Who is reached, and who is not and why: the same SQL before and at sending."""

    _inherit = "property.notice"

    unit_count = fields.Integer(string="Units", compute="_compute_reach")
    unit_reached_count = fields.Integer(
        string="Units reached", compute="_compute_reach"
    )
    person_count = fields.Integer(string="People meant", compute="_compute_reach")
    portal_count = fields.Integer(
        string="On their page", compute="_compute_reach", help="They can sign in."
    )
    email_count = fields.Integer(string="E-mails", compute="_compute_reach")
    reached_count = fields.Integer(string="People reached", compute="_compute_reach")
    unreached_count = fields.Integer(
        string="People not reached", compute="_compute_reach"
    )
    unreached_text = fields.Char(
        string="Why they are not reached", compute="_compute_reach"
    )
    recipient_ids = fields.One2many("property.notice.recipient", "notice_id")
    read_count = fields.Integer(string="Have read it", compute="_compute_read")
    read_rate = fields.Float(
        string="Read (%)",
        digits=(5, 1),
        compute="_compute_read",
        help="Of those who find it on their page.",
    )

    @api.depends(
        "place_ids.site_id",
        "place_ids.building_id",
        "place_ids.entrance",
        "place_ids.unit_id",
        "to_owners",
        "to_tenants",
        "to_family",
        "follows_occupant",
        "category_ids",
        "by_portal",
        "by_email",
        "by_print",
        "purpose_id",
        "kind",
        "published_at",
    )
    def _compute_reach(self):
        published = self.filtered("published_at")
        told = published._count_recipients()
        for notice in self:
            counts = told[notice] if notice in published else notice._count_people()
            notice.unit_count = counts["units"]
            notice.unit_reached_count = counts["units_reached"]
            notice.person_count = counts["people"]
            notice.portal_count = counts["portal"]
            notice.email_count = counts["email"]
            notice.reached_count = counts["reached"]
            notice.unreached_count = counts["people"] - counts["reached"]
            notice.unreached_text = notice._describe_reasons(counts["reasons"])

    def _describe_reasons(self, reasons):
        recipients = self.env["property.notice.recipient"]
        words = dict(recipients._fields["reason"]._description_selection(self.env))
        return " · ".join(
            f"{words[reason]}: {reasons[reason]}"
            for reason in words
            if reasons.get(reason)
        )

    def _compute_read(self):
        rows = self._count_recipients()
        for notice in self:
            counts = rows[notice]
            notice.read_count = counts["read"]
            notice.read_rate = (
                100 * counts["read"] / counts["portal"] if counts["portal"] else 0.0
            )

    # What was recorded at sending

    def _count_recipients(self):
        """Return ``{notice: counts}`` of the recorded recipients, in two queries."""
        empty = dict.fromkeys(("people", "portal", "email", "reached", "read"), 0)
        units = {"units": 0, "units_reached": 0}  # asked of the places, not of people
        counts = {notice: empty | units | {"reasons": {}} for notice in self}
        if not self.ids:
            return counts
        # sudo: numbers only, of notices the user reads
        recipients_sudo = self.env["property.notice.recipient"].sudo()
        recipients_sudo.flush_model()
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT notice_id, reason, count(*) AS people,
                       count(*) FILTER (WHERE by_portal) AS portal,
                       count(*) FILTER (WHERE by_email) AS email,
                       count(*) FILTER (WHERE is_reached) AS reached,
                       count(read_at) AS read
                  FROM property_notice_recipient
                 WHERE notice_id IN %s AND published_at IS NOT NULL
                 GROUP BY notice_id, reason
                """,
                tuple(self.ids),
            )
        )
        for row in rows:
            told = counts[self.browse(row["notice_id"])]
            for name in empty:
                told[name] += row[name]
            if row["reason"]:
                told["reasons"][row["reason"]] = row["people"]
        return counts

    # What it would be now

    def _count_people(self):
        """Return how many people and units the notice would reach now."""
        counts = dict.fromkeys(
            ("units", "units_reached", "people", "portal", "email", "reached"), 0
        ) | {"reasons": {}}
        if not self.place_ids.filtered("site_id"):
            return counts
        self._flush_people()
        rows = self.env.execute_query_dict(
            SQL(
                """
                %s SELECT reason, count(*) AS people,
                       count(*) FILTER (WHERE by_portal) AS portal,
                       count(*) FILTER (WHERE by_email) AS email,
                       count(*) FILTER (WHERE is_reached) AS reached,
                       (SELECT count(*) FROM unit) AS units,
                       (SELECT count(DISTINCT wanted.unit_id)
                          FROM wanted JOIN told USING (partner_id)
                         WHERE told.is_reached AND NOT wanted.is_away)
                           AS units_reached
                  FROM told GROUP BY GROUPING SETS ((reason), ())
                """,
                self._select_people(),
            )
        )
        for row in rows:
            if row["reason"]:
                counts["reasons"][row["reason"]] = row["people"]
            elif row["people"] >= counts["people"]:  # the total has no reason either
                counts |= {name: row[name] for name in counts if name != "reasons"}
        return counts

    def _flush_people(self):
        for name in READ_MODELS:
            self.env[name].flush_model()
        # the query is long and its rows are few: compiling it takes longer than it
        self.env.cr.execute("SET LOCAL jit = off")

    def _get_kinds(self):
        kinds = {
            "owner": self.to_owners,
            "tenant": self.to_tenants,
            "family": self.to_family,
        }
        return tuple(kind for kind, wanted in kinds.items() if wanted) or ("",)

    def _get_refusal_sql(self):
        """Return the SQL that tells whether the person ``p`` wants no e-mails."""
        return SQL(
            "(%s OR EXISTS (SELECT FROM mail_blacklist"
            " WHERE email = p.email_normalized AND active))",
            SQL("FALSE")
            if self.kind in URGENT_KINDS
            else SQL("p.refuses_contact IS TRUE"),
        )

    def _get_consent_sql(self):
        """Return the SQL that tells whether ``p`` may be written to for the purpose."""
        if self.purpose_id.legal_basis != "consent":
            return SQL("TRUE")
        return SQL(
            "EXISTS (SELECT FROM property_consent consent"
            " WHERE consent.partner_id = p.id AND consent.purpose_id = %s"
            " AND consent.company_id = %s AND consent.withdrawn_on IS NULL)",
            self.purpose_id._origin.id,
            self.company_id._origin.id,
        )

    def _select_people(self):
        """Return the SQL of ``unit``, ``wanted`` and ``told`` as a WITH clause.

        A notice to a house is for all of its units, also for those that its author
        does not look after; the lists of names keep the author's rights.
        """
        # sudo: see above; the author has chosen among the sites he works in
        units_sudo = self.env["property.unit"].sudo()
        domain = self.place_ids.filtered("site_id")._get_units_domain()
        return SQL(
            "WITH %s, %s, %s",
            self._select_lines(units_sudo._search(domain).subselect()),
            self._select_wanted(),
            self._select_told(),
        )

    def _select_lines(self, units):
        """Return the SQL of who owns or occupies the units, today where they are."""
        return SQL(
            """
            unit AS (
                SELECT u.id, site.developer_id,
                       (%(now)s AT TIME ZONE 'UTC' AT TIME ZONE site.tz)::date AS day,
                       u.date_delivered
                  FROM property_unit u JOIN property_site site ON site.id = u.site_id
                 WHERE u.id IN %(units)s
            ), stay AS (
                SELECT stay.unit_id, stay.partner_id, stay.role
                  FROM property_occupancy stay JOIN unit ON unit.id = stay.unit_id
                 WHERE unit.day BETWEEN COALESCE(stay.date_from, unit.day)
                                    AND COALESCE(stay.date_to, unit.day)
            ), line AS (
                SELECT own.unit_id, own.partner_id, 'owner' AS kind
                  FROM property_ownership own JOIN unit ON unit.id = own.unit_id
                 WHERE unit.day BETWEEN COALESCE(own.date_from, unit.day)
                                    AND COALESCE(own.date_to, unit.day)
                   AND (unit.developer_id IS NULL OR unit.date_delivered <= unit.day)
                 UNION ALL
                SELECT unit.id, unit.developer_id, 'owner'
                  FROM unit
                 WHERE unit.developer_id IS NOT NULL
                   AND (unit.date_delivered <= unit.day) IS NOT TRUE
                 UNION ALL
                SELECT unit_id, partner_id,
                       CASE WHEN role IN %(owners)s THEN 'owner'
                            WHEN role IN %(tenants)s THEN 'tenant'
                            ELSE 'family' END
                  FROM stay
                 WHERE role != 'visitor'
            )
            """,
            now=fields.Datetime.now(),
            units=units,
            owners=OWNER_ROLES,
            tenants=TENANT_ROLES,
        )

    def _select_wanted(self):
        """Return the SQL of whom the notice is for, and who has let the unit."""
        return SQL(
            """
            wanted AS (
                SELECT line.unit_id, line.partner_id,
                       %(follows)s AND line.kind = 'owner'
                       AND EXISTS (SELECT FROM stay
                                    WHERE stay.unit_id = line.unit_id
                                      AND stay.role IN %(tenants)s)
                       AND NOT EXISTS (SELECT FROM stay
                                        WHERE stay.unit_id = line.unit_id
                                          AND stay.partner_id = line.partner_id)
                           AS is_away
                  FROM line
                 WHERE line.kind IN %(kinds)s
            ), person AS (
                SELECT partner_id, bool_and(is_away) AS is_away,
                       COALESCE(min(unit_id) FILTER (WHERE NOT is_away), min(unit_id))
                           AS unit_id,
                       count(DISTINCT unit_id) AS unit_count
                  FROM wanted
                 GROUP BY partner_id
            )
            """,
            follows=self.follows_occupant,
            tenants=TENANT_ROLES,
            kinds=self._get_kinds(),
        )

    def _select_told(self):
        """Return the SQL of how each person is reached, or why he is not."""
        return SQL(
            """
            known AS (
                SELECT person.*, p.lang,
                       EXISTS (SELECT FROM res_users
                                WHERE partner_id = p.id AND active) AS has_login,
                       p.email_normalized IS NOT NULL AS has_email,
                       %(refuses)s AS refuses, %(agrees)s AS agrees
                  FROM person JOIN res_partner p ON p.id = person.partner_id
                 WHERE p.active AND %(category)s
            ), chosen AS (
                SELECT *,
                       NOT is_away AND has_login AND %(portal)s AS by_portal,
                       NOT is_away AND has_email AND NOT refuses AND agrees
                       AND %(email)s AS by_email
                  FROM known
            ), told AS (
                SELECT *, by_portal OR by_email AS is_reached,
                       CASE WHEN by_portal OR by_email THEN NULL
                            WHEN is_away THEN 'away'
                            WHEN NOT %(portal)s AND NOT %(email)s THEN 'paper'
                            WHEN %(email)s AND has_email AND refuses THEN 'refused'
                            WHEN %(email)s AND has_email THEN 'no_consent'
                            WHEN NOT %(portal)s THEN 'no_email'
                            WHEN NOT %(email)s THEN 'no_login'
                            ELSE 'neither' END AS reason
                  FROM chosen
            )
            """,
            refuses=self._get_refusal_sql(),
            agrees=self._get_consent_sql(),
            category=self._get_category_sql(),
            portal=self.by_portal,
            email=self.by_email,
        )

    def _get_category_sql(self):
        if not self.category_ids:
            return SQL("TRUE")
        return SQL(
            "p.id IN (SELECT partner_id FROM res_partner_res_partner_category_rel"
            " WHERE category_id IN %s)",
            tuple(self.category_ids._origin.ids),
        )
