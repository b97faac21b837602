from odoo import api, models
from odoo.fields import Domain

MAX_RESULTS = 50
MANAGERS = "property_survey.group_property_survey"


class PropertySurveyResult(models.Model):
    """The board's screen: one call brings all of it."""

    _inherit = "property.survey.result"

    @api.model
    @api.readonly
    def get_quality_board(self, site_id=None, result_id=False):
        """Return what the screen "Service quality" shows to those who read results.

        :param site_id: of this site; ``False``: of the company; ``None``: where the
            latest result is
        :param int result_id: this result, else the latest there
        :return: ``sites`` and ``results`` to choose from (id, name), ``site_id``,
            ``can_ask``, ``result``: False, or id, name, date, ``tiles`` (name, label,
            value, margin, change), ``sentences``, ``pictures``, ``weakest`` items,
            ``improvements``, ``hidden``
        """
        self.check_access("read")
        counted = Domain("date_counted", "!=", False)
        found = self.search(counted, limit=1 if site_id is None else 0)
        if site_id is None:
            site_id = found.site_id.id
        results = self.search(
            counted & Domain("site_id", "=", site_id or False), limit=MAX_RESULTS
        )
        result = results.filtered(lambda one: one.id == result_id) or results[:1]
        return {
            "sites": self._get_board_sites(counted),
            "site_id": site_id or False,
            "results": [{"id": one.id, "name": one.name} for one in results],
            "can_ask": self.env.user.has_group(MANAGERS),
            "result": bool(result) and result._get_board(),
        }

    @api.model
    def _get_board_sites(self, counted):
        """Return whose results there are: sites, and the company as id False."""
        rows = self._read_group(counted, ["site_id"])
        return [
            {"id": site.id, "name": site.name or self.env._("The whole company")}
            for (site,) in rows
        ]

    def _get_board(self):
        return {
            "id": self.id,
            "name": self.name,
            "date": self.date,
            "tiles": self._get_tiles(),
            "sentences": self._get_sentences(),
            "pictures": self.get_quality_pictures(),
            "weakest": [
                {
                    "id": line.id,
                    "name": line.name,
                    "determinant": line.determinant_id.name,
                    "level": self._write_number(line.perceived, 2),
                    "gap": line.has_gap and self._write_number(line.gap, 2),
                }
                for line in self._get_weakest_items()
            ],
            "improvements": self._get_improvements(),
            "hidden": self._get_hidden_words(),
        }

    def _get_tiles(self):
        """Return the single figures, each with its margin and its change."""
        if self.status == "hidden":
            return []
        tiles = [
            self._get_rate_tile(),
            self._get_recommend_tile(),
            self._get_response_tile(),
            {
                "name": "answers",
                "label": self.env._("Answers"),
                "value": str(self.answer_count),
                "margin": dict(
                    self._fields["status"]._description_selection(self.env)
                ).get(self.status, ""),
            },
        ]
        return [tile for tile in tiles if tile]

    def _get_rate_tile(self):
        if not self.satisfaction_high:
            return None
        return {
            "name": "satisfaction",
            "label": self.env._("Satisfaction rate"),
            "value": f"{self._write_number(self.satisfaction)} %",
            "margin": self.env._(
                "%(low)s to %(high)s %%",
                low=self._write_number(self.satisfaction_low),
                high=self._write_number(self.satisfaction_high),
            ),
            "change": self._describe_change(self._get_rate_change()),
        }

    def _get_recommend_tile(self):
        if not self.recommend_margin:
            return None
        return {
            "name": "recommend",
            "label": self.env._("Recommendation"),
            "value": self._write_number(self.recommend),
            "margin": f"± {self._write_number(self.recommend_margin)}",
            "change": self._describe_change(self._get_recommend_change()),
        }

    def _get_response_tile(self):
        if not self.asked_count:
            return None
        return {
            "name": "response",
            "label": self.env._("Response rate"),
            "value": f"{self._write_number(self.response_rate)} %",
            "margin": self.env._("of %(asked)s asked", asked=self.asked_count),
        }

    def _describe_change(self, change):
        """Return the change as the screen shows it, False without one."""
        if not change:
            return False
        return {
            "text": self._write_number(abs(change.value)),
            "is_up": change.value > 0,
            "is_sure": change.is_sure,
        }

    def _get_improvements(self, is_published=False):
        """Return ``[{id, name, state, effect, who, until}]``: what is done about it."""
        return []
