from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.mail import plaintext2html

from odoo.addons.property_crm.tools.masking import same_number
from odoo.addons.property_crm.tools.phone_numbers import normalise_phone

from ...tools.quick_entry import get_spellings, matches_name, parse_line

MAX_LINE = 500
MAX_CHOICES = 8
CHANNELS = ("phone", "walk_in", "letter", "suggestion_box", "staff", "other")
HOUSE_WORDS = ("{}", "{}栋", "{}号楼", "{}幢", "{}座", "{}#", "Building {}", "Tower {}")


class PropertyQuickEntry(models.AbstractModel):
    """A request in one line: read first, corrected by people, then taken in.

    It stores nothing itself and asks everything as the user: units, people and
    requests that he may not see do not exist here.
    """

    _name = "property.quick.entry"
    _description = "One-line entry of requests"

    @api.model
    @api.readonly
    def read_line(self, line, unit_id=False):
        """Return what a line says, for correction.

        :param unit_id: the unit the user has chosen himself
        """
        self.env["helpdesk.ticket"].check_access("create")
        if not isinstance(line, str) or len(line) > MAX_LINE:
            raise ValidationError(
                self.env._("Line: at most %(limit)s characters.", limit=MAX_LINE)
            )
        sites = self.env["property.site"].search([("active", "=", True)])
        entry = parse_line(line, sorted(set(sites.mapped("code_pattern"))))
        units, text = self._choose_units(entry, sites, unit_id)
        unit = units if len(units) == 1 else units.browse()
        person, text = self._split_person(entry, unit, text)
        people, chosen = self._find_people(unit, person, entry.phone)
        classes = self._suggest_classes(text, unit)
        return {
            "line": line,
            "unit_id": unit.id,
            "units": [{"id": u.id, "name": u._get_long_name()} for u in units],
            "unit_text": entry.unit.raw if entry.unit else "",
            "site_id": sites.id if len(sites) == 1 else False,
            "sites": [{"id": site.id, "name": site.display_name} for site in sites],
            "people": people,
            "partner_id": chosen,
            "partner_name": f"{person} {entry.title}".strip()
            if person.isascii()
            else f"{person}{entry.title}",
            "phone": entry.phone,
            "text": text,
            "is_urgent": entry.is_urgent,
            "classes": classes,
            "class_id": classes[0]["id"] if classes else False,
            "suggested_class_id": classes[0]["id"] if classes else False,
            "unread": list(entry.unread),
            **self._get_alike(text, unit, [item["id"] for item in classes]),
        }

    # Where

    @api.model
    def _choose_units(self, entry, sites, unit_id):
        """Return the units that may be meant, and the text without the site's name."""
        Unit = self.env["property.unit"]
        text = entry.text
        named = sites.browse()
        for site in sites:
            if site.name and site.name.casefold() in text.casefold():
                start = text.casefold().index(site.name.casefold())
                rest = f"{text[:start]} {text[start + len(site.name) :]}"
                named, text = site, " ".join(rest.split()) or text
                break
        if unit_id:
            return Unit.search([("id", "=", unit_id)]), text
        if not entry.unit:
            return Unit, text
        units = self._find_units(entry.unit)
        return units.filtered(lambda u: u.site_id in named) or units, text

    @api.model
    def _find_units(self, code):
        """Return the units of a code: as it is written, then by its parts."""
        Unit = self.env["property.unit"]
        steps = [Domain("name", "=ilike", code.raw.replace(" ", ""))]
        room = Domain("room", "in", sorted(get_spellings(code.room)))
        house = self._get_house_domain(code.building)
        entrance = Domain("entrance", "in", sorted(get_spellings(code.entrance)))
        if code.entrance:
            steps += [room & house & entrance, room & house]
        else:
            stairs = sorted(get_spellings(code.building))
            steps += [room & house, room & Domain("entrance", "in", stairs)]
        for domain in steps if code.building else [room]:
            if units := Unit.search(domain, limit=MAX_CHOICES):
                return units
        return Unit

    @api.model
    def _get_house_domain(self, building):
        names = sorted(
            word.format(form)
            for form in get_spellings(building)
            for word in HOUSE_WORDS
        )
        return Domain("building_id.code", "in", names) | Domain(
            "building_id.name", "in", names
        )

    # Who

    @api.model
    def _split_person(self, entry, unit, text):
        """Return the name and the text without it; residents are known by name."""
        if entry.person:
            return entry.person, text
        for resident in unit.resident_ids:
            name = resident.name or ""
            if len(name) > 1 and name in text and text != name:
                return name, " ".join(text.replace(name, " ").split())
        return "", text

    @api.model
    def _find_people(self, unit, person, phone):
        """Return ``[{"id", "name", "hint"}]`` and who of them is meant for sure."""
        residents = unit.resident_ids
        callers = self._find_by_phone(unit, phone)
        named = residents.filtered(lambda p: matches_name(person, p.name))
        people = (callers | named | residents)[:MAX_CHOICES]
        sure = callers & named or named or callers & residents
        if not sure and not person:
            sure = callers
        if callers and person and not (callers & named):
            sure = self.env["res.partner"]
        choices = [
            {
                "id": partner.id,
                "name": partner.display_name,
                "hint": self._describe_person(partner, callers, residents),
            }
            for partner in people
        ]
        return choices, sure.id if len(sure) == 1 else False

    @api.model
    def _describe_person(self, partner, callers, residents):
        words = []
        if partner in residents:
            words.append(self.env._("lives here"))
        if partner in callers:
            words.append(self.env._("this phone number"))
        return ", ".join(words)

    @api.model
    def _find_by_phone(self, unit, phone):
        """Return the people with this number whom the user may see."""
        site = unit.site_id
        country = site.country_id or self.env.company.country_id
        number = normalise_phone(phone, country.code or "CN") if phone else None
        if not number:
            return self.env["res.partner"]
        return self.env["res.partner"].search(
            [("phone_sanitized", "=", number)], limit=MAX_CHOICES
        )

    # What

    @api.model
    def _suggest_classes(self, text, unit):
        Ticket = self.env["helpdesk.ticket"]
        company = unit.company_id or self.env.company
        return (
            Ticket._describe_classes(
                self.env["property.text.model"]._suggest(
                    text, company, unit.site_id.kind
                )
            )
            or []
        )

    # Taking it in

    @api.model
    def save_entry(self, values, key):
        """Take the corrected line in, once however often it is sent.

        :param dict values: as ``read_line`` answers, corrected
        :param str key: of the dialog, a new one for each request
        :return: ``{"id", "number", "status", "name"}``
        """
        Ticket = self.env["helpdesk.ticket"]
        Ticket.check_access("create")
        if not isinstance(values, dict) or not isinstance(key, str) or not key:
            raise ValidationError(self.env._("The entry is not complete."))
        vals = self._prepare_ticket_vals(values)

        def create(vals_list):
            """The person is made with the request, never without it."""
            if values.get("create_person") and not vals.get("partner_id"):
                person = self._create_person(values)
                vals_list = [{**row, "partner_id": person.id} for row in vals_list]
            return Ticket.create(vals_list)

        key = Ticket._get_sender_key(f"quick:{key[:64]}")
        answer = Ticket._intake([vals], [key], create)[0]
        return {**answer, "name": vals["name"]}

    @api.model
    def _prepare_ticket_vals(self, values):
        text = self._get_text(values, "text")
        if not text:
            raise UserError(self.env._("Problem: say what is wrong."))
        place = {name: self._get_id(values, name) for name in ("unit_id", "site_id")}
        if not any(place.values()):
            raise UserError(
                self.env._("Unit: choose the unit, or the site for a common part.")
            )
        channel = values.get("channel")
        vals = {
            "name": text[:80],
            "description": plaintext2html(self._describe_entry(values, text)),
            "caller_phone": self._get_other_phone(values),
            "partner_id": self._get_id(values, "partner_id"),
            "class_id": self._get_id(values, "class_id"),
            "suggested_class_id": self._get_id(values, "suggested_class_id"),
            "priority": "3" if values.get("is_urgent") else "1",
            "channel_code": channel if channel in CHANNELS else "phone",
            **(place if not place["unit_id"] else {"unit_id": place["unit_id"]}),
        }
        if not vals["partner_id"]:
            vals["partner_name"] = self._get_text(values, "partner_name")
        return vals

    @api.model
    def _describe_entry(self, values, text):
        """Return the text, who called, and what nobody understood."""
        lines = [text]
        if caller := self._get_text(values, "partner_name"):
            lines.append(self.env._("Caller: %(caller)s", caller=caller))
        unread = values.get("unread")
        if isinstance(unread, list) and unread:
            words = " ".join(str(word)[:40] for word in unread[:20])
            lines.append(self.env._("Also noted: %(words)s", words=words))
        return "\n".join(lines)

    @api.model
    def _get_other_phone(self, values):
        """Return the number to call back, if it is not that of the contact."""
        phone = self._get_text(values, "phone")[:40]
        partner_id = self._get_id(values, "partner_id")
        if not phone or values.get("create_person") and not partner_id:
            return False
        # sudo: a number that is his already is not noted a second time
        partner_sudo = self.env["res.partner"].sudo().browse(partner_id or ())
        return not same_number(phone, partner_sudo.phone or "") and phone

    @api.model
    def _create_person(self, values):
        name = self._get_text(values, "partner_name")
        if not name:
            raise UserError(self.env._("Name: nobody is created without a name."))
        return self.env["res.partner"].create(
            {"name": name, "phone": self._get_text(values, "phone") or False}
        )

    @api.model
    def _get_text(self, values, name):
        value = values.get(name)
        return value.strip()[:2000] if isinstance(value, str) else ""

    @api.model
    def _get_id(self, values, name):
        value = values.get(name)
        return value if type(value) is int and value > 0 else False


class PropertyUnit(models.Model):
    _inherit = "property.unit"

    def _get_long_name(self):
        """Return the code with the name of the site, for who works in several."""
        return f"{self.name} · {self.site_id.name}"
