import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..territory.property_dated_mixin import STAFF_GROUPS

# Whoever was told is told: these stay as they were when the notice went out.
FROZEN_FIELDS = frozenset(
    (
        "place_ids",
        "to_owners",
        "to_tenants",
        "to_family",
        "follows_occupant",
        "category_ids",
        "by_portal",
        "by_email",
        "company_id",
        "publish_at",
        "purpose_id",
    )
)


class PropertyNotice(models.Model):
    """What the people of some places are told: on their page, by mail, on paper."""

    _name = "property.notice"
    _inherit = ["property.notice.text.mixin", "mail.thread", "mail.activity.mixin"]
    _description = "Notice"
    _order = "is_pinned desc, published_at desc, id desc"

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("scheduled", "Scheduled"),
            ("published", "Published"),
            ("withdrawn", "Withdrawn"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="draft",
        index=True,
        copy=False,
        tracking=True,
    )
    kind = fields.Selection(
        [
            ("info", "Information"),
            ("outage", "Interruption of supply"),
            ("safety", "Safety"),
            ("event", "Community event"),
            ("fee", "Fees and accounts"),
        ],
        required=True,
        default="info",
    )
    purpose_id = fields.Many2one(
        "property.privacy.purpose",
        string="Needs consent for",
        domain=[("legal_basis", "=", "consent")],
        ondelete="restrict",
        help="Empty: what residents must know. Offers and invitations go by e-mail to"
        " those only who have agreed to this purpose.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Written by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        copy=False,
    )
    text_ids = fields.One2many(
        "property.notice.text", "notice_id", string="Other languages", copy=True
    )
    place_ids = fields.One2many(
        "property.notice.place",
        "notice_id",
        string="For these places",
        copy=True,
        default=lambda self: self._default_place_ids(),
    )
    to_owners = fields.Boolean(
        string="Owners",
        default=True,
        help="The developer is the owner of what is not yet delivered.",
    )
    to_tenants = fields.Boolean(
        string="Tenants", default=True, help="Sub-tenants, borrowers and staff too."
    )
    to_family = fields.Boolean(
        string="Families", default=True, help="Everybody else who lives there."
    )
    follows_occupant = fields.Boolean(
        string="Tenant in place of the owner",
        default=True,
        help="An owner who has let the unit and lives elsewhere is left out: what"
        " happens in the house concerns who lives there.",
    )
    category_ids = fields.Many2many(
        "res.partner.category",
        string="Only with these tags",
        help="For example: owners' committee. Empty: everybody.",
    )
    by_portal = fields.Boolean(string="Residents' page", default=True)
    by_email = fields.Boolean(string="By e-mail", default=True)
    by_print = fields.Boolean(
        string="On paper",
        help="Print it for the hall. The code on it opens the notice without signing"
        " in; numbers and names of people are masked there.",
    )
    is_pinned = fields.Boolean(string="Pinned", help="Stays on top of the others.")
    publish_at = fields.Datetime(
        string="Publish on", copy=False, help="Empty: at once."
    )
    published_at = fields.Datetime(
        string="Published on", readonly=True, copy=False, index=True
    )
    expires_at = fields.Datetime(
        string="Shown until", copy=False, help="Empty: until it is withdrawn."
    )
    is_live = fields.Boolean(
        string="On the board", compute="_compute_is_live", search="_search_is_live"
    )
    withdraw_reason = fields.Char(string="Why withdrawn", copy=False, tracking=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    access_token = fields.Char(
        copy=False,
        readonly=True,
        groups=STAFF_GROUPS,
        default=lambda self: secrets.token_urlsafe(16),
        export_string_translation=False,
    )
    in_my_territory = fields.Boolean(
        compute="_compute_in_my_territory",
        search="_search_in_my_territory",
        export_string_translation=False,
    )
    is_mine_to_change = fields.Boolean(
        compute="_compute_in_my_territory",
        search="_search_is_mine_to_change",
        export_string_translation=False,
    )

    _token_uniq = models.Constraint("UNIQUE(access_token)", "The code is taken.")
    _expires_later = models.Constraint(
        "CHECK(expires_at > publish_at)", "A notice is shown before it expires."
    )

    @api.model
    def _default_place_ids(self):
        """Propose the site of a user who has only one."""
        sites = self.env["property.site"].search([], limit=2)
        if len(sites) != 1:
            return []
        return [fields.Command.create({"site_id": sites.id})]

    @api.depends("state", "expires_at")
    def _compute_is_live(self):
        now = fields.Datetime.now()
        for notice in self:
            notice.is_live = notice.state == "published" and (
                not notice.expires_at or notice.expires_at > now
            )

    def _search_is_live(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        return Domain("state", "=", "published") & (
            Domain("expires_at", "=", False) | Domain("expires_at", ">", now)
        )

    # Staff of one of its sites sees it; who works in all of them changes it

    @api.depends("place_ids.site_id")
    @api.depends_context("uid")
    def _compute_in_my_territory(self):
        site_ids = self.env.user._get_site_ids()
        for notice in self:
            # sudo: the places decide who sees the notice
            notice_sudo = notice.sudo()
            sites = set(notice_sudo.place_ids.site_id.ids)
            mine = sites if site_ids is None else sites & site_ids
            is_own = not sites and notice_sudo.user_id == self.env.user
            notice.in_my_territory = site_ids is None or bool(mine) or is_own
            notice.is_mine_to_change = notice.in_my_territory and mine == sites

    def _search_in_my_territory(self, operator, value):
        if operator != "in":
            return NotImplemented
        site_ids = self.env.user._get_site_ids()
        if site_ids is None:
            return Domain.TRUE
        mine = Domain("site_id", "in", sorted(site_ids))
        return Domain("place_ids", "any!", mine) | (
            Domain("user_id", "=", self.env.uid)
            & ~Domain("place_ids", "any!", Domain.TRUE)
        )

    def _search_is_mine_to_change(self, operator, value):
        if operator != "in":
            return NotImplemented
        site_ids = self.env.user._get_site_ids()
        if site_ids is None:
            return Domain.TRUE
        foreign = Domain("site_id", "not in", sorted(site_ids))
        return self._search_in_my_territory(operator, value) & ~Domain(
            "place_ids", "any!", foreign
        )

    # What may still be changed

    def write(self, vals):
        if not self.env.su:
            if frozen := FROZEN_FIELDS & vals.keys():
                self._check_not_frozen(min(frozen))
            if {"state", "user_id", "published_at", "access_token"} & vals.keys():
                raise UserError(self.env._("The system keeps the state of a notice."))
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._adopt_files()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                for name in ("state", "user_id", "published_at", "access_token"):
                    vals.pop(name, None)
        notices = super().create(vals_list)
        notices._adopt_files()
        return notices

    def _adopt_files(self):
        """Show files to whoever sees the notice, not only to who has uploaded them."""
        for notice in self:
            # sudo: files that nobody else has; the user has put them here himself
            files_sudo = notice.attachment_ids.sudo().filtered(
                lambda file: not file.res_id and file.create_uid == self.env.user
            )
            files_sudo.write({"res_model": self._name, "res_id": notice.id})

    def _check_not_frozen(self, name):
        if any(notice.state in ("published", "withdrawn") for notice in self):
            raise UserError(
                self.env._(
                    "%(field)s: the notice has gone out. Copy it to tell others.",
                    field=self._fields[name]._description_string(self.env),
                )
            )

    def _check_may_change_audience(self):
        self.check_access("write")
        if not self.env.su:
            self._check_not_frozen("place_ids")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        if any(notice.published_at for notice in self):
            raise UserError(
                self.env._("Who was told what is kept: withdraw the notice instead.")
            )

    # In the reader's language

    def _get_text(self, lang=None):
        """Return the text in the language, or in the one most like it."""
        self.ensure_one()
        texts = [self, *self.text_ids]
        lang = lang or self.env.lang or ""
        for found in (lang, lang.partition("_")[0]):
            for text in texts:
                if found and text.lang.startswith(found):
                    return text
        return self
