"""Who and what counts by a voting rule, in words, in the language of the reader."""

from .vote_settings import ABSENTS, KINDS, RANKINGS, get_counted


class RuleDetails:
    """What a rule says beside quorum and majority; what it leaves open is not said."""

    def __init__(self, env):
        self.env = env

    def say(self, rule):
        """Return lines, from the notice to the election."""
        if not rule.needs_vote:
            return [line for line in (self._say_announcement(rule),) if line]
        lines = [
            self._say_notice(rule),
            *(self._say_kind(rule, kind) for kind in KINDS),
            self._say_head(rule),
            self._say_choice(rule),
            self._say_absent(rule),
            self._say_invalid(rule),
            *self._say_proxies(rule),
            *self._say_election(rule.election),
            self._say_announcement(rule),
        ]
        return [line for line in lines if line]

    def _say_notice(self, rule):
        if not rule.notice_days:
            return None
        return self.env._(
            "The owners are told at least %s days before.", rule.notice_days
        )

    def _say_announcement(self, rule):
        if not rule.announce_days:
            return None
        return self.env._("The result is announced within %s days.", rule.announce_days)

    def _say_kind(self, rule, kind):
        counted = get_counted(rule.exclude_kinds, kind)
        if kind == "parking":
            return {
                "all": self.env._("Parking spaces count."),
                "area": self.env._("Parking spaces count by area only."),
                "none": self.env._("Parking spaces do not count."),
            }.get(counted)
        if kind == "storage":
            return {
                "area": self.env._("Storage rooms count by area only."),
                "none": self.env._("Storage rooms do not count."),
            }.get(counted)
        return {
            "area": self.env._("Other units count by area only."),
            "none": self.env._("Other units do not count."),
        }.get(counted)

    def _say_head(self, rule):
        if rule.head_identity == "any_common":
            return self.env._("Units that share an owner are one head together.")
        return self.env._("Units with the same owners are one head together.")

    def _say_choice(self, rule):
        if rule.one_owner_one_choice:
            return self.env._("Who owns several units has one choice for all of them.")
        return self.env._("Who owns several units may choose for each of them.")

    def _say_absent(self, rule):
        if rule.absent == ABSENTS[0][0]:
            return self.env._("Owners who do not vote are not counted.")
        return self.env._(
            "Owners who were served with the papers and do not vote are counted with"
            " the majority; both results are told."
        )

    def _say_invalid(self, rule):
        if rule.invalid_counts_as_participating:
            return self.env._("Invalid ballots count as taking part.")
        return self.env._("Invalid ballots do not count as taking part.")

    def _say_proxies(self, rule):
        if rule.proxy_cap:
            yield self.env._("One proxy votes for at most %s heads.", rule.proxy_cap)
        if rule.proxy_days:
            yield self.env._("Proxies end %s days after the meeting.", rule.proxy_days)

    def _say_election(self, election):
        if not election:
            return
        if election.margin_num:
            yield self.env._(
                "Elections: at least %(num)s/%(den)s more candidates than seats.",
                num=election.margin_num,
                den=election.margin_den,
            )
        # the words of the field, as every screen has them
        field = self.env["property.vote.rule"]._fields["rank_by"]
        ways = dict(field._description_selection(self.env) or RANKINGS)
        yield self.env._("Candidates are ranked by: %s.", ways[election.rank_by])
        if not election.allows_proxy:
            yield self.env._("Nobody is elected by proxy.")
