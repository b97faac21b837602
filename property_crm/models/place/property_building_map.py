from collections import defaultdict

from odoo import api, fields, models

NOT_LIVING_THERE = ("visitor", "employee")
# Who lives there says whose home it is; the first that is found counts.
USES = {
    "owner_occupier": "owned",
    "tenant": "let",
    "sub_tenant": "let",
    "short_stay": "let",
}


class PropertyBuilding(models.Model):
    _inherit = "property.building"

    @api.readonly
    def get_map_data(self):
        """Return what the building map draws, as far as the user may see it.

        The answer is ``{"id", "name", "site_id", "units": [{"id", "name", "room",
        "kind", "entrance", "floor_label", "floor_index", "state", "use", "people",
        …}]}`` where ``state`` is ``occupied``, ``vacant`` (nobody registered) or
        ``undelivered``, and ``use`` of an occupied one ``owned``, ``let`` or empty;
        what ``_get_map_unit_values`` adds comes with each unit. With ``map_day`` (ISO
        date) in the context, those who live there on that day are told.
        ``alerts`` says what is wrong with the building as a whole, and
        ``alerted_ids`` in which buildings of the site something is.
        """
        self.ensure_one()
        return self._get_map_data()

    def _get_map_data(self):
        units = self.env["property.unit"].search_fetch(
            [("building_id", "=", self.id)],
            ["name", "room", "kind", "entrance", "floor_label", "floor_index"],
        )
        values = self._get_map_unit_values(units)
        neighbours = self.search([("site_id", "=", self.site_id.id)])
        alerts = neighbours._get_map_alerts()
        return {
            "id": self.id,
            "name": self.name,
            "site_id": self.site_id.id,
            "units": [
                {
                    "id": unit.id,
                    "name": unit.name,
                    "room": unit.room,
                    "kind": unit.kind,
                    "entrance": unit.entrance or "",
                    "floor_label": unit.floor_label or "",
                    "floor_index": unit.floor_index,
                    **values[unit.id],
                }
                for unit in units
            ],
            "alerts": alerts.get(self.id, []),
            "alerted_ids": [house.id for house in neighbours if alerts.get(house.id)],
        }

    def _get_map_alerts(self):
        """Return ``{building_id: [{"id", "model", "name"}]}`` of what is wrong there.

        An addon adds what concerns many units at once; the map names it above the
        floors, and opens the record.
        """
        return {}

    @api.model
    def _get_map_unit_values(self, units):
        """Return ``{unit_id: {...}}``: what the map says about each of the units.

        An addon adds ``tickets`` (number of open ones), ``urgency`` (``danger``,
        ``warning`` or ``info``) and ``alert`` (a text: the unit is marked). The number
        of queries must not grow with the units.
        """
        people, lived_in, uses = self._get_map_residents(units)
        undelivered = units.filtered_domain(units._get_undelivered_domain())
        return {
            unit.id: {
                "state": "undelivered"
                if unit in undelivered
                else "occupied"
                if unit.id in lived_in
                else "vacant",
                "use": uses.get(unit.id, ""),
                "people": people[unit.id],
            }
            for unit in units
        }

    @api.model
    def _get_map_residents(self, units):
        """Return who is there on the day by unit, what is lived in, and how.

        That are ``{unit id: names}``, unit ids, and ``{unit id: use}`` of those that
        are owned or let.
        """
        partner_ids, lived_in, uses = defaultdict(list), set(), {}
        for model in ("property.occupancy", "property.ownership"):
            for tenure in self._get_current_tenures(model, units):
                partner_ids[tenure["unit_id"]].append(tenure["partner_id"])
                role = tenure.get("role", NOT_LIVING_THERE[0])
                if role not in NOT_LIVING_THERE:
                    lived_in.add(tenure["unit_id"])
                if use := USES.get(role):
                    known = uses.get(tenure["unit_id"])
                    uses[tenure["unit_id"]] = "owned" if known == "owned" else use
        names = self._get_map_names(
            {pid for ids in partner_ids.values() for pid in ids}
        )
        people = defaultdict(list)
        for unit_id, ids in partner_ids.items():
            people[unit_id] = [names[pid] for pid in dict.fromkeys(ids) if pid in names]
        return people, lived_in, uses

    @api.model
    def _get_current_tenures(self, model, units):
        """Return the day's occupancies or ownerships, if the user may see them."""
        tenures = self.env[model]
        if not tenures.has_access("read"):
            return []
        day = self._get_map_day()
        if day:
            on_day = tenures._get_on_date_domain(day)
        else:
            on_day = tenures._get_today_domain()
        domain = fields.Domain("unit_id", "in", units.ids) & on_day
        names = ["unit_id", "partner_id"] + ["role"] * ("role" in tenures._fields)
        return tenures.search_read(domain, names, load=None)

    @api.model
    def _get_map_day(self):
        """Return the day the map is asked for; None: today at the site."""
        return fields.Date.to_date(self.env.context.get("map_day") or None)

    @api.model
    def _get_map_names(self, partner_ids):
        """Return the names of those partners the user may see, as he may see them."""
        partners = self.env["res.partner"].with_context(active_test=False)
        if not partner_ids or not partners.has_access("read"):
            return {}
        rows = partners.search_read([("id", "in", list(partner_ids))], ["name"])
        return {row["id"]: row["name"] for row in rows}
