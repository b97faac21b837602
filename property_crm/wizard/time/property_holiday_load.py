import base64
from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import file_open, ormcache

from ...tools.holidays import BadRow, read_holidays
from ...tools.sheet_reader import SheetError, read_sheet

# Countries whose holidays and make-up days are shipped, as they were published.
SHIPPED = {"CN": "property_crm/data/time/holidays_cn.csv"}


class PropertyHolidayLoad(models.TransientModel):
    """Writes published days off and make-up days into working hours.

    What is there already stays, so loading twice changes nothing.
    """

    _name = "property.holiday.load"
    _description = "Load public holidays"

    calendar_ids = fields.Many2many(
        "resource.calendar",
        string="Working hours",
        required=True,
        default=lambda self: self._default_calendar_ids(),
        help="The holidays are written into each of them.",
    )
    source = fields.Selection(
        [("published", "As published"), ("file", "From a file of mine")],
        required=True,
        default="published",
    )
    country_id = fields.Many2one(
        "res.country",
        default=lambda self: self.env.ref("base.cn"),
        domain=[("code", "in", list(SHIPPED))],
    )
    year = fields.Selection(
        selection="_get_years", default=lambda self: self._default_year()
    )
    file = fields.Binary(string="CSV or Excel file")
    filename = fields.Char()
    summary = fields.Char(string="What is loaded", compute="_compute_summary")

    @api.model
    def _default_calendar_ids(self):
        if self.env.context.get("active_model") == "resource.calendar":
            return self.env.context.get("active_ids")
        sites = self.env["property.site"]._read_group([], ["resource_calendar_id"])
        return [calendar.id for (calendar,) in sites if calendar]

    @api.model
    def _get_years(self):
        return [(year, year) for year in self._get_shipped_years()]

    @api.model
    def _default_year(self):
        """This year, or the last that is published."""
        years = self._get_shipped_years()
        this_year = str(fields.Date.context_today(self).year)
        return this_year if this_year in years else years[0]

    @api.model
    @ormcache()
    def _get_shipped_years(self):
        rows = [row for code in SHIPPED for row in self._read_shipped(code)]
        years = {row.cells[0][:4] for row in rows if row.cells[0][:4].isdigit()}
        return sorted(years, reverse=True)

    @api.model
    def _read_shipped(self, code):
        with file_open(SHIPPED[code], "rb") as file:
            return read_sheet(file.read())

    @api.depends("source", "country_id", "year", "file")
    def _compute_summary(self):
        for wizard in self:
            try:
                holidays = wizard._read_holidays()
            except UserError as error:
                wizard.summary = str(error)
                continue
            off = [holiday for holiday in holidays if not holiday.is_worked]
            days = sum((holiday.last - holiday.first).days + 1 for holiday in off)
            wizard.summary = holidays and self.env._(
                "%(days)s days off, %(workdays)s make-up days",
                days=days,
                workdays=len(holidays) - len(off),
            )

    def _read_holidays(self):
        """Return the chosen ``Holiday`` rows."""
        self.ensure_one()
        if self.source == "file":
            return self._read_file() if self.file else []
        code = self.country_id.code
        if code not in SHIPPED or not self.year:
            return []
        is_chinese = (self.env.lang or "").startswith("zh")
        rows = self._read_shipped(code)
        return read_holidays(rows, int(self.year), 3 if is_chinese else 2)

    def _read_file(self):
        try:
            return read_holidays(read_sheet(base64.b64decode(self.file)))
        except SheetError as error:
            raise UserError(
                self.env._("The file cannot be read. Use CSV or Excel (.xlsx).")
            ) from error
        except BadRow as error:
            raise UserError(self._explain_bad_row(error)) from error

    def _explain_bad_row(self, error):
        if error.code == "date":
            return self.env._(
                "Row %(row)s: “%(value)s” is no date. Write 2027-01-01.",
                row=error.number,
                value=error.value,
            )
        return self.env._(
            "Row %(row)s: “%(value)s” is neither “holiday” nor “workday”.",
            row=error.number,
            value=error.value,
        )

    def action_load(self):
        self.ensure_one()
        holidays = self._read_holidays()
        if not holidays:
            raise UserError(self.env._("Choose a year, or a file with holidays."))
        self.calendar_ids.check_access("write")
        for calendar in self.calendar_ids:
            calendar.write(
                {
                    "global_leave_ids": self._prepare_leaves(calendar, holidays),
                    "workday_ids": self._prepare_workdays(calendar, holidays),
                }
            )
        return {"type": "ir.actions.act_window_close"}

    def _prepare_leaves(self, calendar, holidays):
        """Return commands for the days off that are not off yet."""
        taken = [
            (leave.date_from, leave.date_to) for leave in calendar.global_leave_ids
        ]
        commands = []
        for holiday in holidays:
            start, end = self._get_bounds(calendar, holiday)
            is_off = any(a <= start and end <= b for a, b in taken)
            if not holiday.is_worked and not is_off:
                values = {"name": holiday.name, "date_from": start, "date_to": end}
                commands.append(Command.create(values))
        return commands

    def _get_bounds(self, calendar, holiday):
        """Return the first and the last second, in naive UTC."""
        zone = pytz.timezone(calendar.tz)
        midnights = (holiday.first, holiday.last + timedelta(days=1))
        start, end = (
            zone.localize(datetime.combine(day, time.min))
            .astimezone(pytz.utc)
            .replace(tzinfo=None)
            for day in midnights
        )
        return start, end - timedelta(seconds=1)

    def _prepare_workdays(self, calendar, holidays):
        taken = set(calendar.workday_ids.mapped("date"))
        lines = calendar.attendance_ids.filtered(lambda line: not line.display_type)
        weekday = min(lines.mapped("dayofweek"), default="0")
        return [
            Command.create(
                {"date": holiday.first, "name": holiday.name, "dayofweek": weekday}
            )
            for holiday in holidays
            if holiday.is_worked and holiday.first not in taken
        ]
