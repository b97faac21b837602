from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_duration

from ...fields import MaskedChar
from ...tools.contact_choice import PURPOSES, Preference

WEEKDAYS = frozenset(range(7))
DAYS = {
    "all": WEEKDAYS,
    "workdays": frozenset(range(5)),
    "weekend": frozenset({5, 6}),
}


class PropertyContactPreference(models.Model):
    _name = "property.contact.preference"
    _inherit = ["property.person.mixin"]
    _description = "Contact preference"
    _order = "partner_id, sequence, id"

    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        "property.unit",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('resident_ids', 'in', partner_id)]",
        help="Empty: for all of his units.",
    )
    sequence = fields.Integer(default=10)
    purpose = fields.Selection(
        [
            ("any", "Anything"),
            ("billing", "Billing"),
            ("emergency", "Emergency"),
            ("repair", "Repair"),
            ("notices", "Notices"),
        ],
        required=True,
        default="any",
    )
    phone = MaskedChar(
        string="Other number",
        mask="phone",
        subject="partner_id",
        help="To call instead of the person's own number.",
    )
    days = fields.Selection(
        [
            ("all", "Every day"),
            ("workdays", "Monday to Friday"),
            ("weekend", "Weekend"),
        ],
        required=True,
        default="all",
    )
    hour_from = fields.Float(string="From", default=0)
    hour_to = fields.Float(string="To", default=24)
    note = fields.Char()

    _hours_of_a_day = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from < 24 AND hour_to > 0 AND hour_to <= 24)",
        "Hours: they lie between 0:00 and 24:00.",
    )

    def write(self, vals):
        self._check_stays_with_person(vals)
        return super().write(vals)

    def _check_stays_with_person(self, vals):
        """Refuse to give a wish to somebody else, who may not be protected."""
        if self.env.su or "partner_id" not in vals:
            return
        if any(wish.partner_id.id != vals["partner_id"] for wish in self):
            raise AccessError(
                self.env._("Person: a wish stays with him; add one for the other.")
            )

    def _get_wishes(self):
        """Return the preference as the pure ranking wants it, once a purpose."""
        self.ensure_one()
        is_general = self.purpose == "any"
        return [
            Preference(
                purpose=purpose,
                weekdays=DAYS[self.days],
                hour_from=self.hour_from,
                hour_to=self.hour_to,
                sequence=self.sequence,
                is_for_unit=bool(self.unit_id),
                phone=self.phone or "",
                is_general=is_general,
            )
            for purpose in (PURPOSES if is_general else (self.purpose,))
        ]

    def _describe(self):
        """Return the wish in one line: what for, when, by which number."""
        self.ensure_one()
        words = [
            dict(self._fields[name]._description_selection(self.env))[self[name]]
            for name in ("purpose", "days")
        ]
        if (self.hour_from, self.hour_to) != (0, 24):
            hours = (self.hour_from, self.hour_to)
            words.append("–".join(format_duration(hour) for hour in hours))
        # read() masks a number the user sees masked
        words += [self.read(["phone"])[0]["phone"], self.unit_id.name, self.note]
        return " · ".join(filter(None, words))
