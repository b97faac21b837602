from odoo import api, fields, models
from odoo.tools.mail import html2plaintext


class HelpdeskTicket(models.Model):
    """Which class the text sounds like, and whether that was right."""

    _inherit = "helpdesk.ticket"

    class_suggestions = fields.Json(
        string="Sounds like",
        compute="_compute_class_suggestions",
    )
    suggested_class_id = fields.Many2one(
        "property.ticket.class",
        string="Suggested class",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="What the text sounded like when the request was classified.",
    )
    suggestion_result = fields.Selection(
        [("taken", "Suggestion taken"), ("changed", "Another class chosen")],
        string="Suggestion",
        compute="_compute_suggestion_result",
        store=True,
        copy=False,
    )

    @api.depends("suggested_class_id", "class_id")
    def _compute_suggestion_result(self):
        for ticket in self:
            ticket.suggestion_result = self._get_suggestion_result(
                ticket.suggested_class_id.id, ticket.class_id.id
            )

    @api.model
    def _get_suggestion_result(self, suggested_id, class_id):
        if not suggested_id or not class_id:
            return False
        return "taken" if suggested_id == class_id else "changed"

    @api.model
    def _complete_class(self, vals_list):
        """Say for the batch what the compute would say of each."""
        result = super()._complete_class(vals_list)
        for vals in vals_list:
            suggested_id = vals.setdefault("suggested_class_id", False)
            vals["suggestion_result"] = self._get_suggestion_result(
                suggested_id, vals.get("class_id")
            )
        return result

    @api.depends("name", "description", "class_id", "site_id", "company_id")
    @api.depends_context("lang")
    def _compute_class_suggestions(self):
        for ticket in self:
            ticket.class_suggestions = (
                False if ticket.class_id else ticket._get_class_suggestions()
            )

    def _get_told_text(self):
        """Return title and text, each once."""
        text = html2plaintext(self.description or "").strip()
        title = (self.name or "").strip()
        return text if text.startswith(title) else f"{title} {text}"

    def _get_class_suggestions(self, text=None):
        """Return ``[{"id", "name", "share"}]`` as the buttons show it, or False."""
        company = self.company_id or self.site_id.company_id or self.env.company
        return self._describe_classes(
            self.env["property.text.model"]._suggest(
                text or self._get_told_text(), company, self.site_id.kind
            )
        )

    @api.model
    def _describe_classes(self, suggestions):
        classes = self.env["property.ticket.class"].browse(
            [class_id for class_id, _share in suggestions]
        )
        return [
            {"id": item.id, "name": item.display_name, "share": round(100 * share)}
            for item, (_class_id, share) in zip(classes, suggestions, strict=True)
        ] or False

    def _get_consequences(self, before, vals):
        """Remember what was suggested when somebody classifies a request."""
        consequences = list(super()._get_consequences(before, vals))
        Model = self.env["property.text.model"]
        # sudo: the system writes it
        for ticket in self.sudo():
            classified = ticket.class_id and not before[ticket.id]["class_id"]
            if not classified or ticket.suggested_class_id:
                continue
            found = Model._suggest(
                ticket._get_told_text(), ticket.company_id, ticket.site_id.kind, top=1
            )
            if found:
                values = {"suggested_class_id": found[0][0]}
                consequences.append((ticket, values))
        return consequences
