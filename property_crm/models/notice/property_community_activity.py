from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import SQL

from ...tools.waiting_list import move_up, seats_left

EVENT_FIELDS = frozenset(("name", "start", "stop", "room_id", "user_id"))


class PropertyCommunityActivity(models.Model):
    """Something for the residents to come to. They sign up by household."""

    _name = "property.community.activity"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.building.mixin"]
    _description = "Community activity"
    _order = "start desc, id desc"

    name = fields.Char(required=True, tracking=True)
    description = fields.Html()
    user_id = fields.Many2one(
        "res.users",
        string="Organiser",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    start = fields.Datetime(string="From", required=True, index=True, tracking=True)
    stop = fields.Datetime(string="Until", required=True)
    room_id = fields.Many2one(
        "property.common.part",
        string="Meeting room",
        domain="[('is_bookable', '=', True), ('site_id', '=', site_id)]",
        ondelete="restrict",
        tracking=True,
        help="It is booked in the calendar when the sign-up opens.",
    )
    location = fields.Char(string="Where", help="Where there is no room to book.")
    event_id = fields.Many2one(
        "calendar.event", string="In the calendar", readonly=True, ondelete="set null"
    )
    capacity = fields.Integer(string="Seats", help="0: no limit.")
    max_people = fields.Integer(string="People a household", default=4, required=True)
    sign_up_until = fields.Datetime(help="Empty: until it begins.")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("open", "Open for sign-up"),
            ("done", "Held"),
            ("cancelled", "Cancelled"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
    )
    signup_ids = fields.One2many("property.activity.signup", "activity_id")
    signed_count = fields.Integer(string="People signed up", compute="_compute_counts")
    waiting_count = fields.Integer(string="People waiting", compute="_compute_counts")
    came_count = fields.Integer(string="People who came", compute="_compute_counts")
    household_count = fields.Integer(string="Households", compute="_compute_counts")
    attendance_rate = fields.Float(
        string="Participation (%)",
        digits=(5, 1),
        compute="_compute_counts",
        help="People who came, of those signed up.",
    )
    household_rate = fields.Float(
        string="Households reached (%)",
        digits=(5, 1),
        compute="_compute_counts",
        help="Households signed up, of all homes of the site or building.",
    )

    _ends_later = models.Constraint(
        "CHECK(start < stop)", "An activity ends after it begins."
    )
    _not_negative = models.Constraint(
        "CHECK(capacity >= 0 AND max_people > 0)",
        "Seats and people a household cannot be negative.",
    )

    @api.depends("signup_ids.state", "signup_ids.people", "signup_ids.came")
    def _compute_counts(self):
        sums = self._sum_signups()
        homes = self._count_homes()
        for activity in self:
            signed, came, households = sums.get((activity.id, "signed"), (0, 0, 0))
            home_count = homes.get(activity.building_id or activity.site_id, 0)
            activity.signed_count = signed
            activity.waiting_count = sums.get((activity.id, "waiting"), (0,))[0]
            activity.came_count = came
            activity.household_count = households
            activity.attendance_rate = 100 * came / signed if signed else 0.0
            activity.household_rate = (
                100 * households / home_count if home_count else 0.0
            )

    def _sum_signups(self):
        """Return ``{(activity id, state): (people, came, households)}``."""
        rows = self.env["property.activity.signup"]._read_group(
            [("activity_id", "in", self.ids)],
            ["activity_id", "state"],
            ["people:sum", "came:sum", "__count"],
        )
        return {(activity.id, state): sums for activity, state, *sums in rows}

    def _count_homes(self):
        """Return ``{site or building: number of its homes}``."""
        # sudo: a number, also of units that the organiser does not look after
        units_sudo = self.env["property.unit"].sudo()
        homes = Domain("kind", "=", "dwelling")
        counts = {}
        for name in ("site_id", "building_id"):
            domain = homes & Domain(name, "in", self[name].ids)
            counts |= dict(units_sudo._read_group(domain, [name], ["__count"]))
        return counts

    @api.model
    def _get_place_fields(self):
        return [*super()._get_place_fields(), "room_id"]

    # From the draft to the day

    def action_open(self):
        """Open the sign-up. A room that is taken says so here."""
        self.check_access("write")
        for activity in self.filtered(lambda one: one.state in ("draft", "cancelled")):
            activity.write({"state": "open"})
            if not activity.event_id:
                activity.event_id = self.env["calendar.event"].create(
                    activity._prepare_event_vals()
                )

    def action_done(self):
        for activity in self:
            if activity.start > fields.Datetime.now():
                raise UserError(self.env._("It has not begun yet."))
        self.write({"state": "done"})

    def action_cancel(self):
        """Tell everybody who has signed up, and give the room back."""
        self.check_access("write")
        for activity in self.filtered(lambda one: one.state == "open"):
            activity._tell(
                activity.signup_ids.filtered(lambda one: one.state != "cancelled"),
                "cancelled",
            )
        self.write({"state": "cancelled"})
        self.event_id.unlink()

    def action_view_signups(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_activity_signup_action"
        )
        action["domain"] = [("activity_id", "=", self.id)]
        action["context"] = {"default_activity_id": self.id}
        return action

    def write(self, vals):
        result = super().write(vals)
        if EVENT_FIELDS & vals.keys():
            for activity in self.filtered("event_id"):
                activity.event_id.write(activity._prepare_event_vals())
        if "capacity" in vals:
            self._move_up()
        return result

    def _prepare_event_vals(self):
        self.ensure_one()
        return {
            "name": self.name,
            "start": self.start,
            "stop": self.stop,
            "user_id": self.user_id.id,
            "partner_ids": [Command.set(self.user_id.partner_id.ids)],
            "common_part_id": self.room_id.id,
            "location": self.room_id.display_name or self.location,
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed_up(self):
        if self.signup_ids:
            raise UserError(self.env._("Households have signed up: cancel it instead."))

    # Seats

    def _take_turns(self):
        """Have seats given one after the other.

        Of two at once the second waits here; when the first is done, its transaction
        starts again (as Odoo does for every request) and sees which seats are taken.
        """
        if self:
            self.env.execute_query(
                SQL(
                    "UPDATE property_community_activity SET write_date = write_date"
                    " WHERE id = ANY(%s) RETURNING id",
                    sorted(self.ids),
                )
            )

    def _get_free_seats(self):
        self.ensure_one()
        taken = self._sum_signups().get((self.id, "signed"), (0,))[0]
        return seats_left(self.capacity, taken)

    def _is_open(self):
        """Tell whether somebody may sign up now."""
        until = self.sign_up_until or self.start
        return self.state == "open" and fields.Datetime.now() < until

    def _move_up(self):
        """Give free seats to those who wait, and tell them."""
        for activity in self.filtered(lambda one: one.state == "open"):
            # sudo: seats go by the list, whoever has made one free
            waiting_sudo = activity.sudo().signup_ids.filtered(
                lambda one: one.state == "waiting"
            )
            waiting_sudo = waiting_sudo.sorted("id")
            chosen = move_up(
                activity.sudo()._get_free_seats(),
                [(one, one.people) for one in waiting_sudo],
            )
            moved_sudo = waiting_sudo.browse().union(*chosen)
            moved_sudo.state = "signed"
            activity._tell(moved_sudo, "seat")

    def _tell(self, signups, what):
        """Tell each household in its language, by mail and in the chatter's log."""
        self.ensure_one()
        for signup in signups.sudo():  # sudo: the address of who has signed up
            partner_sudo = signup.partner_id
            env = self.with_context(lang=partner_sudo.lang or self.env.lang).env
            words = {
                "cancelled": env._("%(title)s does not take place.", title=self.name),
                "seat": env._(
                    "You have a seat at %(title)s after all.", title=self.name
                ),
            }[what]
            self.sudo().message_notify(  # sudo: as above
                partner_ids=partner_sudo.ids, subject=self.name, body=words
            )
