from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.turn import Wanted, pick

BATCH = 200


class CrmLead(models.Model):
    """Prospects that nobody has go to whose turn it is."""

    _inherit = "crm.lead"

    user_id = fields.Many2one(default=lambda self: self._default_user_id())

    @api.model
    def _default_user_id(self):
        """Programs and the system take prospects in, but pursue none."""
        user = self.env.user
        return user.has_group("property_leads.group_property_sales") and user

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever gets a new prospect has it from the beginning: one message less."""
        vals_list = [dict(vals) for vals in vals_list]
        self._take_turns([vals for vals in vals_list if self._is_nobodys(vals)])
        return super().create(vals_list)

    @api.model
    def _is_nobodys(self, vals):
        if not vals.get("active", True) or vals.get("probability") == 100:
            return False
        if "user_id" not in vals:
            return not self.default_get(["user_id"]).get("user_id")
        return not vals["user_id"]

    @api.model
    def _take_turns(self, vals_list):
        """Put into the values of each prospect whose turn it is, and why."""
        if not vals_list:
            return
        drafts = [self._get_draft(vals) for vals in vals_list]
        for vals, given in zip(vals_list, self._choose_sellers(drafts), strict=True):
            vals.update(given)

    @api.model
    def _get_draft(self, vals):
        """Return what the distribution asks about a prospect still to be created."""
        # sudo: where a place is decides who gets the prospect, it is not shown
        site_sudo = self.env["property.site"].sudo().browse(vals.get("site_id") or ())
        unit_sudo = self.env["property.unit"].sudo().browse(vals.get("unit_id") or ())
        site_sudo = unit_sudo.site_id or site_sudo
        tags = self._fields["tag_ids"].convert_to_cache(vals.get("tag_ids"), self)
        return {
            "territory": (unit_sudo or site_sudo).territory_id,
            "site": site_sudo.id or False,
            "company": site_sudo.company_id.id
            or vals.get("company_id")
            or self.env.company.id,
            "kind": vals.get("kind") or "leasing",
            "lang": vals.get("lang_id") or 0,
            "tags": tuple(tags or ()),
        }

    def _get_drafts(self):
        # sudo: as for new ones
        return [
            {
                "territory": lead.territory_id,
                "site": lead.site_id.id,
                "company": lead.company_id.id or self.env.company.id,
                "kind": lead.kind,
                "lang": lead.lang_id.id or 0,
                "tags": lead.tag_ids._ids,
            }
            # sudo: who gets it is decided by facts its sender need not read
            for lead in self.sudo()
        ]

    @api.model
    def _choose_sellers(self, drafts, without=()):
        """Return the values to write on each, in queries that do not count them.

        :param without: users who are passed over
        """
        rules = self.env["property.lead.rule"]._find_rules(
            [(draft["company"], draft["site"], draft["kind"]) for draft in drafts]
        )
        # sudo: whoever lets a prospect in moves the turns on
        members_sudo = self.env["property.lead.rule"].union(*rules).sudo().member_ids
        if not members_sudo:
            return [{} for _draft in drafts]
        members_sudo = members_sudo.filtered(lambda one: one.user_id not in without)
        members_sudo._lock_turns()
        territories = self.env["property.territory"].union(
            *(draft["territory"] for draft in drafts)
        )
        sellers = members_sudo._get_sellers(territories)
        now = fields.Datetime.now()
        given = []
        for draft, rule in zip(drafts, rules, strict=True):
            user_id, verdicts = pick(
                sellers.get(rule, []), self._get_wanted(draft, rule)
            )
            given.append(self._prepare_turn_vals(rule, user_id, verdicts, now))
        for member in members_sudo:
            credits = {seller.key: seller.credit for seller in sellers[member.rule_id]}
            member.credit = credits[member.user_id.id]
        return given

    @api.model
    def _get_wanted(self, draft, rule):
        specialities = set(rule.member_ids.tag_ids._ids)
        return Wanted(
            draft["territory"].id or 0,
            draft["company"],
            draft["kind"],
            draft["lang"],
            frozenset(specialities.intersection(draft["tags"])),
        )

    @api.model
    def _prepare_turn_vals(self, rule, user_id, verdicts, now):
        if not verdicts:
            return {}
        return {
            "turn_rule_id": rule.id,
            "turn_user_id": user_id or False,
            "turn_at": now,
            "turn_verdicts": verdicts,
            **({"user_id": user_id} if user_id else {}),
        }

    def _distribute(self, without=()):
        """Give those that nobody has to whose turn it is; return what was given."""
        free = self.filtered_domain(self._get_waiting_domain())
        if not free:
            return free
        given = free.browse()
        by_user = {}
        for lead, vals in zip(
            free, self._choose_sellers(free._get_drafts(), without), strict=True
        ):
            user_id = vals.pop("user_id", False)
            lead.update(vals)
            if user_id:
                by_user[user_id] = by_user.get(user_id, given) | lead
        for user_id, leads in by_user.items():
            leads.write({"user_id": user_id})
            given |= leads
        return given

    @api.model
    def _get_waiting_domain(self):
        return self._get_pursued_domain() & Domain("user_id", "=", False)

    def action_distribute(self):
        """Give the chosen ones that nobody has to whose turn it is."""
        self.check_access("write")
        waiting = self.filtered_domain(self._get_waiting_domain())
        # sudo: the turns decide, also for somebody who then sees it no more
        given = waiting.sudo()._distribute()
        message = self.env._(
            "Given: %(given)s. Nobody could take: %(left)s.",
            given=len(given),
            left=len(waiting) - len(given),
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if len(given) == len(waiting) else "warning",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _cron_distribute(self, batch_size=BATCH):
        """Try again with what nobody could take when it came in."""
        last_id = 0
        while True:
            found = self.search(
                self._get_waiting_domain() & Domain("id", ">", last_id),
                order="id",
                limit=batch_size,
            )
            if not found:
                return
            last_id = found[-1].id
            found.try_lock_for_update()._distribute()
            if not self.env["ir.cron"]._commit_progress(len(found)):
                return
