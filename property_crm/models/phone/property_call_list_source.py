from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import safe_eval

BATCH = 1000
LEFT_OUT = ("no_number", "no_consent", "do_not_call")


class CallSource(NamedTuple):
    """Where the customers of a list come from.

    ``about`` is true where each record is the business that the call is about.
    """

    model: str
    domain: Domain
    place: object
    partner: str = "partner_id"
    unit: str = "unit_id"
    about: bool = True


class PropertyCallList(models.Model):
    """Filling a list: a source and a filter, frozen into entries."""

    _inherit = "property.call.list"

    source = fields.Selection(
        selection="_get_source_labels",
        string="Taken from",
        required=True,
        default="customer",
    )
    source_model = fields.Char(compute="_compute_source_model")
    domain = fields.Char(
        string="Filter",
        compute="_compute_domain",
        store=True,
        precompute=True,
        readonly=False,
    )
    filled_at = fields.Datetime(string="Filled on", readonly=True, copy=False)
    no_number_count = fields.Integer(
        string="Without a number", readonly=True, copy=False
    )
    no_consent_count = fields.Integer(
        string="Without consent", readonly=True, copy=False
    )
    do_not_call_count = fields.Integer(
        string="Want no calls", readonly=True, copy=False
    )

    @api.model
    def _get_source_labels(self):
        """Return the sources to choose from: a hook together with _get_sources."""
        return [
            ("customer", self.env._("Customers")),
            ("renewal", self.env._("Agreements to renew")),
            ("unread", self.env._("Notices not read")),
            ("missed", self.env._("Missed calls")),
        ]

    def _get_sources(self):
        """Return ``{code: CallSource}``; ``place`` is the domain of a territory."""
        return {
            "customer": CallSource(
                "res.partner",
                Domain("is_resident", "=", True),
                self._get_people_domain,
                partner="id",
                unit="",
                about=False,
            ),
            "renewal": CallSource(
                "agreement",
                Domain("state", "=", "active")
                & Domain("renewal_stage", "in", ["due", "talks", "offered"])
                & Domain("is_template", "=", False),
                self._get_place_domain,
            ),
            "unread": CallSource(
                "property.notice.recipient",
                Domain("published_at", "!=", False) & Domain("read_at", "=", False),
                self._get_place_domain,
            ),
            "missed": CallSource(
                "property.call",
                Domain("direction", "=", "inbound")
                & Domain("result", "=", "abandoned")
                & Domain("partner_id", "!=", False),
                self._get_place_domain,
            ),
        }

    def _get_place_domain(self):
        return Domain("territory_id", "child_of", self.territory_id.id)

    def _get_people_domain(self):
        """Return the domain of who lives or owns in the place of the list today."""
        here = [*self._get_place_domain(), ("is_current", "=", True)]
        return Domain("ownership_ids", "any", here) | Domain(
            "occupancy_ids", "any", here
        )

    @api.depends("source")
    def _compute_source_model(self):
        sources = self._get_sources()
        for record in self:
            source = sources.get(record.source)
            record.source_model = source.model if source else False

    @api.depends("source")
    def _compute_domain(self):
        """Begin anew where the source is another: its fields are others."""
        self.domain = "[]"

    def action_fill(self):
        """Add everybody who fits the filter now and is not on the list yet."""
        self.ensure_one()
        self.check_access("write")
        if self.state == "done":
            raise UserError(self.env._("%(list)s is finished.", list=self.name))
        added = self._fill()
        self._split_entries(self.entry_ids.filtered(lambda entry: not entry.user_id))
        return self._tell(
            self.env._("%(count)s customers were added to the list.", count=len(added))
        )

    def _tell(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _fill(self):
        """Freeze who fits now into entries; return the new ones.

        Seen is what the user may see, so that nobody collects strangers.
        """
        self.ensure_one()
        rows = self._collect_rows()
        Partner = self.env["res.partner"]
        partners = Partner.browse(dict.fromkeys(row["partner_id"] for row in rows))
        reasons = self._get_left_out(partners)
        vals_list = [
            {"list_id": self.id, **row}
            for row in rows
            if row["partner_id"] not in reasons
        ]
        Entry = self.env["property.call.entry"].with_context(
            mail_create_nolog=True, mail_create_nosubscribe=True, tracking_disable=True
        )
        entries = Entry.browse().concat(
            *(
                Entry.create(vals_list[start : start + BATCH])
                for start in range(0, len(vals_list), BATCH)
            )
        )
        counts = dict.fromkeys(LEFT_OUT, 0)
        for reason in reasons.values():
            counts[reason] += 1
        self.write(
            {
                "filled_at": fields.Datetime.now(),
                **{f"{reason}_count": count for reason, count in counts.items()},
            }
        )
        return entries.with_env(self.env)

    def _collect_rows(self):
        """Return the values of what fits the filter and is not on the list yet."""
        source = self._get_sources()[self.source]
        found = self._search_source(source)
        known = self._get_known()
        rows, units = [], {}
        if not source.unit:
            units = self._get_units_of(found[source.partner] if source.about else found)
        for record in found:
            partner = record if source.partner == "id" else record[source.partner]
            unit = record[source.unit] if source.unit else units.get(partner)
            row = {
                "partner_id": partner.id,
                "unit_id": unit.id if unit else False,
                "res_model": record._name if source.about else False,
                "res_id": record.id if source.about else 0,
            }
            key = (row["partner_id"], row["res_model"], row["res_id"])
            if partner and key not in known:
                known.add(key)
                rows.append(row)
        return rows

    def _search_source(self, source):
        Model = self.env[source.model]
        wanted = Domain(
            safe_eval.safe_eval(self.domain or "[]", self._get_eval_values())
        )
        return Model.search(source.domain & source.place() & wanted, order="id")

    def _get_eval_values(self):
        return {
            "uid": self.env.uid,
            "datetime": safe_eval.datetime,
            "relativedelta": safe_eval.dateutil.relativedelta.relativedelta,
            "context_today": lambda: fields.Date.context_today(self),
        }

    def _get_known(self):
        """Return who is on the list already, about what."""
        # sudo: an entry that the user may not see is there all the same
        rows = (
            self.env["property.call.entry"]
            .sudo()
            .search_fetch(
                [("list_id", "=", self.id)], ["partner_id", "res_model", "res_id"]
            )
        )
        return {(row.partner_id.id, row.res_model, row.res_id) for row in rows}

    def _get_units_of(self, partners):
        """Return ``{partner: the first of his units in the place of the list}``."""
        units = {}
        here = self._get_place_domain() & Domain("is_current", "=", True)
        here &= Domain("partner_id", "in", partners.ids)
        for name in ("property.occupancy", "property.ownership"):
            lines = self.env[name].search_fetch(here, ["partner_id", "unit_id"])
            for line in lines.sorted("id"):
                units.setdefault(line.partner_id, line.unit_id)
        return units

    def _get_left_out(self, partners):
        """Return ``{id of a partner: why he is not called}``."""
        reasons = {}
        allowed = self._filter_allowed(partners)
        # sudo: why somebody is left out is counted, not shown
        said_no = partners.sudo().filtered(
            lambda person: person.do_not_call or person.refuses_contact
        )
        for partner in partners:
            if not partner.phone:
                reasons[partner.id] = "no_number"
            elif partner not in allowed:
                is_no = partner.id in said_no.ids
                reasons[partner.id] = "do_not_call" if is_no else "no_consent"
        return reasons

    def _filter_allowed(self, partners):
        """Return whom the law lets us call for this purpose."""
        refused = partners._get_call_refusals(self.purpose, self.company_id)
        return partners.filtered(lambda partner: partner.id not in refused)
