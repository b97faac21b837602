from odoo import api, models
from odoo.fields import Domain

SHOWN_ENTRIES = 30
SHOWN_USES = 50


class PropertyFundAccount(models.Model):
    """What owners see of the fund. They have no rights to the records."""

    _inherit = "property.fund.account"

    @api.model
    def _portal_get_units(self, partner):
        """Return the units that the person owns today, as sudo."""
        # sudo: what the person owns decides what he may read
        owned_sudo = self.env["property.ownership"].sudo()
        found_sudo = owned_sudo.search_fetch(
            owned_sudo._get_near_domain() & Domain("partner_id", "=", partner.id),
            ["unit_id", "site_id", "date_from", "date_to"],
        )
        return found_sudo._on_site_date().unit_id

    @api.model
    def _portal_search(self, partner):
        """Return the accounts of the person's own units, as sudo."""
        units_sudo = self._portal_get_units(partner)
        # sudo: of his own units
        return self.sudo().search([("unit_id", "in", units_sudo.ids)])

    @api.model
    def _portal_get_cards(self, partner):
        """Return one dictionary a unit, with the newest of its movements."""
        accounts_sudo = self._portal_search(partner)
        entries_sudo = accounts_sudo.entry_ids.sorted()
        by_account = entries_sudo.grouped("account_id")
        cards = []
        for account in accounts_sudo:
            newest = by_account.get(account, entries_sudo.browse())[:SHOWN_ENTRIES]
            # a slice would read each account's movements by themselves
            newest = newest.with_prefetch(entries_sudo.ids)
            cards.append({"account": account, "entries": newest})
        return cards

    @api.model
    def _portal_search_shared(self, partner):
        """Return what is held for his buildings and sites as a whole, as sudo."""
        units_sudo = self._portal_get_units(partner)
        # sudo: it is in part his own
        return self.sudo().search(
            Domain("unit_id", "=", False) & self._portal_get_place_domain(units_sudo)
        )

    @api.model
    def _portal_get_place_domain(self, units):
        """Return the domain of what is of the buildings of units, or of all of them."""
        return Domain("building_id", "in", units.building_id.ids) | (
            Domain("building_id", "=", False)
            & Domain("site_id", "in", units.site_id.ids)
        )

    @api.model
    def _portal_get_uses(self, partner):
        """Return what was used of the fund where he owns, and what allowed it.

        Of a use that several units pay for only the sum of the building is told.
        """
        # sudo: owners may know what the fund of their building is used for
        entries_sudo = self.env["property.fund.entry"].sudo()
        standing = Domain(
            [
                ("kind", "=", "use"),
                ("reversal_of_id", "=", False),
                ("reversed_by_ids", "=", False),
            ]
        )
        names = ["building_id", "reference", "basis", "motion_id", "currency_id"]
        groups = entries_sudo._read_group(
            standing & self._portal_get_place_domain(self._portal_get_units(partner)),
            ["date:day", "number", *names],
            ["amount:sum"],
            limit=SHOWN_USES,
            order="date:day desc, number desc",
        )
        labels = dict(entries_sudo._fields["basis"]._description_selection(self.env))
        return [
            {
                "date": date,
                "amount": -amount,
                "basis_label": labels.get(found[2]),
                **dict(zip(names, found, strict=True)),
            }
            for date, _number, *found, amount in groups
        ]
