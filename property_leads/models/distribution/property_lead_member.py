from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.turn import Seller
from ..lead.crm_lead import KINDS


class PropertyLeadMember(models.Model):
    """Somebody who takes his turn: how often, how many at once, and what."""

    _name = "property.lead.member"
    _description = "Person who takes turns for prospects"
    _order = "rule_id, weight desc, id"
    _rec_name = "user_id"

    rule_id = fields.Many2one(
        "property.lead.rule",
        string="Distribution",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="rule_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    weight = fields.Integer(
        string="Share",
        default=1,
        required=True,
        help="With shares 5, 3 and 2 one gets five of ten, the others three and two."
        " 0: nothing for now.",
    )
    capacity = fields.Integer(
        string="At most", help="Open prospects at the same time. 0: no limit."
    )
    kind = fields.Selection(KINDS, string="Only for", help="Empty: everything.")
    lang_ids = fields.Many2many(
        "res.lang",
        string="Languages",
        help="Prospects who speak another one go to others. Empty: all languages.",
    )
    tag_ids = fields.Many2many(
        "crm.tag",
        string="Specialities",
        help="A prospect with a tag that is somebody's speciality here goes only to"
        " people who have it.",
    )
    away_until = fields.Date(help="Gets nothing up to and including this day.")
    credit = fields.Integer(
        readonly=True,
        copy=False,
        help="What he has gained and not been given yet: who has most is next.",
    )
    open_count = fields.Integer(string="Open now", compute="_compute_open_count")

    _person_uniq = models.Constraint(
        "UNIQUE(rule_id, user_id)", "Each person takes his turn once in a distribution."
    )
    _weight_not_negative = models.Constraint(
        "CHECK(weight >= 0 AND capacity >= 0)",
        "Share and number at most cannot be negative.",
    )

    def _compute_open_count(self):
        counts = self.env["crm.lead"]._count_open_by_user(self.user_id)
        for member in self:
            member.open_count = counts.get(member.user_id.id, 0)

    def _lock_turns(self):
        """Wait for whoever is giving prospects to the same people just now.

        If he has, the transaction is run again by Odoo, with his turns taken.
        """
        self.flush_recordset(["credit"])
        self.env.execute_query(
            SQL(
                "SELECT id FROM property_lead_member WHERE id = ANY(%s)"
                " ORDER BY id FOR UPDATE",
                self.ids,
            )
        )
        self.invalidate_recordset(["credit"])

    def _get_sellers(self, territories):
        """Return ``{rule: [Seller]}`` of the members, ready to take turns."""
        loads = self.env["crm.lead"]._count_open_by_user(self.user_id)
        on_duty = self._get_duty_ids(territories)
        today = fields.Date.context_today(self)
        sellers = {}
        for member in self.sorted("id"):
            user = member.user_id
            own = user._get_territory_ids()
            asked = member.rule_id.is_duty_asked
            sellers.setdefault(member.rule_id, []).append(
                Seller(
                    user.id,
                    weight=member.weight,
                    credit=member.credit,
                    load=loads.get(user.id, 0),
                    capacity=member.capacity,
                    territories=None if own is None else frozenset(own),
                    companies=frozenset(user.company_ids.ids),
                    kinds=frozenset([member.kind] if member.kind else ()),
                    langs=frozenset(member.lang_ids.ids),
                    tags=frozenset(member.tag_ids.ids),
                    is_active=user.active,
                    is_away=bool(member.away_until and member.away_until >= today),
                    on_duty=on_duty.get(user.id, frozenset()) if asked else None,
                )
            )
        return sellers

    def _get_duty_ids(self, territories):
        """Return ``{user id: ids of the territories he is on duty for}``."""
        found = {}
        if not any(self.rule_id.mapped("is_duty_asked")):
            return found
        duties = self.env["property.duty"]._get_on_duty_by_territory(territories)
        for territory, users in duties.items():
            for user in users:
                found[user.id] = found.get(user.id, frozenset()) | {territory.id}
        return found

    @api.model
    def _get_code_texts(self):
        """Return what speaks against somebody, in the words of the reader."""
        return {
            "left": self.env._("no longer with us"),
            "company": self.env._("works for another company"),
            "elsewhere": self.env._("does not work in the territory"),
            "kind": self.env._("takes other kinds of prospects"),
            "lang": self.env._("does not speak the language"),
            "skill": self.env._("lacks the speciality"),
            "weight": self.env._("has no share for now"),
            "away": self.env._("is away"),
            "off_duty": self.env._("is not on duty"),
            "full": self.env._("has %(load)s open ones, takes %(capacity)s at most"),
        }
