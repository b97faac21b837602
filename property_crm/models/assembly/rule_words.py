"""A voting rule in words, in the language of the reader, and what is wrong with one."""

import re

from ...tools.vote_condition import Group, describe

_STEP = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")


class RuleWords:
    """Conditions, rules and errors of ``tools.vote_*`` in the language of ``env``."""

    def __init__(self, env):
        self.env = env

    def say_rule(self, rule):
        """Return lines: quorum, what each outcome asks, whose votes weigh less."""
        if not rule.needs_vote:
            return [self.env._("No vote is taken; it is announced afterwards.")]
        return [
            self._say_quorum(rule),
            *(self._say_outcome(outcome) for outcome in rule.outcomes),
            self.env._("Otherwise: lost."),
            *(self._say_adjustment(adjustment) for adjustment in rule.adjust),
        ]

    def say_condition(self, condition):
        """Return a condition; only groups inside of it stand in brackets."""
        if isinstance(condition, Group):
            parts = [describe(part, self._say) for part in condition.parts]
            return self._join(condition.kind, parts)
        return describe(condition, self._say)

    def say_outcome_name(self, name):
        known = {
            "passed": self.env._("Passed"),
            "interim": self.env._("Passed for the time being"),
            "lost": self.env._("Lost"),
            "no_quorum": self.env._("Quorum not reached"),
        }
        return known.get(name, name)

    def say_error(self, error):
        """Return what is wrong, after the place where it stands."""
        place, what = self.say_place(error.path), self.say_what_is_wrong(error)
        return self.env._("%(place)s: %(what)s", place=place, what=what)

    def say_place(self, path):
        """Return a path of the data as a reader finds it on the screen."""
        names = self._get_place_names()
        steps = []
        for name, number in _STEP.findall(path):
            if name in ("when", "all", "any"):
                if number:
                    steps.append(self.env._("condition %s", int(number) + 1))
            elif number:
                steps.append(f"{names.get(name, name)} {int(number) + 1}")
            else:
                steps.append(names.get(name, name))
        return " › ".join(steps) or self.env._("Rule")

    def say_what_is_wrong(self, error):
        code, details = error.code, error.details
        if code == "too_small":
            return self.env._("at least %s is needed.", details["least"])
        if code == "too_large":
            return self.env._("at most %s is allowed.", details["most"])
        if code == "too_deep":
            return self.env._("more than %s groups in one another.", details["most"])
        return self._get_errors().get(code, code)

    def _get_errors(self):
        return {
            "missing_key": self.env._("it is missing."),
            "unknown_key": self.env._("a rule has no such part."),
            "not_an_object": self.env._("it is not written as a rule."),
            "not_a_list": self.env._("it is not a list."),
            "empty": self.env._("it is empty."),
            "not_allowed": self.env._("choose one of the list."),
            "not_yes_or_no": self.env._("yes or no is needed."),
            "not_whole": self.env._("a whole number is needed."),
            "decides_nothing": self.env._(
                "with this number it is always or never met."
            ),
            "twice": self.env._("another outcome has this name."),
            "not_a_name": self.env._("small Latin letters, figures and _ only."),
            "reserved": self.env._("this name is kept for votes that do not pass."),
            "set_by_law": self.env._("the law sets it; the owners cannot change it."),
        }

    def _get_place_names(self):
        return {
            "quorum": self.env._("Quorum needed"),
            "quorum_relaxes_after": self.env._("Minutes until the quorum is waived"),
            "outcomes": self.env._("Result"),
            "name": self.env._("name"),
            "final_after_days": self.env._("days until it is final"),
            "measure": self.env._("measure"),
            "votes": self.env._("votes"),
            "of": self.env._("of whom"),
            "op": self.env._("comparison"),
            "num": self.env._("upper number"),
            "den": self.env._("lower number"),
            "exclude_kinds": self.env._("Kinds of units that do not count"),
            "head_identity": self.env._("Who is one head"),
            "absent": self.env._("Who does not vote"),
            "adjust": self.env._("Reduced weight"),
            "proxy_cap": self.env._("Heads one proxy may vote for"),
            "proxy_days": self.env._("Days until proxies end"),
            "notice_days": self.env._("Days of notice"),
            "announce_days": self.env._("Days to announce the result"),
            "election": self.env._("Election"),
            "rank_by": self.env._("ranking"),
            "margin_num": self.env._("upper number of the margin"),
            "margin_den": self.env._("lower number of the margin"),
        }

    def _say_quorum(self, rule):
        if not rule.quorum:
            return self.env._("No quorum is needed.")
        condition = self.say_condition(rule.quorum)
        if rule.quorum_relaxes_after is None:
            return self.env._("Quorum: %s.", condition)
        return self.env._(
            "Quorum: %(condition)s; after %(minutes)s minutes those present are"
            " enough.",
            condition=condition,
            minutes=rule.quorum_relaxes_after,
        )

    def _say_outcome(self, outcome):
        name, condition = (
            self.say_outcome_name(outcome.name),
            self.say_condition(outcome.when),
        )
        if outcome.final_after_days is None:
            return self.env._(
                "%(outcome)s: %(condition)s.", outcome=name, condition=condition
            )
        return self.env._(
            "%(outcome)s: %(condition)s; final after %(days)s days unless owners"
            " object.",
            outcome=name,
            condition=condition,
            days=outcome.final_after_days,
        )

    def _say_adjustment(self, adjustment):
        return self.env._(
            "The votes of an original owner with %(from_num)s/%(from_den)s or more of"
            " the %(measure)s weigh %(num)s/%(den)s, in schemes of more than %(lots)s"
            " lots.",
            measure=self._get_measures()[adjustment.measure],
            lots=adjustment.more_lots_than,
            **{
                name: getattr(adjustment, name)
                for name in ("num", "den", "from_num", "from_den")
            },
        )

    def _say(self, template, arguments):
        if template in ("all", "any"):
            joined = self._join(template, arguments["parts"])
            is_alone = len(arguments["parts"]) == 1
            return joined if is_alone else self.env._("(%s)", joined)
        words = {
            "measure": self._get_measures()[arguments["measure"]],
            "votes": self._get_votes()[arguments["votes"]],
            "of": self._get_bases()[arguments["of"]],
        }
        return self._get_template(template, arguments | words)

    def _get_template(self, template, words):
        if template == "at_least":
            return self.env._(
                "%(votes)s hold at least %(num)s/%(den)s of the %(measure)s of %(of)s",
                **words,
            )
        if template == "more_than":
            return self.env._(
                "%(votes)s hold more than %(num)s/%(den)s of the %(measure)s of %(of)s",
                **words,
            )
        if template == "at_most":
            return self.env._(
                "%(votes)s hold at most %(num)s/%(den)s of the %(measure)s of %(of)s",
                **words,
            )
        if template == "less_than":
            return self.env._(
                "%(votes)s hold less than %(num)s/%(den)s of the %(measure)s of %(of)s",
                **words,
            )
        if template == "whole":
            return self.env._(
                "%(votes)s hold all of the %(measure)s of %(of)s", **words
            )
        return self.env._("%(votes)s hold none of the %(measure)s of %(of)s", **words)

    def _join(self, kind, parts):
        between = self.env._(", and ") if kind == "all" else self.env._(", or ")
        return between.join(parts)

    def _get_measures(self):
        return {
            "area": self.env._("area"),
            "head": self.env._("head count"),
            "lot": self.env._("lots"),
            "entitlement": self.env._("unit entitlement"),
            "share": self.env._("shares"),
        }

    def _get_votes(self):
        return {
            "yes": self.env._("votes for"),
            "no": self.env._("votes against"),
            "abstain": self.env._("abstentions"),
            "participating": self.env._("those who take part"),
            "cast": self.env._("votes for and against"),
        }

    def _get_bases(self):
        return {
            "register": self.env._("all in the register"),
            "participating": self.env._("those taking part"),
            "cast": self.env._("all votes for and against"),
        }
