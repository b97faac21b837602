from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.mail import html2plaintext

from ...tools.text_match import fold, get_alternatives, get_words


class PropertySolution(models.Model):
    """What helped once, written down so that it helps again."""

    _name = "property.solution"
    _inherit = ["mail.thread", "html.field.history.mixin"]
    _description = "Solution"
    _order = "usefulness desc, id desc"
    _rec_names_search = ["search_text"]

    name = fields.Char(
        string="Title", required=True, tracking=True, help="As a colleague would ask."
    )
    active = fields.Boolean(default=True)
    problem = fields.Text(help="What people report.")
    symptoms = fields.Text(help="How to tell it from something else.")
    steps = fields.Html(
        string="What to do", sanitize=True, help="Step by step. Old versions are kept."
    )
    class_ids = fields.Many2many(
        "property.ticket.class",
        string="For these classes",
        help="It is offered on requests of these classes first.",
    )
    category_ids = fields.Many2many(
        "helpdesk.ticket.category",
        string="For these categories",
        help="It is offered on other requests of these categories, too.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    source_ticket_ids = fields.One2many(
        "helpdesk.ticket", "made_solution_id", string="Written after", readonly=True
    )
    search_text = fields.Text(
        compute="_compute_search_text",
        store=True,
        index="trigram",
        export_string_translation=False,
    )
    color = fields.Integer(export_string_translation=False)

    @api.depends("name", "problem", "symptoms", "steps")
    def _compute_search_text(self):
        for solution in self:
            texts = (solution.name, solution.problem, solution.symptoms)
            steps = html2plaintext(solution.steps or "")
            solution.search_text = fold("\n".join(filter(None, [*texts, steps])))

    @api.model
    def _search_display_name(self, operator, value):
        """Find all the words in any order, wherever they stand in the text."""
        if operator not in ("ilike", "like") or not value:
            return super()._search_display_name(operator, value)
        return Domain.AND(
            Domain.OR(
                Domain.AND(Domain("search_text", "ilike", part) for part in parts)
                for parts in get_alternatives(word)
            )
            for word in get_words(value)
        )

    def _get_plain_steps(self):
        """Return the steps as plain text, for the answer to the requester."""
        return html2plaintext(self.steps or "").strip()

    def _get_versioned_fields(self):
        return ["steps"]

    def copy_data(self, default=None):
        return [
            {**vals, "name": self.env._("%(name)s (copy)", name=solution.name)}
            for solution, vals in zip(
                self, super().copy_data(default=default), strict=True
            )
        ]
