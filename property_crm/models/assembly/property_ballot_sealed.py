from secrets import SystemRandom

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# ids drawn at random, so that none stands for an order
FIRST_ID = 2**30
COLUMNS = ("motion_id", "serial", "sealed", "commitment")


class PropertyBallotSealed(models.Model):
    """A choice of a secret vote, of nobody. What it is safe from: tools/vote_seal.py.

    No group has a right to it, and whoever gives himself one is refused as well.
    """

    _name = "property.ballot.sealed"
    _description = "Sealed ballot"
    _log_access = False
    _order = "serial"
    _rec_name = "serial"

    motion_id = fields.Many2one(
        "property.motion", required=True, index=True, ondelete="restrict"
    )
    serial = fields.Char(required=True)
    sealed = fields.Char(required=True, export_string_translation=False)
    commitment = fields.Char(required=True, export_string_translation=False)

    _serial_uniq = models.Constraint(
        "UNIQUE(motion_id, serial)", "A serial is taken once."
    )

    def _check_access(self, operation):
        if not self.env.su:
            return self, self._make_hidden_error
        return super()._check_access(operation)

    def _make_hidden_error(self):
        return AccessError(self.env._("Sealed ballots are not shown to anybody."))

    @api.model
    def _search(self, domain, *args, **kwargs):
        if not self.env.su:
            raise self._make_hidden_error()
        return super()._search(domain, *args, **kwargs)

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_entry()
        return super().create(vals_list)

    def _refuse_entry(self):
        raise self._make_hidden_error()

    def write(self, vals):
        self._refuse_change()
        return super().write(vals)

    def _refuse_change(self):
        raise UserError(self.env._("A ballot cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A ballot cannot be deleted."))

    @api.model
    def _put(self, vals_list):
        """Write sealed ballots under random ids, which the ORM would count up."""
        if not vals_list:
            return
        rows = [
            (one, *(vals[name] for name in COLUMNS))
            for one, vals in zip(self._draw_ids(len(vals_list)), vals_list, strict=True)
        ]
        self.env.cr.execute_values(
            f"INSERT INTO property_ballot_sealed (id, {', '.join(COLUMNS)}) VALUES %s",
            rows,
        )

    def _draw_ids(self, number):
        """Return so many ids that no row has, in no order."""
        random, found = SystemRandom(), set()
        while len(found) < number:
            drawn = {FIRST_ID + random.randrange(FIRST_ID) for _one in range(number)}
            found |= drawn - set(self.browse(drawn).exists().ids)
        ids = list(found)[:number]
        random.shuffle(ids)
        return ids

    def _mix(self):
        """Write all anew in random order, in one transaction, with the old ones gone.

        So neither ids nor what the database knows of each row's transaction tell
        which of them came with which ballot.
        """
        vals_list = [
            {
                "motion_id": row.motion_id.id,
                "serial": row.serial,
                "sealed": row.sealed,
                "commitment": row.commitment,
            }
            for row in self.sudo()  # sudo: nobody has a right to them
        ]
        self.env.cr.execute(
            "DELETE FROM property_ballot_sealed WHERE id = ANY(%s)", [self.ids]
        )
        self.env.invalidate_all()
        SystemRandom().shuffle(vals_list)
        self._put(vals_list)
