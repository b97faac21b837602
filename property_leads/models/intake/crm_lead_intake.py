from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize

from odoo.addons.property_crm.tools.phone_numbers import normalise_phone

from ...tools.same_person import get_keys, plain_name

TOUCH = ("source_id", "medium_id", "campaign_id")


class CrmLead(models.Model):
    """The one door for enquiries: a new prospect, or one who asks again."""

    _inherit = "crm.lead"

    @api.model
    def _intake(self, vals_list):
        """Take enquiries in; return ``[(prospect, is new)]`` in their order.

        Whoever has an open prospect for the same is noted on it, by the rule of the
        company; the others get one.
        """
        asked = [self._get_ask(vals) for vals in vals_list]
        known = self._find_known(asked)
        first, new = {}, []
        for position, (kind, keys) in enumerate(asked):
            if any((kind, key) in known for key in keys):
                continue
            if not any((kind, key) in first for key in keys):
                new.append(position)
                first.update(dict.fromkeys(((kind, k) for k in keys), position))
        created = self.create([vals_list[position] for position in new])
        made = dict(zip(new, created, strict=True))
        answers = [
            self._get_answer(position, ask, made, known, first)
            for position, ask in enumerate(asked)
        ]
        self._add_touches(
            [
                self._prepare_touch(lead, vals)
                for (lead, is_new), vals in zip(answers, vals_list, strict=True)
                if not is_new
            ]
        )
        return answers

    @api.model
    def _get_answer(self, position, ask, made, known, first):
        if position in made:
            return (made[position], True)
        kind, keys = ask
        for key in keys:
            if (kind, key) in known:
                return (known[kind, key], False)
        found = next(first[kind, key] for key in keys if (kind, key) in first)
        return (made[found], False)

    @api.model
    def _get_ask(self, vals):
        """Return what is wanted, and the keys of who wants it, the surest first."""
        # sudo: the country a number is dialled in
        site_sudo = self.env["property.site"].sudo().browse(vals.get("site_id") or ())
        country = site_sudo.country_id or self.env.company.sudo().country_id
        name = vals.get("contact_name") or vals.get("partner_name")
        keys = get_keys(
            normalise_phone(vals.get("phone"), country.code),
            email_normalize(vals.get("email_from") or "") or "",
            name,
            site_sudo.id,
        )
        sure = tuple(key for key in keys if key[0] != "name")
        return (vals.get("kind") or "leasing", sure or keys)

    @api.model
    def _find_known(self, asked):
        """Return ``{(kind, key): open prospect}`` of those who asked before."""
        days = self.env.company.sudo().lead_touch_days  # sudo: a rule for everybody
        keys = {key for _kind, own in asked for key in own}
        if not days or not keys:
            return {}
        by_code = {code: [k for k in keys if k[0] == code] for code, *_ in keys}
        since = fields.Datetime.subtract(fields.Datetime.now(), days=days)
        # sudo: that somebody asked before is known, whoever lets the enquiry in
        found_sudo = self.sudo().search(
            self._get_pursued_domain()
            & Domain("company_id", "in", (self.env.company.id, False))
            & Domain("last_touch_at", ">=", since)
            & self._get_person_domain(
                [key[1] for key in by_code.get("phone", ())],
                [key[1] for key in by_code.get("email", ())],
                [key[1] for key in by_code.get("name", ())],
                [key[2] for key in by_code.get("name", ())],
            ),
            order="id desc",
        )
        known = {}
        for lead_sudo in found_sudo:
            for key in lead_sudo._get_own_keys():
                known[lead_sudo.kind, key] = lead_sudo.with_env(self.env)
        return known

    def _get_own_keys(self):
        return get_keys(
            self.phone_sanitized,
            self.email_normalized,
            self.plain_name or plain_name(self.contact_name),
            self.site_id.id,
        )

    @api.model
    def _prepare_touch(self, lead, vals):
        return {
            "lead_id": lead.id,
            "company_id": self.env.company.id,
            "channel": vals.get("channel") or "direct",
            "text": vals.get("enquiry") or vals.get("name"),
            "external_key": vals.get("external_key") or False,
            **{name: vals.get(name) or False for name in TOUCH},
        }

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Somebody who writes again goes on with his prospect."""
        ask = {"email_from": msg_dict.get("from"), **(custom_values or {})}
        kind, keys = self._get_ask(ask)
        known = self._find_known([(kind, keys)])
        lead = next((known[kind, key] for key in keys if (kind, key) in known), None)
        if not lead:
            return super().message_new(msg_dict, custom_values)
        text = msg_dict.get("subject") or False
        touch = {**ask, "enquiry": text, "channel": "internet"}
        self._add_touches([self._prepare_touch(lead, touch)])
        return lead
