from odoo import fields, models


class PropertyCommitteeRule(models.Model):
    """What the law of a place asks of owners' committees, as data."""

    _name = "property.committee.rule"
    _description = "Committee rule"
    _order = "sequence, valid_from desc, id"

    name = fields.Char(string="Place", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    code = fields.Char(required=True)
    valid_from = fields.Date()
    source = fields.Char()
    size_min = fields.Integer(string="Fewest members")
    size_max = fields.Integer(string="Most members")
    odd = fields.Boolean(string="Odd number", default=True)
    small_size = fields.Integer(string="Members of a small site")
    small_households = fields.Integer(string="Small up to households")
    small_area = fields.Float(string="Small up to m²", digits=(16, 2))
    term_years_min = fields.Integer(string="Shortest term (years)")
    term_years_max = fields.Integer(string="Longest term (years)")
    alternates_percent = fields.Integer(string="Alternates, % of members")
    renewal_months = fields.Integer(string="Renewal, months before the end")
    renewal_days = fields.Integer(string="Renewal, days before the end")
    filing_days = fields.Integer(string="Filing within days", default=30)
    announce_days = fields.Integer(string="Results within days", default=3)
    meeting_every_months = fields.Integer(string="A meeting every months")
    notice_days = fields.Integer(string="Notice of a meeting, days")
    interim_notice_days = fields.Integer(string="Notice of an interim meeting, days")
