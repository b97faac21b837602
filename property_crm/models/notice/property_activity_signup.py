from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..territory.property_reference_guard import PropertyReferenceGuard


class PropertyActivitySignup(models.Model):
    """One household that comes to an activity, or waits for seats."""

    _name = "property.activity.signup"
    _inherit = ["property.site.mixin"]
    _description = "Sign-up for an activity"
    _order = "activity_id, state, id"
    _rec_name = "partner_id"
    _guarded_references = (
        *PropertyReferenceGuard._guarded_references,
        "activity_id",
        "partner_id",
    )

    activity_id = fields.Many2one(
        "property.community.activity", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        "property.unit",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('site_id', '=', site_id)]",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Who", required=True, index=True, ondelete="restrict"
    )
    people = fields.Integer(default=1, required=True)
    came = fields.Integer(help="How many of them were there.")
    state = fields.Selection(
        [
            ("signed", "Signed up"),
            ("waiting", "Waiting for a seat"),
            ("cancelled", "Cancelled"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="waiting",
        index=True,
    )
    site_id = fields.Many2one(related="activity_id.site_id", store=True)
    territory_id = fields.Many2one(related="activity_id.territory_id", store=True)
    company_id = fields.Many2one(related="activity_id.company_id", store=True)

    _once = models.UniqueIndex(
        "(activity_id, unit_id) WHERE state != 'cancelled'",
        "This household has signed up already.",
    )
    _people_of_a_household = models.Constraint(
        "CHECK(people > 0 AND came >= 0)", "At least one person comes."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Give seats as long as there are any; others wait."""
        for vals in vals_list:
            vals["state"] = "waiting"
        ids = {vals["activity_id"] for vals in vals_list if vals.get("activity_id")}
        self.env["property.community.activity"].browse(ids)._take_turns()
        signups = super().create(vals_list)
        for activity, mine in signups.grouped("activity_id").items():
            # sudo: who signs up need not be able to read how many others do
            activity_sudo = activity.sudo()
            mine._check_possible()
            free = activity_sudo._get_free_seats()
            for signup in mine.sudo():  # sudo: as above
                if free is None or signup.people <= free:
                    signup.state = "signed"
                    free = None if free is None else free - signup.people
        return signups

    def write(self, vals):
        if not self.env.su and {"activity_id", "unit_id", "state"} & vals.keys():
            raise UserError(
                self.env._("Cancel the sign-up, and make another one instead.")
            )
        result = super().write(vals)
        if "people" in vals:
            self._check_possible()
        return result

    def _check_possible(self):
        for signup in self:
            activity = signup.activity_id
            if signup.people > activity.max_people:
                raise UserError(
                    self.env._(
                        "At most %(count)s people a household.",
                        count=activity.max_people,
                    )
                )
            if signup.unit_id.sudo().site_id != activity.site_id:  # sudo: only compared
                raise UserError(self.env._("The unit belongs to another site."))

    def action_cancel(self):
        """Give the seats back, and to those who wait."""
        self.check_access("write")
        live = self.filtered(lambda one: one.state != "cancelled")
        # sudo: the state is the system's; who may change the sign-up was asked
        live.activity_id._take_turns()
        live.sudo().state = "cancelled"
        live.activity_id._move_up()

    def action_came(self):
        """All of the household were there."""
        for signup in self.filtered(lambda one: one.state == "signed"):
            signup.came = signup.people

    def action_not_came(self):
        self.came = 0

    # The residents' page. They have no rights to the records themselves.

    @api.model
    def _portal_sign_up(self, activity, form, partner):
        """Sign up the household; the same form twice changes nothing more."""
        units = self._portal_get_units(activity, partner)
        unit = units.filtered(lambda one: str(one.id) == form.get("unit")) or units[:1]
        if not unit:
            raise UserError(self.env._("No unit is known in your name here."))
        # sudo: a resident has no rights to the records; his own unit is used
        signups_sudo = self.sudo()
        same_sudo = signups_sudo.search(
            self._get_household_domain(activity, unit), limit=1
        )
        if same_sudo:
            return same_sudo
        if not activity._is_open():
            raise UserError(self.env._("The sign-up is closed."))
        people = form.get("people") or ""
        return signups_sudo.create(
            {
                "activity_id": activity.id,
                "unit_id": unit.id,
                "partner_id": partner.id,
                "people": int(people) if people.isdecimal() and len(people) < 4 else 1,
            }
        )

    @api.model
    def _portal_cancel(self, activity, partner):
        units = self._portal_get_units(activity, partner)
        # sudo: the sign-ups of his own household
        self.sudo().search(self._get_household_domain(activity, units)).action_cancel()

    @api.model
    def _portal_get_units(self, activity, partner):
        """Return the person's units for which the activity is, as sudo."""
        ids = self.env["property.unit"]._get_unit_ids_of(partner)
        # sudo: his own units
        units_sudo = self.env["property.unit"].sudo().browse(sorted(ids))
        return units_sudo.filtered(
            lambda unit: (
                unit.site_id == activity.site_id
                and activity.building_id
                in (unit.building_id, unit.building_id.browse())
            )
        )

    @api.model
    def _get_household_domain(self, activities, units):
        return (
            Domain("activity_id", "in", activities.ids)
            & Domain("unit_id", "in", units.ids)
            & Domain("state", "!=", "cancelled")
        )
