from odoo import api, models
from odoo.exceptions import ValidationError

ON_SCREEN = ("online", "mixed")
ON_PAPER = ("meeting", "written", "mixed")
# what comes in by another program is the vote of a hall's devices or of a city's system
CHANNELS = {
    "portal": ON_SCREEN,
    "paper": ("written", "mixed"),
    "meeting": ("meeting", "mixed"),
    "representative": ("written", "mixed"),
    "api": ("meeting", "written", "online", "mixed"),
}


class PropertyAssembly(models.Model):
    """What the form of an assembly means: by which channels votes come in.

    Where owners who are not online must be asked on paper too, the form is mixed.
    """

    _inherit = "property.assembly"

    def _takes(self, channel, is_on_paper=False):
        """Tell whether votes come in by a channel; those of proxies by either way."""
        self.ensure_one()
        if channel == "proxy":
            return self.form in (ON_PAPER if is_on_paper else ON_SCREEN)
        return self.form in CHANNELS.get(channel, ())

    def _is_on_paper(self):
        self.ensure_one()
        return self.form in ON_PAPER

    def _is_voting(self):
        """Owners vote on the portal only where the form says so."""
        return self._is_open_now() and self._takes("portal")

    def _get_paper_channels(self):
        """Return ``[(channel, its name)]`` in which paper ballots come back."""
        labels = self.env["property.ballot"]._fields["channel"]
        return [
            (channel, label)
            for channel, label in labels._description_selection(self.env)
            if channel in ("paper", "meeting", "representative")
            and self._takes(channel)
        ]

    def _portal_say_paper(self):
        """Tell an owner that he votes on paper, and not here; empty if he does not."""
        self.ensure_one()
        if self.state not in ("called", "open"):
            return ""
        if not self._takes("portal"):
            return self.env._(
                "This vote is held on paper: sign the ballot that you were given, and"
                " hand it in."
            )
        partner = self.env.user.partner_id
        rows = self.env["property.assembly.row"]._find_by_owner(partner)
        mine = rows.filtered(
            lambda row: (
                row.assembly_id == self
                and row.state == "sold"
                and not row.representative_id
            )
        )
        if not mine:
            return ""
        return self.env._(
            "%(units)s: nobody was named to vote for all owners. Sign the paper ballot"
            " together, and hand it in.",
            units=", ".join(mine.mapped("unit_name")),
        )

    def _check_can_be_called(self):
        result = super()._check_can_be_called()
        if self.form == "meeting" and not self.meeting_at:
            raise ValidationError(
                self.env._("Meeting: name its time. Owners come to vote there.")
            )
        return result


class PropertyMotion(models.Model):
    _inherit = "property.motion"

    @api.model
    def _describe_reason(self, code):
        if code == "not_in_form":
            return self.env._(
                "Votes do not come in this way: see the form of the vote."
            )
        return super()._describe_reason(code)
