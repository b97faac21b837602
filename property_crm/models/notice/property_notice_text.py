from odoo import api, fields, models

from odoo.addons.base.models.res_partner import _lang_get


class PropertyNoticeTextMixin(models.AbstractModel):
    """Title and text in one language. Earlier versions of the text are kept."""

    _name = "property.notice.text.mixin"
    _inherit = ["html.field.history.mixin"]
    _description = "Text of a notice"

    name = fields.Char(string="Headline", required=True)
    lang = fields.Selection(
        _lang_get,
        string="Language",
        required=True,
        default=lambda self: self.env.lang or "en_US",
    )
    body = fields.Html(string="Text")
    version = fields.Integer(
        compute="_compute_version",
        help="Counts the texts that were saved. The history shows what was changed.",
    )

    changed_at = fields.Datetime(
        string="Changed on",
        readonly=True,
        copy=False,
        help="When the text was changed last after it had gone out.",
    )

    @api.depends("html_field_history")
    def _compute_version(self):
        for text in self:
            history = text.html_field_history or {}
            text.version = 1 + len(history.get("body", ()))

    def _get_versioned_fields(self):
        return ["body"]

    def write(self, vals):
        result = super().write(vals)
        if {"name", "body"} & vals.keys():
            out = self.filtered(lambda text: text._get_notice().state == "published")
            super(PropertyNoticeTextMixin, out).write(
                {"changed_at": fields.Datetime.now()}
            )
        return result

    def _get_notice(self):
        """Return the notice that the text is of."""
        return self


class PropertyNoticeText(models.Model):
    _name = "property.notice.text"
    _inherit = ["property.notice.text.mixin"]
    _description = "Notice in another language"
    _order = "notice_id, lang"

    notice_id = fields.Many2one(
        "property.notice", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="notice_id.company_id", store=True)

    _lang_uniq = models.Constraint(
        "UNIQUE(notice_id, lang)", "The notice has a text in this language already."
    )

    def _get_notice(self):
        return self.notice_id

    @api.model_create_multi
    def create(self, vals_list):
        texts = super().create(vals_list)
        texts.notice_id.check_access("write")
        return texts

    def write(self, vals):
        self.notice_id.check_access("write")
        result = super().write(vals)
        self.notice_id.check_access("write")
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_others(self):
        self.notice_id.check_access("write")
