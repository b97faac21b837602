from odoo import models

from ...tools.disclosure import LEAST, status
from ...tools.groups import hide_groups, is_days, sort_by_dimension
from ...tools.index import score_100
from ...tools.ledger import may_follow, still_hidden
from .layout import GROUPS

MODELS = {
    "site": "property.site",
    "building": "property.building",
    "segment": "property.segment",
    "employee": "res.users",
    "stratum": "property.survey.stratum",
}


class PropertySurveyResult(models.Model):
    _inherit = "property.survey.result"

    def _write_campaign(self, facts, groups, counter):
        """Keep what only campaigns have: groups, weighted figures, response.

        Return how many said what by group, and which groups are hidden.
        """
        self._write_response(facts)
        self._write_late(counter)
        if self.campaign_id.mode != "named" and any(self._get_span()):
            self.sudo().cell_ids.unlink()  # sudo: see _write_cells
            self._write_weighted({}, [], {})
            # sudo: never written by hand
            self.sudo().notes = [*(self.notes or ()), ["days", {}]]
            return {}, {}
        return self._write_groups(groups, counter)

    def _write_groups(self, groups, counter):
        atoms = counter.count_atoms(self._get_published_days())
        counts = count_groups(atoms)
        ledger = self._get_ledger().get(self._get_span_key(), {})
        old = ledger.get("groups", {})
        kept = {name for name in old if not may_follow(old[name], counts.get(name, {}))}
        before = still_hidden(ledger, counts, kept)
        hidden = self._hide(atoms, before, counter.layout.shown_names)
        here = set(self.cell_ids.mapped("dimension"))
        self._write_cells(groups, hidden, kept)
        notes = list(self.notes or ())
        notes += [
            ["group_kept" if name in here else "group_none", {"group": name}]
            for name in sorted(kept)
        ]
        notes += self._note_hidden(counts, hidden, kept)
        notes += self._write_weighted(groups, atoms, hidden)
        self.sudo().notes = notes or False  # sudo: never written by hand
        now = {figure: sort_by_dimension(ones, kept) for figure, ones in hidden.items()}
        for figure, ones in ledger.get("hidden", {}).items():
            now.setdefault(figure, {}).update(
                {name: keys for name, keys in ones.items() if name in kept}
            )
        return counts | {name: old[name] for name in kept}, now

    def _hide(self, atoms, before, names):
        """Return ``{figure: hidden (dimension, key)}``; "n" is that of the people.

        ``names`` are the determinants of which a group's overall level is made: it is
        shown only where each of them is.
        """
        people = [(its, n["n"]) for its, n in atoms]
        hidden = {"n": hide_groups(people, before.get("n", ()))}
        known = {}
        for figure in atoms[0][1] if atoms else ():
            given = hidden["n"] | before.get(figure, set())
            ones = (tuple(n[figure] for _its, n in atoms), frozenset(given))
            if ones not in known:
                figures = [(its, n[figure]) for its, n in atoms]
                known[ones] = hide_groups(figures, given)
            hidden[figure] = known[ones] | hidden["n"]
        if "overall" in hidden:
            hidden["overall"] = hidden["overall"].union(*(hidden[one] for one in names))
        return hidden

    def _write_cells(self, groups, hidden, kept):
        # sudo: cells are counted and never written by hand, action_count asked whether
        # he may write the result
        cells = self.sudo().cell_ids
        cells.filtered(lambda cell: cell.dimension not in kept).unlink()
        names = self._get_group_names(groups)
        determinants = self.env["property.survey.determinant"]._get_by_code(
            {name for one in groups.values() for name in one.determinants["perceived"]}
        )
        dimensions = list(GROUPS)
        ordered = sorted(
            (key for key in groups if key[0] not in kept),
            key=lambda key: (dimensions.index(key[0]), names[key]),
        )
        new = cells.create(
            [
                base | vals
                for number, key in enumerate(ordered)
                for base in [self._prepare_base(key, names[key], number)]
                for vals in self._prepare_cells(key, groups[key], hidden, determinants)
            ]
        )
        self._translate_names(new, groups, names)

    def _translate_names(self, cells, groups, names):
        """Give the groups that have a name in other languages theirs, too."""
        mine = cells.grouped(lambda cell: (cell.dimension, cell.group_key))
        for lang, _label in self.env["res.lang"].get_installed():
            told = self.with_context(lang=lang)._get_group_names(groups)
            for key, ones in mine.items():
                if told[key] != names[key]:
                    ones.with_context(lang=lang).group_name = told[key]

    def _prepare_base(self, key, name, number):
        return {
            "result_id": self.id,
            "sequence": number,
            "dimension": key[0],
            "group_key": key[1],
            "group_name": name,
        }

    def _prepare_cells(self, key, group, hidden, determinants):
        """Return the cells of a group: of all together, then of each determinant."""
        figure = "overall" if group.determinants["perceived"] else "n"
        whole = self._prepare_cell(group.overall, group.n, key in hidden[figure])
        if key not in hidden["satisfaction"] and group.satisfaction.n >= LEAST:
            share = group.satisfaction.hits / group.satisfaction.n
            whole["satisfaction"] = 100 * share
        found = [whole]
        for name in group.determinants["perceived"]:
            levels = {kind: one[name] for kind, one in group.determinants.items()}
            n = levels["perceived"].n
            cell = self._prepare_cell(levels, n, key in hidden[name])
            found.append(cell | {"determinant_id": determinants[name].id})
        return found

    def _prepare_cell(self, levels, n, is_hidden):
        if is_hidden or n < LEAST:
            return {"status": "hidden"}
        level, between = levels["perceived"].mean, levels["gap"]
        return {
            "status": status(n),
            "answer_count": n,
            "has_gap": between.mean is not None,
            "expected": levels["expected"].mean,
            "perceived": level,
            "gap": between.mean,
            "gap_low": between.low,
            "gap_high": between.high,
            "score": level is not None
            and score_100(level, self.scale_min, self.scale_max),
        }

    def _get_group_names(self, groups):
        """Return ``{(dimension, key): name}``: a query for each dimension."""
        roles = self.env["property.survey.sheet"]._fields["role"]
        found = {
            ("role", code): name
            for code, name in roles._description_selection(self.env)
        }
        for dimension, model in MODELS.items():
            ids = [int(key) for name, key in groups if name == dimension]
            # sudo: names of groups, shown with figures he may read
            records = self.env[model].sudo().browse(ids).exists()
            found |= {
                (dimension, str(record.id)): record.display_name for record in records
            }
        return {key: found.get(key, key[1]) for key in groups}

    def _note_hidden(self, counts, hidden, kept):
        notes = []
        for dimension in GROUPS:
            mine = {key for name, key in hidden["n"] if name == dimension}
            if not mine or dimension in kept:
                continue
            few = sum(counts[dimension][f"{key}|n"] < LEAST for key in mine)
            values = {"group": dimension, "few": few, "more": len(mine) - few}
            notes.append(["hidden", values])
        return notes


def count_groups(atoms):
    """Return ``{dimension: {"key|figure": answers}}``."""
    found = {}
    for its, figures in atoms:
        for dimension, key in its.items():
            if is_days((dimension, key)):
                continue
            counts = found.setdefault(dimension, {})
            for figure, n in figures.items():
                name = f"{key}|{figure}"
                counts[name] = counts.get(name, 0) + n
    return found
