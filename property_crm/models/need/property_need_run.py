from odoo import api, fields, models
from odoo.tools import SQL

_RUN = """
WITH tenure AS (
    SELECT 'occupant' AS audience, unit_id, partner_id FROM property_occupancy
     WHERE (date_from IS NULL OR date_from <= %(today)s)
       AND (date_to IS NULL OR date_to >= %(today)s)
    UNION
    SELECT 'owner', unit_id, partner_id FROM property_ownership
     WHERE (date_from IS NULL OR date_from <= %(today)s)
       AND (date_to IS NULL OR date_to >= %(today)s)
), wanted AS (
    SELECT DISTINCT ON (rule.id, tenure.partner_id, tenure.unit_id)
           rule.id AS rule_id, rule.topic_id, tenure.partner_id, tenure.unit_id,
           COALESCE(unit.company_id, %(company)s) AS company_id,
           CASE WHEN rule.age_from > 0
                THEN GREATEST((unit.date_delivered
                     + make_interval(years => rule.age_from))::date, %(today)s)
                ELSE (%(today)s
                     + make_interval(months => rule.months_ahead))::date END AS day
      FROM property_need_rule rule
      JOIN tenure ON rule.audience IN ('all', tenure.audience)
      JOIN property_unit unit ON unit.id = tenure.unit_id AND unit.active
      JOIN res_partner partner ON partner.id = tenure.partner_id AND partner.active
     WHERE rule.active
       AND (rule.unit_kind IS NULL OR rule.unit_kind = unit.kind)
       AND (rule.age_from = 0
            OR unit.date_delivered + make_interval(years => rule.age_from)
               <= %(today)s + make_interval(months => rule.months_ahead))
       AND (rule.age_to = 0
            OR unit.date_delivered + make_interval(years => rule.age_to) > %(today)s)
       AND (rule.life_stage_id IS NULL OR rule.life_stage_id = partner.life_stage_id)
       AND (rule.segment_id IS NULL OR rule.segment_id = partner.segment_id)
       AND (rule.life_stage_id IS NULL AND rule.segment_id IS NULL
            OR partner.id IN (
               SELECT consent.partner_id
                 FROM property_consent consent
                 JOIN property_privacy_purpose purpose
                   ON purpose.id = consent.purpose_id AND purpose.code = 'grading'
                WHERE consent.withdrawn_on IS NULL))
), added AS (
    INSERT INTO property_need
           (rule_id, topic_id, partner_id, unit_id, company_id, date_expected, kind,
            source, state, create_uid, create_date, write_uid, write_date)
    SELECT rule_id, topic_id, partner_id, unit_id, company_id, day, 'expected',
           'rule', 'open', %(uid)s, %(now)s, %(uid)s, %(now)s
      FROM wanted
    ON CONFLICT DO NOTHING
 RETURNING id
), changed AS (
    UPDATE property_need need
       SET state = CASE WHEN need.state = 'open' THEN 'lapsed' ELSE 'open' END,
           write_uid = %(uid)s, write_date = %(now)s
     WHERE need.rule_id IS NOT NULL
       AND need.state IN ('open', 'lapsed')
       AND (need.state = 'lapsed') = EXISTS (
           SELECT FROM wanted
            WHERE wanted.rule_id = need.rule_id
              AND wanted.partner_id = need.partner_id
              AND wanted.unit_id = need.unit_id)
 RETURNING need.state
)
SELECT (SELECT count(*) FROM added),
       (SELECT count(*) FROM changed WHERE state = 'lapsed')
"""
READ = {
    "property.need.rule": None,
    "property.need": None,
    "property.occupancy": ["unit_id", "partner_id", "date_from", "date_to"],
    "property.ownership": ["unit_id", "partner_id", "date_from", "date_to"],
    "property.unit": ["kind", "date_delivered", "company_id", "active"],
    "res.partner": ["life_stage_id", "segment_id", "active"],
    "property.consent": ["partner_id", "purpose_id", "withdrawn_on"],
    "property.privacy.purpose": ["code"],
}


class PropertyNeed(models.Model):
    _inherit = "property.need"

    @api.model
    def _run_rules(self):
        """Note what the rules expect; return how many needs are new and have lapsed.

        Running them again adds nothing. Nobody is expected to need again what he
        declined or has; what no rule expects any more lapses, and is open again when
        one does. Who a person is counts only if he agreed to be grouped.
        """
        for name, fnames in READ.items():
            self.env[name].flush_model(fnames)
        [counts] = self.env.execute_query(
            SQL(
                _RUN,
                today=fields.Date.context_today(self),
                now=fields.Datetime.now(),
                uid=self.env.uid,
                company=self.env.company.id,
            )
        )
        self.invalidate_model(flush=False)
        return counts
