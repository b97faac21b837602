from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

# from the close on, staff may read how was voted where the vote is open
CLOSED = ("closed", "announced", "final", "annulled")


class PropertyBallot(models.Model):
    """That a head has voted, and how where the vote is open.

    Written once, by ``property.motion._cast`` alone. What the rules of the database say
    can be changed by an administrator; what is said here cannot.
    """

    _name = "property.ballot"
    _inherit = ["property.assembly.mixin"]
    _description = "Ballot"
    _order = "motion_id, id"
    _rec_name = "head_key"

    motion_id = fields.Many2one(
        "property.motion", required=True, index=True, ondelete="restrict"
    )
    assembly_id = fields.Many2one(related="motion_id.assembly_id")
    head_key = fields.Char(string="Head", required=True)
    choice = fields.Selection(
        [
            ("yes", "In favour"),
            ("no", "Against"),
            ("abstain", "Abstention"),
            ("invalid", "Invalid"),
        ],
        help="Empty in a secret vote.",
    )
    candidate_keys = fields.Json(export_string_translation=False)
    channel = fields.Selection(
        [
            ("portal", "Portal"),
            ("paper", "Paper"),
            ("meeting", "At the meeting"),
            ("proxy", "By proxy"),
            ("representative", "By representative"),
            ("api", "Other program"),
        ],
        required=True,
    )
    partner_id = fields.Many2one(
        "res.partner", string="Cast by", index="btree_not_null", ondelete="restrict"
    )
    proxy_id = fields.Many2one(
        "property.proxy", index="btree_not_null", ondelete="restrict"
    )
    sheet_id = fields.Many2one(
        "property.ballot.sheet", index="btree_not_null", ondelete="restrict"
    )
    cast_at = fields.Datetime(string="Cast on")
    serial = fields.Char()
    commitment = fields.Char()
    nonce = fields.Char(groups=fields.NO_ACCESS)
    request_key = fields.Char(groups=fields.NO_ACCESS, export_string_translation=False)

    _head_uniq = models.Constraint(
        "UNIQUE(motion_id, head_key)", "This head has voted on the motion already."
    )
    _request_uniq = models.Constraint(
        "UNIQUE(motion_id, channel, request_key)", "This ballot is here already."
    )

    # Nobody sees before the close how others vote, whatever rights he gives himself

    @api.model
    def _get_readable_domain(self):
        closed = Domain("assembly_id", "any!", Domain("state", "in", CLOSED))
        is_fixed = Domain("ballot_head", "!=", False)
        return Domain("motion_id", "any!", closed & is_fixed)

    @api.model
    def _search(self, domain, *args, **kwargs):
        if not self.env.su:
            domain = Domain(domain) & self._get_readable_domain()
        return super()._search(domain, *args, **kwargs)

    def _check_access(self, operation):
        found = super()._check_access(operation)
        if found or self.env.su or operation != "read":
            return found
        # sudo: whether the vote is over, not how it went
        hidden = self.browse(one.id for one in self.sudo() if not one._is_readable())
        return (hidden, self._make_hidden_error) if hidden else None

    def _is_readable(self):
        motion = self.motion_id
        return bool(motion.ballot_head) and motion.assembly_id.state in CLOSED

    def _make_hidden_error(self):
        return AccessError(
            self.env._("Ballots are not shown to anybody before the vote is closed.")
        )

    # Written once

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Ballots are cast, not entered."))
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_change()
        return super().write(vals)

    def _refuse_change(self):
        raise UserError(self.env._("A ballot cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A ballot cannot be deleted."))
