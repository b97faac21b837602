from fractions import Fraction
from typing import NamedTuple

from odoo import models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.vote_facts import Facts, make_row
from ...tools.vote_heads import SAME_SET, get_heads
from ...tools.vote_register import Row, get_left_out, get_silent_kinds

OWNER_FIELDS = (
    "unit_id",
    "partner_id",
    "kind",
    "share_numerator",
    "share_denominator",
    "is_representative",
)
WEIGHT_FIELDS = ("lot", "entitlement", "share")
UNIT_FIELDS = (
    "name",
    "kind",
    "building_id",
    "entrance",
    "area_voting",
    "area_source",
    "date_delivered",
)


class Entry(NamedTuple):
    """A unit of the register: its facts, and the row they give."""

    unit: object
    facts: Facts
    row: Row


class PropertyAssembly(models.Model):
    """Who would be in the register on a day: read in a handful of queries."""

    _inherit = "property.assembly"

    def _get_register_domain(self):
        """Return the domain of the units whose owners are called."""
        self.ensure_one()
        domain = Domain("site_id", "=", self.site_id.id)
        if self.scope == "units":
            return domain & Domain("id", "in", self.unit_ids.ids)
        if self.scope in ("building", "entrance"):
            domain &= Domain("building_id", "=", self.building_id.id)
        if self.scope == "entrance":
            domain &= Domain("entrance", "=", self.entrance)
        return domain

    def _get_register_day(self):
        """Return the day whose owners count: that of the notice."""
        self.ensure_one()
        return self.notice_on or self.site_id._get_today()

    def _read_register(self):
        """Return an Entry of each unit, in the order of the register."""
        self.ensure_one()
        # sudo: every owner of the site counts, also where the user does not work
        assembly_sudo = self.sudo()
        units = assembly_sudo.env["property.unit"].search_fetch(
            assembly_sudo._get_register_domain(), UNIT_FIELDS
        )
        day = self._get_register_day()
        owners = assembly_sudo._read_owners(units, day)
        weights = assembly_sudo._read_weights(units)
        developer = assembly_sudo.site_id.developer_id
        entries = []
        for unit in units:
            held = owners.get(unit.id, assembly_sudo.env["property.ownership"])
            facts = Facts(
                unit=unit.id,
                kind=unit.kind,
                areas={unit.area_source or None: unit.area_voting},
                state=_get_state(unit, held, developer, day),
                owners=_get_shares(held),
                representative=_get_representative(held),
                building=unit.building_id.id,
                entrance=unit.entrance or None,
                **weights.get(unit.id, {}),
            )
            entries.append(Entry(unit, facts, make_row(facts)))
        return entries

    def _read_owners(self, units, day):
        """Return ``{unit id: the ownerships of the day}``."""
        owners = self.env["property.ownership"]
        found = owners.search_fetch(
            Domain("unit_id", "in", units.ids) & owners._get_on_date_domain(day),
            OWNER_FIELDS,
            order="unit_id, partner_id, id",
        )
        return {unit.id: held for unit, held in found.grouped("unit_id").items()}

    def _read_weights(self, units):
        found = self.env["property.unit.weight"].search_read(
            [("unit_id", "in", units.ids)],
            ["unit_id", *WEIGHT_FIELDS],
            load=None,
        )
        return {
            row["unit_id"]: {
                name: row[name] for name in ("lot", "entitlement", "share")
            }
            for row in found
        }

    def _get_heads(self, rows):
        """Return the head of each unit, as the agenda's rules tell heads.

        Owners in common bind by what counts, as in ``tools.vote_register``; what does
        not count is a head by its own owners.
        """
        developer = self._get_developer_key() or None
        heads = get_heads(rows, SAME_SET, developer)
        identity = self._get_head_identity()
        if identity == SAME_SET:
            return heads
        silent = self._get_silent_kinds()
        counted = [row for row in rows if row.kind not in silent]
        return heads | get_heads(counted, identity, developer)

    def _get_silent_kinds(self):
        """Return the kinds that do not count; all motions must agree on them."""
        self.ensure_one()
        found = set()
        for motion in self.motion_ids:
            rule = motion._get_rule()
            if not rule.needs_vote:
                continue
            left_out = get_left_out(rule.exclude_kinds)
            found.add(frozenset(get_silent_kinds(left_out, rule.get_measures())))
        if len(found) > 1:
            raise ValidationError(
                self.env._(
                    "Agenda: the rules of its motions do not agree on what counts, and"
                    " so on who is one head by units in common. Put them to two"
                    " assemblies."
                )
            )
        return found.pop() if found else frozenset()

    def _get_developer_key(self):
        self.ensure_one()
        # sudo: who the developer is decides about heads, whoever reads them
        return self.developer_key or self.sudo().site_id.developer_id.id

    def _get_head_identity(self):
        """Return what makes one head; all motions of an assembly must agree."""
        self.ensure_one()
        if self.head_identity:
            return self.head_identity
        identities = {motion._get_rule().head_identity for motion in self.motion_ids}
        if len(identities) > 1:
            raise ValidationError(
                self.env._(
                    "Agenda: the rules of its motions do not agree on who is one head."
                    " Put them to two assemblies."
                )
            )
        return identities.pop() if identities else SAME_SET


def _get_state(unit, owners, developer, day):
    """Return whose the unit is in the vote; of an old one nobody is left to deliver."""
    taken_over = unit.date_delivered
    if taken_over <= day if taken_over else not developer:
        return "sold"
    return "undelivered" if owners else "unsold"


def _get_shares(ownerships):
    """Return ``{partner id: share}``, None for joint owners."""
    shares = {}
    for owner in ownerships:
        key = owner.partner_id.id
        if owner.kind == "joint":
            shares.setdefault(key, None)
            continue
        share = Fraction(owner.share_numerator, owner.share_denominator)
        shares[key] = (shares.get(key) or 0) + share
    return shares


def _get_representative(ownerships):
    if len(ownerships.partner_id) == 1:
        return ownerships.partner_id.id
    return ownerships.filtered("is_representative")[:1].partner_id.id or None
