from markupsafe import Markup

from odoo import api, fields, models


class PropertyMove(models.Model):
    """What is shown before it is confirmed."""

    _inherit = "property.move"

    preview = fields.Html(string="What will change", compute="_compute_preview")
    problem = fields.Text(string="What is still missing", compute="_compute_preview")

    @api.depends(
        "kind",
        "unit_id",
        "date",
        "last_day",
        "share_mode",
        "state",
        "occupancy_ids",
        "ownership_ids",
        "line_ids.partner_id",
        "line_ids.role",
        "line_ids.lives_here",
        "line_ids.share_numerator",
        "line_ids.share_denominator",
        "line_ids.is_main",
    )
    @api.depends_context("lang")
    def _compute_preview(self):
        for move in self:
            is_draft = move.state == "draft" and move.unit_id and move.date
            move.problem = "\n".join(move._get_problems()) if is_draft else False
            move.preview = move._render_preview() if is_draft else False

    def _render_preview(self):
        """Return the changes and what else belongs to the move, as a list."""
        words = {"end": self.env._("Ends"), "begin": self.env._("Begins")}
        lines = [
            f"{words[change.action]}: {change.text}" for change in self._get_plan()
        ]
        lines += self._get_side_effects()
        return Markup("<ul>%s</ul>") % Markup().join(
            Markup("<li>%s</li>") % line for line in lines
        )

    def _get_side_effects(self):
        """Return sentences: portal, keys, contacts, and what is open for the unit."""
        # sudo: whether the people of this move have an account, and what is open
        move = self.sudo()
        return [
            *move._describe_portal(),
            *move._describe_leavers(),
            *(
                self.env._("Still open: %(what)s: %(count)s", what=label, count=count)
                for label, count in self.unit_id._origin._get_open_items()
            ),
        ]

    def _describe_portal(self):
        day = fields.Date.to_string(self._get_effective_day())
        for partner in self._get_leavers():
            if partner.user_ids.filtered(lambda user: user._is_portal()):
                yield self.env._(
                    "Portal: %(person)s no longer sees this unit from %(day)s.",
                    person=partner.name,
                    day=day,
                )
        for partner in self._get_comers():
            if partner.user_ids:
                yield self.env._(
                    "Portal: %(person)s sees this unit from %(day)s.",
                    person=partner.name,
                    day=fields.Date.to_string(self.date),
                )
            else:
                yield self.env._(
                    "Portal: %(person)s has no account yet; invite from the contact.",
                    person=partner.name,
                )

    def _describe_leavers(self):
        for stay in self.occupancy_ids._origin.filtered("has_key"):
            yield self.env._(
                "Keys: %(person)s has to give them back.", person=stay.partner_id.name
            )
        for wish in self._get_ending_preferences():
            yield self.env._(
                "Contacts: the wishes of %(person)s for this unit end.",
                person=wish.partner_id.name,
            )

    def _get_comers(self):
        return (
            self.env["res.partner"]
            if self.kind == "move_out"
            else self.line_ids.partner_id._origin
        )

    def _get_leavers(self):
        """Return the people whom nothing ties to the unit once the move is over."""
        ended = self.ownership_ids._origin | self.env["property.ownership"]
        stays = self.occupancy_ids._origin
        day = self._get_effective_day()
        unit = self.unit_id._origin
        left = (unit.ownership_ids - ended)._on_date(day).partner_id
        left |= (unit.occupancy_ids - stays)._on_date(day).partner_id
        return (ended.partner_id | stays.partner_id) - left - self._get_comers()

    def _get_ending_preferences(self):
        return self.env["property.contact.preference"].search(
            [
                ("unit_id", "=", self.unit_id._origin.id),
                ("partner_id", "in", self._get_leavers().ids),
            ]
        )
