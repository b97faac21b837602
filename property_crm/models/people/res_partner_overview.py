from odoo import api, models
from odoo.exceptions import AccessError

from ...tools.contact_choice import PURPOSES
from ..territory.property_dated_mixin import STAFF_GROUPS

SHOWN_UNITS = 12


class ResPartner(models.Model):
    """Who this is, for whoever has him on the phone."""

    _inherit = "res.partner"

    @api.readonly
    def api_customer(self):
        """Return who the customer is, as far as the user may see it.

        :return: ``{"id", "name", "groups", "known" (percent), "ask", "how" (the next
            thing to ask, and the question), "tenures": [{"unit_id", "unit", "site",
            "steward", "role", "date_from", "date_to", "is_current"}], "household":
            [{"id", "name", "role", "phone", "unit"}], "contacts": [{"unit_id", "unit",
            "purpose", "label", "id", "name", "phone", "reasons", "is_available"}]
            (whom to call about each unit), "wishes": [str], "requests": {"count",
            "rows": [{"model", "id", "title", "state", "is_late"}]}}``; phone numbers
            are masked for those who see them masked
        :rtype: dict
        :raise AccessError: the user may not see the customer, or is no staff
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.su and not self.env.user.has_groups(STAFF_GROUPS):
            raise AccessError(self.env._("Only the staff reads who a customer is."))
        lines = self._get_all_tenures()
        units = self._get_units_of_today(lines)
        return {
            "id": self.id,
            "name": self.name,
            "groups": self.customer_groups or "",
            "known": self.completeness,
            "ask": self.next_missing_field or "",
            "how": self.next_missing_hint or "",
            "tenures": [self._prepare_customer_tenure(line) for line in lines],
            "household": self._prepare_customer_household(units),
            "contacts": self._prepare_customer_contacts(units),
            "wishes": self._prepare_customer_wishes(),
            "requests": self._prepare_customer_requests(),
        }

    def _get_all_tenures(self):
        """Return what ties him to units, today first, then the past."""
        mine = [("partner_id", "=", self.id)]
        names = ["unit_id", "site_id", "date_from", "date_to"]
        lines = [
            line
            for model in ("property.ownership", "property.occupancy")
            for line in self.env[model].search_fetch(mine, names)
        ]
        return sorted(lines, key=lambda line: not line.is_current)

    def _get_units_of_today(self, lines):
        """Return the units of today, of a landlord of many the first dozen."""
        ids = [line.unit_id.id for line in lines if line.is_current]
        return self.env["property.unit"].browse(list(dict.fromkeys(ids))[:SHOWN_UNITS])

    def _prepare_customer_tenure(self, line):
        unit = line.unit_id
        return {
            "unit_id": unit.id,
            "unit": unit.name,
            "site": line.site_id.name,
            # sudo: the name of a colleague, also of another company
            "steward": unit.steward_id.sudo().name or "",
            "role": line._describe_role(),
            "date_from": line.date_from and line.date_from.isoformat() or "",
            "date_to": line.date_to and line.date_to.isoformat() or "",
            "is_current": line.is_current,
        }

    def _prepare_customer_household(self, units):
        """Return who else lives or works in his units today."""
        stays = self.env["property.occupancy"].search_fetch(
            [
                ("unit_id", "in", units.ids),
                ("partner_id", "!=", self.id),
                ("is_current", "=", True),
            ],
            ["unit_id", "partner_id", "role"],
        )
        people = stays.partner_id._filtered_access("read")
        # read() masks what the user sees masked
        phones = {row["id"]: row["phone"] for row in people.read(["phone"])}
        return [
            {
                "id": stay.partner_id.id,
                "name": stay.partner_id.name,
                "role": stay._describe_role(),
                "phone": phones[stay.partner_id.id] or "",
                "unit": stay.unit_id.name,
            }
            for stay in stays
            if stay.partner_id in people
        ]

    def _prepare_customer_contacts(self, units):
        """Return whom to call first about each unit, for each purpose."""
        purposes = self.env["property.contact.preference"]._fields["purpose"]
        labels = dict(purposes._description_selection(self.env))
        words = units._get_reason_words()
        return [
            {
                "unit_id": unit.id,
                "unit": unit.name,
                "purpose": purpose,
                "label": labels[purpose],
                "id": partner.id,
                "name": partner.name,
                "phone": phone,
                "reasons": [words[reason] for reason in choice.reasons],
                "is_available": choice.is_available,
            }
            for unit, ranked in units._get_contacts_by_purpose(PURPOSES).items()
            for purpose, choices in ranked.items()
            for partner, choice, phone, _email in units._show_contacts(choices[:1])
        ]

    def _prepare_customer_wishes(self):
        """Return in words what he has asked for."""
        permissions = self._fields["access_permission"]._description_selection(self.env)
        wishes = [label for key, label in permissions if key == self.access_permission]
        if self.pets:
            wishes.append(self.env._("Pets: %(pets)s", pets=self.pets))
        return wishes + [wish._describe() for wish in self.contact_preference_ids]

    def _prepare_customer_requests(self):
        """Return what is open for him: an addon that takes requests says it."""
        return {"count": 0, "rows": []}

    def _count_customer_requests(self):
        """Return ``{id: how many are open}``, of many people at once."""
        return dict.fromkeys(self.ids, 0)
