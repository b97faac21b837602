"""What staff scores are counted of, in SQL."""

TICKET_RATINGS = """
SELECT rating.id, ticket.id, COALESCE(rated.id, ticket.user_id),
       rating.partner_id, ARRAY[ticket.category_id::text,
       ticket.priority], ticket.building_id, rating.rating
  FROM rating_rating AS rating
  JOIN helpdesk_ticket AS ticket ON ticket.id = rating.res_id
  LEFT JOIN LATERAL (
       SELECT person.id FROM res_users AS person
        WHERE person.partner_id = rating.rated_partner_id
          AND person.share IS NOT TRUE
        ORDER BY person.active DESC, person.id LIMIT 1
       ) AS rated ON TRUE
 WHERE rating.res_model = 'helpdesk.ticket' AND rating.consumed
   AND rating.rating > 0 AND ticket.id IN %s
   AND COALESCE(rating.rated_on, rating.write_date) >= %s
   AND COALESCE(rating.rated_on, rating.write_date) < %s
 ORDER BY rating.id
"""
SHEET_RATINGS = """
WITH closing AS (
    SELECT one.campaign_id, one.day AS last,
           LAG(one.day) OVER (PARTITION BY one.campaign_id ORDER BY one.day) AS before
      FROM (SELECT id AS campaign_id, closed_on AS day
              FROM property_survey_campaign
             UNION
            SELECT campaign.id, former.day::date
              FROM property_survey_campaign AS campaign
             CROSS JOIN LATERAL jsonb_array_elements_text(
                   campaign.former_closings
                   ) AS former(day)
           ) AS one
     WHERE one.day IS NOT NULL
), sheet AS (
    SELECT sheet.*, campaign.mode AS word, campaign.site_id AS whole_id,
           COUNT(*) OVER (
               PARTITION BY sheet.campaign_id, sheet.user_id, closing.last
           ) AS together,
           closing.last
      FROM property_survey_sheet AS sheet
      JOIN property_survey_campaign AS campaign
        ON campaign.id = sheet.campaign_id
      LEFT JOIN closing
        ON campaign.mode != 'named' AND closing.campaign_id = campaign.id
       AND sheet.day <= closing.last
       AND (closing.before IS NULL OR sheet.day > closing.before)
     WHERE sheet.company_id = %(company)s
       AND (closing.last IS NOT NULL
            OR campaign.mode = 'named' AND campaign.state = 'closed')
)
SELECT sheet.ticket_id, sheet.user_id, sheet.partner_id,
       ARRAY['campaign', sheet.campaign_id::text],
       CASE WHEN sheet.word = 'named' THEN sheet.building_id END,
       1 + 4 * COALESCE(
           AVG(answer.level) FILTER (WHERE answer.role = 'satisfaction'),
           AVG(answer.level)
       ) AS level
  FROM sheet
 CROSS JOIN LATERAL (
       SELECT question.quality_role AS role,
              (number.value::float - question.scale_min)
              / (question.scale_max - question.scale_min) AS level
         FROM jsonb_each_text(sheet.numbers) AS number
         JOIN survey_question AS question
           ON question.id = number.key::int
        WHERE question.quality_role IN ('satisfaction', 'perceived')
          AND question.question_type = 'scale'
          AND question.scale_max > question.scale_min
          AND number.value IS NOT NULL
       ) AS answer
 WHERE sheet.user_id IS NOT NULL AND %(counts)s
   AND sheet.role IS DISTINCT FROM 'staff'
 GROUP BY sheet.id, sheet.ticket_id, sheet.user_id, sheet.partner_id,
       sheet.campaign_id, sheet.word, sheet.building_id
 ORDER BY sheet.campaign_id, sheet.user_id, level
"""
