from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.mail import plaintext2html

from odoo.addons.property_crm.tools.working_time import NoWorkingTime

SOURCES = [
    ("rating", "Few stars"),
    ("sheet", "Dissatisfied in a survey"),
    ("visit", "Dissatisfied when asked again"),
]
# What the request's key in the intake begins with.
KEY = "low_score:"
# What in a follow-up request leads to who said it, or is what he said.
OF_PERSON = (
    "description",
    "partner_id",
    "partner_name",
    "partner_email",
    "unit_id",
    "building_id",
    "follow_of_id",
    "intake_key",
)


class HelpdeskTicket(models.Model):
    """A low score opens a request of its own: somebody settles it until a date."""

    _inherit = "helpdesk.ticket"

    follow_of_id = fields.Many2one(
        "helpdesk.ticket",
        string="Follow-up of request",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
    )
    follow_source = fields.Selection(
        SOURCES,
        string="Low score from",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )
    follow_case_ids = fields.One2many(
        "helpdesk.ticket",
        "follow_of_id",
        string="Follow-up requests",
        readonly=True,
        groups="base.group_user",
    )

    @api.model
    def _get_facts(self):
        return super()._get_facts() | {"follow_of_id", "follow_source"}

    @api.model
    def _open_low_cases(self, lows):
        """Open a request for each low score; one however often it comes.

        :param list lows: dictionaries with ``key``, ``source``, ``reason``, ``text``,
            and ``ticket`` or else ``partner`` and ``unit``
        :return: the requests, one for each
        """
        if not lows:
            return self.browse()
        # sudo: residents and whoever asks them open it by what is said
        desk_sudo = self.sudo().with_context(mail_notify_author=False)
        answers = desk_sudo._intake(
            [desk_sudo._prepare_low_case(low) for low in lows],
            [f"{KEY}{low['key']}" for low in lows],
        )
        return self.browse([answer["id"] for answer in answers])

    @api.model
    def _forget_low_cases(self, keys):
        """Take out of the requests who it was and what he said; they stay as work.

        Their messages go, too: they name him, and repeat it.
        """
        # sudo: whoever gives a stricter word need not see the requests
        desk_sudo = self.sudo().with_context(active_test=False, tracking_disable=True)
        cases = desk_sudo.search([("intake_key", "in", [KEY + key for key in keys])])
        for case in cases:
            case.message_unsubscribe(case.partner_id.ids)
        cases.message_ids.unlink()
        return cases.write(
            {
                "name": self.env._("Low score"),
                **dict.fromkeys(OF_PERSON, False),
            }
        )

    @api.model
    def _prepare_low_case(self, low):
        # sudo: whoever is asked by it needs not see the request it came of
        ticket = low["ticket"].sudo() if low.get("ticket") else self.browse()
        partner = ticket.partner_id or low.get("partner")
        unit = ticket.unit_id or low.get("unit")
        site = ticket.site_id or (unit and unit.site_id) or low.get("site")
        company = ticket.company_id or (site and site.company_id) or self.env.company
        about = " ".join(filter(None, [ticket.number, ticket.name]))
        vals = {
            "name": self.env._("Low score: %(reason)s", reason=about or low["reason"]),
            "description": plaintext2html(
                "\n".join(filter(None, [low["reason"], low.get("text")]))
            ),
            "partner_id": partner.id if partner else False,
            "company_id": company.id,
            "team_id": ticket.team_id.id,
            "user_id": ticket._get_low_case_owner() if ticket else False,
            "follow_of_id": ticket.id,
            "follow_source": low["source"],
            "channel_code": "staff",
            "date_deadline": self._get_low_case_due(site, company),
        }
        return {**vals, **ticket._prepare_low_place(unit, site)}

    def _prepare_low_place(self, unit, site):
        if self.named_employee_ids or self.named_partner_ids:
            named = {
                "named_employee_ids": [(6, 0, self.named_employee_ids.ids)],
                "named_partner_ids": [(6, 0, self.named_partner_ids.ids)],
            }
        else:
            named = {}
        for name, place in (
            ("unit_id", unit),
            ("common_part_id", self.common_part_id),
            ("building_id", self.building_id),
            ("site_id", site),
        ):
            if place:
                return {**named, name: place.id}
        return named

    def _get_low_case_owner(self):
        """Return who answers for it: nobody who had a part in the work, if possible."""
        key = self._get_owner_key()
        chain = self._get_responsible_chains({key})[key]
        barred = (self.user_id | self.closed_by_id | self.named_employee_ids).ids
        return next((one for one in chain if one not in barred), False)

    @api.model
    def _get_low_case_due(self, site, company):
        """Return the deadline: so many working hours of the site from now."""
        now = fields.Datetime.now()
        hours = company.low_score_hours
        if not site:
            return now + timedelta(hours=hours)
        try:
            return site._get_working_clock(now).add(now, hours * 60)
        except NoWorkingTime:
            return now + timedelta(hours=hours)

    # Where low scores come from.

    def rating_apply(self, rate, *args, **kwargs):
        rating = super().rating_apply(rate, *args, **kwargs)
        if not self.env.context.get("rating_has_reasons"):
            rating._open_low_case()
        return rating

    def _portal_rate(self, form):
        """The reasons come with the stars: what is opened says them."""
        asking = self.with_context(rating_has_reasons=True)
        rating = super(HelpdeskTicket, asking)._portal_rate(form)
        rating.with_env(self.env).sudo()._open_low_case()  # sudo: the resident's own
        return rating


class RatingRating(models.Model):
    _inherit = "rating.rating"

    def _open_low_case(self):
        """Open a follow-up request where a finished request got few stars."""
        lows = []
        for rating in self.filtered(lambda one: one.res_model == "helpdesk.ticket"):
            ticket = self.env["helpdesk.ticket"].browse(rating.res_id)
            limit = ticket.company_id.low_score_stars
            if rating.consumed and 0 < rating.rating <= limit:
                lows.append(rating._prepare_low_score(ticket))
        return self.env["helpdesk.ticket"]._open_low_cases(lows)

    def _prepare_low_score(self, ticket):
        reasons = ", ".join(self.reason_ids.mapped("name"))
        return {
            "key": f"rating/{self.id}",
            "source": "rating",
            "ticket": ticket,
            "reason": self.env._("%(stars)s of 5 stars.", stars=round(self.rating)),
            "text": "\n".join(filter(None, [reasons, self.feedback])),
        }


class PropertyReturnVisit(models.Model):
    _inherit = "property.return.visit"

    def _open_low_case(self):
        """Open a follow-up request for who said he is not satisfied."""
        return self.env["helpdesk.ticket"]._open_low_cases(
            [
                {
                    "key": f"visit/{visit.id}",
                    "source": "visit",
                    "ticket": visit.ticket_id,
                    "reason": self.env._("Not satisfied when he was asked again."),
                    "text": visit.note,
                }
                for visit in self
            ]
        )
