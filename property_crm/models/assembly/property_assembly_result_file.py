import base64
from dataclasses import replace

from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.vote_result_file import (
    find_differences,
    make_file,
    make_motion,
    read_file,
    write_file,
)
from ...tools.vote_rule import Election as ElectionRule
from ...tools.vote_rule import parse_rule

NO_VOTE = {"needs_vote": False}
KEPT_RESULT = ("outcome", "sums", "quorum_sums", "errors")


class PropertyAssembly(models.Model):
    """The file from which anybody counts again: see ``tools.vote_result_file``."""

    _inherit = "property.assembly"

    result_digest = fields.Char(
        string="Digest of the result file",
        readonly=True,
        copy=False,
        help="Stands on the printed result: a file with another one is another file.",
    )
    result_file_id = fields.Many2one(
        "ir.attachment",
        string="Result file",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )

    def action_download_result(self):
        self.ensure_one()
        self.check_access("read")
        if not self.result_file_id:
            raise UserError(self.env._("Count the votes first."))
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.result_file_id.id}?download=true",
            "target": "download",
        }

    def _make_result_file(self):
        """Write the file once, with the count."""
        self.ensure_one()
        data = self._get_result_data()
        # sudo: the file is the system's, whoever counts
        assembly_sudo = self.sudo()
        attachment_sudo = assembly_sudo.env["ir.attachment"].create(
            {
                "name": f"{self.number or self.id}.json",
                "datas": base64.b64encode(write_file(data)),
                "mimetype": "application/json",
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        assembly_sudo.write(
            {"result_file_id": attachment_sudo.id, "result_digest": data["digest"]}
        )

    def _get_result_data(self):
        names = self._get_file_names()
        rows = [replace(row, unit=names[row.unit]) for row in self._get_frozen_rows()]
        motions = [
            part
            for motion in self.motion_ids.sorted(lambda one: (one.sequence, one.id))
            for part in motion._get_file_parts(names)
        ]
        return make_file(self.name, rows, motions, self.developer_key or None)

    def _get_file_names(self):
        """Return ``{unit id: what the file calls it}``: its name where it has one."""
        rows = self.sudo().row_ids  # sudo: the register is whole, whoever asks
        ids = rows.mapped("unit_id.id")
        names = rows.mapped("unit_name")
        if len(set(names)) < len(names):
            return {key: str(key) for key in ids}
        return {row.unit_id.id: row.unit_name for row in rows}

    def _find_file_problems(self):
        """Return the codes of what the kept file says otherwise than it was counted."""
        self.ensure_one()
        # sudo: as when it was made
        content = self.sudo().result_file_id.raw or b""
        try:
            data = read_file(content)
        except ValueError as error:
            return [(None, str(error))]
        found = find_differences(data)
        if data["digest"] != self.result_digest:
            found.append((None, "digest"))
        return found


class PropertyMotion(models.Model):
    """What stands in the file of a motion."""

    _inherit = "property.motion"

    def _get_file_parts(self, names):
        """Return the parts of the file: one, or one for each candidate besides."""
        self.ensure_one()
        entries = self._get_entries()
        if self.kind == "election" and self._get_rule().needs_vote:
            first = make_motion(
                str(self.id),
                NO_VOTE,
                title=self.name,
                entries=entries,
                election=self._get_file_election(),
            )
            return [
                first,
                *(self._get_candidate_part(one, names) for one in self.candidate_ids),
            ]
        rule = self._get_rule_data()
        choices = None
        if self._get_rule().needs_vote and not self.is_secret:
            choices = self._get_open_choices()
        part = self._make_part(str(self.id), self.name, rule, choices, names)
        return [{**part, "entries": sorted(map(list, entries))}]

    def _get_file_election(self):
        """Return what is needed to find again who is elected."""
        way = self._get_rule().election or ElectionRule()
        return {
            "seats": self.seats,
            "alternates": self.alternate_count,
            "rank_by": way.rank_by,
            "seed": self.lot_seed or "",
            "candidates": [
                {"key": str(one.id), "motion": self._get_part_key(one)}
                for one in self.candidate_ids
            ],
            "result": self.result_data.get("election"),
        }

    def _get_part_key(self, candidate):
        return f"{self.id}-{candidate.id}"

    def _get_candidate_part(self, candidate, names):
        rule = {**self._get_rule_data(), "absent": "none"}
        choices = None
        if not self.is_secret:
            choices = self._split(candidate, self._get_open_choices())
        title = f"{self.name}: {candidate.name}"
        key = self._get_part_key(candidate)
        part = self._make_part(key, title, rule, choices, names)
        if self.is_secret:
            found = self.result_data["candidates"][str(candidate.id)]
            part["result"] = {key: found[key] for key in KEPT_RESULT}
        return part

    def _make_part(self, key, title, rule, choices, names):
        register, scope = self._make_register(), self._get_scope()
        ballots = ()
        result = None
        if choices is not None:
            ballots = [
                (names[unit], choice)
                for unit, choice in self._spread(choices, register)
            ]
        elif parse_rule(rule).needs_vote:
            ballots = None
            result = {name: self.result_data.get(name) for name in KEPT_RESULT}
        return make_motion(
            key,
            rule,
            scope=scope._replace(units=frozenset(names[unit] for unit in scope.units)),
            ballots=ballots,
            served=[names[unit] for unit in self._get_served()],
            title=title,
            is_quorum_relaxed=self.is_quorum_relaxed,
            result=result,
        )
