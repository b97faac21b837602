from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# Who it was, and what was said; what happened stays for the figures.
PERSONAL = (
    *("contact_name", "partner_name", "plain_name", "function", "website"),
    *("phone", "phone_sanitized", "email_from", "email_normalized", "email_cc"),
    *("street", "street2", "city", "zip"),
    *("description", "enquiry", "service_wish"),
)
SAID = (
    ("property_lead_touch", "text"),
    ("property_viewing", "feedback"),
    ("property_lead_event", "note"),
)


class CrmLead(models.Model):
    """Taking the person out of a prospect."""

    _inherit = "crm.lead"

    def _erase_contact(self):
        """Empty who it was, past all guards and without a trace in the chatter."""
        self.env.flush_all()
        names = [name for name in PERSONAL if self._fields[name].column_type]
        empty = SQL(", ").join(SQL("%s = NULL", SQL.identifier(one)) for one in names)
        ids = list(self._ids)
        Data = self.env["property.personal.data"]
        query = SQL("UPDATE crm_lead SET %s WHERE id = ANY(%s)", empty, ids)
        Data._update_guarded("crm_lead", query)
        for table, column in SAID:
            query = SQL(
                "UPDATE %s SET %s = NULL WHERE lead_id = ANY(%s)",
                SQL.identifier(table),
                SQL.identifier(column),
                ids,
            )
            Data._update_guarded(table, query)
        self.env.invalidate_all()

    @api.model
    def _get_expired_domain(self, days):
        """Return those lost or merged so long ago, of whom something is still known."""
        before = fields.Datetime.subtract(fields.Datetime.now(), days=days)
        known = Domain.OR(
            Domain(name, "!=", False)
            for name in ("contact_name", "partner_name", "phone", "email_from")
        )
        return (
            Domain("active", "=", False)
            & Domain("partner_id", "=", False)
            & Domain("date_closed", "<", before)
            & known
        )

    def _anonymise_expired(self):
        """What nobody comes back to goes: name, number, words and messages."""
        # sudo: the nightly job, for prospects of all companies
        leads_sudo = self.sudo()
        leads_sudo.person_ids.unlink()
        leads_sudo.message_ids.unlink()
        leads_sudo.activity_ids.unlink()
        leads_sudo._erase_contact()
        for lead_sudo in leads_sudo.with_context(tracking_disable=True):
            lead_sudo.name = self.env._("Erased prospect %(id)s", id=lead_sudo.id)


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _erase_rows(self):
        """A prospect keeps nothing of who is erased, written otherwise either."""
        result = super()._erase_rows()
        leads = self.env["crm.lead"].search([("partner_id", "in", self.ids)])
        leads._erase_contact()
        return result
