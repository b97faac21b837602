from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .property_assembly_row import HASHED_FIELDS

MAX_ROWS = 10_000


class PropertyAssembly(models.Model):
    """What other programs read of an assembly."""

    _inherit = "property.assembly"

    @api.model
    @api.readonly
    def api_register(self, assembly, after=0, limit=1000):
        """Return the frozen register of an assembly, in the order of its rows.

        Rows never change. Each is hashed with the one before it: ``row_hash`` is the
        SHA-256 of the 32 bytes of the hash before (of the first: zeros) and of the
        row's values as canonical JSON (UTF-8, no blanks), a list in the order of
        ``names``, with null for what is false here: not set, an empty text or nought.
        The last hash is ``chain_head``.

        :param assembly: its id (int) or its number (str)
        :param int after: ``sequence`` of the last row that the caller has; 0: none
        :param int limit: rows at most, 1 to 10,000
        :return: ``{"assembly": int, "number": str, "name": str, "state": str,
            "frozen_on": ISO 8601 in UTC, "chain_head": str, "total": int, "names":
            [str], "rows": [{…a value for each of the names…, "row_hash": str}],
            "more": bool}``. Areas are integers in 0.01 m², people their ids
        :rtype: dict
        :raise ValidationError: no such assembly, or not of the caller's sites; a bad
            ``after`` or ``limit``
        :raise UserError: the register is not frozen yet
        """
        assembly = self._get_api_assembly(assembly)
        self._check_api_number("after", after, 0, 2**31 - 1)
        self._check_api_number("limit", limit, 1, MAX_ROWS)
        if not assembly.frozen_on:
            raise UserError(
                self.env._("The register is frozen when the assembly is called.")
            )
        return assembly._prepare_api_register(after, limit)

    def _prepare_api_register(self, after, limit):
        rows = self.env["property.assembly.row"]
        mine = Domain("assembly_id", "=", self.id)
        found = rows.search_fetch(
            mine & Domain("sequence", ">", after),
            [*HASHED_FIELDS, "row_hash"],
            order="sequence",
            limit=limit + 1,
        )
        return {
            "assembly": self.id,
            "number": self.number or "",
            "name": self.name,
            "state": self.state,
            "frozen_on": f"{self.frozen_on.isoformat()}Z",
            "chain_head": self.chain_head or "",
            "total": rows.search_count(mine),
            "names": list(HASHED_FIELDS),
            "rows": [row._prepare_api_row() for row in found[:limit]],
            "more": len(found) > limit,
        }

    @api.model
    def _get_api_assembly(self, assembly):
        """Return the assembly of an id or a number that the caller may read."""
        is_id = isinstance(assembly, int) and not isinstance(assembly, bool)
        if not is_id and not isinstance(assembly, str):
            raise ValidationError(
                self.env._("assembly: its id or its number is expected.")
            )
        wanted = Domain("id" if is_id else "number", "=", assembly)
        found = self.search(wanted, limit=2) if assembly else self.browse()
        if len(found) != 1:
            raise ValidationError(
                self.env._(
                    "assembly: “%(value)s” is not known, or not yours to see.",
                    value=assembly,
                )
            )
        return found

    @api.model
    def _check_api_number(self, name, value, least, most):
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if not is_number or not least <= value <= most:
            raise ValidationError(
                self.env._(
                    "%(name)s: a whole number from %(least)s to %(most)s is expected.",
                    name=name,
                    least=least,
                    most=most,
                )
            )


class PropertyAssemblyRow(models.Model):
    _inherit = "property.assembly.row"

    def _prepare_api_row(self):
        vals = self._convert_to_write({name: self[name] for name in HASHED_FIELDS})
        values = self._get_canonical_vals(vals)
        # false for null, which XML-RPC does not know
        shown = [value or False for value in values]
        return dict(zip(HASHED_FIELDS, shown, strict=True)) | {
            "row_hash": self.row_hash
        }
