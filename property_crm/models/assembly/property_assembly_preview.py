from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.vote_facts import find_doubts
from ...tools.vote_heads import HELD_BACK
from ...tools.vote_register import get_left_out

SHOWN = 3


class PropertyAssembly(models.Model):
    """The register as it would be frozen now, and what is doubtful in it."""

    _inherit = "property.assembly"

    doubt_ids = fields.One2many(
        "property.assembly.doubt", "assembly_id", string="Doubts"
    )
    doubt_count = fields.Integer(string="Open doubts", compute="_compute_doubt_count")
    doubt_reason = fields.Char(
        string="Accept all open doubts because",
        copy=False,
        tracking=True,
        help="Why the units may be counted as they are. Noted on each open doubt.",
    )
    previewed_on = fields.Datetime(string="Previewed", readonly=True, copy=False)
    unit_count = fields.Integer(string="Number of units", readonly=True, copy=False)
    head_count = fields.Integer(string="Heads", readonly=True, copy=False)
    area_centi = fields.Integer(
        string="Area in 0.01 m²", readonly=True, copy=False, aggregator=None
    )
    area_text = fields.Char(string="Exclusive area", compute="_compute_area_text")

    @api.depends("doubt_ids.is_settled")
    def _compute_doubt_count(self):
        counts = dict(
            self.env["property.assembly.doubt"]._read_group(
                [("assembly_id", "in", self.ids), ("is_settled", "=", False)],
                ["assembly_id"],
                ["__count"],
            )
        )
        for assembly in self:
            assembly.doubt_count = counts.get(assembly._origin, 0)

    @api.depends("area_centi")
    def _compute_area_text(self):
        for assembly in self:
            whole, part = divmod(assembly.area_centi, 100)
            assembly.area_text = f"{whole:,}.{part:02} m²"

    def action_preview(self):
        """Read the register as it is today, and list what is doubtful in it."""
        self._check_step("draft")
        for assembly in self:
            assembly._preview(assembly._read_register())
        return True

    def action_accept_doubts(self):
        """Note one reason on all doubts that are still open."""
        self._check_step("draft")
        for assembly in self:
            if not (assembly.doubt_reason or "").strip():
                raise ValidationError(
                    self.env._("Doubts: write why the units may be counted so.")
                )
            opened = assembly.doubt_ids.filtered(lambda one: not one.is_settled)
            opened.reason = assembly.doubt_reason
        return True

    def action_view_doubts(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_assembly_doubt_action"
        )
        action["domain"] = [("assembly_id", "=", self.id)]
        return action

    def _preview(self, entries):
        """Keep the totals and the doubts of a register that was read."""
        self.ensure_one()
        rows = [entry.row for entry in entries]
        heads = self._get_heads(rows)
        # sudo: the totals follow from the units
        self.sudo().write(
            {
                "previewed_on": fields.Datetime.now(),
                "unit_count": len(rows),
                "head_count": len(set(heads.values())),
                "area_centi": sum(row.area for row in rows),
            }
        )
        self._sync_doubts(entries)

    def _sync_doubts(self, entries):
        """Have the doubts of today; those accepted before stay accepted."""
        found = self._find_doubts(entries)
        # sudo: the list follows from the units; the user only gives the reasons
        doubts_sudo = self.sudo().doubt_ids
        known = {(doubt.unit_id.id, doubt.code): doubt for doubt in doubts_sudo}
        gone = [doubt.id for key, doubt in known.items() if key not in found]
        doubts_sudo.browse(gone).unlink()
        doubts_sudo.create(
            [
                {"assembly_id": self.id, "unit_id": unit_id, "code": code}
                for unit_id, code in sorted(found - known.keys())
            ]
        )

    def _find_doubts(self, entries):
        """Return ``{(unit id, code)}`` of the units that count in some motion."""
        measures = self._get_measures_by_kind()
        counted = [entry for entry in entries if measures(entry.row.kind)]
        found = {
            (doubt.unit, doubt.code)
            for entry in counted
            for doubt in find_doubts(entry.facts, measures(entry.row.kind))
        }
        if not self._get_developer_key():
            found |= {
                (entry.row.unit, "no_developer")
                for entry in counted
                if entry.row.state in HELD_BACK
            }
        return found

    def _get_measures_by_kind(self):
        """Return a function of a kind: by what its units count in some motion."""
        rules = [motion._get_rule() for motion in self.motion_ids]
        pairs = [
            (set(rule.get_measures()), get_left_out(rule.exclude_kinds))
            for rule in rules
            if rule.needs_vote
        ] or [({"area", "head"}, {})]
        found = {}

        def get_measures(kind):
            if kind not in found:
                found[kind] = set().union(
                    *(used - left.get(kind, frozenset()) for used, left in pairs)
                )
            return found[kind]

        return get_measures

    def _check_doubts(self):
        opened = self.doubt_ids.filtered(lambda doubt: not doubt.is_settled)
        if opened:
            names = ", ".join(opened[:SHOWN].mapped("display_name"))
            raise ValidationError(
                self.env._(
                    "Register: %(count)s doubts are open: %(names)s … Put the units"
                    " right, or write why they may be counted so.",
                    count=len(opened),
                    names=names,
                )
            )
