from odoo import models

# what a rule must be about: domain.md 1.1, items 5 (use) and 6 (to raise money)
MATTERS = {"topup": ("major",)}
OTHER_MATTERS = ("ordinary", "major")


class PropertyMotion(models.Model):
    """What the owners have decided on the maintenance fund."""

    _inherit = "property.motion"

    def _refuse_fund(self, kind, account):
        """Return in words why the motion does not allow a movement, None if it does.

        :param kind: of the movement
        """
        self.ensure_one()
        # sudo: what was decided does not depend on who books it
        motion_sudo = self.sudo()
        if not motion_sudo._is_decided():
            return self.env._(
                "Motion: “%(motion)s” has not passed, or its result is not announced.",
                motion=self.name,
            )
        if motion_sudo.rule_id.matter not in MATTERS.get(kind, OTHER_MATTERS):
            if kind == "topup":
                return self.env._(
                    "Motion: to raise money for the fund is a major matter, and"
                    " “%(motion)s” was not decided as one.",
                    motion=self.name,
                )
            return self.env._(
                "Motion: “%(motion)s” was not decided as an ordinary or a major"
                " matter.",
                motion=self.name,
            )
        if not motion_sudo._covers(account):
            return self.env._(
                "Motion: the owners of %(account)s have not voted on “%(motion)s”.",
                account=account.display_name,
                motion=self.name,
            )
        return None

    def _is_decided(self):
        """Tell whether it has passed and the owners know it.

        What passed for the time being has when the result is final.
        """
        state = self.assembly_id.state
        if self.kind != "vote" or state not in ("announced", "final"):
            return False
        return self.outcome == "passed" or (
            self.outcome == "interim" and state == "final"
        )

    def _covers(self, account):
        """Tell whether those who decided are those whose account it is.

        A motion of fewer owners is one of those whom the assembly was called for.
        """
        site = self.assembly_id.site_id
        parts = [part for part in (self.assembly_id, self) if part.scope]
        return account.site_id == site and all(
            self._lies_in(account, part) for part in parts
        )

    @staticmethod
    def _lies_in(account, part):
        """Tell whether a place lies whole in the scope of a vote."""
        unit = account.unit_id
        if part.scope == "building":
            return account.building_id == part.building_id
        if part.scope == "entrance":
            here = (part.building_id, part.entrance)
            return bool(unit) and (unit.building_id, unit.entrance) == here
        return part.scope == "site" or (bool(unit) and unit in part.unit_ids)
