from collections import defaultdict
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

# Context value of loads in bulk, which note nothing of what they create. An object, so
# that no client can send it.
BULK_LOAD = object()

# What a line says of the time that has passed: corrected by managers of the company.
HISTORY_FIELDS = (
    "date_from",
    "date_to",
    "kind",
    "share_numerator",
    "share_denominator",
    "role",
)


class PropertyTenureMixin(models.AbstractModel):
    """What ties a person to a unit for a time.

    It is ended by its last day, never deleted or given to somebody else, so that
    the unit keeps its history; only what was entered today may be corrected.
    Every change is noted in the unit's chatter.
    """

    _name = "property.tenure.mixin"
    _inherit = [
        "property.person.mixin",
        "property.dated.mixin",
        "property.territory.mixin",
    ]
    _description = "Ties a person to a unit"

    unit_id = fields.Many2one(
        "property.unit", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(related="unit_id.site_id", store=True, index=True)
    company_id = fields.Many2one(related="unit_id.company_id", store=True, index=True)
    territory_id = fields.Many2one(related="unit_id.territory_id", store=True)
    note = fields.Char()
    date_from = fields.Date(
        default=None,  # not that of the mixin
        compute="_compute_date_from",
        store=True,
        precompute=True,
        readonly=False,
    )

    @api.depends("unit_id")
    def _compute_date_from(self):
        """Begin on the present day of the site, wherever the user is."""
        for tenure in self:
            is_new = tenure.unit_id and not tenure._origin and not tenure.date_from
            tenure.date_from = (
                tenure.unit_id.site_id._get_today() if is_new else tenure.date_from
            )

    def _on_date(self, day=None):
        return super()._on_date(day) if day else self._on_site_date()

    @api.model
    def _get_today_domain(self):
        return self.env["property.site"]._get_today_domain(self._get_on_date_domain)

    def _describe(self):
        """Return one line for the chatter: who, as what, from when to when."""
        self.ensure_one()
        dates = [
            fields.Date.to_string(day) if day else "…"
            for day in (self.date_from, self.date_to)
        ]
        return f"{self.partner_id.name}, {self._describe_role()}, {' – '.join(dates)}"

    def _describe_role(self):
        """Return in words as what the person is tied to the unit."""
        raise NotImplementedError

    @api.model
    def _get_near_domain(self):
        """Return the domain of what holds now, whatever the day is at the site."""
        today, day = fields.Date.today(), timedelta(days=1)
        begun = Domain("date_from", "=", False) | Domain("date_from", "<=", today + day)
        return begun & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today - day)
        )

    def _on_site_date(self):
        """Return the lines that hold on the present day of their site."""
        held = self.browse().concat(
            *(
                lines._on_date(site._get_today())
                for site, lines in self.grouped("site_id").items()
            )
        )
        return held.with_prefetch(self._prefetch_ids)

    @api.depends("unit_id.name", "partner_id.name")
    def _compute_display_name(self):
        for tenure in self:
            tenure.display_name = f"{tenure.partner_id.name} · {tenure.unit_id.name}"

    @api.model_create_multi
    def create(self, vals_list):
        # What ends must end before what starts is inserted and judged.
        self.flush_model()
        tenures = super().create(vals_list)
        if self.env.context.get("property_load") is not BULK_LOAD:
            tenures._log_on_units({tenure: tenure._describe() for tenure in tenures})
        return tenures

    def write(self, vals):
        self._check_may_rewrite(vals)
        before = {tenure: tenure._describe() for tenure in self}
        result = super().write(vals)
        self._log_on_units(
            {
                tenure: f"{old} → {tenure._describe()}"
                for tenure, old in before.items()
                if old != tenure._describe()
            }
        )
        return result

    def _check_may_rewrite(self, vals):
        """Refuse to turn the past of one person or unit into that of another."""
        changed = self.filtered(
            lambda tenure: any(
                name in vals and vals[name] != tenure[name].id
                for name in ("unit_id", "partner_id")
            )
        )
        if history := changed._get_history():
            raise UserError(
                self.env._(
                    "Person, unit: %(record)s is history. End it by its last day and"
                    " add a new line.",
                    record=history[0].display_name,
                )
            )
        self._check_may_correct(vals)

    def _check_may_correct(self, vals):
        """Leave dates, shares and roles of past lines to managers of the company."""
        if self.env.su or self.env.user.has_group(
            "property_crm.group_property_company_manager"
        ):
            return
        names = [name for name in HISTORY_FIELDS if name in vals]
        if not names:
            return
        history = self._get_history()
        for tenure in history:
            if name := tenure._get_rewritten(vals, names):
                raise UserError(
                    self.env._(
                        "%(field)s: %(record)s is history. End it by its last day and"
                        " add a new line, or ask a manager of the company.",
                        field=self._fields[name]._description_string(self.env),
                        record=tenure.display_name,
                    )
                )

    def _get_rewritten(self, vals, names):
        """Return the first of the names by which the values would change the past.

        A line that has not ended is ended at will, and an unknown role is named.
        """
        today = self.site_id._get_today()
        for name in names:
            field, old = self._fields[name], self[name]
            new = field.convert_to_cache(vals[name], self, validate=False)
            if new == field.convert_to_cache(old, self, validate=False):
                continue
            if name == "date_to" and (not old or old >= today):
                continue
            if name == "role" and old == "unknown":
                continue
            return name
        return None

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        if history := self._get_history():
            raise UserError(
                self.env._(
                    "%(record)s cannot be deleted: end it by its last day, so that"
                    " the history of the unit stays.",
                    record=history[0].display_name,
                )
            )
        self._log_on_units(
            {
                tenure: self.env._("Deleted: %(line)s", line=tenure._describe())
                for tenure in self
            }
        )

    def _get_history(self):
        """Return the records that were entered before today, or by other means.

        What has not begun yet is no history: it may be called off.
        """
        history = self.browse()
        for site, tenures in self.grouped("site_id").items():
            today = site._get_today()
            history |= tenures.filtered(
                lambda tenure, site=site, today=today: (
                    not (
                        (tenure.date_from or today) > today
                        or tenure.create_date
                        and site._to_local(tenure.create_date).date() == today
                    )
                )
            )
        return history

    def _log_on_units(self, line_by_tenure):
        """Note the lines in the chatter of the units, one note a unit."""
        lines_by_unit = defaultdict(list)
        for tenure, line in line_by_tenure.items():
            lines_by_unit[tenure.unit_id].append(line)
        self.env["property.unit"].union(*lines_by_unit)._message_log_batch(
            {
                unit.id: Markup("<br/>").join(lines)
                for unit, lines in lines_by_unit.items()
            }
        )

    def _delete_merged(self):
        """Remove lines whose content another line of the unit has taken over.

        By SQL, since the guard of the history is there for everybody else.
        """
        self._log_on_units(
            {
                tenure: self.env._("Merged: %(line)s", line=tenure._describe())
                for tenure in self
            }
        )
        self.env.execute_query(
            SQL(
                "DELETE FROM %s WHERE id IN %s",
                SQL.identifier(self._table),
                tuple(self.ids),
            )
        )
        self.env.invalidate_all()
