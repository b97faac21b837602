from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from .timeline_common import (
    get_activity_sources,
    get_message_sources,
    get_tenure_sources,
)
from .timeline_source import TimelineSource, get_name


class ResPartner(models.Model):
    """What happened to a customer, and to the contacts below him."""

    _name = "res.partner"
    _inherit = ["res.partner", "property.timeline.mixin"]

    def _get_timeline_sources(self):
        documents = self._get_timeline_documents()
        return [
            *documents,
            *get_message_sources(self.env, documents),
            *get_activity_sources(self.env, documents),
            *get_tenure_sources(
                self.env,
                Domain("partner_id", "in", self._get_timeline_people().ids),
                self._describe_timeline_tenures,
            ),
        ]

    def _get_timeline_people(self):
        """Return the person and the contacts below, as far as the user sees them."""
        everybody = self.with_context(active_test=False)
        return everybody.search([("id", "child_of", self.ids)])

    def _get_timeline_documents(self):
        """Return the sources whose records have a chatter of their own, or may."""
        people = self._get_timeline_people()
        with_people = Domain("partner_id", "in", people.ids)
        return [
            TimelineSource(
                code="partner",
                model=self.with_context(active_test=False).browse(),
                domain=Domain("id", "in", people.ids),
                date="create_date",
                describe=self._describe_timeline_entered,
                kinds=("entered",),
                has_messages=True,
            ),
            TimelineSource(
                code="meeting",
                model=self.env["calendar.event"],
                domain=Domain("partner_ids", "in", people.ids)
                & self._get_not_private_domain(),
                date="start",
                describe=self._describe_timeline_meetings,
                kinds=("meeting",),
                text=("name", "location"),
                has_messages=True,
            ),
            TimelineSource(
                code="agreement",
                model=self.env["agreement"],
                domain=with_people & self.env["agreement"]._get_timeline_domain(),
                date="start_date",
                describe=lambda found: found._describe_timeline(),
                kinds=("agreement",),
                text=("code", "name"),
                has_messages=True,
            ),
        ]

    def _get_not_private_domain(self):
        """Return the events the user may know of.

        Others see of a private event only that its people are busy, so not with whom.
        """
        settings = self.env["res.users.settings"]
        private = settings._fields["calendar_default_privacy"]

        def to_sql(model, alias, query):
            return SQL(
                "(%(privacy)s IS NULL AND (%(owner)s IS NULL OR %(owner)s NOT IN"
                " (SELECT user_id FROM res_users_settings WHERE %(default)s = %(word)s"
                " AND user_id IS NOT NULL)))",
                privacy=model._field_to_sql(alias, "privacy", query),
                owner=model._field_to_sql(alias, "user_id", query),
                default=SQL.identifier(
                    "res_users_settings", private.name, to_flush=private
                ),
                word="private",
            )

        return (
            Domain("privacy", "in", ["public", "confidential"])
            | Domain("user_id", "=", self.env.uid)
            | Domain("partner_ids", "in", self.env.user.partner_id.ids)
            | Domain.custom(to_sql=to_sql)
        )

    # What is said

    def _describe_timeline_entered(self, people):
        return {
            person.id: {"title": self.env._("%(who)s was entered", who=person.name)}
            for person in people
        }

    def _describe_timeline_meetings(self, events):
        found = events.search_fetch(
            [("id", "in", events.ids)], ["name", "location", "user_id"]
        )
        return {
            event.id: {
                "title": event.name,
                "text": event.location,
                "who": get_name(event.user_id),
            }
            for event in found
        }

    def _describe_timeline_tenures(self, lines, words):
        found = lines.search_fetch(
            [("id", "in", lines.ids)], ["unit_id", "partner_id", "site_id"]
        )
        return {
            line.id: {
                "title": words % {"what": line.unit_id.name},
                "text": f"{line._describe_role()} · {line.site_id.name}",
                "who": line.partner_id.name if line.partner_id not in self else "",
                "open": ("property.unit", line.unit_id.id),
            }
            for line in found
        }
