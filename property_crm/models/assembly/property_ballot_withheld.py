import json

from odoo import api, models
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column

# what of an open ballot nobody learns before the close
WITHHELD = ("choice", "candidate_keys", "nonce")
COLUMN = "withheld"


class PropertyBallot(models.Model):
    """How was voted in an open vote: kept back until the vote is over.

    It lies in a column that no field stands for. Whatever is asked for through RPC goes
    by fields, also those that an administrator adds himself, as do domains, groups and
    orders: so none of it leads there. Code does: who runs code on the server (a code
    action, a module, SQL) can read it. What must be safe from him too is voted on in
    secret: see tools/vote_seal.py.
    """

    _inherit = "property.ballot"

    def init(self):
        result = super().init()
        if not column_exists(self.env.cr, self._table, COLUMN):
            create_column(self.env.cr, self._table, COLUMN, "jsonb")
        return result

    @api.model
    def _put(self, vals_list):
        """Write ballots, with what they say where nobody reads it yet."""
        rows = []
        for vals in vals_list:
            told = {name: vals.get(name) or None for name in WITHHELD}
            shown = {name: vals[name] for name in vals if name not in WITHHELD}
            # of a secret ballot there is nothing to keep back: its choice is sealed
            kept = json.dumps(told) if any(told.values()) else None
            rows.append(shown | {COLUMN: kept})
        return self._insert_ballots(rows)

    @api.model
    def _tell(self, motions):
        """Let what was voted be read: once, when the vote is over."""
        self.flush_model()
        self.env.execute_query(
            SQL(
                """
                UPDATE property_ballot
                   SET choice = withheld->>'choice',
                       candidate_keys = NULLIF(withheld->'candidate_keys', 'null'),
                       nonce = withheld->>'nonce',
                       withheld = NULL
                 WHERE motion_id = ANY(%s) AND withheld IS NOT NULL
             RETURNING id
                """,
                motions.ids,
            )
        )
        self.invalidate_model(WITHHELD)

    @api.model
    def _read_cast(self, motion):
        """Return what was cast of each ballot, told already or not.

        Only for who looks whether it is as it was cast; nobody else is shown it.
        """
        self.flush_model()
        names = ("head_key", "serial", "commitment", *WITHHELD)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT head_key, serial, commitment,
                       COALESCE(withheld->>'choice', choice),
                       COALESCE(
                           NULLIF(withheld->'candidate_keys', 'null'), candidate_keys
                       ),
                       COALESCE(withheld->>'nonce', nonce)
                  FROM property_ballot
                 WHERE motion_id = %s
              ORDER BY id
                """,
                motion.id,
            )
        )
        return [dict(zip(names, row, strict=True)) for row in rows]
