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
            "no_quorum": self.env._("No quorum"),
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
        _ = self.env._
        return {
            "missing_key": _("it is missing."),
            "unknown_key": _("a rule has no such part."),
            "not_an_object": _("it is not written as a rule."),
            "not_a_list": _("it is not a list."),
            "empty": _("it is empty."),
            "not_allowed": _("choose one of the list."),
            "not_yes_or_no": _("yes or no is needed."),
            "not_whole": _("a whole number is needed."),
            "decides_nothing": _("with this number it is always or never met."),
            "twice": _("another outcome has this name."),
            "not_a_name": _("small Latin letters, figures and _ only."),
            "reserved": _("this name is kept for votes that do not pass."),
            "set_by_law": _("the law sets it; the owners cannot change it."),
        }

    def _get_place_names(self):
        _ = self.env._
        return {
            "quorum": _("Quorum"),
            "quorum_relaxes_after": _("Minutes until the quorum is waived"),
            "outcomes": _("Outcome"),
            "name": _("name"),
            "final_after_days": _("days until it is final"),
            "measure": _("measure"),
            "votes": _("votes"),
            "of": _("of whom"),
            "op": _("comparison"),
            "num": _("upper number"),
            "den": _("lower number"),
            "exclude_kinds": _("Kinds of units that do not count"),
            "head_identity": _("Who is one head"),
            "absent": _("Who does not vote"),
            "adjust": _("Reduced weight"),
            "proxy_cap": _("Heads one proxy may vote for"),
            "proxy_days": _("Days until proxies end"),
            "notice_days": _("Days of notice"),
            "announce_days": _("Days to announce the result"),
            "election": _("Election"),
            "rank_by": _("ranking"),
            "margin_num": _("upper number of the margin"),
            "margin_den": _("lower number of the margin"),
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
        _ = self.env._
        if template == "at_least":
            return _(
                "%(votes)s hold at least %(num)s/%(den)s of the %(measure)s of %(of)s",
                **words,
            )
        if template == "more_than":
            return _(
                "%(votes)s hold more than %(num)s/%(den)s of the %(measure)s of %(of)s",
                **words,
            )
        if template == "at_most":
            return _(
                "%(votes)s hold at most %(num)s/%(den)s of the %(measure)s of %(of)s",
                **words,
            )
        if template == "less_than":
            return _(
                "%(votes)s hold less than %(num)s/%(den)s of the %(measure)s of %(of)s",
                **words,
            )
        if template == "whole":
            return _("%(votes)s hold all of the %(measure)s of %(of)s", **words)
        return _("%(votes)s hold none of the %(measure)s of %(of)s", **words)

    def _join(self, kind, parts):
        between = self.env._(", and ") if kind == "all" else self.env._(", or ")
        return between.join(parts)

    def _get_measures(self):
        _ = self.env._
        return {
            "area": _("area"),
            "head": _("heads"),
            "lot": _("lots"),
            "entitlement": _("unit entitlement"),
            "share": _("shares"),
        }

    def _get_votes(self):
        _ = self.env._
        return {
            "yes": _("votes for"),
            "no": _("votes against"),
            "abstain": _("abstentions"),
            "participating": _("those who take part"),
            "cast": _("votes for and against"),
        }

    def _get_bases(self):
        _ = self.env._
        return {
            "register": _("all in the register"),
            "participating": _("those taking part"),
            "cast": _("all votes for and against"),
        }
