from odoo import api, fields, models
from odoo.tools import SQL


class PropertyBallot(models.Model):
    """Ballots as the vote puts them in: in one statement, however many."""

    _inherit = "property.ballot"

    @api.model
    def _insert_ballots(self, vals_list):
        """Write ballots of the same names.

        Not by ``create``, which has Odoo log an error where two tabs are at it at the
        same time: that is no error, the second one is asked again and told so. In one
        order, so that two batches never wait for each other.
        """
        if not vals_list:
            return
        own = {
            "create_uid": self.env.uid,
            "write_uid": self.env.uid,
            "create_date": fields.Datetime.now(),
            "write_date": fields.Datetime.now(),
        }
        names = [*vals_list[0], *own]
        ordered = sorted(vals_list, key=lambda one: (one["motion_id"], one["head_key"]))
        rows = [
            [
                self._fields[name].convert_to_column_insert(value, self)
                for name, value in (vals | own).items()
            ]
            for vals in ordered
        ]
        self.env.cr.execute(
            SQL(
                "INSERT INTO property_ballot (%s) VALUES %s",
                SQL(", ").join(SQL.identifier(name) for name in names),
                SQL(", ").join(SQL("%s", tuple(row)) for row in rows),
            ),
            log_exceptions=False,
        )
        self.env.invalidate_all()
