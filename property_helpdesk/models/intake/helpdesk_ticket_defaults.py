from odoo import api, fields, models
from odoo.tools.mail import html2plaintext, plaintext2html

SCALARS = {
    "active": True,
    "priority": "1",
    "sequence": 10,
    "reopen_count": 0,
    "rating_status": "stage_change",
}


class HelpdeskTicket(models.Model):
    """Fills in what a request does not say, for a whole batch at once.

    The same rules as the computes of the form, over dictionaries: a batch of a
    thousand costs the queries of a batch of one.
    """

    _inherit = "helpdesk.ticket"

    channel_id = fields.Many2one(default=lambda self: self._default_channel_id())

    @api.model
    def _default_channel_id(self):
        """Staff at the screen are mostly on the phone; programs are programs."""
        user = self.env.user
        is_program = user.has_group("property_crm.group_property_integration")
        code = self.env.context.get("default_channel_code")
        return self.env["helpdesk.ticket.channel"]._get_id_by_code(
            code or ("api" if is_program else "phone")
        )

    @api.model
    def _complete_vals_list(self, vals_list):
        """Return the values with everything a new ticket needs."""
        vals_list = [self._complete_from_context(vals) for vals in vals_list]
        self._complete_place(vals_list)
        self._complete_class(vals_list)
        self._complete_requester(vals_list)
        self._complete_team(vals_list)
        self._complete_stage(vals_list)
        self._complete_number(vals_list)
        for vals in vals_list:
            self._complete_text(vals)
        return vals_list

    @api.model
    def _complete_from_context(self, vals):
        defaults = {
            key[len("default_") :]: value
            for key, value in self.env.context.items()
            if key.startswith("default_") and key[len("default_") :] in self._fields
        }
        now = fields.Datetime.now()
        values = {**SCALARS, "reported_at": now, "last_stage_update": now}
        values["unit_id"] = False
        values.update(defaults)
        values.update(vals)
        values["reported_at"] = values["reported_at"] or now
        return values

    @api.model
    def _complete_place(self, vals_list):
        """Fill building, site, company and territory from the narrowest place."""
        steps = (
            ("unit_id", "property.unit", ("building_id", "site_id")),
            ("common_part_id", "property.common.part", ("building_id", "site_id")),
            ("building_id", "property.building", ("site_id",)),
            ("site_id", "property.site", ()),
        )
        for name, model, outer_names in steps:
            ids = {vals[name] for vals in vals_list if vals.get(name)}
            places = {p.id: p for p in self.env[model].browse(sorted(ids))}
            for vals in vals_list:
                place = places.get(vals.get(name))
                if not place:
                    continue
                for outer in outer_names:
                    vals.setdefault(outer, place[outer].id)
                vals.setdefault("territory_id", place.territory_id.id)
                vals.setdefault("company_id", place.company_id.id)

    @api.model
    def _complete_class(self, vals_list):
        """Fill class and its parts from each other, then the class's defaults."""
        parts = ("place_id", "category_id", "problem_id")
        Class = self.env["property.ticket.class"]
        combinations = Class._get_combinations() if vals_list else {}
        for vals in vals_list:
            ticket_class = Class.browse(vals.get("class_id") or ())
            if not ticket_class and all(vals.get(part) for part in parts):
                key = tuple(vals[part] for part in parts)
                ticket_class = Class.browse(combinations.get(key, ()))
            vals["class_id"] = ticket_class.id
            defaults = {}
            if ticket_class:
                # sudo: residents and robots need no right to read the classifier
                class_sudo = ticket_class.sudo()
                defaults = class_sudo._prepare_ticket_vals()
                defaults.update({part: class_sudo[part].id for part in parts})
            for name in (*parts, "is_emergency", "is_payable", "is_warranty"):
                vals.setdefault(name, defaults.get(name, False))
            for name in ("type_id", "team_id"):
                if defaults.get(name):
                    vals[name] = vals.get(name) or defaults[name]
            if vals["is_emergency"] and vals["priority"] == SCALARS["priority"]:
                vals["priority"] = "3"
            self._complete_case_type(vals)

    @api.model
    def _complete_case_type(self, vals):
        case_type = self.env["helpdesk.ticket.type"].browse(vals.get("type_id") or ())
        # sudo: a type is a label, readable with the ticket
        vals["case_type"] = case_type.sudo().case_type
        vals["type_id"] = case_type.id

    @api.model
    def _complete_text(self, vals):
        """Take the title from the text and the text from the title."""
        text = html2plaintext(vals.get("description") or "").strip()
        if not vals.get("name"):
            ticket_class = self.env["property.ticket.class"].browse(
                vals["class_id"] or ()
            )
            # sudo: as for the class's defaults
            title = text[:80].partition("\n")[0] or ticket_class.sudo().display_name
            vals["name"] = title or self.env._("Request")
        if not text and not vals.get("description"):
            vals["description"] = plaintext2html(vals["name"])

    @api.model
    def _complete_requester(self, vals_list):
        """Fill name, address and role of who asks."""
        keys = [
            (vals["partner_id"], vals.get("unit_id"), vals.get("site_id"))
            for vals in vals_list
            if vals.get("partner_id")
        ]
        roles = self._get_requester_roles(
            [tuple(k or False for k in key) for key in keys]
        )
        partners = self.env["res.partner"].browse(sorted({key[0] for key in keys}))
        by_id = {partner.id: partner for partner in partners}
        for vals in vals_list:
            partner = by_id.get(vals.get("partner_id"))
            if not partner:
                vals.update(requester_role=False, commercial_partner_id=False)
                continue
            key = (partner.id, vals.get("unit_id"), vals.get("site_id"))
            role = roles[tuple(part or False for part in key)]
            vals["requester_role"] = vals.get("requester_role") or role
            # sudo: the parent company of a contact may be hidden, its id is not
            vals["commercial_partner_id"] = partner.sudo().commercial_partner_id.id
            vals["partner_name"] = vals.get("partner_name") or partner.name

    @api.model
    def _complete_team(self, vals_list):
        """Fill company, and the team of a person who is in one."""
        for vals in vals_list:
            team = self.env["helpdesk.ticket.team"].browse(vals.get("team_id") or ())
            user = self.env["res.users"].browse(vals.get("user_id") or ())
            if not team and user:
                # sudo: which team somebody works in is no secret to dispatchers
                team = user.sudo().helpdesk_team_ids[:1]
            vals["team_id"] = team.id
            vals["user_id"] = user.id
            # sudo: the team's company decides even for who cannot read the team
            company_id = team.sudo().company_id.id or self.env.company.id
            vals["company_id"] = vals.get("company_id") or company_id
            if user:
                vals.setdefault("assigned_date", vals["reported_at"])
            if not vals.get("channel_id"):
                vals["channel_id"] = self._default_channel_id()

    @api.model
    def _complete_stage(self, vals_list):
        """Start in the team's first stage; a closed stage brings its date."""
        first, Stage = {}, self.env["helpdesk.ticket.stage"]
        for vals in vals_list:
            key = (vals["team_id"], vals["company_id"])
            if not vals.get("stage_id"):
                if key not in first:
                    # sudo: residents and robots have no right to the stages' list
                    team = self.env["helpdesk.ticket.team"].sudo().browse(key[0] or ())
                    team = team.with_company(key[1])
                    first[key] = team._get_applicable_stages()[:1].id
                vals["stage_id"] = first[key]
            # sudo: see above
            stage = Stage.sudo().browse(vals["stage_id"])
            vals["unattended"] = stage.unattended
            if stage.closed:
                vals.setdefault("closed_date", fields.Datetime.now())
                vals["closed_by_id"] = vals.get("closed_by_id") or self.env.uid

    @api.model
    def _complete_number(self, vals_list):
        """Draw the numbers of each company in one go."""
        by_company = {}
        for vals in vals_list:
            if vals.get("number", "/") == "/":
                by_company.setdefault(vals["company_id"], []).append(vals)
        for company_id, group in by_company.items():
            # sudo: residents draw a number too
            sequence = self.env["ir.sequence"].sudo().with_company(company_id)
            numbers = sequence._next_batch_by_code(
                "helpdesk.ticket.sequence", len(group)
            )
            for vals, number in zip(group, numbers, strict=True):
                vals["number"] = number or "/"
