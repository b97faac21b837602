from odoo import fields, models

from ...tools.disclosure import LEAST
from ...tools.groups import may_stand_beside
from ...tools.ledger import count, may_follow, may_show
from .property_survey_result_groups import count_groups
from .tally import tally

WHOLE_KEY = "|"  # of all days


class PropertySurveyResult(models.Model):
    _inherit = "property.survey.result"

    notes = fields.Json(
        copy=False,
        readonly=True,
        help="What is hidden or was not counted, and why: [[code, values], …].",
    )
    explanation = fields.Text(
        string="What is hidden, and why", compute="_compute_explanation"
    )

    def _compute_explanation(self):
        for result in self:
            result.explanation = "\n".join(
                result._explain(code, values) for code, values in result.notes or ()
            )

    def _explain(self, code, values):
        dimensions = dict(
            self.env["property.survey.cell"]
            ._fields["dimension"]
            ._description_selection(self.env)
        )
        values = values | {"group": dimensions.get(values.get("group"))}
        texts = (
            self._explain_counting() | self._explain_parts() | self._explain_groups()
        )
        return texts[code] % values

    def _explain_counting(self):
        return {
            "kept": self.env._(
                "Not counted again: since the last time fewer than five sheets came, or"
                " fewer than five answered one of the questions. Their answers would be"
                " the difference. The figures stay as they were."
            ),
            "span": self.env._(
                "Not counted: compared with another result, the figures would tell what"
                " fewer than five people said. Choose other dates."
            ),
            "stale": self.env._(
                "Not counted: answers came since the groups of the whole campaign were"
                " counted. Count the result of the whole campaign again first."
            ),
        }

    def _explain_parts(self):
        return {
            "of_determinants": self.env._(
                "The overall level is of the %(shown)s of %(all)s determinants that at"
                " least five answered."
            ),
            "of_items": self.env._(
                "The overall level is of the %(shown)s of %(all)s items that are shown."
            ),
            "skipped": self.env._(
                "Of %(count)s determinants fewer than five left out an item: these"
                " sheets do not count there, as theirs would be the difference between"
                " the determinant and its items."
            ),
            "covered": self.env._(
                "The items of %(count)s determinants are hidden: fewer than five"
                " answered all of them."
            ),
        }

    def _explain_groups(self):
        return {
            "hidden": self.env._(
                "%(group)s: %(few)s hidden because fewer than five answered, %(more)s"
                " more because the others would give them away by subtraction."
            ),
            "group_kept": self.env._(
                "%(group)s: the figures are those of the last time, as fewer than five"
                " new answers came to one of them."
            ),
            "days": self.env._(
                "Groups are shown of the whole campaign only: beside it, those of some"
                " days would give single people away."
            ),
            "group_none": self.env._(
                "%(group)s: not shown here, as fewer than five new answers came to one"
                " of them since they were shown the last time."
            ),
            "post": self.env._(
                "The weighted figures are hidden: beside the unweighted ones they would"
                " give a hidden stratum away."
            ),
            "merged": self.env._(
                "Nobody of %(one)s answered: it is weighted together with %(other)s."
            ),
            "capped": self.env._(
                "So few of %(one)s answered that each would count more than five times:"
                " five is the limit."
            ),
        }

    def _may_publish(self, facts, figures, atoms):
        """Return whether the figures may be shown; note why not.

        ``figures`` and ``atoms`` are who said what of all days, by day and by group.
        """
        if self.campaign_id.mode == "named" or facts.n < LEAST:
            return True
        ledger = self._get_ledger()
        old = ledger.get(self._get_span_key())
        code = None
        if old and not may_follow(old["counts"], self._get_counts(figures)):
            code = "kept"
        elif not may_show(
            self._get_span(),
            {_span(key): one["counts"] for key, one in ledger.items()},
            figures,
        ):
            code = "span"
        elif any(self._get_span()):
            code = self._check_days(facts, figures, atoms)
        if code:
            self.sudo().notes = [[code, {}]]  # sudo: never written by hand
        return not code

    def _check_days(self, facts, figures, atoms):
        """Return why a result of some days is not shown beside that of all days.

        Both must leave out the same sheets, and no shown group may be the sheets of
        these days but for a few.
        """
        counts = self._get_counts(figures)
        for level, found in (
            ("item", facts.items),
            ("determinant", facts.determinants),
        ):
            for name, one in found["perceived"].items():
                if counts[f"{level}|{name}"] != one.n:
                    return "span"
        whole = self._get_ledger().get(WHOLE_KEY, {})
        if not whole.get("groups"):
            return None
        if whole["groups"] != count_groups(atoms):
            return "stale"
        for figure in atoms[0][1]:
            ones = [(its, said[figure]) for its, said in atoms]
            if not may_stand_beside(ones, _get_hidden(whole, figure)):
                return "span"
        return None

    def _get_published_days(self):
        """Return the spans of the campaign's results of some days."""
        return [_span(key) for key in self._get_ledger() if key != WHOLE_KEY]

    def _get_ledger(self):
        """Return what was published of the campaign, or the questionnaire, by days."""
        return self._get_asked_sudo().published or {}

    def _get_asked_sudo(self):
        # sudo: what was published is kept where no reader comes
        return (self.campaign_id or self.survey_id).sudo()

    def _get_span(self):
        """Return the first and the last day as text; None for no end.

        Without a campaign they are moments, as the same day is another in other zones.
        """
        first, last = self.date_from, self.date_to
        if self.campaign_id:
            ends = (first, last)
            return tuple(fields.Date.to_string(day) if day else None for day in ends)
        begin, end = self._get_moments(first, last)
        end = end and fields.Datetime.subtract(end, seconds=1)
        ends = (begin, end)
        return tuple(fields.Datetime.to_string(one) if one else None for one in ends)

    def _get_span_key(self):
        return "|".join(day or "" for day in self._get_span())

    def _get_counts(self, figures):
        """Return how many said what in the days of the result."""
        span = self._get_span()
        return {name: count(span, days) for name, days in figures.items()}

    def _count_figures(self, layout):
        """Return ``{figure: {day: answers}}`` of all days, of the result's and others,
        and who stands in which groups and days if it is of some days.

        Nothing is kept of named ones: they may be counted any time.
        """
        if self.campaign_id.mode == "named":
            return {}, []
        source = self._get_source(is_whole=True)
        atoms = []
        with tally(self.env, layout, source) as counter:
            if self.campaign_id and any(self._get_span()):
                spans = {*self._get_published_days(), self._get_span()}
                atoms = counter.count_atoms(sorted(spans, key=str))
            return counter.count_figure_days(), atoms

    def _publish(self, figures, groups, hidden):
        """Keep what was published, for the next report to be compared with.

        ``groups`` is how many said what by group, ``hidden`` which groups are hidden.
        """
        counts = self._get_counts(figures)
        if counts.get("n", 0) < LEAST:
            return
        self._get_asked_sudo().published = self._get_ledger() | {
            self._get_span_key(): {
                "counts": counts,
                "groups": groups,
                "hidden": hidden,
            }
        }


def _get_hidden(ledger, figure):
    """Return the hidden (dimension, key)s of the figure."""
    dimensions = ledger.get("hidden", {}).get(figure, {})
    return {(name, key) for name, keys in dimensions.items() for key in keys}


def _span(key):
    first, _bar, last = key.partition("|")
    return first or None, last or None
