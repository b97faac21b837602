from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.hash_chain import chain, find_break
from ...tools.vote_heads import HELD_BACK


class PropertyAssembly(models.Model):
    """The register as it was on the day of the notice: written once, for all time."""

    _inherit = "property.assembly"

    def _freeze(self, entries=None):
        """Write the rows of the register, each hashed with the one before it."""
        self.ensure_one()
        if self.frozen_on:
            raise UserError(self.env._("The register is frozen already."))
        entries = self._read_register() if entries is None else entries
        entries = self._name_representatives(entries)
        heads = self._get_heads([entry.row for entry in entries])
        names = self._get_owner_names(entries)
        developer_key = self._get_developer_key()
        vals_list = [
            self._prepare_row(place, entry, heads[entry.row.unit], names, developer_key)
            for place, entry in enumerate(entries, 1)
        ]
        rows = self.env["property.assembly.row"]
        hashes = chain(rows._get_canonical_vals(vals) for vals in vals_list)
        for vals, row_hash in zip(vals_list, hashes, strict=True):
            vals["row_hash"] = row_hash
        # sudo: the register follows from the owners, no hand writes into it
        assembly_sudo = self.sudo()
        rows.sudo().create(vals_list)
        assembly_sudo.write(
            {
                "head_identity": self._get_head_identity(),
                "developer_key": developer_key,
                "chain_head": hashes[-1] if hashes else False,
                "frozen_on": fields.Datetime.now(),
            }
        )

    def _get_owner_names(self, entries):
        """Return ``{partner id: name}`` in one query."""
        keys = {key for entry in entries for key in entry.row.owners}
        keys = (keys | {self._get_developer_key()}) - {False}
        # sudo: the register names every owner, also those the user does not see
        people_sudo = self.env["res.partner"].sudo().browse(keys)
        return {person.id: person.name for person in people_sudo}

    def _prepare_row(self, place, entry, head, names, developer_key):
        unit, facts, row = entry
        is_held_back = row.state in HELD_BACK
        representative = developer_key if is_held_back else facts.representative
        owner_keys = sorted(row.owners)
        shown = [developer_key] if is_held_back else owner_keys
        return {
            "assembly_id": self.id,
            "sequence": place,
            "unit_id": row.unit,
            "unit_name": unit.name,
            "kind": row.kind,
            "area_centi": row.area,
            "area_source": row.area_source,
            "state": row.state,
            "owner_names": ", ".join(names.get(key) or "" for key in shown if key),
            "owner_keys": owner_keys,
            "head_key": head,
            "building_id": row.building,
            "building_name": unit.building_id.name,
            "entrance": row.entrance,
            "lot": row.lot,
            "entitlement": row.entitlement,
            "share": row.share,
            "representative_id": representative or False,
        }

    def _get_frozen_rows(self):
        """Return the frozen register as the pure functions want it."""
        self.ensure_one()
        # sudo: what counts in a vote does not depend on who asks
        return [row._to_row() for row in self.sudo().row_ids.sorted("sequence")]

    # Whether it is still as it was

    def _find_broken_row(self):
        """Return the first row that is not as it was frozen, and its place from 1 on.

        ``None`` where all are; the row is empty where the last ones are missing.
        """
        self.ensure_one()
        # sudo: all of them count, whoever asks
        rows_sudo = self.env["property.assembly.row"].sudo()
        entries = rows_sudo._read_hashed(self)
        hashed = [(row, row_hash) for _row_id, row, row_hash in entries]
        place = find_break(hashed, self.chain_head or None)
        if place is None:
            return None
        row_ids = [row_id for row_id, *_rest in entries[place : place + 1]]
        return rows_sudo.browse(row_ids), place + 1

    def action_check_chain(self):
        """Tell whether the frozen register is as it was, else where it is not."""
        self.ensure_one()
        self.check_access("read")
        broken = self._find_broken_row()
        if broken is None:
            kind, message = (
                "success",
                self.env._(
                    "The register is as it was frozen. Last hash: %(head)s",
                    head=self.chain_head,
                ),
            )
        else:
            row, place = broken
            kind, message = (
                "danger",
                self.env._(
                    "Row %(place)s of the register (%(unit)s) is not as it was frozen.",
                    place=place,
                    unit=row.unit_name or self.env._("missing"),
                ),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": kind, "message": message, "sticky": True},
        }

    def action_view_rows(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_assembly_row_action"
        )
        action["domain"] = [("assembly_id", "=", self.id)]
        return action
