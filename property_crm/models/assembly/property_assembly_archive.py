from odoo import fields, models

from ...tools.hash_chain import chain, same_hash


class PropertyAssembly(models.Model):
    """The archive: register, ballots and results in one chain."""

    _inherit = "property.assembly"

    archive_head = fields.Char(
        string="Last hash of the archive",
        readonly=True,
        copy=False,
        help="Over register, ballots and results. Kept elsewhere, on the printed"
        " result for example, it shows any later change.",
    )

    def _get_archive_head(self):
        """Return the last hash over all that was decided by."""
        self.ensure_one()
        motions = self.motion_ids.sorted(lambda one: (one.sequence, one.id))
        links = [
            ["register", self.chain_head],
            *(
                ["motion", motion.id, motion.ballot_head or "", motion._get_kept()]
                for motion in motions
            ),
            ["file", self.result_digest],
        ]
        return chain(links)[-1]

    def action_check_archive(self):
        """Tell whether register, ballots, results and file are as they were."""
        self.ensure_one()
        self.check_access("read")
        problems = self._find_archive_problems()
        if problems:
            kind, message = "danger", "\n".join(problems)
        else:
            kind, message = (
                "success",
                self.env._(
                    "Register, ballots, results and result file are as they were."
                    " Digest: %(digest)s",
                    digest=self.result_digest,
                ),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": kind, "message": message, "sticky": True},
        }

    def _find_archive_problems(self):
        """Return in words what is not as it was kept."""
        found = []
        broken = self._find_broken_row()
        if broken is not None:
            found.append(
                self.env._("Register: row %(place)s is changed.", place=broken[1])
            )
        found += [
            self.env._("%(motion)s: ballots are changed.", motion=motion.name)
            for motion in self.motion_ids
            if motion._find_broken_ballots()
        ]
        if self.counted_on and self._find_file_problems():
            found.append(self.env._("Result file: it is changed."))
        if self.archive_head and not same_hash(
            self.archive_head, self._get_archive_head()
        ):
            found.append(self.env._("Results: they are changed."))
        return found


class PropertyMotion(models.Model):
    """What of a motion goes into the archive."""

    _inherit = "property.motion"

    def _get_kept(self):
        # what the file says otherwise than the screen would show here
        sums = (
            self.sum_register_area,
            self.sum_register_heads,
            self.sum_participating_area,
            self.sum_participating_heads,
            self.sum_yes_area,
            self.sum_yes_heads,
            self.sum_no_area,
            self.sum_no_heads,
            self.sum_abstain_area,
            self.sum_abstain_heads,
        )
        return [self.outcome or "", *sums, self.result_data or {}]
