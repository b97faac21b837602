from odoo import api, fields, models
from odoo.exceptions import UserError

from . import busy_lock


class PropertyClashOverride(models.Model):
    """The log of what was booked although somebody or a room was taken.

    Written by the check when it is overridden; nobody changes or deletes a row. What
    is private is not named, whoever overrode it.
    """

    _name = "property.clash.override"
    _description = "Double booking"
    _order = "id desc"
    _rec_name = "reason"

    user_id = fields.Many2one(
        "res.users", string="Booked by", required=True, readonly=True, index=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    event_id = fields.Many2one(
        "calendar.event",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    start = fields.Datetime(string="Booked for", readonly=True, required=True)
    reason = fields.Char(required=True, readonly=True)
    taken_user_ids = fields.Many2many(
        "res.users", string="Who was taken", readonly=True
    )
    clashes = fields.Text(string="Taken by", required=True, readonly=True)

    def init(self):
        busy_lock.install(self.env.cr)

    @api.model
    def _log(self, bookings, found, reason):
        """Note each booking that clashes with something, with the user's reason."""
        events = self.env["calendar.event"]
        busy = self.env._("Busy")
        vals_list = []
        for booking, clashes in zip(bookings, found, strict=True):
            if not clashes:
                continue
            users = {one.who.id for one in clashes if one.who._name == "res.users"}
            vals_list.append(
                {
                    "user_id": self.env.uid,
                    "company_id": self.env.company.id,
                    "event_id": min(booking.own_ids),
                    "start": min(booking.ranges)[0],
                    "reason": reason,
                    "taken_user_ids": [(6, 0, sorted(users))],
                    "clashes": "\n".join(
                        events._describe_clash(one, one.busy.private and busy)
                        for one in clashes
                    ),
                }
            )
        # sudo: the log is written for the user, who may only read it
        return self.sudo().create(vals_list)

    def write(self, vals):
        if self:
            raise UserError(self.env._("The log of double bookings cannot be changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The log of double bookings cannot be deleted."))
