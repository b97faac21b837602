from odoo import fields
from odoo.fields import Command

from .cast_common import CastCommon

PAPER = b"c2lnbmVk"


class ProxyCommon(CastCommon):
    """A called assembly of R1 with three motions; o8 is the agent of most proxies."""

    caps = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        cls.today = fields.Date.today()
        procedure = cls.env["property.vote.procedure"].create(
            {
                "site_id": cls.place.site.id,
                "valid_from": "2020-01-01",
                **cls.caps,
            }
        )
        cls.assembly = cls._create_assembly(
            cls.place,
            "cn_ordinary",
            "cn_ordinary",
            "cn_major",
            procedure_id=procedure.id,
        )
        cls._call(cls.assembly)
        cls.motion, cls.second, cls.third = cls.assembly.motion_ids
        cls.agent = cls.place.owners["o8"]

    def _day(self, days):
        return fields.Date.add(self.today, days=days)

    def _file(self, unit="A101", agent=None, user=None, **values):
        """File a signed proxy as the manager of the site."""
        proxies = self.env["property.proxy"].with_user(user or self.manager)
        return proxies.create(
            {
                "assembly_id": self.assembly.id,
                "unit_id": self.place.units[unit].id,
                "agent_id": (agent or self.agent).id,
                "document": PAPER,
                **values,
            }
        )

    def _tell(self, choice, motion=None):
        motion = motion or self.motion
        values = {"motion_id": motion.id, "choice": choice}
        return {"instruction_ids": [Command.create(values)]}

    def _name(self, *motions):
        return {"motion_ids": [Command.link(motion.id) for motion in motions]}

    def _vote_by(self, given, choice="yes", agent=None, **vote):
        head = given.sudo().head_key
        vote = {"head": head, "choice": choice, "proxy": given.id} | vote
        [answer] = self._cast([vote], "proxy", agent or self.agent)
        return answer["reason"] or answer["state"]

    def _open_vote(self):
        if self.assembly.state == "called":
            self.assembly.action_open()
