from odoo import fields, models
from odoo.fields import Domain

from ..territory.property_dated_mixin import STAFF_GROUPS


class ResPartner(models.Model):
    """What a person has agreed to. Ask ``_filter_consenting`` before you process."""

    _inherit = "res.partner"

    consent_ids = fields.One2many(
        "property.consent", "partner_id", string="Consents", groups=STAFF_GROUPS
    )
    consent_count = fields.Integer(
        compute="_compute_consent_count", groups=STAFF_GROUPS
    )
    refuses_contact = fields.Boolean(
        string="Do not contact",
        groups=STAFF_GROUPS,
        tracking=True,
        help="No offers, surveys or invitations, by whatever way, even where he has"
        " agreed to the purpose. Interruptions and safety are told all the same.",
    )
    turns_14_on = fields.Date(
        string="Turns 14 on",
        groups=STAFF_GROUPS,
        help="Only for children: until then a parent or guardian agrees for them.",
    )
    privacy_notice_id = fields.Many2one(
        "property.privacy.notice",
        string="Notice read",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups=STAFF_GROUPS,
    )
    privacy_notice_on = fields.Datetime(
        string="Notice read on", readonly=True, copy=False, groups=STAFF_GROUPS
    )

    def _compute_consent_count(self):
        counts = dict(
            self.env["property.consent"]._read_group(
                [("partner_id", "in", self.ids), ("state", "=", "given")],
                ["partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.consent_count = counts.get(partner, 0)

    def _is_under_14(self):
        # sudo: an age decides; it is not shown
        birthday = self.sudo().turns_14_on
        return bool(birthday and birthday > fields.Date.context_today(self))

    def _has_consent(self, code, company=None):
        """Whether this person's data may be used for the purpose, now."""
        self.ensure_one()
        return bool(self._filter_consenting(code, company))

    def _filter_consenting(self, code, company=None):
        """Return those whose data may be used for the purpose of this code now.

        What a contract, the law or an emergency allows needs no consent. A purpose
        that nobody has written down is not allowed.
        """
        # sudo: the answer is asked for by whatever sends or computes something
        purpose_sudo = self.env["property.privacy.purpose"].sudo()
        purpose_sudo = purpose_sudo.search([("code", "=", code)], limit=1)
        if not purpose_sudo:
            return self.browse()
        if purpose_sudo.legal_basis != "consent":
            return self
        company = company or self.env.company
        domain = (
            Domain("purpose_id", "=", purpose_sudo.id)
            & Domain("company_id", "=", company.id)
            & Domain("partner_id", "in", self.ids)
            & Domain("withdrawn_on", "=", False)
        )
        # sudo: as above
        consents_sudo = self.env["property.consent"].sudo().search(domain)
        agreed = set(
            consents_sudo.partner_id.filtered(lambda one: not one.refuses_contact).ids
        )
        return self.filtered(lambda partner: partner.id in agreed)

    def _give_consent(self, purpose, channel, **vals):
        """Record that this person agrees; once, however often it is said."""
        self.ensure_one()
        Consent = self.env["property.consent"]
        found = Consent.search(self._get_open_consent_domain(purpose), limit=1)
        return found or Consent.create(
            {
                "partner_id": self.id,
                "purpose_id": purpose.id,
                "channel": channel,
                **vals,
            }
        )

    def _withdraw_consent(self, purpose, channel):
        """Record that this person agrees no longer."""
        self.ensure_one()
        domain = self._get_open_consent_domain(purpose)
        self.env["property.consent"].search(domain)._withdraw(channel)

    def _get_open_consent_domain(self, purpose):
        return (
            Domain("partner_id", "=", self.id)
            & Domain("purpose_id", "=", purpose.id)
            & Domain("company_id", "=", self.env.company.id)
            & Domain("withdrawn_on", "=", False)
        )

    def action_view_consents(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_consent_action"
        )
        action["domain"] = [("partner_id", "=", self.id)]
        action["context"] = {"default_partner_id": self.id}
        return action
