from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class PropertyPrivacyNotice(models.Model):
    """The text that tells people what is stored of them, version by version."""

    _name = "property.privacy.notice"
    _description = "Privacy notice"
    _order = "version desc, id desc"
    _rec_name = "name"

    name = fields.Char(
        string="Title", required=True, translate=True, default="Privacy notice"
    )
    version = fields.Integer(readonly=True, copy=False, aggregator=None)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for all companies."
    )
    body = fields.Html(string="Text", translate=True, sanitize=True)
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published")],
        required=True,
        readonly=True,
        copy=False,
        default="draft",
    )
    published_on = fields.Datetime(readonly=True, copy=False)
    change_note = fields.Char(
        string="What is new", translate=True, copy=False, help="Shown to residents."
    )

    _version_given = models.Constraint(
        "CHECK(state = 'draft' OR version > 0)", "A published notice has a version."
    )

    @api.depends("name", "version")
    def _compute_display_name(self):
        for notice in self:
            notice.display_name = f"{notice.name or ''} {notice.version or ''}".strip()

    def write(self, vals):
        fixed = {"name", "body", "company_id", "version", "state"} & vals.keys()
        if fixed and not self.env.su and "published" in self.mapped("state"):
            raise UserError(
                self.env._(
                    "People have agreed to this text: it stays. Duplicate it, change"
                    " the copy and publish that."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        if "published" in self.mapped("state"):
            raise UserError(self.env._("A published notice stays as proof."))

    def action_publish(self):
        """Make this the text that counts from now on."""
        self.check_access("write")
        for notice in self.filtered(lambda notice: notice.state == "draft"):
            # sudo: the number follows those of all companies; the right was checked
            notice.sudo().write(
                {
                    "version": notice._get_next_version(),
                    "state": "published",
                    "published_on": fields.Datetime.now(),
                }
            )

    def _get_next_version(self):
        # sudo: as above, a number
        last = self.sudo().search([("state", "=", "published")], limit=1)
        return last.version + 1

    @api.model
    def _get_current(self, company=None):
        """Return the published notice that counts; the company's own comes first."""
        company = company or self.env.company
        domain = Domain("state", "=", "published") & Domain(
            "company_id", "in", [company.id, False]
        )
        # sudo: a published notice is for everybody
        found_sudo = self.sudo().search(domain)
        own_sudo = found_sudo.filtered("company_id")
        return (own_sudo or found_sudo)[:1]
