from odoo.fields import Command

from .cast_common import CastCommon


class PaperCommon(CastCommon):
    """An open vote on two motions and an election, with its paper ballots."""

    @classmethod
    def _make_paper_vote(cls, **values):
        """Have R1, where o8 and o11 own the shop together and have named nobody."""
        cls.place = cls._make_r1()
        cls._share_shop()
        cls.assembly = cls._create_assembly(
            cls.place, "cn_ordinary", "cn_major", **values
        )
        cls.motion, cls.local = cls.assembly.motion_ids
        cls.local.write({"scope": "building", "building_id": cls._find_building("A")})
        cls.people = cls._create_people("Ann", "Bob", "Cai")
        cls.election = cls.env["property.motion"].create(
            {
                "assembly_id": cls.assembly.id,
                "name": "Election",
                "kind": "election",
                "rule_id": cls._get_rule("cn_ordinary").id,
                "seats": 2,
                "sequence": 20,
                "candidate_ids": [
                    Command.create({"name": person.name, "partner_id": person.id})
                    for person in cls.people
                ],
            }
        )
        cls._open(cls.assembly)
        cls.assembly.action_make_sheets()
        cls.clerk = cls.assembly.with_user(cls.user_site_manager)

    @classmethod
    def _share_shop(cls):
        shop = cls.place.units["C1"]
        shop.ownership_ids.unlink()
        cls.place.owners["o11"] = cls._create_people("o11")
        for name in ("o8", "o11"):
            cls._own(cls.place.owners[name], shop, share_denominator=2)

    @classmethod
    def _find_building(cls, code):
        buildings = cls.place.site.building_ids
        return buildings.filtered(lambda one: one.code == code).id

    @classmethod
    def _get_sheet(cls, unit, assembly=None):
        assembly = assembly or cls.assembly
        head = cls._get_head(assembly, cls.place.units[unit])
        # sudo: codes are read by nobody
        sheets = assembly.sudo().sheet_ids
        return sheets.filtered(lambda one: one.head_key == head)

    def _key(self, unit, choices, channel="paper", proxy=None, user=None):
        number = self._get_sheet(unit).printed_number
        clerk = self.assembly.with_user(user or self.user_site_manager)
        named = {
            str(motion.id): choice
            for motion, choice in zip(
                (self.motion, self.local, self.election), choices, strict=False
            )
            if choice is not None
        }
        taken = clerk.api_key_ballot(number, named, channel, proxy)
        self.env.flush_all()
        return taken

    def _read_votes(self, motion=None):
        """Return what was voted by units of the head, before anybody may read it."""
        motion = (motion or self.motion).sudo()
        units = {ballot.head_key: ballot.sheet_id.units for ballot in motion.ballot_ids}
        return {
            units[ballot["head_key"]]: ballot["candidate_keys"] or ballot["choice"]
            for ballot in motion.ballot_ids._read_cast(motion)
        }
