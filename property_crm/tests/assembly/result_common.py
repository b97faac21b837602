from .cast_common import CastCommon


class ResultCommon(CastCommon):
    """Votes that are counted by the buttons of the form, as the manager of the site."""

    @staticmethod
    def _make_vote(test, place, rule="cn_ordinary", **values):
        """Open a vote with one motion of the rule, for a test or a class of tests."""
        test.place = place
        test.assembly = test._open(test._create_assembly(place, rule, **values))
        test.motion = test.assembly.motion_ids
        return test.assembly

    def _expand(self, names):
        """Return the units of ``A101-A104 B101``: a range goes by the last figures."""
        found = []
        for name in names.split():
            first, _dash, last = name.partition("-")
            if not last:
                found.append(first)
                continue
            units = list(self.place.units)
            found += units[units.index(first) : units.index(last) + 1]
        return found

    def _vote_names(self, **choices):
        """Vote for named units: ``yes="A101-A104 E1"``; of a head once is enough."""
        asked = {
            unit: choice
            for choice, names in choices.items()
            for unit in self._expand(names)
        }
        answers = self._vote_all(asked)
        self.assertNotIn("refused", [answer["state"] for answer in answers])

    def _count(self):
        self._close(self.assembly)
        self.assembly.action_count()
        return self.motion

    def _announce(self):
        if self.assembly.state == "open":
            self._count()
        self.assembly.action_announce()

    def _finish(self):
        """Let the days of objections be over, then make the result final."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE property_assembly SET announced_on = announced_on - 30,"
            " objection_until = objection_until - 30 WHERE id = %s",
            [self.assembly.id],
        )
        self.assembly.invalidate_recordset()
        self.assembly.action_finish()
