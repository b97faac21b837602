from odoo import fields, models

from ...tools.call_split import split


class PropertyCallList(models.Model):
    """Entries go to people: fairly, and only to who may see the customer."""

    _inherit = "property.call.list"

    split_by = fields.Selection(
        [("share", "In shares"), ("capacity", "By what each can do")],
        string="Split",
        required=True,
        default="share",
    )

    def action_split(self):
        """Give the customers who are nobody's to the agents."""
        self.ensure_one()
        self.check_access("write")
        free = self.entry_ids.filtered(lambda entry: not entry.user_id)
        given = self._split_entries(free)
        return self._tell(
            self.env._("%(count)s customers were given to agents.", count=given)
        )

    def action_split_again(self):
        """Deal out anew whom nobody has called yet."""
        self.ensure_one()
        self.check_access("write")
        uncalled = self.entry_ids.filtered(
            lambda entry: entry.state == "to_call" and not entry.holder_id
        )
        uncalled.user_id = False
        return self.action_split()

    def _split_entries(self, entries):
        """Assign the entries; return how many have somebody now."""
        agents = self.agent_ids
        entries = entries.filtered(lambda entry: entry.is_open)
        if not agents or not entries:
            return 0
        field = "weight" if self.split_by == "share" else "capacity"
        given = dict(
            self.env["property.call.entry"]._read_group(
                [("list_id", "=", self.id), ("user_id", "in", agents.user_id.ids)],
                ["user_id"],
                ["__count"],
            )
        )
        chosen = split(
            self._get_allowed(entries, agents),
            agents.mapped(field),
            [given.get(agent.user_id, 0) for agent in agents],
            limited=self.split_by == "capacity",
        )
        return self._assign(entries, agents, chosen)

    def _get_allowed(self, entries, agents):
        """Return for each entry the places in ``agents`` of those who may see it."""
        # sudo: in which territories colleagues work decides, and is not shown
        scopes = [agent.user_id.sudo()._get_territory_ids() for agent in agents]
        return [
            {
                place
                for place, scope in enumerate(scopes)
                if scope is None or entry.territory_id.id in scope
            }
            for entry in entries
        ]

    def _assign(self, entries, agents, chosen):
        count = 0
        for place, agent in enumerate(agents):
            own = entries.browse(
                entry.id
                for entry, index in zip(entries, chosen, strict=True)
                if index == place
            )
            if own:
                own.with_context(tracking_disable=True).user_id = agent.user_id
            count += len(own)
        return count
