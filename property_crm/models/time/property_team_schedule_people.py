from odoo import api, models
from odoo.fields import Domain

MAX_PEOPLE = 60


class PropertyTeamSchedule(models.AbstractModel):
    """Whom the schedule shows."""

    _inherit = "property.team.schedule"

    @api.model
    def _get_choice(self, values):
        """Return the choice that is asked for, else what the user chose last."""
        choice = values.get("choice")
        if choice is None:
            # sudo: everybody has settings of his own, of which only this is read
            choice = self.env.user.sudo().res_users_settings_id.team_schedule_choice
        return choice if isinstance(choice, dict) else {}

    @api.model
    def _get_chosen_territory(self, choice):
        key = choice.get("territory_id")
        domain = Domain("id", "=", key if isinstance(key, int) else 0)
        return self.env["property.territory"].search(domain)

    @api.model
    def _get_people(self, choice, days):
        """Return who is shown, ``{user id: role}`` and how many are left out.

        :param dict choice: ``territory_id`` (id, "all" for all colleagues, empty for
            the territories of the user), ``role`` (of ``property.territory.staff``),
            ``search`` (part of a name), ``pinned`` (ids that are shown anyhow, first),
            and what other addons filter by
        """
        staff = self._get_staff(choice, days)
        colleagues = self._get_colleague_domain()
        wanted = self._get_people_domain(choice, staff)
        search = str(choice.get("search") or "").strip()
        if search:
            wanted &= Domain("name", "ilike", search)
        pinned = [key for key in choice.get("pinned") or [] if isinstance(key, int)]
        found = self.env["res.users"].search_fetch(
            colleagues & (wanted | Domain("id", "in", pinned)), ["name"]
        )
        ranks = self._get_ranks(staff)
        found = found.sorted(
            lambda user: (
                pinned.index(user.id) if user.id in pinned else len(pinned),
                ranks.get(user.id, len(ranks) + 99),
                user.name.lower(),
            )
        )
        return found[:MAX_PEOPLE], self._get_roles(staff), len(found[MAX_PEOPLE:])

    @api.model
    def _get_colleague_domain(self):
        """Return the domain of the colleagues of the user's companies."""
        companies = self.env.companies.ids
        return Domain("share", "=", False) & Domain("company_ids", "in", companies)

    @api.model
    def _get_people_domain(self, choice, staff):
        """Return the domain of the people that a choice means.

        An addon with a filter of its own adds ``& Domain(...)``.
        """
        role = choice.get("role")
        if choice.get("territory_id") == "all" and not role:
            return Domain.TRUE
        domain = Domain("id", "in", staff.user_id.ids)
        if not choice.get("territory_id") and not role:
            domain |= Domain("id", "=", self.env.uid)
        return domain

    @api.model
    def _get_staff(self, choice, days):
        """Return the memberships within the period that the user may see."""
        Staff = self.env["property.territory.staff"]
        domain = (
            Domain("date_from", "<=", days[-1]["date"])
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", days[0]["date"]))
            & Domain("role", "!=", "integration")
        )
        if choice.get("role"):
            domain &= Domain("role", "=", choice["role"])
        key = choice.get("territory_id")
        if isinstance(key, int) and key:
            # who works above the place works there, too
            domain &= Domain("territory_id", "child_of", key) | Domain(
                "territory_id", "parent_of", key
            )
        return Staff.search_fetch(domain, ["user_id", "role"])

    @api.model
    def _get_ranks(self, staff):
        order = list(self._get_role_labels())
        ranks = {}
        for row in staff:
            rank = order.index(row.role)
            ranks[row.user_id.id] = min(ranks.get(row.user_id.id, rank), rank)
        return ranks

    @api.model
    def _get_roles(self, staff):
        labels = self._get_role_labels()
        order = list(labels)
        return {
            user_id: labels[order[rank]]
            for user_id, rank in self._get_ranks(staff).items()
        }

    @api.model
    def _get_role_labels(self):
        """Return ``{role: label}``, those who go out to people first."""
        field = self.env["property.territory.staff"]._fields["role"]
        labels = dict(field._description_selection(self.env))
        first = ("technician", "steward", "agent", "dispatcher", "manager")
        return {role: labels.pop(role) for role in first} | labels

    @api.model
    def _get_filters(self):
        """Return ``[{"name", "label", "empty", "options": [[value, label]]}]``.

        A filter of an addon sets ``choice[name]``, see ``_get_people_domain``.
        """
        territories = self.env["property.territory"].search_fetch(
            [("kind", "in", ("district", "site", "building"))], ["tree_name"], limit=200
        )
        everybody = ["all", self.env._("All colleagues")]
        roles = self._get_role_labels()
        roles.pop("integration")
        return [
            {
                "name": "territory_id",
                "label": self.env._("Territory"),
                "empty": self.env._("My territories"),
                "options": [everybody]
                + [[place.id, place.tree_name] for place in territories],
            },
            {
                "name": "role",
                "label": self.env._("Role"),
                "empty": self.env._("All roles"),
                "options": [list(role) for role in roles.items()],
            },
        ]

    @api.model
    def api_remember_choice(self, choice):
        """Keep whom the user looks at, for the next time.

        :param dict choice: see ``get_schedule``
        """
        self._check_may_read()
        settings = self.env["res.users.settings"]._find_or_create_for_user(
            self.env.user
        )
        # sudo: his own settings, this one value
        settings.sudo().team_schedule_choice = choice
        return True
