from odoo import models
from odoo.fields import Domain

from ..committee.batches import act_in_batches
from .property_assembly_flow import CRON
from .property_ballot import CLOSED


class PropertyAssembly(models.Model):
    """The ballots are fixed when the vote is over: all of them, those of the last
    moment too.

    A transaction sees the ballots that were there when it began. Who closes the vote
    does so when nobody is casting, and still does not see what was cast since then. So
    closing and fixing are two transactions: in one that finds the vote closed all
    ballots are there, and none comes any more.
    """

    _inherit = "property.assembly"

    def _close(self):
        result = super()._close()
        # sudo: the cron is the system's
        self.env.ref(CRON).sudo()._trigger()
        return result

    def _cron_clock(self, batch_size=20):
        result = super()._cron_clock(batch_size)
        act_in_batches(
            self.browse(), self._get_unfixed_domain(), "_fix_ballots", batch_size
        )
        return result

    def _get_unfixed_domain(self):
        unfixed = Domain("ballot_head", "=", False)
        return Domain("state", "in", CLOSED) & Domain("motion_ids", "any", unfixed)

    def _fix_ballots(self):
        """Fix the ballots of closed votes, once; not in the transaction of the close.

        The cron comes for it at once. Who counts before it does so himself.
        """
        closed = self.filtered(lambda one: one.state in CLOSED)
        if motions := closed.motion_ids.filtered(lambda one: not one.ballot_head):
            motions.assembly_id.lock_for_update()
            motions._seal_ballots()

    def _count(self, passphrases):
        self._check_step("closed")
        self._fix_ballots()
        return super()._count(passphrases)
