from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

# Of the system, not of people; or handled by themselves.
SKIPPED = ("ir.", "base.", "bus.", "res.groups", "res.config", "report.", "change.")
PERSON_MODELS = {"res.partner": "partner", "res.users": "user"}
NOT_ABOUT = {"create_uid", "write_uid", "activity_user_id", "commercial_partner_id"}


class PropertyPersonalData(models.AbstractModel):
    """Where the database holds something about a person.

    Nothing is listed by hand: every model that points at the person counts, so that a
    new room or addon is found as soon as it is installed. What needs to be said of a
    model, an addon says in the hooks below.
    """

    _name = "property.personal.data"
    _description = "Where personal data are"

    # Hooks

    @api.model
    def _get_kept_models(self):
        """Return ``{model: why the law keeps it as it is}``: not touched by erasure."""
        reason = self.env._(
            "Contracts and what was signed are kept as long as claims may arise."
        )
        return {"agreement": reason, "agreement.line": reason}

    @api.model
    def _get_nameless_models(self):
        """Return ``{model: why the record stays, without name and contact data}``."""
        register = self.env._("The register of owners and occupants is kept by law.")
        return {
            "property.ownership": register,
            "property.occupancy": register,
            "property.consent": self.env._("Proof of what was agreed to, and when."),
            "property.data.request": self.env._("Proof of what was asked and done."),
            "property.disclosure": self.env._("The log of who saw personal data."),
        }

    @api.model
    def _get_deleted_models(self):
        """Return the models whose records about the person are deleted."""
        return [
            "property.contact.preference",
            "property.segment.move",
            "res.partner.bank",
            "mail.followers",
        ]

    @api.model
    def _get_guarded_tables(self):
        """Return the tables whose trigger refuses every change, erasure's too."""
        return []

    @api.model
    def _get_obstacles(self, partner):
        """Return why the person cannot be erased now, one sentence each."""
        return []

    @api.model
    def _get_decisions(self, partner):
        """Return what rules have decided about the person, and why.

        A list of ``{"what", "result", "date", "why"}``, for the person to read.
        """
        return []

    @api.model
    def _get_self_service_fields(self):
        """Return ``{model: fields}`` that a person gets at once on the portal."""
        return {
            "res.partner": ["name", "phone", "email", "vat", "street", "city", "pets"],
            "property.ownership": ["unit_id", "kind", "date_from", "date_to"],
            "property.occupancy": ["unit_id", "role", "date_from", "date_to"],
            "property.contact.preference": ["purpose", "phone", "days", "note"],
            "property.consent": [
                "purpose_id",
                "wording",
                "state",
                "given_on",
                "channel",
                "withdrawn_on",
            ],
            "property.data.request": ["name", "kind", "state", "received_on", "answer"],
        }

    # What points at a person

    @api.model
    def _find_links(self, partner):
        """Return ``{model: ids}`` of the records that point at the person."""
        self.env.flush_all()
        # sudo: portal users are linked to the person, whoever asks
        users = partner.sudo().with_context(active_test=False).user_ids
        ids = {"res.partner": partner.ids, "res.users": users.ids}
        links = defaultdict(set)
        for name, queries in self._get_link_queries(ids).items():
            rows = self.env.execute_query(SQL(" UNION ").join(queries))
            links[name].update(record_id for (record_id,) in rows if record_id)
        links["res.partner"] -= set(partner.ids)
        return {name: sorted(found) for name, found in links.items() if found}

    @api.model
    def _get_link_queries(self, ids):
        queries = defaultdict(list)
        for name, model in self.env.registry.items():
            if model._abstract or model._transient or not model._auto:
                continue
            if name.startswith(SKIPPED) or name in PERSON_MODELS:
                continue
            for field in model._fields.values():
                if query := self._get_link_query(model, field, ids):
                    queries[name].append(query)
        return queries

    @api.model
    def _get_link_query(self, model, field, ids):
        wanted = ids.get(field.comodel_name) if field.relational else None
        if not wanted or not field.store or field.name in NOT_ABOUT:
            return None
        if field.type == "many2one" and not field.company_dependent:
            return SQL(
                "SELECT id FROM %s WHERE %s IN %s",
                SQL.identifier(model._table),
                SQL.identifier(field.name),
                tuple(wanted),
            )
        if field.type == "many2many" and field.relation:
            return SQL(
                "SELECT %s FROM %s WHERE %s IN %s",
                SQL.identifier(field.column1),
                SQL.identifier(field.relation),
                SQL.identifier(field.column2),
                tuple(wanted),
            )
        return None

    @api.model
    def _find_messages(self, model_name, ids):
        """Return the ids of the messages on these documents."""
        if not ids:
            return []
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM mail_message WHERE model = %s AND res_id IN %s",
                model_name,
                tuple(ids),
            )
        )
        return [message_id for (message_id,) in rows]

    @api.model
    def _describe_facts(self, record, names):
        """Return label and value of the fields that are set, as one text."""
        return " · ".join(
            f"{record._fields[name]._description_string(self.env)}:"
            f" {getattr(record[name], 'display_name', record[name])}"
            for name in names
            if record[name]
        )

    @api.model
    def _describe_model(self, name):
        # sudo: what a kind of record is called, nothing of its content
        return self.env["ir.model"].sudo()._get(name).name or name
