from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..territory.property_dated_mixin import STAFF_GROUPS

BATCH = 10_000
# What decides about the segment; typed by the staff.
FACTS = {"life_stage_id", "affordability_id", "segment_manual_id"}

_CLASSIFY = """
WITH wanted AS (
    SELECT partner.id, partner.segment_id AS old, partner.segment_manual_id AS manual,
           COALESCE(partner.segment_manual_id, (
               SELECT rule.segment_id
                 FROM property_segment_rule rule
                WHERE rule.active
                  AND (rule.life_stage_id IS NULL
                       OR rule.life_stage_id = partner.life_stage_id)
                  AND (rule.affordability_id IS NULL
                       OR rule.affordability_id = partner.affordability_id)
                ORDER BY rule.sequence, rule.id
                LIMIT 1)) AS new
      FROM res_partner partner
     WHERE partner.id = ANY(%(ids)s)
), moved AS (
    UPDATE res_partner partner
       SET segment_id = wanted.new, write_date = %(now)s, write_uid = %(uid)s
      FROM wanted
     WHERE partner.id = wanted.id AND wanted.old IS DISTINCT FROM wanted.new
 RETURNING partner.id, wanted.old, wanted.new, wanted.manual
)
INSERT INTO property_segment_move
       (partner_id, date, from_id, to_id, cause,
        create_uid, create_date, write_uid, write_date)
SELECT id, %(now)s, old, new,
       CASE WHEN manual IS NULL THEN 'facts' ELSE 'manual' END,
       %(uid)s, %(now)s, %(uid)s, %(now)s
  FROM moved
 ORDER BY id
RETURNING partner_id
"""


class ResPartner(models.Model):
    """Segments by stage of life and ability to pay.

    The two facts are typed; the segment follows from the rules, unless one was set by
    hand. It describes a household for service and offers; no fee depends on it.
    """

    _inherit = "res.partner"

    life_stage_id = fields.Many2one(
        "property.segment.value",
        string="Stage of life",
        domain=[("axis", "=", "life_stage")],
        index="btree_not_null",
        ondelete="restrict",
        groups=STAFF_GROUPS,
    )
    affordability_id = fields.Many2one(
        "property.segment.value",
        string="Ability to pay",
        domain=[("axis", "=", "affordability")],
        index="btree_not_null",
        ondelete="restrict",
        groups=STAFF_GROUPS,
    )
    segment_manual_id = fields.Many2one(
        "property.segment",
        string="Segment set by hand",
        ondelete="restrict",
        groups=STAFF_GROUPS,
        help="Counts instead of what the rules say.",
    )
    segment_id = fields.Many2one(
        "property.segment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=STAFF_GROUPS,
        help="By the first rule that fits: Configuration, Rules of segments.",
    )
    segment_move_ids = fields.One2many(
        "property.segment.move",
        "partner_id",
        string="Moves between segments",
        readonly=True,
        groups=STAFF_GROUPS,
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_segment_is_not_typed(vals)
        partners = super().create(vals_list)
        # a segment that came in as a default is no result of the rules
        # sudo: nobody but the rules writes it, and not only staff makes contacts
        partners.sudo().filtered(
            lambda partner: partner.segment_id or any(partner[name] for name in FACTS)
        )._classify()
        return partners

    def write(self, vals):
        self._check_segment_is_not_typed(vals)
        result = super().write(vals)
        if not FACTS.isdisjoint(vals):
            self._classify()
        return result

    def _check_segment_is_not_typed(self, vals):
        if not self.env.su and not {"segment_id", "segment_move_ids"}.isdisjoint(vals):
            raise AccessError(
                self.env._("The segment follows from the rules; nobody types it.")
            )

    def _classify(self):
        """Put the customers into the segments of the rules; return how many moved.

        Running it again changes nothing.
        """
        if not self.ids:
            return 0
        self.env["property.segment.rule"].flush_model()
        self.flush_model([*FACTS, "segment_id"])
        rows = self.env.execute_query(
            SQL(
                _CLASSIFY,
                ids=self.ids,
                now=fields.Datetime.now(),
                uid=self.env.uid,
            )
        )
        moved = self.browse(partner_id for (partner_id,) in rows)
        moved.invalidate_recordset(["segment_id", "segment_move_ids"], flush=False)
        return len(moved)

    @api.model
    def _cron_classify(self, batch_size=BATCH):
        """Sort everybody anew whose facts are known."""
        known = [
            "|",
            "|",
            "|",
            *((name, "!=", False) for name in sorted(FACTS)),
            ("segment_id", "!=", False),
        ]
        partners = self.with_context(active_test=False).search(known, order="id")
        for start in range(0, len(partners), batch_size):
            partners[start : start + batch_size]._classify()
            left = max(len(partners) - start - batch_size, 0)
            if not self.env["ir.cron"]._commit_progress(batch_size, remaining=left):
                break
