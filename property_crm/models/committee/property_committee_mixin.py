from odoo import fields, models

from ..territory.property_reference_guard import PropertyReferenceGuard


class PropertyCommitteeMixin(models.AbstractModel):
    """What belongs to a term of an owners' committee: seen by the staff of its site."""

    _name = "property.committee.mixin"
    _inherit = ["property.site.mixin"]
    _description = "Belongs to a term of a committee"
    _guarded_references = (
        *PropertyReferenceGuard._guarded_references,
        "term_id",
        "meeting_id",
        "agenda_item_id",
        "decision_id",
        "member_id",
        "replaces_id",
    )
    _kept_references = (*PropertyReferenceGuard._kept_references, "term_id")

    term_id = fields.Many2one(
        "property.committee.term", index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(related="term_id.site_id", store=True, index=True)
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
