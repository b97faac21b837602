from odoo import api, fields, models, tools

from ..ticket.helpdesk_ticket import REQUESTER_ROLES
from ..ticket.helpdesk_ticket_type import CASE_TYPES


class PropertyTicketProcess(models.Model):
    """How a kind of request is worked on: steps, who takes them, and a checklist.

    The first process in the list that fits a request is its process. What a process
    does not say fits every request.
    """

    _name = "property.ticket.process"
    _inherit = ["property.cached.mixin"]
    _description = "Process of requests"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for all companies."
    )
    case_type = fields.Selection(CASE_TYPES, string="Kind of case")
    is_emergency = fields.Boolean(string="Emergencies only")
    requester_role = fields.Selection(REQUESTER_ROLES, string="Asked by")
    team_id = fields.Many2one("helpdesk.ticket.team", ondelete="cascade")
    category_ids = fields.Many2many("helpdesk.ticket.category", string="Categories")
    class_ids = fields.Many2many("property.ticket.class", string="Classes")
    item_ids = fields.One2many(
        "property.ticket.process.item", "process_id", string="Checklist", copy=True
    )
    step_ids = fields.One2many(
        "property.ticket.process.step", "process_id", string="Steps", copy=True
    )
    is_strict = fields.Boolean(
        string="Only these steps",
        help="Requests cannot be moved to stages that are not listed.",
    )

    @api.model
    def _choose(self, rows):
        """Return the process of each row of values of tickets, the first that fits.

        :param list rows: dictionaries with the values of tickets, ids for records
        """
        rules = self._get_rules() if rows else ()
        return [
            self.browse(
                next(
                    (
                        process_id
                        for process_id, rule in rules
                        if all(row.get(name) in wanted for name, wanted in rule.items())
                    ),
                    (),
                )
            )
            for row in rows
        ]

    @api.model
    @tools.ormcache()
    def _get_rules(self):
        """Return ``[(process id, {field of the ticket: accepted values})]``."""
        # sudo: whoever sends a request in, the same process is followed
        processes_sudo = self.sudo().search([("active", "=", True)])
        return [(process.id, process._prepare_rule()) for process in processes_sudo]

    def _prepare_rule(self):
        """Return what a ticket must have; what is empty fits everything."""
        wanted = {
            "company_id": self.company_id.ids,
            "case_type": [self.case_type] if self.case_type else [],
            "is_emergency": [True] if self.is_emergency else [],
            "requester_role": [self.requester_role] if self.requester_role else [],
            "team_id": self.team_id.ids,
            "category_id": self.category_ids.ids,
            "class_id": self.class_ids.ids,
        }
        return {name: frozenset(values) for name, values in wanted.items() if values}


class PropertyTicketProcessItem(models.Model):
    _name = "property.ticket.process.item"
    _description = "Item of a process's checklist"
    _order = "process_id, sequence, id"

    process_id = fields.Many2one(
        "property.ticket.process", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="What to do", required=True, translate=True)
    guidance = fields.Text(
        translate=True,
        help="For who does it for the first time: how, and what to heed.",
    )
    is_required = fields.Boolean(
        string="Required", help="The request is not closed before this is done."
    )
    needs_photo = fields.Boolean(
        string="Photo", help="It is done only with a photo of it."
    )
    group_id = fields.Many2one(
        "res.groups", string="Done by", help="Empty: by everybody who works on it."
    )


class PropertyTicketProcessStep(models.Model):
    _name = "property.ticket.process.step"
    _description = "Step of a process"
    _order = "process_id, sequence, id"
    _rec_name = "stage_id"

    process_id = fields.Many2one(
        "property.ticket.process", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    stage_id = fields.Many2one(
        "helpdesk.ticket.stage", required=True, index=True, ondelete="cascade"
    )
    is_mandatory = fields.Boolean(
        string="Not skipped", help="Later steps are closed until it was here."
    )
    group_id = fields.Many2one(
        "res.groups",
        string="Moved here by",
        help="Empty: by everybody who works on it.",
    )

    _stage_uniq = models.Constraint(
        "UNIQUE(process_id, stage_id)", "The stage is a step of this process already."
    )
