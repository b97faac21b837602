from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ...tools.duplicate import name_key
from ...tools.phone_numbers import normalise_phone
from .ballot_desk import read_clock
from .property_proxy import RUNNING
from .proxy_desk import ProxyDesk

FOUND_BY = ("phone_sanitized", "email_normalized")


class PropertyProxy(models.Model):
    """Owners give and revoke proxies on the portal. They have no rights to the records.

    ``form`` is what came from the page: texts, and nothing of it is trusted.
    """

    _inherit = "property.proxy"

    @api.model
    def _portal_search(self, partner, assembly):
        """Return the proxies somebody has given or received, as sudo."""
        # sudo: his own ones only
        return self.sudo().search(
            Domain("assembly_id", "=", assembly.id)
            & (
                Domain("partner_id", "=", partner.id)
                | Domain("agent_id", "=", partner.id)
            )
        )

    @api.model
    def _portal_get_heads(self, partner, assembly):
        """Return ``{head: rows}`` that somebody votes for alone, as sudo."""
        # sudo: his own rows of the frozen register
        rows_sudo = self.env["property.assembly.row"].sudo()
        mine = rows_sudo._find_by_voter(partner, assembly).mapped("head_key")
        found = rows_sudo.search(
            Domain("assembly_id", "=", assembly.id) & Domain("head_key", "in", mine)
        ).grouped("head_key")
        return {head: rows for head, rows in found.items() if rows._is_voter(partner)}

    @api.model
    def _give(self, partner, assembly, agent, **values):
        """Give a proxy in the name of an owner; refuse one that would not hold.

        :param values: ``unit`` (of the head), ``motions``, ``instructions``
            (``{motion: choice}``), ``expires_on``
        :return: the proxy, as sudo
        """
        # sudo: the caller looked who the owner is; the checks look what is his
        desk = ProxyDesk(assembly, fields.Datetime.now())
        before = desk.find_holding(assembly)
        with self.env.cr.savepoint():
            proxy_sudo = self.sudo().create(
                {
                    "assembly_id": assembly.id,
                    "unit_id": values["unit"].id,
                    "partner_id": partner.id,
                    "agent_id": agent.id,
                    "motion_ids": [Command.set(values["motions"].ids)],
                    "instruction_ids": [
                        Command.create({"motion_id": motion.id, "choice": choice})
                        for motion, choice in values["instructions"].items()
                    ],
                    "signed_on": assembly.site_id._get_today(),
                    "expires_on": values["expires_on"],
                    "given_how": "portal",
                }
            )
            self._refuse_useless(proxy_sudo, before)
        return proxy_sudo

    @api.model
    def _refuse_useless(self, proxy, before):
        """Raise why a new proxy does not hold, or which older ones end by it."""
        desk = ProxyDesk(proxy.assembly_id, fields.Datetime.now())
        found = desk.refuse_motions(proxy)
        given = (
            self.sudo()
            .browse(before)
            .filtered(
                lambda one: (
                    one.head_key == proxy.head_key
                    and desk.given[one.id].meets(desk.given[proxy.id])
                )
            )
        )
        lost = before - desk.find_holding(proxy.assembly_id)
        if given:
            raise UserError(
                self.env._(
                    "You have given a proxy to %(agent)s already. Revoke it first.",
                    agent=given[0].agent_id.name,
                )
            )
        if lost:
            raise UserError(
                self.env._(
                    "You vote for other owners by proxy. Who does so votes himself."
                )
            )
        for codes in found.values():
            if codes:
                raise UserError(self._describe(codes[0]))

    @api.model
    def _portal_read(self, partner, assembly, form):
        """Return what was filled in on the page, as ``_give`` wants it.

        :param form: ``head``, ``name``, ``contact``, ``matters`` (all or some),
            ``motion-<id>`` and ``told-<id>`` of motions, ``expires_on``
        """
        rows = self._portal_get_heads(partner, assembly).get(form.get("head"))
        if not rows:
            raise UserError(self.env._("You do not vote for these units."))
        motions, told = self._portal_read_matters(assembly, form)
        return {
            "agent": self._portal_find_agent(assembly, form),
            "unit": rows[0].unit_id,
            "motions": motions,
            "instructions": told,
            "expires_on": self._portal_read_day(form.get("expires_on")),
        }

    @api.model
    def _portal_read_matters(self, assembly, form):
        """Return the motions named, none for all, and what the agent is told."""
        named = assembly.motion_ids.filtered(lambda one: form.get(f"motion-{one.id}"))
        if form.get("matters") == "some" and not named:
            raise UserError(
                self.env._("Tick what the proxy is for, or give it for all motions.")
            )
        named = named if form.get("matters") == "some" else named.browse()
        choices = {code for code, _label in assembly.motion_ids._get_choice_labels()}
        told = {
            motion: form[f"told-{motion.id}"]
            for motion in named or assembly.motion_ids
            if motion.kind == "vote" and form.get(f"told-{motion.id}") in choices
        }
        return named, told

    @api.model
    def _portal_read_day(self, text):
        try:
            return fields.Date.to_date((text or "").strip() or None)
        except ValueError as error:
            raise UserError(self.env._("Holds until: this is no date.")) from error

    @api.model
    def _portal_find_agent(self, assembly, form):
        """Return the person of this site with this name and this phone or e-mail.

        Nobody learns by guessing who lives here: whoever is not found by both is not
        found, and the answer is the same.
        """
        name, contact = (form.get("name") or ""), (form.get("contact") or "").strip()
        phone = normalise_phone(contact, assembly.site_id.country_id.code)
        values = [value for value in (phone, contact.casefold()) if value]
        key = name_key(name)
        if key and values:
            known = Domain.OR(Domain(field, "in", values) for field in FOUND_BY)
            # sudo: an owner may not look for people; he named this one and knows how
            # to reach him
            people_sudo = self.env["res.partner"].sudo()
            alike = people_sudo.search(known & Domain("name_key", "=", key))
            found = alike.filtered(lambda one: self._is_known(one, assembly))
            if len(found) == 1:
                return found
        raise UserError(
            self.env._(
                "Nobody of this name with this telephone or e-mail is known on this"
                " site. To somebody from elsewhere you give a proxy on paper, at the"
                " service centre."
            )
        )

    @api.model
    def _is_known(self, person, assembly):
        """Tell whether somebody owns or occupies a unit of the site today."""
        site = assembly.site_id
        held = (person.ownership_ids, person.occupancy_ids)
        return any(
            lines.filtered(lambda line: line.site_id == site)._on_date()
            for lines in held
        )

    def _portal_revoke(self, partner):
        """Revoke as the principal."""
        self.ensure_one()
        if self.partner_id != partner:
            raise UserError(self.env._("Only who has given a proxy revokes it."))
        self._revoke(self.env._("On the portal"))

    def _portal_may_revoke(self, partner):
        self.ensure_one()
        is_running = self.assembly_id.state in RUNNING and not self.revoked_at
        return self.partner_id == partner and is_running

    @api.model
    def _portal_may_give(self, assembly):
        """Tell whether proxies are taken now, by the clock of the database."""
        now = read_clock(self.env.cr)
        return assembly.state in RUNNING and now < assembly.closes_at

    def _portal_describe_units(self):
        """Return the units of the head, in words."""
        self.ensure_one()
        rows = self._read_rows()[self.assembly_id, self.head_key]
        return ", ".join(rows.mapped("unit_name"))

    def _portal_get_told(self, motion):
        """Return in words how the proxy holder was told to vote on a motion."""
        self.ensure_one()
        told = self.instruction_ids.filtered(lambda one: one.motion_id == motion)
        return dict(motion._get_choice_labels()).get(told.choice)

    def _portal_get_matters(self):
        """Return pairs of motion and how the proxy holder was told to vote."""
        self.ensure_one()
        told = {line.motion_id: line.choice for line in self.instruction_ids}
        motions = self.motion_ids or self.assembly_id.motion_ids
        return self._portal_describe_matters(motions, told)

    @api.model
    def _portal_describe_matters(self, motions, told):
        labels = dict(motions._get_choice_labels())
        free = self.env._("As the proxy holder thinks right")
        return [(motion.name, labels.get(told.get(motion), free)) for motion in motions]
