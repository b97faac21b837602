from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ...tools.phone_numbers import clean_phone, normalise_phone
from ..territory.property_dated_mixin import STAFF_GROUPS

MAX_CALLERS = 10


class ResPartner(models.Model):
    """Who it is that calls, from the number alone."""

    _inherit = "res.partner"

    call_ids = fields.One2many("property.call", "partner_id", groups=STAFF_GROUPS)
    call_count = fields.Integer(
        string="Calls", compute="_compute_call_count", groups=STAFF_GROUPS
    )

    def _compute_call_count(self):
        domain = [("partner_id", "in", self.ids)]
        groups = self.env["property.call"]._read_group(
            domain, ["partner_id"], ["__count"]
        )
        counts = dict(groups)
        for partner in self:
            partner.call_count = counts.get(partner, 0)

    @api.model
    @api.readonly
    def api_caller(self, number, site=None):
        """Return who may be calling from a number, the likeliest first.

        A number that is nobody's own is looked for among the other numbers of people.

        :param str number: as it came, in any form: ``"+86 138 0013 8000"``,
            ``"0571-8888 1234转8"``
        :param int site: id of the site in whose country a national number is read;
            without it the country of the company
        :return: ``{"number": str (E.164 if it is one), "is_valid": bool, "candidates":
            [{"partner_id", "name", "phone", "roles", "units": [{"id", "name", "site"}],
            "last_contact" (ISO 8601, UTC, or ""), "request_count"}]}``; ten at most,
            phone masked for those who see it masked
        :rtype: dict
        :raise ValidationError: ``number`` or ``site`` is of no use (named)
        :raise AccessError: the user is no staff
        """
        if not self.env.su and not self.env.user.has_groups(STAFF_GROUPS):
            raise AccessError(self.env._("Only the staff asks who calls."))
        if not isinstance(number, str) or not number.strip():
            raise ValidationError(self.env._("number: a phone number is expected."))
        if site and (isinstance(site, bool) or not isinstance(site, int)):
            raise ValidationError(self.env._("site: an id is expected."))
        place = self.env["property.site"].browse(site or ())
        place.check_access("read")
        country = place.country_id or self.env.company.country_id
        known = normalise_phone(number, country.code)
        found = self._find_callers([known])[known] if known else self.browse()
        return {
            "number": known or clean_phone(number),
            "is_valid": bool(known),
            "candidates": found._prepare_callers(),
        }

    @api.model
    def _find_callers(self, numbers):
        """Return ``{E.164: people}`` that the user may see, the likeliest first.

        Those come first who have a unit today, then those last spoken to; then the
        oldest contact. What nobody has as his own number may be the other number of
        somebody's wishes. As many queries for many numbers as for one.
        """
        numbers = list(set(filter(None, numbers)))
        others = self._find_other_numbers(numbers)
        domain = Domain("phone_sanitized", "in", numbers)
        if others:
            domain |= Domain("id", "in", list(others))
        if self.env.su:
            # sudo or not, people of other companies are none of ours
            domain &= Domain("company_id", "in", [False, self.env.company.id])
        names = ["name", "phone", "phone_sanitized"]
        found = self.search_fetch(domain, names, order="id")
        rank = found._get_caller_ranks()
        found = found.sorted(lambda one: (rank[one.id], one.id))
        callers = dict.fromkeys(numbers, self.browse())
        for person in found:
            if person.phone_sanitized in callers:
                callers[person.phone_sanitized] += person
        nobodys = {number for number, people in callers.items() if not people}
        for person in found:
            for number in others.get(person.id, set()) & nobodys:
                callers[number] += person
        return callers

    @api.model
    def _find_other_numbers(self, numbers):
        """Return ``{id: numbers}`` of those who can be called there, too."""
        # sudo: whose number it is, is asked; the person is read by the user's rights
        wishes_sudo = self.env["property.contact.preference"].sudo()
        found_sudo = wishes_sudo.search_fetch(
            [("phone_sanitized", "in", numbers)], ["partner_id", "phone_sanitized"]
        )
        return {
            partner.id: set(wishes.mapped("phone_sanitized"))
            for partner, wishes in found_sudo.grouped("partner_id").items()
        }

    def _get_caller_ranks(self):
        """Return ``{id: sort key}``: at home first, then the last one spoken to."""
        if len(self) < 2:
            return dict.fromkeys(self.ids, ())
        last = self._get_last_calls()
        return {
            person.id: (
                not person.unit_ids,
                -last[person.id].timestamp() if person.id in last else 0,
            )
            for person in self
        }

    def _get_last_calls(self, current=None):
        """Return ``{id: when his last call was}``, but for those that still go on.

        :param current: calls that do not count, since they are on the screen
        """
        domain = Domain("partner_id", "in", self.ids)
        domain &= Domain("state", "not in", ("ringing", "talking"))
        domain &= Domain("id", "not in", current.ids if current else [])
        groups = self.env["property.call"]._read_group(
            domain, ["partner_id"], ["offered_at:max"]
        )
        return {partner.id: moment for partner, moment in groups}

    def _prepare_callers(self, current=None):
        people = self[:MAX_CALLERS]
        last = people._get_last_calls(current)
        requests = people._count_customer_requests()
        # read() masks what the user sees masked
        phones = {row["id"]: row["phone"] for row in people.read(["phone"])}
        return [
            {
                "partner_id": person.id,
                "name": person.name or "",
                "phone": phones[person.id] or "",
                "roles": person.customer_groups or "",
                "units": [
                    {"id": unit.id, "name": unit.name, "site": unit.site_id.name}
                    for unit in person.unit_ids
                ],
                "last_contact": f"{last[person.id].isoformat()}Z"
                if person.id in last
                else "",
                "request_count": requests[person.id],
            }
            for person in people
        ]

    def action_view_calls(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_call_action"
        )
        return action | {
            "domain": [("partner_id", "child_of", self.ids)],
            "context": {"default_partner_id": self.id},
        }


class PropertyCall(models.Model):
    _inherit = "property.call"

    caller_ids = fields.Many2many(
        "res.partner",
        string="May be",
        compute="_compute_caller_ids",
        help="People with this number, as long as nobody has said who it was.",
    )

    @api.depends("number", "partner_id")
    @api.depends_context("uid")
    def _compute_caller_ids(self):
        unknown = self.filtered(lambda call: call.number and not call.partner_id)
        found = self.env["res.partner"]._find_callers(unknown.mapped("number"))
        for call in self:
            call.caller_ids = found.get(call.number) if call in unknown else False

    @api.model
    def _recognise(self, vals_list):
        """Fill in the customer where a number is that of one person only."""
        unknown = [
            vals
            for vals in vals_list
            if vals.get("number") and "partner_id" not in vals
        ]
        if not unknown or "default_partner_id" in self.env.context:
            return
        found = self.env["res.partner"]._find_callers(
            vals["number"] for vals in unknown
        )
        for vals in unknown:
            if len(people := found[vals["number"]]) == 1:
                vals["partner_id"] = people.id
