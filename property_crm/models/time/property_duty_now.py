from datetime import datetime, timedelta, timezone

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class PropertyDuty(models.Model):
    """Who is on duty now at this place."""

    _inherit = "property.duty"

    @api.model
    def _get_on_duty(self, place, at=None):
        """Return the people who answer for a place at an instant, first to ask first.

        The nearest territory where somebody is on duty counts: a building's own man
        before the site's, the site's before the district's. In the hours of the site
        who is on duty comes first, out of hours who is on call.

        :param place: a ``property.site``, a ``property.territory``, or any record with
            one of them (``territory_id``, ``site_id``)
        :param at: naive UTC, now if not given
        :rtype: res.users
        """
        territory = self._get_territory_of(place)
        return self._get_on_duty_by_territory(territory, at).get(
            territory, self.env["res.users"]
        )

    @api.model
    def _get_on_duty_by_territory(self, territories, at=None):
        """Return ``{territory: people}``; the queries are the same for one and many."""
        found = self._get_current_duties(territories, at)
        return {
            territory: duties_sudo.user_id.with_env(self.env)
            for territory, duties_sudo in found.items()
        }

    @api.model
    def _get_current_duties(self, territories, at=None):
        """Return ``{territory: duties}`` under sudo, first to ask first."""
        at = at or fields.Datetime.now()
        # sudo: whoever has a problem may know who is on duty, not the whole roster
        territories_sudo = territories.sudo()
        chains = {
            territory: [int(i) for i in (territory.parent_path or "").split("/") if i]
            for territory in territories_sudo
        }
        everywhere = {key for chain in chains.values() for key in chain}
        duties_sudo = self.sudo().search(
            self._get_period_domain(at)
            & Domain("territory_id", "in", list(everywhere))
            & Domain("user_id.active", "=", True)
        )
        by_territory = duties_sudo.grouped(lambda duty: duty.territory_id.id)
        open_sites = self._get_open_sites(territories_sudo.site_id, at)
        found = {}
        for territory, chain in chains.items():
            nearest = next((key for key in reversed(chain) if key in by_territory), 0)
            duties = by_territory.get(nearest, duties_sudo.browse())
            first = "duty" if territory.site_id in open_sites else "on_call"
            found[territory.with_env(self.env)] = duties.sorted(
                lambda duty, first=first: duty.kind != first
            )
        return found

    @api.model
    def _get_open_sites(self, sites, at):
        """Return those of the sites that work at an instant."""
        clocks = sites._get_working_clocks(at)
        later = at + timedelta(minutes=1)
        return sites.filtered(lambda site: clocks[site].measure_time(at, later))

    @api.model
    def _get_territory_of(self, place):
        if place._name == "property.territory":
            return place
        if "territory_id" in place._fields and place.territory_id:
            return place.territory_id
        # sudo: the territory of a site leads to its duty, it is not shown
        return place.sudo().site_id.territory_id.with_env(self.env)

    @api.model
    @api.readonly
    def api_on_duty(self, site, at=None):
        """Return who is on duty at a site.

        :param str site: code or external key of the site
        :param str at: ISO 8601 in UTC such as ``"2026-03-02T10:00:00Z"``; default now
        :return: ``[{"id": int, "name": str, "phone": str, "kind": "duty" | "on_call",
            "until": str}]``, who is to be asked first comes first; empty if nobody is
        :rtype: list[dict]
        :raise ValidationError: no such site among those of the user, or a bad ``at``
        """
        at = self._parse_instant(at)
        territory = self._find_site(site).territory_id
        duties_sudo = self._get_current_duties(territory, at).get(territory, self)
        people = duties_sudo.user_id.with_env(self.env).read(["name", "phone"])
        by_id = {person["id"]: person for person in people}
        return [
            {
                **by_id[duty.user_id.id],
                "phone": by_id[duty.user_id.id]["phone"] or "",
                "kind": duty.kind,
                "until": f"{duty.stop.isoformat()}Z",
            }
            for duty in duties_sudo
        ]

    @api.model
    def _find_site(self, site):
        found = self.env["property.site"].search(
            Domain("code", "=", site) | Domain("external_key", "=", site), limit=1
        )
        if not site or not found:
            raise ValidationError(
                self.env._(
                    "site: “%(value)s” is not known, or not yours to see.",
                    value=site or "",
                )
            )
        return found

    @api.model
    def _parse_instant(self, text):
        if not text:
            return fields.Datetime.now()
        try:
            instant = datetime.fromisoformat(str(text).replace("Z", "+00:00"))
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    "at: a time in ISO 8601 such as 2026-03-02T10:00:00Z is expected."
                )
            ) from error
        if not instant.tzinfo:
            return instant
        return instant.astimezone(timezone.utc).replace(tzinfo=None)
