from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.property_crm.models.people.property_occupancy import (
    OWNER_ROLES,
    TENANT_ROLES,
)
from odoo.addons.property_helpdesk.models.desk.helpdesk_ticket_named import (
    NAMED_PARTNER_TABLE,
    NAMED_TABLE,
)

READ_MODELS = (
    "property.site",
    "property.unit",
    "property.ownership",
    "property.occupancy",
    "property.consent",
    "property.territory.staff",
    "property.survey.campaign",
    "property.survey.invitation",
    "helpdesk.ticket",
    "agreement",
    "res.partner",
    "res.users",
)
# Nobody can say how he found a service that he did not get.
UNSERVED = ("duplicate", "withdrawn")
STRATUM_COLUMNS = {
    "site": "site_id",
    "building": "building_id",
    "segment": "segment_id",
}


class PropertySurveyCampaign(models.Model):
    """The frame: each person of the population once, and why he is left out if he is.

    One statement, whatever the population: the same before the start and at it.
    """

    _inherit = "property.survey.campaign"

    def _flush_frame(self):
        for name in READ_MODELS:
            self.env[name].flush_model()
        # the query is long and its rows are few: compiling it takes longer than it
        self.env.cr.execute("SET LOCAL jit = off")

    def _get_units(self):
        """Return the SQL of the ids of the units whose people may be asked."""
        sites = self._get_own_sites()
        domain = Domain("site_id", "in", sites.ids)
        if buildings := self.building_ids._origin:
            domain &= Domain("building_id", "in", buildings.ids)
        # sudo: who chose the site asks all of its people, and sees the ones drawn
        return self.env["property.unit"].sudo()._search(domain).subselect()

    def _get_own_sites(self):
        """Return the sites chosen that the user works in."""
        return self.site_ids._origin._filtered_access("read")

    def _select_frame(self):
        """Return the SQL of ``frame`` as a WITH clause."""
        parts = {
            "residents": self._select_residents,
            "ticket": self._select_tickets,
            "move_in": self._select_newcomers,
            "agreement_end": self._select_agreements,
            "staff": self._select_staff,
        }
        return SQL(
            """
            WITH %(found)s, frame AS (
                SELECT DISTINCT ON (%(once)s)
                       found.partner_id, found.unit_id, found.site_id,
                       found.building_id, found.role, found.ticket_id, found.user_id,
                       p.segment_id, %(stratum)s, %(reason)s AS reason
                  FROM found JOIN res_partner p ON p.id = found.partner_id
                 WHERE p.active AND %(segment)s
                 ORDER BY %(once)s, found.place, found.unit_id
            )
            """,
            found=parts[self.population_kind](),
            once=self._get_once(),
            stratum=self._select_stratum(),
            reason=self._select_reason(),
            segment=self._get_segment_sql(),
        )

    def _get_once(self):
        """Return what is asked once: a person, without a pause each of his requests."""
        if self.population_kind == "ticket" and not self.pause_days:
            return SQL("found.partner_id, found.ticket_id")
        return SQL("found.partner_id")

    def _select_stratum(self):
        columns = {
            "site": SQL("found.site_id"),
            "building": SQL("found.building_id"),
            "segment": SQL("p.segment_id"),
        }
        return SQL(", ").join(
            SQL(
                "%s AS %s",
                columns[kind] if self.stratify_by == kind else SQL("NULL::integer"),
                SQL.identifier(f"stratum_{kind}_id"),
            )
            for kind in STRATUM_COLUMNS
        )

    def _get_segment_sql(self):
        segments = self.segment_ids._origin
        return (
            SQL("p.segment_id IN %s", tuple(segments.ids)) if segments else SQL("TRUE")
        )

    # Who is left out, and why

    def _select_reason(self):
        """Return the SQL of why ``p`` is left out: NULL of those who are not."""
        return SQL(
            "CASE WHEN %s THEN 'refused' WHEN %s THEN 'child'"
            " WHEN NOT %s THEN 'no_consent' WHEN %s THEN 'recent'"
            " WHEN NOT %s THEN 'unreachable' END",
            self._get_refusal_sql(),
            SQL("p.turns_14_on > %s", self._get_first_day()),
            self._get_consent_sql(),
            self._get_recent_sql(),
            self._get_reachable_sql(),
        )

    def _get_first_day(self):
        """Return the day on which people are looked for: while it runs each day."""
        today = fields.Date.context_today(self)
        return today if self.state == "running" else self.date_start or today

    def _get_pause_from(self):
        """Return since when whoever was asked is left in peace."""
        return fields.Date.subtract(self._get_first_day(), days=self.pause_days)

    def _get_refusal_sql(self):
        """Return the SQL of whether ``p`` wants no surveys: a hook."""
        return SQL("p.refuses_contact IS TRUE")

    def _get_consent_sql(self):
        if self.purpose_id.legal_basis != "consent":
            return SQL("TRUE")
        return SQL(
            "EXISTS (SELECT FROM property_consent consent"
            " WHERE consent.partner_id = p.id AND consent.purpose_id = %s"
            " AND consent.company_id = %s AND consent.withdrawn_on IS NULL)",
            self.purpose_id._origin.id,
            self.company_id._origin.id,
        )

    def _get_recent_sql(self):
        """Return the SQL of whether ``p`` was asked lately, or is about to be."""
        if not self.pause_days:
            return SQL("FALSE")
        return SQL(
            "EXISTS (SELECT FROM property_survey_invitation other"
            " JOIN property_survey_campaign asking ON asking.id = other.campaign_id"
            " WHERE other.partner_id = p.id AND other.campaign_id != %s"
            " AND (other.asked_on >= %s"
            " OR other.state = 'planned' AND asking.state = 'running'))",
            self._origin.id or 0,
            self._get_pause_from(),
        )

    def _get_reachable_sql(self):
        """Return the SQL of whether there is a way to ask ``p``: a hook.

        A unit has a letter box, so whoever has a unit can be sent a sheet or a code.
        """
        return SQL(
            "(found.unit_id IS NOT NULL OR p.email_normalized IS NOT NULL"
            " OR p.phone IS NOT NULL OR EXISTS (SELECT FROM res_users login"
            " WHERE login.partner_id = p.id AND login.active))"
        )

    # The populations: rows ``found``, of which the first of a person counts

    def _select_residents(self):
        wanted = {
            "owner": self.to_owners,
            "tenant": self.to_tenants,
            "family": self.to_family,
        }
        return SQL(
            """
            %(lines)s, found AS (
                SELECT line.partner_id, u.id AS unit_id, u.site_id, u.building_id,
                       line.kind AS role, NULL::integer AS ticket_id,
                       NULL::integer AS user_id,
                       array_position(ARRAY['owner', 'tenant', 'family'], line.kind)
                           AS place
                  FROM line JOIN unit ON unit.id = line.unit_id
                       JOIN property_unit u ON u.id = unit.id
                 WHERE line.kind IN %(kinds)s
                   AND line.partner_id IS DISTINCT FROM unit.developer_id
            )
            """,
            lines=self.env["property.notice"]._select_lines(self._get_units()),
            kinds=tuple(kind for kind in wanted if wanted[kind]) or ("",),
        )

    def _get_period_sql(self, day):
        """Return the SQL of whether the day is in the period of the events."""
        period = SQL("%s IS NOT NULL", day)
        if self.event_from:
            period = SQL("%s AND %s >= %s", period, day, self.event_from)
        if self.event_to:
            period = SQL("%s AND %s <= %s", period, day, self.event_to)
        return period

    def _select_tickets(self):
        """The last closed request of a person first.

        Complaints about colleagues are hidden from them: who is asked about one would
        tell that there is one.
        """
        closed = SQL("(t.closed_date AT TIME ZONE 'UTC' AT TIME ZONE site.tz)::date")
        buildings = self.building_ids._origin
        return SQL(
            """
            found AS (
                SELECT t.partner_id, t.unit_id, t.site_id, t.building_id,
                       CASE WHEN t.requester_role IN ('owner', 'tenant', 'family')
                            THEN t.requester_role ELSE 'other' END AS role,
                       t.id AS ticket_id, t.user_id,
                       -extract(epoch FROM t.closed_date) AS place
                  FROM helpdesk_ticket t JOIN property_site site ON site.id = t.site_id
                 WHERE t.active AND t.partner_id IS NOT NULL AND %(period)s
                   AND t.site_id IN %(sites)s AND %(buildings)s
                   AND (t.close_cause IN %(unserved)s) IS NOT TRUE
                   AND (t.requester_role = 'staff') IS NOT TRUE
                   AND NOT EXISTS (SELECT FROM %(named)s WHERE ticket_id = t.id)
                   AND NOT EXISTS (SELECT FROM %(partners)s WHERE ticket_id = t.id)
            )
            """,
            period=self._get_period_sql(closed),
            sites=tuple(self._get_own_sites().ids) or (0,),
            buildings=SQL("t.building_id IN %s", tuple(buildings.ids))
            if buildings
            else SQL("TRUE"),
            unserved=UNSERVED,
            named=SQL.identifier(NAMED_TABLE),
            partners=SQL.identifier(NAMED_PARTNER_TABLE),
        )

    def _select_newcomers(self):
        return SQL(
            """
            found AS (
                SELECT stay.partner_id, u.id AS unit_id, u.site_id, u.building_id,
                       CASE WHEN stay.role IN %(owners)s THEN 'owner'
                            WHEN stay.role IN %(tenants)s THEN 'tenant'
                            ELSE 'family' END AS role,
                       NULL::integer AS ticket_id, NULL::integer AS user_id,
                       stay.id AS place
                  FROM property_occupancy stay JOIN property_unit u
                       ON u.id = stay.unit_id
                 WHERE u.id IN %(units)s AND %(period)s AND stay.role != 'visitor'
                   AND (stay.date_to < %(day)s) IS NOT TRUE
            )
            """,
            owners=OWNER_ROLES,
            tenants=TENANT_ROLES,
            units=self._get_units(),
            period=self._get_period_sql(SQL("stay.date_from")),
            day=self._get_first_day(),
        )

    def _select_agreements(self):
        buildings = self.building_ids._origin
        return SQL(
            """
            found AS (
                SELECT deal.partner_id, deal.unit_id, deal.site_id, u.building_id,
                       'other' AS role, NULL::integer AS ticket_id,
                       NULL::integer AS user_id, deal.id AS place
                  FROM agreement deal LEFT JOIN property_unit u ON u.id = deal.unit_id
                 WHERE deal.active AND deal.is_template IS NOT TRUE
                   AND deal.state IN ('active', 'ended')
                   AND deal.partner_id IS NOT NULL AND %(period)s
                   AND deal.site_id IN %(sites)s AND %(buildings)s
            )
            """,
            period=self._get_period_sql(SQL("deal.end_date")),
            sites=tuple(self._get_own_sites().ids) or (0,),
            buildings=SQL("u.building_id IN %s", tuple(buildings.ids))
            if buildings
            else SQL("TRUE"),
        )

    def _select_staff(self):
        """Who works on the sites today, and in what is above or below them."""
        sites = self._get_own_sites()
        # sudo: who is staff is told by the list of the territories
        territories_sudo = self.env["property.territory"].sudo()
        above = territories_sudo.search([("id", "parent_of", sites.territory_id.ids)])
        below = territories_sudo.search([("id", "child_of", sites.territory_id.ids)])
        staff_sudo = self.env["property.territory.staff"].sudo()
        working = staff_sudo._search(
            staff_sudo._get_on_date_domain(self._get_first_day())
            & Domain("territory_id", "in", (above | below).ids)
        )
        return SQL(
            """
            found AS (
                SELECT u.partner_id, NULL::integer AS unit_id, %(site)s AS site_id,
                       NULL::integer AS building_id, 'staff' AS role,
                       NULL::integer AS ticket_id, NULL::integer AS user_id,
                       u.id AS place
                  FROM res_users u
                 WHERE u.active AND u.share IS NOT TRUE AND u.id IN (
                       SELECT user_id FROM property_territory_staff
                        WHERE id IN %(working)s)
            )
            """,
            site=SQL("%s::integer", sites.id if len(sites) == 1 else None),
            working=working.subselect(),
        )
