from odoo import api, fields, models
from odoo.exceptions import UserError

LINK_FIELDS = frozenset(("res_model", "res_id"))


class PropertyCommitteeMatter(models.Model):
    """What a matter is about elsewhere: a notice, a request."""

    _inherit = "property.committee.matter"

    res_model = fields.Char(
        string="Linked model",
        copy=False,
        index=True,
        export_string_translation=False,
    )
    res_id = fields.Many2oneReference(
        string="Linked record",
        model_field="res_model",
        copy=False,
        index=True,
        export_string_translation=False,
    )
    link_ref = fields.Reference(
        string="About",
        selection="_select_link_models",
        compute="_compute_link",
        inverse="_inverse_link_ref",
        help="A record that the matter is about, and where it stands.",
    )
    link_state = fields.Char(string="Stands at", compute="_compute_link")

    @api.model_create_multi
    def create(self, vals_list):
        matters = super().create(vals_list)
        if any(LINK_FIELDS & vals.keys() for vals in vals_list):
            matters._check_may_link()
        return matters

    def write(self, vals):
        result = super().write(vals)
        if LINK_FIELDS & vals.keys():
            self._check_may_link()
        return result

    def _check_may_link(self):
        """Let nobody link, and with that write the answer to, what he cannot read."""
        if self.env.su:
            return
        known = self._get_link_models()
        for matter in self.filtered("res_id"):
            if matter.res_model not in known or matter.res_model not in self.env:
                raise UserError(self.env._("About: this cannot be linked to a matter."))
            linked = self.env[matter.res_model].browse(matter.res_id)
            linked.check_access("read")
            if not linked.exists():
                raise UserError(self.env._("About: this cannot be linked to a matter."))

    @api.model
    def _get_link_models(self):
        """Return the models a matter can be about. Addons add theirs."""
        return ["property.notice"]

    @api.model
    def _select_link_models(self):
        names = [name for name in self._get_link_models() if name in self.env]
        return [(name, self.env["ir.model"]._get(name).name) for name in names]

    @api.depends("res_model", "res_id")
    @api.depends_context("uid")
    def _compute_link(self):
        known = {name for name, _label in self._select_link_models()}
        for matter in self:
            linked = matter._get_linked(known)
            matter.link_ref = linked and f"{linked._name},{linked.id}"
            matter.link_state = linked and matter._describe_link(linked)

    def _get_linked(self, known):
        """Return the record it is about, if it is there and the user may read it."""
        if self.res_model not in known or not self.res_id:
            return None
        # sudo(False): who sees the matter need not see what it is about
        linked = self.env[self.res_model].sudo(False).browse(self.res_id).exists()
        return linked if linked and linked.has_access("read") else None

    @api.model
    def _describe_link(self, linked):
        """Return in a word where the linked record stands."""
        if linked._name != "property.notice":
            return ""
        return dict(linked._fields["state"]._description_selection(self.env))[
            linked.state
        ]

    def _inverse_link_ref(self):
        for matter in self:
            linked = matter.link_ref
            if linked:
                linked.check_access("read")
            matter.write(
                {
                    "res_model": linked._name if linked else False,
                    "res_id": linked.id if linked else False,
                }
            )
