from odoo import api, fields, models
from odoo.tools import SQL


class PropertyBallot(models.Model):
    """Ballots as the vote puts them in: in one statement, however many."""

    _inherit = "property.ballot"

    @api.model
    def _insert_ballots(self, vals_list):
        """Write ballots; what one of them leaves out is empty.

        Not by ``create``, which has Odoo log an error where two tabs are at it at the
        same time: that is no error, the second one is asked again and told so. In one
        order, so that two batches never wait for each other.
        """
        if not vals_list:
            return self.browse()
        now = fields.Datetime.now()
        own = dict.fromkeys(("create_uid", "write_uid"), self.env.uid)
        own |= dict.fromkeys(("create_date", "write_date"), now)
        ordered = sorted(vals_list, key=lambda one: (one["motion_id"], one["head_key"]))
        names = list(dict.fromkeys(name for vals in ordered for name in vals | own))
        self.env.cr.execute(
            SQL(
                "INSERT INTO property_ballot (%s) VALUES %s RETURNING id",
                SQL(", ").join(map(SQL.identifier, names)),
                SQL(", ").join(
                    SQL("%s", self._make_values(names, vals | own)) for vals in ordered
                ),
            ),
            log_exceptions=False,
        )
        ids = [row[0] for row in self.env.cr.fetchall()]
        self.env.invalidate_all()
        return self.browse(ids)

    @api.model
    def _make_values(self, names, vals):
        """Return the values of a row; a column of no field takes them as they are."""
        return tuple(
            self._fields[name].convert_to_column_insert(vals.get(name), self)
            if name in self._fields
            else vals.get(name)
            for name in names
        )
