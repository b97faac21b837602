from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools.duplicate import Person, strongest_sign
from ..territory.property_dated_mixin import STAFF_GROUPS


class ResPartner(models.Model):
    """The same person entered twice: found, kept apart or merged."""

    _inherit = "res.partner"

    possible_duplicate_ids = fields.Many2many(
        "res.partner",
        string="Possible duplicates",
        compute="_compute_possible_duplicate_ids",
        groups=STAFF_GROUPS,
    )
    distinct_partner_ids = fields.Many2many(
        "res.partner",
        "property_partner_distinct_rel",
        "partner_id",
        "other_id",
        string="Not the same as",
        groups=STAFF_GROUPS,
        help="Persons who look alike, but somebody found them to be different.",
    )

    @api.depends("phone_sanitized", "email_normalized", "name_key", "is_resident")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_possible_duplicate_ids(self):
        for partner, signs in self._get_duplicates().items():
            partner.possible_duplicate_ids = self.browse().union(*signs)

    def _get_duplicates(self):
        """Return ``{partner: {other: reason}}`` of those that seem to be one person.

        The reason is the strongest: the phone, then the e-mail, then name and site.
        """
        found = self.search(self._get_alike_domain())
        if len(self) == 1 and found <= self._origin:
            return {self: {}}  # as nearly always: spare what follows
        persons, alike = self._as_persons(), found._as_persons()
        result = {}
        for partner, person in persons.items():
            known = partner.distinct_partner_ids | partner._origin
            result[partner] = {
                other: sign
                for other, one in alike.items()
                if other not in known and (sign := strongest_sign(person, one))
            }
        return result

    def _get_alike_domain(self):
        """Return the domain of all that have phone, e-mail or name of one of these."""
        return Domain("parent_id", "=", False) & Domain.OR(
            Domain(name, "in", list(filter(None, self.mapped(name))))
            for name in ("phone_sanitized", "email_normalized", "name_key")
        )

    def _as_persons(self):
        """Return ``{partner: Person}``; contacts of a firm are nobody's duplicates."""
        persons = self._origin
        owned = persons._search_lines("ownership_ids")
        occupied = persons._search_lines("occupancy_ids")
        sites = {
            person: {
                line.site_id.id
                for lines in (owned.get(person, ()), occupied.get(person, ()))
                for line in lines
            }
            for person in persons
        }
        return {
            partner: Person(
                id=partner._origin.id,
                phone=partner.phone_sanitized or "",
                email=partner.email_normalized or "",
                name_key=partner.name_key or "",
                sites=frozenset(sites.get(partner._origin, ())),
            )
            if not partner.parent_id
            else Person(id=partner._origin.id)
            for partner in self
        }

    def _mark_distinct(self, other):
        """Keep in mind that the two are different people."""
        self.ensure_one()
        self.distinct_partner_ids = [fields.Command.link(other.id)]
        other.distinct_partner_ids = [fields.Command.link(self.id)]

    def action_merge_duplicate(self):
        """Open the comparison with the first of the possible duplicates."""
        self.ensure_one()
        other = self.possible_duplicate_ids[:1]
        return bool(other) and self.env["property.partner.merge"]._open(self, other)

    def _merge_duplicate(self, duplicate):
        """Move everything of the duplicate to this person, the elder of the two.

        The kept person's own values win, so his source stays; empty ones are filled
        from the duplicate. Nothing of the units' history gets lost.
        """
        self.ensure_one()
        self._check_may_merge(duplicate)
        note = self._describe_merge(duplicate)
        # sudo: on the way the duplicate has no unit left by which to be seen
        kept_sudo, duplicate_sudo = self.sudo(), duplicate.sudo()
        kept_sudo._collapse_stays(duplicate_sudo)
        kept_sudo._collapse_joint_ownerships(duplicate_sudo)
        self.env.flush_all()
        kept_sudo.env["base.partner.merge.automatic.wizard"]._merge(
            [self.id, duplicate.id], kept_sudo
        )
        self.env.invalidate_all()
        for name in ("is_resident", "phone_sanitized", "completeness", "is_reachable"):
            self.env.add_to_compute(self._fields[name], self)
        self.message_post(body=note)

    def _check_may_merge(self, duplicate):
        """Refuse whom the user could not change himself, and whoever is no duplicate.

        What follows runs without rights: no login of staff and no company may move.
        """
        if not self.env.user.has_group("property_crm.group_property_site_manager"):
            raise AccessError(self.env._("Merging people is for site managers."))
        pair = self | duplicate
        pair.check_access("read")
        pair.check_access("write")
        # sudo: logins and companies that the user does not see count as well
        pair_sudo = pair.sudo().with_context(active_test=False)
        users_sudo = pair_sudo.user_ids
        companies_sudo = self.env["res.company"].sudo().with_context(active_test=False)
        is_internal = not all(user._is_portal() for user in users_sudo)
        if is_internal or companies_sudo.search_count(
            [("partner_id", "in", pair.ids)], limit=1
        ):
            raise AccessError(
                self.env._("Users and companies are not merged: ask an administrator.")
            )
        if len(users_sudo) > 1:
            raise UserError(
                self.env._("Both have a login: remove one of them, then merge.")
            )
        if duplicate not in self._get_duplicates()[self]:
            raise UserError(
                self.env._(
                    "%(one)s and %(other)s are no possible duplicates: neither phone"
                    " nor e-mail, nor name and site, are the same.",
                    one=self.display_name,
                    other=duplicate.display_name,
                )
            )

    def _describe_merge(self, duplicate):
        """Return what the duplicate knew, for the chatter of the one that stays."""
        lines = [
            f"{field.get_description(self.env)['string']}: {duplicate[name]}"
            for name in ("name", "ref", "function", "website")
            if (field := self._fields[name]) and duplicate[name]
        ]
        head = self.env._(
            "Merged with a duplicate that was entered on %(day)s.",
            day=fields.Date.to_string(duplicate.create_date),
        )
        return Markup("<br/>").join([head, *lines])

    def _collapse_stays(self, duplicate):
        """Make one line of two that say the same of the unit for a common time."""
        flags = ("is_main", "is_emergency", "has_key", "pays_fees", "votes_as_proxy")
        for theirs in duplicate.occupancy_ids:
            ours = self.occupancy_ids.filtered(
                lambda stay, theirs=theirs: (
                    stay.unit_id == theirs.unit_id
                    and stay.role == theirs.role
                    and stay._overlaps(theirs)
                )
            )[:1]
            if ours:
                vals = theirs._get_common_period(ours)
                vals |= {flag: ours[flag] or theirs[flag] for flag in flags}
                theirs._delete_merged()
                ours.write(vals)

    def _collapse_joint_ownerships(self, duplicate):
        """As for stays. Fractions are left alone: two halves may both be his."""
        for theirs in duplicate.ownership_ids.filtered(lambda own: own.kind == "joint"):
            ours = self.ownership_ids.filtered(
                lambda own, theirs=theirs: (
                    own.kind == "joint"
                    and own.unit_id == theirs.unit_id
                    and own._overlaps(theirs)
                )
            )[:1]
            if ours:
                vals = theirs._get_common_period(ours)
                theirs._delete_merged()
                ours.write(vals)
