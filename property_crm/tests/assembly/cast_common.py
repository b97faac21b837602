from contextlib import contextmanager

from odoo.exceptions import ConcurrencyError
from odoo.tools import mute_logger

from .common import AssemblyCommon


class CastCommon(AssemblyCommon):
    """Votes on ``motion`` of ``assembly`` by the owners of ``place``."""

    def _cast(self, votes, channel="portal", partner=None):
        votes = [{"motion": self.motion.id} | vote for vote in votes]
        if channel == "api":
            votes = [self._name_voter(vote) for vote in votes]
        answers = self.env["property.motion"]._cast(votes, channel, partner)
        self.env.flush_all()
        return answers

    def _name_voter(self, vote):
        """Say who votes for the unit, as another program has to."""
        rows = self.assembly.sudo().row_ids
        row = rows.filtered(lambda one: one.unit_id.id == vote.get("unit"))
        return {"voter": row.representative_id.id} | vote

    def _vote(self, owner, unit, choice, channel="portal", **vote):
        """Vote as the owner of this name in the vectors, or as a partner."""
        partner = self.place.owners[owner] if isinstance(owner, str) else owner
        vote |= {"unit": self.place.units[unit].id, "choice": choice}
        return self._cast([vote], channel, partner)[0]

    def _vote_all(self, choices, channel="api"):
        """Vote ``{unit: choice}`` in one batch."""
        units = self.place.units
        return self._cast(
            [{"unit": units[unit].id, "choice": choices[unit]} for unit in choices],
            channel,
        )

    def _get_ballots(self):
        # sudo: before the close nobody reads them
        ballots = self.env["property.ballot"].sudo()
        return ballots.search([("motion_id", "=", self.motion.id)])

    def _get_choices(self):
        """Return what was voted, also before anybody may read it."""
        # sudo: as the check of the ballots reads them
        ballots = self.env["property.ballot"].sudo()
        return [ballot["choice"] for ballot in ballots._read_cast(self.motion)]

    def _get_building(self, code):
        return self.place.site.building_ids.filtered(lambda one: one.code == code)

    def _create_sheet(self, unit):
        head = self._get_head(self.assembly, self.place.units[unit])
        # sudo: sheets are made by the system
        sheets = self.env["property.ballot.sheet"].sudo()
        return sheets.create(
            {
                "assembly_id": self.assembly.id,
                "head_key": head,
                "number": 900 + sheets.search_count([]),
                "token": f"token-{head}",
            }
        )

    def _get_staff(self):
        return [
            self.user_agent,
            self.user_site_manager,
            self.user_company_manager,
            self.user_auditor,
            self.user_integration,
        ]

    @contextmanager
    def assertRaisesConcurrency(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(ConcurrencyError),
            self.env.cr.savepoint(),
        ):
            yield
