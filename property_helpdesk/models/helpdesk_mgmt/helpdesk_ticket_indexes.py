"""helpdesk_mgmt 19.0.1.3.2 has no index on what lists and searches ask for."""

from odoo import fields, models


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    number = fields.Char(index="trigram")
    name = fields.Char(index="trigram")
    partner_id = fields.Many2one(index="btree_not_null")
    commercial_partner_id = fields.Many2one(index="btree_not_null")
    category_id = fields.Many2one(index="btree_not_null")
    channel_id = fields.Many2one(index="btree_not_null")
    duplicate_id = fields.Many2one(index="btree_not_null")
    company_id = fields.Many2one(index=True)

    # "IS TRUE" to the letter: Odoo asks so, and PostgreSQL compares the wording
    _list_idx = models.Index(
        "(priority DESC, sequence, number DESC, id DESC) WHERE active IS TRUE"
    )
    _number_uniq = models.UniqueIndex(
        "(company_id, number) WHERE number <> '/'",
        "Another request of the company has this number.",
    )
