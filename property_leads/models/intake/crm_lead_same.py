from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.same_person import find_pairs, plain_name

# Of one key no more are compared: a number that so many share tells nothing.
MOST = 500


class CrmLead(models.Model):
    """Finds the same person: by phone, then e-mail, then name and site."""

    _inherit = "crm.lead"

    plain_name = fields.Char(
        compute="_compute_plain_name",
        store=True,
        index="btree_not_null",
        export_string_translation=False,
    )
    pair_ids = fields.One2many("property.lead.pair", "other_id")
    same_count = fields.Integer(
        string="Looks like", compute="_compute_same_count", compute_sudo=True
    )

    @api.depends("contact_name", "partner_name")
    def _compute_plain_name(self):
        for lead in self:
            name = plain_name(lead.contact_name or lead.partner_name)
            lead.plain_name = name or False

    def _compute_same_count(self):
        pairs = self.env["property.lead.pair"].search(self._get_pair_domain())
        for lead in self:
            own = pairs.filtered(
                lambda pair, lead=lead: lead in (pair.lead_id | pair.other_id)
            )
            lead.same_count = len(own)

    def _get_pair_domain(self):
        return Domain("state", "=", "open") & (
            Domain("lead_id", "in", self.ids) | Domain("other_id", "in", self.ids)
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever is known already is found, and nothing is held up by it."""
        leads = super().create(vals_list)
        leads._pair_up()
        return leads

    def _pair_up(self):
        """Note with whom these look like one person."""
        # sudo: the one found may be out of the writer's sight; only managers see pairs
        new_sudo = self.sudo()
        old_sudo = new_sudo._find_same() - new_sudo
        everybody = (old_sudo | new_sudo).sorted("id")
        found = [
            (older, younger, why)
            for company, leads in everybody.grouped("company_id").items()
            for older, younger, why in find_pairs(leads._get_person_rows())
            if younger in self._ids or older in self._ids
        ]
        return self.env["property.lead.pair"]._add_pairs(found)

    def _get_person_rows(self):
        return [
            (
                lead.id,
                lead.phone_sanitized or "",
                lead.email_normalized or "",
                lead.plain_name or "",
                lead.site_id.id,
            )
            for lead in self
        ]

    def _find_same(self):
        """Return the open prospects that share a phone, an e-mail, or name and site."""
        phones = set(filter(None, self.mapped("phone_sanitized")))
        emails = set(filter(None, self.mapped("email_normalized")))
        names = set(filter(None, self.mapped("plain_name")))
        return self.search(
            self._get_pursued_domain()
            & self._get_person_domain(phones, emails, names, self.site_id.ids),
            order="id",
            limit=max(MOST, len(self) * 2),
        )

    @api.model
    def _get_person_domain(self, phones, emails, names, site_ids):
        domain = Domain("phone_sanitized", "in", list(phones))
        domain |= Domain("email_normalized", "in", list(emails))
        if names and site_ids:
            domain |= Domain("plain_name", "in", list(names)) & Domain(
                "site_id", "in", list(site_ids)
            )
        return domain

    def action_view_pairs(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_leads.property_lead_pair_action"
        )
        return {**action, "domain": list(self._get_pair_domain()), "context": {}}
