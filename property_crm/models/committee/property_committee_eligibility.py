from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from .batches import act_in_batches

CHECK_MEMBER = "property_crm.mail_activity_type_committee_member"
# tick of the member, code of ``tools.committee_rules.EXCLUSIONS``
TICKS = {
    "is_incapable": "incapable",
    "has_breach": "covenant_breach",
    "has_arrears": "unpaid_fees",
    "has_family_at_provider": "family_at_provider",
    "is_provider_staff": "staff_of_provider",
}


class PropertyCommitteeMember(models.Model):
    """Who may sit on a committee, and who no longer."""

    _inherit = "property.committee.member"

    has_breach = fields.Boolean(string="Breach of the covenant")
    has_arrears = fields.Boolean(string="Owes fees")
    has_family_at_provider = fields.Boolean(string="Family works for the provider")
    is_provider_staff = fields.Boolean(string="Works for the provider")
    is_incapable = fields.Boolean(
        string="Cannot act for himself", help="A minor, or somebody under guardianship."
    )
    confirmed_on = fields.Date(
        string="Checked on", help="The day on which these ticks were asked and entered."
    )
    concerns = fields.Text(
        compute="_compute_concerns",
        help="Why he may not sit, by the rule of the place.",
    )
    told_on = fields.Date(readonly=True, copy=False, export_string_translation=False)

    @api.depends(
        "partner_id", "role", "date_start", "date_end", "term_id.rule_id", *TICKS
    )
    def _compute_concerns(self):
        facts = self._get_facts()
        for member in self:
            rules = member.term_id.rule_id._get_rules()
            texts = member._get_concern_texts()
            found = [texts[code] for code in rules.check_candidate(facts[member])]
            if "several_seats" in facts[member]:
                found.append(texts["several_seats"])
            member.concerns = "\n".join(found)

    def _get_concern_texts(self):
        return {
            "no_owner": self.env._("Owns no unit of the site."),
            "incapable": self.env._("Cannot act for himself."),
            "covenant_breach": self.env._("Breaks the covenant."),
            "unpaid_fees": self.env._("Owes fees."),
            "family_at_provider": self.env._("Family works for the provider."),
            "staff_of_provider": self.env._("Works for the provider."),
            "several_seats": self.env._("Has another seat in this committee."),
        }

    def _get_facts(self):
        """Return ``{member: set of codes}``; an addon adds what it knows of people."""
        owners = self._get_owners()
        facts = {}
        for member in self:
            found = {code for tick, code in TICKS.items() if member[tick]}
            if member.partner_id and member not in owners:
                found.add("no_owner")
            if member._is_staff():
                found.add("staff_of_provider")
            if member._has_other_seat():
                found.add("several_seats")
            facts[member] = found
        return facts

    def _get_owners(self):
        """Return those who own a unit of the site on the day they are judged for."""
        # sudo: an owner of a house that the reader does not work in is one too
        ownerships_sudo = (
            self.env["property.ownership"]
            .sudo()
            .search(
                Domain("site_id", "in", self.term_id.site_id.ids)
                & Domain("partner_id", "in", self.partner_id.ids)
            )
        )
        held = defaultdict(ownerships_sudo.browse)
        for ownership in ownerships_sudo:
            held[ownership.site_id.id, ownership.partner_id.id] |= ownership
        return self.filtered(
            lambda member: held[
                member.term_id.site_id.id, member.partner_id.id
            ]._on_date(member._get_check_day())
        )

    def _get_check_day(self):
        """Return today; the first day of who comes, the last of who has gone."""
        today = self.term_id._get_today_of_site()
        day = max(today, self.date_start or today)
        return min(day, self.date_end or day)

    def _is_staff(self):
        # sudo: that somebody works here decides, nothing of his login is shown
        users_sudo = self.partner_id.sudo().user_ids
        return any(not user.share for user in users_sudo)

    def _has_other_seat(self):
        day = self._get_check_day()
        others = self.term_id.member_ids.filtered(
            lambda one: one.partner_id == self.partner_id and one._is_in_office(day)
        )
        return len(others | self) > 1 and bool(self.partner_id)

    # Who has sold

    @api.model
    def _check_owners_in_batches(self, batch_size):
        current = self._get_current_domain()
        return act_in_batches(self.browse(), current, "_tell_sold", batch_size)

    def _tell_sold(self):
        """Remind once of those who own nothing any more; forget who owns again."""
        owners = self._get_owners()
        owners.filtered("told_on").told_on = False
        for member in (self - owners).filtered(lambda one: not one.told_on):
            term = member.term_id
            keeper = term._get_keeper()
            told = term.with_context(lang=keeper.lang)
            told.activity_schedule(
                CHECK_MEMBER,
                date_deadline=term.site_id._get_today(),
                user_id=keeper.id,
                summary=told.env._(
                    "%(person)s owns no unit of the site any more",
                    person=member.partner_id.name,
                ),
            )
            member.told_on = term.site_id._get_today()
