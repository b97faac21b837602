from odoo import api, models
from odoo.exceptions import UserError


class PropertyAssembly(models.Model):
    """What other programs read of a vote: agenda, turnout, result file."""

    _inherit = "property.assembly"

    @api.model
    @api.readonly
    def api_turnout(self, assembly):
        """Return the agenda and how many have voted; never how, before the close.

        :param assembly: its id (int) or its number (str)
        :return: ``{"assembly": int, "number": str, "name": str, "state": str,
            "opens_at": str, "closes_at": str (ISO 8601 in UTC, "" if not set),
            "motions": [{"motion": int, "name": str, "kind": "vote" | "election",
            "is_secret": bool, "seats": int, "candidates": [{"id": int, "name": str}],
            "register_area": int, "participating_area": int, "register_heads": int,
            "participating_heads": int, "is_quorum_reached": bool}]}``. Areas are in
            0.01 m²; before the call all numbers are 0
        :rtype: dict
        :raise ValidationError: no such assembly, or not of the caller's sites
        """
        assembly = self._get_api_assembly(assembly)
        return {
            "assembly": assembly.id,
            "number": assembly.number or "",
            "name": assembly.name,
            "state": assembly.state,
            "opens_at": self._write_moment(assembly.opens_at),
            "closes_at": self._write_moment(assembly.closes_at),
            "motions": [
                motion._prepare_api_turnout()
                for motion in assembly.motion_ids.sorted(
                    lambda one: (one.sequence, one.id)
                )
            ],
        }

    @api.model
    def _write_moment(self, moment):
        return f"{moment.isoformat()}Z" if moment else ""

    @api.model
    @api.readonly
    def api_result_file(self, assembly):
        """Return the file from which anybody counts the vote again, once it is counted.

        :param assembly: its id (int) or its number (str)
        :return: ``{"assembly": int, "number": str, "state": str, "name": str (of the
            file), "digest": str, "content": str}``. Write ``content`` as UTF-8 and
            check it with ``python -m tools.vote_result_file FILE``; ``digest`` is the
            one printed on the result
        :rtype: dict
        :raise ValidationError: no such assembly, or not of the caller's sites
        :raise UserError: the votes are not counted yet
        """
        assembly = self._get_api_assembly(assembly)
        if not assembly.result_file_id:
            raise UserError(self.env._("Count the votes first."))
        # sudo: who sees the assembly sees its file
        file_sudo = assembly.sudo().result_file_id
        return {
            "assembly": assembly.id,
            "number": assembly.number or "",
            "state": assembly.state,
            "name": file_sudo.name,
            "digest": assembly.result_digest,
            "content": file_sudo.raw.decode(),
        }


class PropertyMotion(models.Model):
    _inherit = "property.motion"

    def _prepare_api_turnout(self):
        self.ensure_one()
        return {
            "motion": self.id,
            "name": self.name,
            "kind": self.kind,
            "is_secret": self.is_secret,
            "seats": self.seats,
            "candidates": [
                {"id": one.id, "name": one.name}
                for one in self.candidate_ids.sorted(lambda one: (one.sequence, one.id))
            ],
            "register_area": self.register_area,
            "participating_area": self.participating_area,
            "register_heads": self.register_heads,
            "participating_heads": self.participating_heads,
            "is_quorum_reached": self.is_quorum_reached,
        }
