from fractions import Fraction

from odoo import models

from ...tools.vote_sums import to_percent

# results are for the owners from the announcement on
PUBLISHED = ("announced", "final")
REPORT = "property_crm.assembly_result_action"
# what is counted of each, and of which sum it is a part
PARTS = {
    "register": None,
    "participating": "register",
    "yes": "participating",
    "no": "participating",
    "abstain": "participating",
}


class PropertyAssembly(models.Model):
    """What the owners see of the result."""

    _inherit = "property.assembly"

    def _is_published(self):
        self.ensure_one()
        return self.state in PUBLISHED and bool(self.counted_on)

    def _portal_render_result(self):
        """Return ``(name, bytes)`` of the printed result."""
        self.ensure_one()
        # sudo: the caller looked that it is published, and for whom
        report_sudo = self.env["ir.actions.report"].sudo()
        content, _kind = report_sudo._render_qweb_pdf(REPORT, self.ids)
        return f"{self.number or self.id}.pdf", content


class PropertyMotionCandidate(models.Model):
    _inherit = "property.motion.candidate"

    def _portal_say_votes(self):
        self.ensure_one()
        return self.env._("In favour: %s", self.votes_text)


class PropertyMotion(models.Model):
    _inherit = "property.motion"

    def _portal_get_sums(self):
        """Return the measures and a line for each sum, as a narrow table wants them.

        :return: ``(labels of the measures, [(label, [(number, percent)])])``
        """
        measures = self._get_result_measures()
        labels = self._get_measure_labels()
        words = {
            "register": self.env._("Register"),
            "participating": self.env._("Took part"),
            "yes": self.env._("In favour"),
            "no": self.env._("Against"),
            "abstain": self.env._("Abstained"),
        }
        shown = [
            name
            for name in PARTS
            if self.kind != "election" or name in ("register", "participating")
        ]
        lines = [
            (words[name], [self._portal_say_sum(one, name) for one in measures])
            for name in shown
        ]
        return [labels[measure] for measure in measures], lines

    def _portal_say_sum(self, measure, name):
        counts = self._get_counts(measure)
        number, base = getattr(counts, name), PARTS[name]
        whole = getattr(counts, base) if base else 0
        percent = f"{to_percent(Fraction(number, whole))} %" if whole else ""
        return self._say_number(number, measure), percent
