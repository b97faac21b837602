"""Finds the records that the rows of a sheet name in the words of people."""

from collections import defaultdict

from odoo.fields import Domain

from ...tools.sheet_values import normalise

KIND_OF_SITE = {"office": "office", "commercial": "shop", "industrial": "other"}


class SheetFinder:
    """Looks up entries by their natural keys, a whole stage at a time.

    ``find`` returns ``{key: record}``, an empty record for a new one; an entry that
    could be several records is left out. What is new gets its last defaults here.
    ``ids`` holds the records of the stages before, by natural key.
    """

    def __init__(self, env):
        self.env = env(context=dict(env.context, active_test=False))
        self.ids = {}

    def find(self, model, entries):
        finders = {
            "property.site": self._find_sites,
            "property.building": self._find_buildings,
            "property.unit": self._find_units,
            "res.partner": self._find_people,
            "property.ownership": self._find_tenures,
            "property.occupancy": self._find_tenures,
        }
        return finders.get(model, self._find_nothing)(entries)

    def _find_nothing(self, entries):
        """Answer for models that recognise their own keys when they are loaded."""
        return {entry.key: self.env[entry.model].browse() for entry in entries}

    def _get_referred(self, model, entries, name):
        """Return ``{key: record}`` of what the entries refer to by that name."""
        ids = {
            entry.references[name]: self.ids[entry.references[name]]
            for entry in entries
        }
        records = self.env[model].browse(ids.values())
        return dict(zip(ids, records, strict=True))

    def _find_sites(self, entries):
        sites = self.env["property.site"].search(
            [("company_id", "=", self.env.company.id)]
        )
        by_code = {site.code: site for site in sites}
        by_address = {normalise(site.street or site.name): site for site in sites}
        found = {}
        for entry in entries:
            kind, name = entry.key
            table = by_code if kind == "site" else by_address
            found[entry.key] = table.get(name, sites.browse())
            if not found[entry.key] and entry.defaults["code"] in by_code:
                entry.defaults["code"] = entry.defaults["name"]
        return found

    def _find_buildings(self, entries):
        sites = self._get_referred("property.site", entries, "site")
        buildings = self.env["property.building"].search(
            [("site_id", "in", [site.id for site in sites.values()])]
        )
        by_code = {(one.site_id, one.code): one for one in buildings}
        by_street = {(one.site_id, normalise(one.street)): one for one in buildings}
        found = {}
        for entry in entries:
            kind, site_key, name = entry.key
            site = sites[site_key]
            code = entry.defaults["code"]
            same_code = by_code.get((site, code), buildings.browse())
            if kind == "building":
                found[entry.key] = same_code
                continue
            same_street = by_street.get((site, name), buildings.browse())
            found[entry.key] = same_street or (
                same_code if same_code and not same_code.street else buildings.browse()
            )
            if not found[entry.key] and (same_code or (site, code) in by_code):
                entry.defaults["code"] = entry.defaults["name"]
            by_code.setdefault((site, entry.defaults["code"]), buildings.browse())
        return found

    def _find_units(self, entries):
        buildings = self._get_referred("property.building", entries, "building")
        units = self.env["property.unit"].search_fetch(
            [
                ("building_id", "in", [one.id for one in buildings.values()]),
                ("room", "in", list({entry.key[3] for entry in entries})),
            ],
            ["building_id", "entrance", "room", "kind", "external_key"],
        )
        by_room = units.grouped(lambda unit: (unit.building_id.id, unit.room))
        found = {}
        for entry in entries:
            _unit, building_key, entrance, room, kind = entry.key
            building = buildings[building_key]
            same = by_room.get((building.id, room), units.browse()).filtered(
                lambda unit, entrance=entrance, kind=kind: (
                    (entrance is None or (unit.entrance or "") == entrance)
                    and (not kind or unit.kind == kind)
                )
            )
            if len(same) > 1:
                continue
            found[entry.key] = same
            entry.defaults.setdefault(
                "kind", KIND_OF_SITE.get(building.site_id.kind, "dwelling")
            )
        return found

    def _find_people(self, entries):
        values = [entry.values for entry in entries]
        phones = {value["phone"] for value in values if "phone" in value}
        emails = {value["email"].lower() for value in values if "email" in value}
        people = self.env["res.partner"].search(
            Domain("phone_sanitized", "in", list(phones))
            | Domain("email_normalized", "in", list(emails))
        )
        by_contact = defaultdict(people.browse)
        for person in people:
            name = normalise(person.name)
            by_contact[name, person.phone_sanitized] |= person
            by_contact[name, person.email_normalized] |= person
        for person, unit in self._find_residents(entries):
            by_contact[normalise(person.name), unit.id] |= person
        found = {}
        for entry in entries:
            _person, name, contact = entry.key
            places = (
                entry.values.get("phone"),
                entry.values.get("email", "").lower(),
                self.ids.get(contact),
            )
            same = (by_contact[name, place] for place in places if place)
            found[entry.key] = next(filter(None, same), people.browse())[:1]
        return found

    def _find_residents(self, entries):
        """Return (person, unit) for the units of people known by nothing but a name."""
        contacts = {entry.key[2] for entry in entries}
        unit_ids = [self.ids[contact] for contact in contacts if contact in self.ids]
        units = self.env["property.unit"].browse(unit_ids)
        tenures = [*units.ownership_ids, *units.occupancy_ids]
        return [(tenure.partner_id, tenure.unit_id) for tenure in tenures]

    def _find_tenures(self, entries):
        """Return what ties the person to the unit already, the latest of it."""
        model = entries[0].model
        units = self._get_referred("property.unit", entries, "unit")
        people = self._get_referred("res.partner", entries, "partner")
        tenures = self.env[model].search(
            [
                ("unit_id", "in", [unit.id for unit in units.values()]),
                ("partner_id", "in", [person.id for person in people.values()]),
            ],
            order="date_from, id",
        )
        by_role = {
            (tenure.unit_id, tenure.partner_id, self._get_role(tenure)): tenure
            for tenure in tenures
        }
        found = {}
        for entry in entries:
            unit_key, person_key = entry.references.values()
            place = (units[unit_key], people[person_key], entry.key[3])
            found[entry.key] = by_role.get(place, tenures.browse())
            entry.defaults.setdefault("date_from", None)
        if model == "property.ownership":
            self._share_out(entries, found, units)
        return found

    def _get_role(self, tenure):
        return tenure.role if "role" in tenure._fields else "owner"

    def _share_out(self, entries, found, units):
        """Take a new owner without a share for the sole one, several for joint."""
        new = defaultdict(list)
        for entry in entries:
            if not found[entry.key] and "kind" not in entry.values:
                new[units[entry.references["unit"]]].append(entry)
        for unit, owners in new.items():
            others = unit.ownership_ids._on_date()
            is_shared = len(owners) > 1 or any(one.kind != "sole" for one in others)
            for entry in owners:
                entry.defaults["kind"] = "joint" if is_shared else "sole"
