from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..territory.property_dated_mixin import STAFF_GROUPS

OFFICER = "property_crm.group_property_company_manager"
KEPT_FIELDS = {"lang", "tz", "name", "country_id", "company_id"}
CLEARED_LINKS = [
    "parent_id",
    "state_id",
    "user_id",
    "industry_id",
    "life_stage_id",
    "affordability_id",
    "segment_manual_id",
]


class ResPartner(models.Model):
    """Erasing a person: what must stay, stays without a name."""

    _inherit = "res.partner"

    erased_on = fields.Datetime(
        string="Erased on", readonly=True, copy=False, groups=STAFF_GROUPS
    )

    def write(self, vals):
        if not self.env.su and "erased_on" in vals:
            raise AccessError(self.env._("Nobody writes by hand who is erased."))
        # sudo: whether somebody is erased is asked, nothing of him is shown
        if not self.env.su and any(self.sudo().mapped("erased_on")):
            raise UserError(
                self.env._("This person was erased at his request; nothing is added.")
            )
        return super().write(vals)

    @api.model
    def _check_privacy_officer(self):
        if not self.env.su and not self.env.user.has_group(OFFICER):
            raise AccessError(
                self.env._("Copies and erasures are made by managers of the company.")
            )

    def _get_erasure_obstacles(self):
        """Return why this person cannot be erased now, one sentence each."""
        self.ensure_one()
        # sudo: units of other territories keep somebody too
        person = self.sudo()
        users = person.with_context(active_test=False).user_ids
        obstacles = []
        if person.is_company:
            obstacles.append(self.env._("This is a company, not a person."))
        if users.filtered(lambda user: not user.share):
            obstacles.append(self.env._("This is a colleague with a login."))
        for tenures in (person.ownership_ids, person.occupancy_ids):
            obstacles += [
                self.env._(
                    "%(unit)s: %(role)s today. The contract needs the data until"
                    " that ends.",
                    unit=tenure.unit_id.name,
                    role=tenure._describe_role(),
                )
                for tenure in tenures._on_date()
            ]
        return obstacles + self.env["property.personal.data"]._get_obstacles(person)

    def _get_erasure_plan(self):
        """Return what goes and what stays, one dictionary a kind of record."""
        self.ensure_one()
        Data = self.env["property.personal.data"]
        kept, nameless = Data._get_kept_models(), Data._get_nameless_models()
        deleted = Data._get_deleted_models()
        plan = [
            {
                "name": self.env._("Name, contact data, notes and picture"),
                "count": 1,
                "outcome": "erased",
                "reason": "",
            }
        ]
        for name, ids in Data._find_links(self).items():
            outcome = "erased" if name in deleted else "nameless"
            reason = nameless.get(name, "")
            if name in kept:
                outcome, reason = "kept", kept[name]
            plan.append(
                {
                    "name": Data._describe_model(name),
                    "count": len(ids),
                    "outcome": outcome,
                    "reason": reason,
                }
            )
        order = ("erased", "nameless", "kept")
        return sorted(plan, key=lambda line: order.index(line["outcome"]))

    def _erase(self):
        """Take these persons out of the database; what law keeps stays without name.

        Return how many texts were changed. Running it again changes nothing.
        """
        self._check_privacy_officer()
        # sudo: whether it was done is asked
        todo = self.filtered(lambda person: not person.sudo().erased_on)
        for person in todo:
            if obstacles := person._get_erasure_obstacles():
                raise UserError("\n".join(obstacles))
        found = [person._erase_records() for person in todo]
        return self.env["property.personal.data"]._scrub(found) if found else 0

    def _erase_records(self):
        """Erase what is this person's; return what to look for in all texts."""
        self.ensure_one()
        # sudo: whatever points at the person, whoever may see it
        person = self.sudo().with_context(
            tracking_disable=True, mail_notrack=True, active_test=False
        )
        people = person | person.child_ids.filtered(
            lambda child: child.type != "contact" and not child.user_ids
        )
        Data = person.env["property.personal.data"]
        terms = Data._get_terms(people)
        belongings = Data._find_belongings(people)
        people._erase_files()
        people._erase_users()
        people._erase_rows()
        people._erase_fields()
        return terms, belongings

    def _erase_files(self):
        """Delete what the person sent in, and what hangs on the contact."""
        requests = self.env["property.data.request"].search(
            [("partner_id", "in", self.ids)]
        )
        domain = (
            fields.Domain("res_model", "=", "res.partner")
            & fields.Domain("res_id", "in", self.ids)
            | fields.Domain("res_model", "=", "property.data.request")
            & fields.Domain("res_id", "in", requests.ids)
            | fields.Domain("create_uid", "in", self.user_ids.ids)
        )
        messages = self.env["mail.message"].search([("author_id", "in", self.ids)])
        files = self.env["ir.attachment"].search(
            domain & fields.Domain("res_field", "in", [False])
        )
        files |= messages.attachment_ids
        kept = self.env["property.personal.data"]._get_kept_models()
        files.filtered(lambda file: file.res_model not in kept).unlink()

    def _erase_users(self):
        users = self.user_ids
        if not users:
            return
        self.env["res.users.apikeys"].search([("user_id", "in", users.ids)]).unlink()
        self.env.cr.execute(
            SQL("DELETE FROM res_device_log WHERE user_id IN %s", tuple(users.ids))
        )
        # no mail to the person that his login has changed
        for user in users.with_context(property_erasing=True):
            user.write(
                {"login": f"erased-{user.id}", "signature": False, "active": False}
            )

    def _erase_rows(self):
        """Delete by SQL: their guards are there for everybody else."""
        Data = self.env["property.personal.data"]
        links = Data._find_links(self)
        for name in Data._get_deleted_models():
            if ids := links.get(name):
                table = SQL.identifier(self.env[name]._table)
                self.env.cr.execute(
                    SQL("DELETE FROM %s WHERE id IN %s", table, tuple(ids))
                )
        consents = self.env["property.consent"].search(
            [("partner_id", "in", self.ids), ("withdrawn_on", "=", False)]
        )
        consents.write({"withdrawn_on": fields.Datetime.now()})
        consents._stop_processing()
        self.env.invalidate_all()

    def _erase_fields(self):
        now = fields.Datetime.now()
        # or core looks for users among those that were archived
        for person in self.with_context(active_test=True):
            person.write(
                {
                    **dict.fromkeys(person._get_personal_fields(), False),
                    "name": person.env._("Erased person %(id)s", id=person.id),
                    "erased_on": now,
                    "active": False,
                }
            )
        self.env.flush_all()

    @api.model
    def _get_personal_fields(self):
        """Return the names of all fields in which something of the person may be."""
        typed = [
            name
            for name, field in self._fields.items()
            if field.store
            and not field.related
            and (not field.compute or not field.readonly)
            and field.type in ("char", "text", "html", "date")
            and name not in KEPT_FIELDS
        ]
        links = [name for name in CLEARED_LINKS if name in self._fields]
        return [*typed, *links, "image_1920", "category_id"]
