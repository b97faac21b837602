from odoo import api, models
from odoo.fields import Domain

# Who acts for the owners: until the elected are filed, those before them do.
IN_OFFICE = ("filed", "handing_over", "elected")
ROLE_RANKS = {"chair": 0, "deputy": 1}
SHOWN_MEETINGS = 30


class PropertyCommitteeTerm(models.Model):
    """What owners see of their committee. They have no rights to the records."""

    _inherit = "property.committee.term"

    @api.model
    def _portal_get_sites(self, partner):
        """Return the sites of which the person is an owner today, as sudo."""
        # sudo: what the person owns decides what he may read
        owned_sudo = self.env["property.ownership"].sudo()
        found_sudo = owned_sudo.search_fetch(
            owned_sudo._get_near_domain() & Domain("partner_id", "=", partner.id),
            ["unit_id", "site_id", "date_from", "date_to"],
        )
        return found_sudo._on_site_date().site_id.sorted("name")

    @api.model
    def _portal_get_terms(self, partner):
        """Return the committee in office of each of the person's sites, as sudo."""
        sites = self._portal_get_sites(partner)
        # sudo: names and roles of the members, to owners of the site
        terms_sudo = self.sudo().search(
            [("site_id", "in", sites.ids), ("state", "in", IN_OFFICE)]
        )
        by_office = terms_sudo.sorted(lambda term: IN_OFFICE.index(term.state))
        firsts = [terms[0] for terms in by_office.grouped("site_id").values()]
        return terms_sudo.browse().union(*firsts)

    @api.model
    def _portal_get_cards(self, partner):
        """Return one dictionary a site: its members in office and what they decided."""
        terms = self._portal_get_terms(partner).grouped("site_id")
        cards = []
        for site in self._portal_get_sites(partner):
            term = terms.get(site, self.browse())[:1]
            cards.append(
                {
                    "site": site.name,
                    "term": term.name,
                    "until": term.date_end,
                    "members": term._portal_get_members(),
                    "meetings": self._portal_search_meetings(site, SHOWN_MEETINGS),
                }
            )
        return [card for card in cards if card["term"] or card["meetings"]]

    def _portal_get_members(self):
        """Return ``[(name, role)]``: never how to reach them or where they live."""
        if not self:
            return []
        members = self._get_members(self.site_id._get_today())
        roles = dict(members._fields["role"]._description_selection(self.env))
        return [
            (member.partner_id.name, roles[member.role])
            for member in members.sorted(
                lambda one: (ROLE_RANKS.get(one.role, 2), one.rank, one.id)
            )
        ]

    @api.model
    def _portal_search_meetings(self, sites, limit=None):
        # sudo: published for the owners of these sites
        return (
            self.env["property.committee.meeting"]
            .sudo()
            .search(
                [("site_id", "in", sites.ids), ("state", "=", "published")],
                limit=limit,
            )
        )

    @api.model
    def _portal_find_meeting(self, meeting_id, partner):
        """Return the published meeting as sudo, if the person is an owner there."""
        sites = self._portal_get_sites(partner)
        # sudo: published for the owners of these sites
        meetings_sudo = self.env["property.committee.meeting"].sudo()
        return meetings_sudo.search(
            [
                ("id", "=", meeting_id),
                ("site_id", "in", sites.ids),
                ("state", "=", "published"),
            ]
        )

    @api.model
    def _portal_count(self, partner):
        return len(self._portal_get_cards(partner))
