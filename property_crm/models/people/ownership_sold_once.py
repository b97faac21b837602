"""The database's own guard: what a joint owner has sold he does not sell again.

Joint owners hold no fractions, so no sum shows that two buyers got the same. But where
an ownership ends and a joint one begins the next day, it was sold to that one: its
last day cannot be moved or taken away alone, by whatever way it is written. Who
corrects the day moves that of the buyer first, or both in one go; who calls a sale off
removes the buyer first.

Of two writers at once the second waits for the row and gets a serialization failure,
which Odoo answers by running it again: then it sees what the first has sold.
"""

from odoo.tools import SQL

NAME = "property_ownership_sold_once"

_FUNCTIONS = """
CREATE OR REPLACE FUNCTION property_ownership_sold() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    sold record;
BEGIN
    SELECT person.name AS seller, old_rows.date_to AS day, heir.name AS buyer
      INTO sold
      FROM new_rows
      JOIN old_rows USING (id)
      JOIN res_partner person ON person.id = new_rows.partner_id
      JOIN property_ownership buyer
        ON buyer.unit_id = old_rows.unit_id AND buyer.kind = 'joint'
       AND buyer.date_from = old_rows.date_to + 1 AND buyer.id != old_rows.id
      JOIN res_partner heir ON heir.id = buyer.partner_id
     WHERE (new_rows.date_to, new_rows.unit_id)
           IS DISTINCT FROM (old_rows.date_to, old_rows.unit_id)
     ORDER BY old_rows.id, buyer.id
     LIMIT 1;

    IF FOUND THEN
        RAISE EXCEPTION
            USING MESSAGE = concat('Sold already by ', sold.seller),
                  ERRCODE = 'check_violation',
                  TABLE = 'property_ownership',
                  CONSTRAINT = 'property_ownership_sold_once',
                  DETAIL = json_build_array(
                      sold.seller, sold.day + 1, sold.buyer)::text;
    END IF;
    RETURN NULL;
END
$$;
"""

_TRIGGERS = """
DROP TRIGGER IF EXISTS property_ownership_sold ON property_ownership;
CREATE TRIGGER property_ownership_sold AFTER UPDATE ON property_ownership
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION property_ownership_sold();
"""

_DROP = "DROP FUNCTION IF EXISTS property_ownership_sold() CASCADE"


def install(cr):
    """Create the guard, or bring it up to date."""
    cr.execute(SQL(_FUNCTIONS))
    cr.execute(SQL(_TRIGGERS))


def uninstall(cr):
    """Remove what dropping the table would leave behind."""
    cr.execute(SQL(_DROP))
