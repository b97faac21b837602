from markupsafe import Markup

from odoo import fields, models


class PropertyAssembly(models.Model):
    """What the owners are told when they are called."""

    _inherit = "property.assembly"

    notice_id = fields.Many2one(
        "property.notice",
        string="Notice to the owners",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Written as a draft with the call; staff sends it off.",
    )

    def _log_call(self):
        self.message_post(
            body=self.env._(
                "Called. The register has %(units)s units and %(heads)s heads. Its last"
                " hash, as it stands on the notice: %(head)s",
                units=self.unit_count,
                heads=self.head_count,
                head=self.chain_head or "—",
            ),
            subtype_xmlid="mail.mt_note",
        )

    def _draft_notice(self):
        # sudo: the call writes it, whoever may send notices
        notice_sudo = (
            self.env["property.notice"].sudo().create(self._prepare_notice_vals())
        )
        self.sudo().notice_id = notice_sudo

    def _prepare_notice_vals(self):
        """Return time, agenda and the hash by which the register is known later."""
        agenda = Markup().join(
            Markup("<li>%s</li>") % motion.name for motion in self.motion_ids
        )
        opening = self.env._(
            "The owners of %(site)s are called.", site=self.site_id.name
        )
        proof = self.env._(
            "Register of %(units)s units and %(heads)s heads. Last hash: %(head)s",
            units=self.unit_count,
            heads=self.head_count,
            head=self.chain_head or "—",
        )
        return {
            "name": self.name,
            "body": Markup("<p>%s</p><p>%s</p><ol>%s</ol>%s<p>%s</p>")
            % (opening, self._describe_time(), agenda, self.description or "", proof),
            "company_id": self.company_id.id,
            "place_ids": self._prepare_notice_places(),
        }

    def _prepare_notice_places(self):
        if self.scope == "units":
            return [
                fields.Command.create({"site_id": self.site_id.id, "unit_id": unit.id})
                for unit in self.unit_ids
            ]
        place = {"site_id": self.site_id.id}
        if self.scope in ("building", "entrance"):
            place["building_id"] = self.building_id.id
        if self.scope == "entrance":
            place["entrance"] = self.entrance
        return [fields.Command.create(place)]

    def _describe_time(self):
        """Return when and where, by the clock of the site."""
        lines = []
        if self.meeting_at:
            where = f" · {self.place}" if self.place else ""
            lines.append(
                self.env._("Meeting: %(time)s", time=self._format_time(self.meeting_at))
                + where
            )
        lines.append(
            self.env._(
                "Voting: %(start)s – %(end)s",
                start=self._format_time(self.opens_at),
                end=self._format_time(self.closes_at),
            )
        )
        return Markup("<br/>").join(lines)

    def _format_time(self, moment):
        return self.site_id._to_local(moment).strftime("%Y-%m-%d %H:%M")

    def action_view_notice(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "property.notice",
            "res_id": self.notice_id.id,
            "views": [(False, "form")],
        }
