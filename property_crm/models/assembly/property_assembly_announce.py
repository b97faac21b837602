from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import format_date

RESULT_FIELDS = frozenset(
    (
        "result_digest",
        "result_file_id",
        "archive_head",
        "result_notice_id",
        "elected_term_id",
    )
)
ANNULLABLE = ("closed", "announced", "final")


class PropertyAssembly(models.Model):
    """Announced, open to objections, final; or annulled and repeated."""

    _inherit = "property.assembly"

    result_notice_id = fields.Many2one(
        "property.notice",
        string="Notice of the result",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    annul_reason = fields.Text(string="Why annulled", copy=False, tracking=True)
    repeat_ids = fields.One2many(
        "property.assembly", "previous_id", string="Repeated by"
    )
    may_repeat = fields.Boolean(compute="_compute_may_repeat")
    repeat_count = fields.Integer(compute="_compute_repeat_count")

    @api.depends("repeat_ids")
    def _compute_repeat_count(self):
        found = self._read_group(
            [("previous_id", "in", self.ids)], ["previous_id"], ["__count"]
        )
        counts = dict(found)
        for assembly in self:
            assembly.repeat_count = counts.get(assembly, 0)

    @api.depends("state", "counted_on", "motion_ids.outcome")
    def _compute_may_repeat(self):
        for assembly in self:
            assembly.may_repeat = (
                assembly.state in ANNULLABLE and assembly._is_without_decision()
            )

    @api.constrains("objection_until", "announced_on")
    def _check_objection_until(self):
        for assembly in self:
            told, until = assembly.announced_on, assembly.objection_until
            first = told and assembly._get_objection_until(told)
            if told and until and until < first:
                raise ValidationError(
                    self.env._(
                        "Objections until: of what is announced on %(told)s the owners"
                        " have until %(day)s at least.",
                        told=format_date(self.env, told),
                        day=format_date(self.env, first),
                    )
                )

    @api.model
    def _get_kept_fields(self):
        return super()._get_kept_fields() | RESULT_FIELDS

    def write(self, vals):
        if RESULT_FIELDS & vals.keys() and not self.env.su:
            raise UserError(self.env._("The result follows from the ballots."))
        if "objection_until" in vals and any(
            assembly.state not in ("draft", "called", "open", "closed")
            for assembly in self
        ):
            raise UserError(
                self.env._("Objections until: this day was announced to the owners.")
            )
        return super().write(vals)

    # Steps

    def action_announce(self):
        """Tell the owners the result; the days for objections begin."""
        self._check_step("closed")
        for assembly in self:
            if not assembly.counted_on:
                raise UserError(self.env._("Count the votes first."))
            assembly._check_archive()
            today = assembly.site_id._get_today()
            until = assembly.objection_until or assembly._get_objection_until(today)
            notice = assembly._draft_result_notice()
            assembly._set_state(
                "announced",
                announced_on=today,
                objection_until=until,
                challenge_until=assembly._get_challenge_until(today),
                result_notice_id=notice.id,
            )
        return True

    def action_finish(self):
        """Make the result final, when the time is over and all are answered."""
        self._check_step("announced")
        for assembly in self:
            if assembly.objection_until >= assembly.site_id._get_today():
                raise UserError(
                    self.env._(
                        "Owners may object until %(day)s.",
                        day=format_date(self.env, assembly.objection_until),
                    )
                )
            if not assembly._are_objections_answered():
                raise UserError(self.env._("Answer all objections first."))
            assembly._check_archive()
        self._set_state("final")
        return True

    def action_annul(self):
        """Take the result back, and say why."""
        self._check_step(*ANNULLABLE)
        for assembly in self:
            if not (assembly.annul_reason or "").strip():
                raise UserError(self.env._("Why annulled: write it for the owners."))
        self._set_state("annulled")
        return True

    def action_repeat(self):
        """Prepare the same vote again; the first one stays as it is."""
        self.ensure_one()
        self._check_step(*ANNULLABLE, "annulled")
        if self.state != "annulled" and not self._is_without_decision():
            raise UserError(
                self.env._("What was decided is not voted on again: annul it first.")
            )
        motions = self.motion_ids.sorted(lambda one: (one.sequence, one.id))
        again = self.copy(
            {
                "motion_ids": [Command.create(vals) for vals in motions.copy_data()],
                "opens_at": False,
                "closes_at": False,
                "meeting_at": False,
                "notice_on": False,
                "name": self.env._("%(name)s (repeated)", name=self.name),
            }
        )
        again.sudo().previous_id = self  # sudo: kept by the system
        return again._open_form()

    def _is_without_decision(self):
        """Tell whether a vote came together of too few in all motions."""
        return bool(self.counted_on) and all(
            motion.outcome in ("no_quorum", "no_vote") for motion in self.motion_ids
        )

    def _open_form(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_view_repeats(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_assembly_action"
        )
        return action | {"domain": [("previous_id", "=", self.id)]}

    def action_view_result_notice(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "property.notice",
            "res_id": self.result_notice_id.id,
            "views": [(False, "form")],
        }

    # What the owners are told

    def _draft_result_notice(self):
        """Return a draft of the notice; staff sends it off."""
        self.ensure_one()
        return self.env["property.notice"].create(self._prepare_result_notice())

    def _prepare_result_notice(self):
        lines = Markup().join(
            Markup("<li>%s<br/><b>%s</b><br/>%s</li>")
            % (motion.name, motion.outcome_label, motion._get_result_html())
            for motion in self.motion_ids
        )
        opening = self.env._("The owners have voted. This is the result:")
        closing = self.env._("Digest of the result file:")
        return {
            "name": self.env._("Result: %(assembly)s", assembly=self.name),
            "body": Markup("<p>%s</p><ol>%s</ol><p>%s<br/>%s</p>")
            % (opening, lines, closing, self.result_digest),
            "company_id": self.company_id.id,
            "to_tenants": False,
            "to_family": False,
            "follows_occupant": False,
            "place_ids": [Command.create(vals) for vals in self._prepare_places()],
        }

    def _prepare_places(self):
        """Return whom the result is for: the scope of the vote."""
        if self.scope == "units":
            return [
                {
                    "site_id": self.site_id.id,
                    "building_id": unit.building_id.id,
                    "unit_id": unit.id,
                }
                for unit in self.unit_ids
            ]
        place = {"site_id": self.site_id.id}
        if self.scope in ("building", "entrance"):
            place["building_id"] = self.building_id.id
        if self.scope == "entrance":
            place["entrance"] = self.entrance
        return [place]


class PropertyMotion(models.Model):
    """The result as the notice tells it."""

    _inherit = "property.motion"

    @api.depends("assembly_id.state")
    def _compute_outcome_label(self):
        """What passed for the time being has passed once the time is over."""
        result = super()._compute_outcome_label()
        for motion in self:
            if motion.outcome == "interim" and motion.assembly_id.state == "final":
                motion.outcome_label = self._say_outcome("passed")
        return result

    def _get_result_html(self):
        lines = [" · ".join(line) for line in self._get_result_lines()]
        elected = self.candidate_ids.filtered(lambda one: one.result == "elected")
        if elected:
            names = elected.sorted("rank").mapped("name")
            lines.append(self.env._("Elected: %(names)s", names=", ".join(names)))
        return Markup("<br/>").join(lines)
