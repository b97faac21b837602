from odoo import models

from ...tools.masking import mask_name


class PropertyUnit(models.Model):
    """The household of a unit, as one of its residents is shown it."""

    _inherit = "property.unit"

    def _get_portal_household(self):
        """Return what the page of a unit shows; of others only how a name begins."""
        self.ensure_one()
        person = self.env.user.partner_id
        # sudo: names of place and staff, and beginnings of names, of his own unit
        unit_sudo = self.sudo()
        tenures = [
            *unit_sudo.ownership_ids._on_date(),
            *unit_sudo.occupancy_ids._on_date(),
        ]
        roles = {}
        for tenure in tenures:
            roles.setdefault(tenure.partner_id, []).append(tenure._describe_role())
        [card] = self._get_portal_cards()
        return {
            "card": card,
            "people": [
                {
                    "name": one.name if one == person else mask_name(one.name),
                    "is_me": one == person,
                    "roles": ", ".join(dict.fromkeys(words)),
                }
                for one, words in roles.items()
            ],
            "may_announce": self._may_announce(),
            "announced": self._get_portal_announced(),
        }

    def _may_announce(self):
        """Whether the user owns the unit, or is the one who is called first."""
        person = self.env.user.partner_id
        # sudo: his own lines of his own unit
        unit_sudo = self.sudo()
        owned = unit_sudo.ownership_ids._on_date()
        lived = unit_sudo.occupancy_ids._on_date()
        main = lived.filtered(
            lambda stay: stay.is_main or stay.role == "owner_occupier"
        )
        return person in owned.partner_id | main.partner_id

    def _get_portal_announced(self):
        """Return what the user has announced for the unit, the newest first."""
        Newcomer = self.env["property.newcomer"]
        states = dict(Newcomer._fields["state"]._description_selection(self.env))
        # sudo: what he announced himself
        found = Newcomer.sudo().search(
            [
                ("unit_id", "=", self.id),
                ("partner_id", "=", self.env.user.partner_id.id),
            ],
            order="id desc",
            limit=10,
        )
        return [
            {
                "name": newcomer.name,
                "date": newcomer.date_from,
                "state": newcomer.state,
                "state_text": states[newcomer.state],
                "answer": newcomer.answer or "",
            }
            for newcomer in found
        ]
