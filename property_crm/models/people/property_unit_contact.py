from datetime import UTC
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.api_rows import ApiField, BadValue, parse_value
from ...tools.contact_choice import PURPOSES, Candidate, rank_contacts


class PropertyUnit(models.Model):
    """Whom to call about a unit."""

    _inherit = "property.unit"

    @api.readonly
    def get_contacts(self, purpose, at=None):
        """Return whom to call about the unit, the best first, and why.

        :param purpose: billing, emergency, repair or notices
        :param at: UTC time as ISO 8601 text, now if not given
        :return: list of ``{"partner_id", "name", "phone", "email", "reasons",
            "is_available"}``; phone and e-mail are masked for those who see them masked
        """
        self.ensure_one()
        self.check_access("read")
        if purpose not in PURPOSES:
            raise ValidationError(
                self.env._(
                    "Purpose: %(purpose)s is not known. Use %(known)s.",
                    purpose=purpose,
                    known=", ".join(PURPOSES),
                )
            )
        words = self._get_reason_words()
        return [
            {
                "partner_id": partner.id,
                "name": partner.name,
                "phone": choice_phone,
                "email": email,
                "reasons": [words[reason] for reason in choice.reasons],
                "is_available": choice.is_available,
            }
            for partner, choice, choice_phone, email in self._show_contacts(
                self._get_contacts(purpose, self._parse_moment(at))
            )
        ]

    @api.model
    def _parse_moment(self, text):
        """Return the time in UTC that the caller wrote as ISO 8601, if any."""
        try:
            return parse_value(ApiField("at", "datetime"), text) or None
        except (BadValue, OverflowError) as error:
            raise ValidationError(
                self.env._(
                    "at: a time in UTC as ISO 8601 is expected, such as"
                    " 2026-03-02T10:00:00Z."
                )
            ) from error

    def _get_contacts(self, purpose, at=None):
        """Return the ranked choices for a purpose at a UTC time, now if not given."""
        self.ensure_one()
        return self._get_contacts_by_purpose([purpose], at)[self][purpose]

    def _get_contacts_by_purpose(self, purposes, at=None):
        """Return ``{unit: {purpose: choices}}``, the same queries for all units."""
        moment = (at or fields.Datetime.now()).replace(tzinfo=UTC)
        local = {
            unit: moment.astimezone(ZoneInfo(unit.site_id.tz or "UTC")) for unit in self
        }
        candidates = self._get_contact_candidates(
            {unit: moment.date() for unit, moment in local.items()}
        )
        return {
            unit: {
                purpose: rank_contacts(
                    candidates[unit], purpose, local[unit].replace(tzinfo=None)
                )
                for purpose in purposes
            }
            for unit in self
        }

    def _show_contacts(self, choices):
        """Yield ``(partner, choice, phone, e-mail)`` as the user may see them."""
        partners = self.env["res.partner"].browse([choice.id for choice in choices])
        masked = partners._filter_masked()
        mask_phone = partners._fields["phone"].apply_mask
        mask_email = partners._fields["email"].apply_mask
        for partner, choice in zip(partners, choices, strict=True):
            if partner in masked:
                yield (
                    partner,
                    choice,
                    mask_phone(choice.phone),
                    mask_email(choice.email),
                )
            else:
                yield partner, choice, choice.phone, choice.email

    def _get_contact_candidates(self, days):
        """Return ``{unit: candidates}`` of those the user sees, on the unit's day."""
        traits = {unit: unit._get_contact_traits(days[unit]) for unit in self}
        people = self.env["res.partner"].union(
            *(person for words in traits.values() for person in words)
        )
        people = people._filtered_access("read")
        wishes = self.env["property.contact.preference"].search(
            [
                ("partner_id", "in", people.ids),
                ("unit_id", "in", [False, *self.ids]),
            ]
        )
        return {
            unit: unit._prepare_candidates(words, people, wishes)
            for unit, words in traits.items()
        }

    def _prepare_candidates(self, traits, people, preferences):
        wishes = preferences.filtered(
            lambda preference: preference.unit_id <= self
        ).grouped("partner_id")
        return [
            Candidate(
                id=partner.id,
                traits=frozenset(words),
                phone=partner.phone or "",
                email=partner.email or "",
                preferences=tuple(
                    wish
                    for preference in wishes.get(partner, ())
                    for wish in preference._get_wishes()
                ),
            )
            for partner, words in traits.items()
            if partner in people
        ]

    def _get_contact_traits(self, day):
        """Return ``{partner: words}``: what speaks for each person of the unit."""
        traits = {}
        for stay in self.occupancy_ids._on_date(day):
            traits.setdefault(stay.partner_id, set()).update(stay._get_contact_traits())
        for owner in self.ownership_ids._on_date(day):
            words = (
                {"owner", "representative"} if owner.is_representative else {"owner"}
            )
            traits.setdefault(owner.partner_id, set()).update(words)
        if not self._is_delivered_on(day) and self.site_id.developer_id:
            traits.setdefault(self.site_id.developer_id, set()).add("developer")
        return traits

    def _get_reason_words(self):
        """Return what the reasons of the ranking are called."""
        return {
            "preference": self.env._("asked to be called for this"),
            "pays_fees": self.env._("pays the fees"),
            "representative": self.env._("speaks for the co-owners"),
            "owner": self.env._("owner"),
            "main_contact": self.env._("main contact"),
            "occupant": self.env._("lives or works here"),
            "emergency_contact": self.env._("emergency contact"),
            "has_key": self.env._("has a key"),
            "developer": self.env._("developer, until the unit is delivered"),
            "outside_hours": self.env._("not at this hour"),
            "email_only": self.env._("no phone number, only e-mail"),
            "unreachable": self.env._("neither phone nor e-mail known"),
        }
