from odoo import api, fields, models
from odoo.exceptions import UserError

from . import busy_lock

ABSENCE = "resource.calendar.leaves"


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
    taken = fields.Json(
        required=True,
        readonly=True,
        exportable=False,
        help="Who or what was taken, by what, and when, in UTC.",
    )
    clashes = fields.Text(
        string="Taken by",
        compute="_compute_clashes",
        help="In the language and time zone of whoever reads it.",
    )

    def init(self):
        busy_lock.install(self.env.cr)

    @api.depends("taken")
    @api.depends_context("lang", "tz")
    def _compute_clashes(self):
        for log in self:
            log.clashes = "\n".join(log._describe(fact) for fact in log.taken or ())

    @api.model
    def _describe(self, fact):
        """Return a line about what was taken."""
        if "text" in fact:  # of before the facts were kept
            return fact["text"]
        nameless = self.env._("Absent") if fact["model"] == ABSENCE else None
        start, stop = (fields.Datetime.to_datetime(fact[n]) for n in ("start", "stop"))
        return self.env._(
            "%(who)s: %(what)s, %(when)s",
            who=fact["who"],
            what=fact["what"] or nameless or self.env._("Busy"),
            when=self.env["calendar.event"]._format_period(start, stop),
        )

    @api.model
    def _prepare_fact(self, clash):
        """Return what is kept of a clash; no secrets, nor why he is away."""
        busy = clash.busy
        is_secret = busy.private or busy.model == ABSENCE
        return {
            # sudo: the name of a colleague or a room that was asked for
            "who": clash.who.sudo().display_name,
            "what": "" if is_secret else busy.label,
            "model": busy.model,
            "start": fields.Datetime.to_string(busy.start),
            "stop": fields.Datetime.to_string(busy.stop),
        }

    @api.model
    def _log(self, bookings, found, reason):
        """Note each booking that clashes with something, with the user's reason."""
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
                    "taken": [self._prepare_fact(one) for one in clashes],
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
