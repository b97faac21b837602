from odoo import api, models
from odoo.tools import format_datetime


class PropertyAssembly(models.Model):
    """The result on paper, in the language of who prints it."""

    _inherit = "property.assembly"

    def _format_moment(self, moment):
        """Return a moment by the clock of the site."""
        if not moment:
            return ""
        # sudo: the time zone of a place is no secret
        zone = self.sudo().site_id.tz
        return format_datetime(self.env, moment, tz=zone, dt_format="short")

    def _get_print_label(self):
        """Return what stands beside the page numbers."""
        return self.site_id.code

    def _get_unserved_heads(self):
        """Return how many heads nobody has proof of service of."""
        # sudo: all of them count, whoever prints
        assembly_sudo = self.sudo()
        services_sudo = assembly_sudo.service_ids.filtered(
            lambda one: one._is_in_time()
        )
        served = set(services_sudo.mapped("head_key"))
        return len(set(assembly_sudo.row_ids.mapped("head_key")) - served)


class PropertyMotion(models.Model):
    """What is printed of a motion."""

    _inherit = "property.motion"

    def _get_rule_text(self):
        """Return the rule as it was frozen, in words."""
        return self.env["property.vote.rule"]._say(self._get_rule_data())

    def _get_print_tables(self):
        """Return ``(heading, lines)`` of each count: both where two were made."""
        data = self.result_data or {}
        first = data.get("without_followers")
        tables = [("", self._get_print_sums(data.get("sums")))]
        if first:
            heading = self.env._("Without those who were served and did not vote")
            tables.append((heading, self._get_print_sums(first.get("sums"))))
        if data.get("quorum_sums") != data.get("sums"):
            heading = self.env._("Before the votes of the original owner weighed less")
            tables.append((heading, self._get_print_sums(data.get("quorum_sums"))))
        return tables

    def _get_print_sums(self, sums):
        """Return a line for each measure of the rule."""
        labels = self._get_measure_labels()
        names = ["yes", "no", "abstain"] if self.kind != "election" else []
        lines = []
        for measure in self._get_result_measures():
            counts = self._read_counts((sums or {}).get(measure) or {})
            line = [
                labels[measure],
                self._say_number(counts.register, measure),
                self._say_part(counts, "participating", "register", measure),
            ]
            line += [
                self._say_part(counts, name, "participating", measure) for name in names
            ]
            lines.append(line)
        return lines

    def _get_election_lines(self):
        """Return in words how the seats were given."""
        found = (self.result_data or {}).get("election")
        if not found:
            return []
        lines = [
            self.env._(
                "Seats: %(seats)s, given: %(given)s. Alternates: %(alternates)s.",
                seats=self.seats,
                given=len(found["elected"]),
                alternates=len(found["alternates"]),
            )
        ]
        names = {str(one.id): one.name for one in self.candidate_ids}
        lines += [
            self.env._(
                "Equal votes, in the order of the lot drawn: %(names)s.",
                names=", ".join(names[key] for key in self._sort_lot(group, found)),
            )
            for group in found["lots"]
        ]
        return lines

    @api.model
    def _sort_lot(self, group, found):
        """Return who has drawn lots, in the order that came of it."""
        order = [*found["elected"], *found["alternates"], *found["unseated"]]
        return sorted(group, key=order.index)

    def _get_print_candidates(self):
        """Return who has a place by rank, then those who have not passed."""
        return self.candidate_ids.sorted(
            lambda one: (one.rank or len(self.candidate_ids) + 1, one.sequence, one.id)
        )

    def _get_first_outcome(self):
        """Return the outcome without those who did not vote, where they count."""
        first = (self.result_data or {}).get("without_followers")
        return first and self._say_outcome(first["outcome"])

    def _get_follower_count(self):
        return len((self.result_data or {}).get("followers") or ())

    def _get_invalid_heads(self):
        return (self.result_data or {}).get("invalid_heads", 0)
