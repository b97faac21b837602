from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

PAPER_STATES = ("called", "open")


class PropertyAssembly(models.Model):
    """The paper ballots of an assembly: one for each head that votes on something."""

    _inherit = "property.assembly"

    paper_until = fields.Date(
        string="Paper ballots back by",
        copy=False,
        help="Stands on each paper ballot. Leave time to key them before the vote"
        " closes: nothing is taken afterwards.",
    )
    sheet_count = fields.Integer(
        string="Number of paper ballots", compute="_compute_sheet_count"
    )
    keyed_count = fields.Integer(
        string="Paper ballots keyed", compute="_compute_sheet_count"
    )

    print_ids = fields.One2many(
        "property.ballot.print",
        "assembly_id",
        string="Prints of paper ballots",
        groups="property_crm.group_property_site_manager",
    )

    @api.depends("sheet_ids.keyed_by_id")
    def _compute_sheet_count(self):
        found = self.env["property.ballot.sheet"]._read_group(
            [("assembly_id", "in", self.ids)],
            ["assembly_id"],
            ["__count", "keyed_by_id:count"],
        )
        counts = {assembly: numbers for assembly, *numbers in found}
        for assembly in self:
            printed, keyed = counts.get(assembly._origin, (0, 0))
            assembly.sheet_count, assembly.keyed_count = printed, keyed

    def _check_can_be_called(self):
        result = super()._check_can_be_called()
        last = self.site_id._to_local(self.closes_at).date()
        for day in (self.paper_until, self.collect_until):
            if day and not self.site_id._get_today() <= day <= last:
                raise ValidationError(
                    self.env._("Paper back by: a day until the vote closes.")
                )
        return result

    def action_make_sheets(self):
        """Make the paper ballots that are not there yet, and open their print."""
        self.ensure_one()
        self._check_step(*PAPER_STATES)
        self._check_paper()
        self._make_sheets()
        return self.action_print_sheets()

    def action_print_sheets(self):
        """Open the print of the paper ballots, of all or of one building."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Paper ballots"),
            "res_model": "property.ballot.print",
            "views": [(False, "form")],
            "context": {"default_assembly_id": self.id},
        }

    def _check_paper(self):
        if not self._is_on_paper():
            raise UserError(
                self.env._(
                    "“%(assembly)s” is held online: there are no paper ballots. Where"
                    " owners are asked on paper too, its form is mixed.",
                    assembly=self.name,
                )
            )

    def _make_sheets(self):
        """Make a sheet for each head that has none, numbered as the doors are."""
        self.ensure_one()
        # sudo: the sheets follow from the register, no hand makes them
        assembly_sudo = self.sudo()
        rows = assembly_sudo.row_ids.sorted("sequence")
        counted = assembly_sudo._get_voting_units(rows)
        heads = rows.filtered(lambda row: row.unit_id.id in counted).grouped("head_key")
        sheets_sudo = assembly_sudo.env["property.ballot.sheet"]
        known = sheets_sudo.search([("assembly_id", "=", self.id)])
        missing = heads.keys() - set(known.mapped("head_key"))
        first = max(known.mapped("number"), default=0) + 1
        wanted = [head for head in heads if head in missing]
        return sheets_sudo.create(
            [
                {
                    "assembly_id": self.id,
                    "number": number,
                    "head_key": head,
                    **heads[head]._prepare_sheet(),
                }
                for number, head in enumerate(wanted, first)
            ]
        )

    def _get_voting_units(self, rows):
        """Return the ids of the units that count in one of the motions at least."""
        plain = [row._to_row() for row in rows]
        found = set()
        for motion in self.motion_ids:
            if motion._get_rule().needs_vote:
                found |= motion._make_register(plain).heads.keys()
        return found

    def action_view_sheets(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_ballot_sheet_action"
        )
        return action | {"domain": [("assembly_id", "=", self.id)], "context": {}}


class PropertyAssemblyRow(models.Model):
    _inherit = "property.assembly.row"

    def _prepare_sheet(self):
        """Return what a sheet of one head's units says of them."""
        first = self[:1]
        return {
            "units": ", ".join(self.mapped("unit_name")),
            "owner_names": first.owner_names,
            "building_id": first.building_id.id,
            "entrance": first.entrance,
        }
