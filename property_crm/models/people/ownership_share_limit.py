"""The database's own guard: the shares of a unit never exceed the whole.

Statement triggers look once at all units a statement touched, so an import pays
for one check, not one a row. They first touch a row of each unit in a table of their
own: of two transactions that give away the same unit at once the second gets a
serialization failure, which Odoo answers by running it again, and then it sees the
first one's shares. Touching the wide, much indexed row of the unit itself would do as
well, but made this check ten times as dear in an import of 100,000 owners.

The sum is a fraction of two whole ``numeric``, over the least common denominator:
three thirds are one.
"""

from odoo.tools import SQL

NAME = "property_ownership_share_limit"

_FUNCTIONS = """
CREATE TABLE IF NOT EXISTS property_ownership_touch (unit_id integer PRIMARY KEY);

CREATE OR REPLACE FUNCTION property_share_add(
    total numeric[], top numeric, bottom numeric
)
RETURNS numeric[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ARRAY[
        total[1] * (lcm(total[2], bottom) / total[2])
            + top * (lcm(total[2], bottom) / bottom),
        lcm(total[2], bottom)
    ]
$$;

CREATE OR REPLACE AGGREGATE property_share_sum(numeric, numeric) (
    sfunc = property_share_add, stype = numeric[], initcond = '{0,1}'
);

CREATE OR REPLACE FUNCTION property_ownership_check_shares(unit_ids integer[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    excess record;
BEGIN
    INSERT INTO property_ownership_touch
    SELECT unit_id FROM unnest(unit_ids) unit_id ORDER BY unit_id
        ON CONFLICT (unit_id) DO UPDATE SET unit_id = EXCLUDED.unit_id;

    WITH crowded AS (
        SELECT unit_id
          FROM property_ownership
         WHERE unit_id = ANY(unit_ids)
         GROUP BY unit_id
        HAVING count(*) > 1
    ), start AS (
        SELECT DISTINCT unit_id, COALESCE(date_from, '-infinity') AS day
          FROM property_ownership
          JOIN crowded USING (unit_id)
    ), load AS (
        SELECT start.unit_id,
               start.day,
               property_share_sum(share_numerator, share_denominator) AS total,
               bool_or(held.kind = 'joint') AS has_joint
          FROM start
          JOIN property_ownership held
            ON held.unit_id = start.unit_id
           AND COALESCE(held.date_from, '-infinity') <= start.day
           AND COALESCE(held.date_to, 'infinity') >= start.day
         GROUP BY start.unit_id, start.day
    )
    SELECT unit.name, load.day, load.total[1] AS top, load.total[2] AS bottom
      INTO excess
      FROM load
      JOIN property_unit unit ON unit.id = load.unit_id
     WHERE load.total[1] > load.total[2]
        OR (load.has_joint AND load.total[1] = load.total[2])
     ORDER BY load.unit_id, load.day
     LIMIT 1;

    IF FOUND THEN
        RAISE EXCEPTION
            USING MESSAGE = concat('Too many shares of unit ', excess.name),
                  ERRCODE = 'check_violation',
                  TABLE = 'property_ownership',
                  CONSTRAINT = 'property_ownership_share_limit',
                  DETAIL = json_build_array(
                      excess.name,
                      NULLIF(excess.day, '-infinity'),
                      trim_scale(excess.top)::text,
                      trim_scale(excess.bottom)::text
                  )::text;
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION property_ownership_inserted() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM property_ownership_check_shares(
        ARRAY(SELECT DISTINCT unit_id FROM new_rows)
    );
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION property_ownership_updated() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    changed integer[] := ARRAY(
        SELECT DISTINCT new_rows.unit_id
          FROM new_rows
          JOIN old_rows USING (id)
         WHERE (new_rows.unit_id, new_rows.kind, new_rows.share_numerator,
                new_rows.share_denominator, new_rows.date_from, new_rows.date_to)
               IS DISTINCT FROM
               (old_rows.unit_id, old_rows.kind, old_rows.share_numerator,
                old_rows.share_denominator, old_rows.date_from, old_rows.date_to)
    );
BEGIN
    IF cardinality(changed) > 0 THEN
        PERFORM property_ownership_check_shares(changed);
    END IF;
    RETURN NULL;
END
$$;
"""

_TRIGGERS = """
DROP TRIGGER IF EXISTS property_ownership_inserted ON property_ownership;
CREATE TRIGGER property_ownership_inserted AFTER INSERT ON property_ownership
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION property_ownership_inserted();

DROP TRIGGER IF EXISTS property_ownership_updated ON property_ownership;
CREATE TRIGGER property_ownership_updated AFTER UPDATE ON property_ownership
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION property_ownership_updated();
"""

_DROP = """
DROP TABLE IF EXISTS property_ownership_touch;
DROP FUNCTION IF EXISTS property_ownership_inserted() CASCADE;
DROP FUNCTION IF EXISTS property_ownership_updated() CASCADE;
DROP FUNCTION IF EXISTS property_ownership_check_shares(integer[]);
DROP AGGREGATE IF EXISTS property_share_sum(numeric, numeric);
DROP FUNCTION IF EXISTS property_share_add(numeric[], numeric, numeric);
"""


def install(cr):
    """Create the guard, or bring it up to date."""
    cr.execute(SQL(_FUNCTIONS))
    cr.execute(SQL(_TRIGGERS))


def uninstall(cr):
    """Remove what dropping the table would leave behind."""
    cr.execute(SQL(_DROP))
