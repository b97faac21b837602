from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from .timeline_common import get_tenure_sources
from .timeline_source import TimelineSource, fetch_names, get_name

# What a page of a timeline says of the people in any case.
PERSON_FIELDS = ("name", "complete_name")


class ResPartner(models.Model):
    """What happened to a customer, and to the contacts below him."""

    _name = "res.partner"
    _inherit = ["res.partner", "property.timeline.mixin"]

    def _get_timeline_sources(self):
        return [
            *self._get_timeline_documents(),
            *get_tenure_sources(
                self.env,
                Domain("partner_id", "in", self._get_timeline_people().ids),
                self._describe_timeline_tenures,
            ),
        ]

    def _prepare_timeline_reading(self):
        people = self._get_timeline_people()
        if self not in people:
            self.check_access("read")
        return self.with_context(timeline_people=people._ids)

    def _get_timeline_people(self):
        """Return the person and the contacts below, as far as the user sees them.

        A timeline has found them already: nobody can pass a tuple over RPC.
        """
        everybody = self.with_context(active_test=False)
        known = self.env.context.get("timeline_people")
        if isinstance(known, tuple) and set(self._ids) <= set(known):
            return everybody.browse(known)
        return everybody.search_fetch([("id", "child_of", self.ids)], PERSON_FIELDS)

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
        found = lines.search_fetch([("id", "in", lines.ids)])
        fetch_names(found.unit_id)
        fetch_names(found.site_id)
        return {
            line.id: {
                "title": words % {"what": line.unit_id.name},
                "text": f"{line._describe_role()} · {line.site_id.name}",
                "who": line.partner_id.name if line.partner_id not in self else "",
                "open": ("property.unit", line.unit_id.id),
            }
            for line in found
        }
