from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools.mimetypes import guess_mimetype

MAX_OPEN = 5
MAX_WORKERS = 30
MAX_DAYS = 366
MAX_FILES = 5
MAX_FILE_SIZE = 10 * 1024 * 1024
FILE_TYPES = ("application/pdf", "image/jpeg", "image/png", "image/webp")


class PropertyDecorationPermit(models.Model):
    """What residents do with the permits for their decoration."""

    _inherit = "property.decoration.permit"

    @api.model
    def _get_portal_cards(self, limit=30):
        """Return what the page shows, the newest first, one dictionary a permit."""
        # sudo: residents have no right on the model; these are the user's own
        return self.sudo().search(self._get_portal_domain(), limit=limit)._to_cards()

    def _to_cards(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        words = self._get_portal_words()
        return [
            {
                "id": permit.id,
                "name": permit.name,
                "unit": permit.unit_id.name,
                "from": permit.date_from,
                "until": permit.date_to,
                "state": permit.state,
                "state_text": states[permit.state],
                "next": words.get(permit.state, ""),
            }
            for permit in self
        ]

    @api.model
    def _get_portal_words(self):
        """Return ``{state: what it means for the applicant}``."""
        return {
            "submitted": self.env._("We look at your drawings and answer here."),
            "approved": self.env._(
                "Agreed. Before work begins the front desk posts the notice for your"
                " neighbours."
            ),
            "in_work": self.env._("The workers may come in with their codes."),
            "suspended": self.env._("Work must stop. Please talk to the front desk."),
            "done": self.env._("The completed work was inspected."),
        }

    def _get_portal_details(self):
        """Return the page of one permit: the card and what belongs to it."""
        self.ensure_one()
        [card] = self._to_cards()
        results = dict(
            self.inspection_ids._fields["result"]._description_selection(self.env)
        )
        return card | {
            "work": self.description or "",
            "contractor": self.contractor_id.name or self.contractor_text or "",
            "hours": [self._format_hour(h) for h in (self.hour_from, self.hour_to)],
            "why": self.suspend_reason if self.state == "suspended" else "",
            "can_withdraw": self.state in ("draft", "submitted"),
            "workers": [
                {
                    "name": worker.name,
                    "trade": worker.trade or "",
                    "code_text": self.state == "in_work" and worker.code_text,
                }
                for worker in self.worker_ids
            ],
            "inspections": [
                {
                    "date": line.date,
                    "result": line.result,
                    "result_text": results[line.result],
                    "note": line.note or "",
                    "recheck": line.recheck_date,
                }
                for line in self.inspection_ids
            ],
            "files": [
                {"id": file.id, "name": file.name} for file in self._get_drawings()
            ],
        }

    @api.model
    def _format_hour(self, hour):
        whole, minutes = divmod(round(hour * 60), 60)
        return f"{whole:02}:{minutes:02}"

    def _get_drawings(self):
        """Return what the applicant has sent, no files of the staff."""
        return self.env["ir.attachment"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("create_uid.partner_id", "=", self.partner_id.id),
                ("res_field", "=", False),
            ],
            order="id",
        )

    @api.model
    def _portal_create(self, form):
        permit_sudo = super()._portal_create(form)
        if permit_sudo.state == "draft":
            permit_sudo._attach_drawings(form.get("drawings") or [])
            permit_sudo.action_submit()
            permit_sudo._tell_decider()
        return permit_sudo

    @api.model
    def _prepare_portal_vals(self, form):
        unit = self._get_portal_unit(form.get("unit_id"))
        # sudo: residents have no right on the model; his own are counted
        mine = self.sudo().search_count(
            self._get_portal_domain() & self._get_open_domain()
        )
        if mine >= MAX_OPEN:
            raise UserError(self.env._("Withdraw a request first; many are open."))
        if not form.get("is_acknowledged"):
            raise UserError(
                self.env._("Please confirm that you know what is forbidden.")
            )
        self._check_drawings(form.get("drawings") or [])
        missing = self.env._("Work: say what is changed, and where.")
        first = self._read_portal_day(form, "date_from", unit)
        last = self._read_portal_day(form, "date_to", unit)
        if not 0 <= (last - first).days <= MAX_DAYS:
            raise UserError(self.env._("Last day: after the first, within one year."))
        return {
            "unit_id": unit.id,
            "date_from": first,
            "date_to": last,
            "description": self._read_portal_text(form, "description", 2000, missing),
            "contractor_text": self._read_portal_text(form, "contractor_text", 120),
            "is_acknowledged": True,
            "worker_ids": [
                Command.create(vals) for vals in self._read_workers(form.get("workers"))
            ],
        }

    @api.model
    def _read_workers(self, text):
        """Return the workers of the lines “name, trade”."""
        rows = [
            line.replace("，", ",").partition(",")
            for line in str(text or "").splitlines()
        ]
        people = [
            {"name": name.strip()[:80], "trade": trade.strip()[:80] or False}
            for name, _comma, trade in rows
            if name.strip()
        ]
        if len(people) > MAX_WORKERS:
            raise UserError(
                self.env._("Workers: %(count)s at most.", count=MAX_WORKERS)
            )
        return people

    @api.model
    def _check_drawings(self, drawings):
        """Refuse what is neither a picture nor a PDF, whatever it calls itself."""
        if len(drawings) > MAX_FILES:
            raise UserError(self.env._("Drawings: %(count)s at most.", count=MAX_FILES))
        for name, content in drawings:
            if len(content) > MAX_FILE_SIZE:
                raise UserError(self.env._("%(name)s is too large.", name=name))
            if guess_mimetype(content) not in FILE_TYPES:
                raise UserError(
                    self.env._("%(name)s is neither a PDF nor a picture.", name=name)
                )

    def _attach_drawings(self, drawings):
        self.env["ir.attachment"].create(
            [
                {
                    "name": name[:120],
                    "raw": content,
                    "res_model": self._name,
                    "res_id": self.id,
                }
                for name, content in drawings
            ]
        )

    def _tell_decider(self):
        """Ask who looks after the unit to decide."""
        keeper = self.unit_id.steward_id or self.site_id.manager_id
        if keeper:
            told = self.with_context(lang=keeper.lang)
            told.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=fields.Date.add(self.site_id._get_today(), days=3),
                user_id=keeper.id,
                summary=told.env._("Decide on the decoration permit"),
            )

    @api.model
    def _portal_withdraw(self, record_id):
        """Withdraw the user's own before it is decided, twice if he clicks twice."""
        permit_sudo = self._find_own(record_id).filtered_domain(
            Domain("state", "in", ["draft", "submitted"])
        )
        if permit_sudo:
            permit_sudo.action_close()
            permit_sudo.activity_unlink(["mail.mail_activity_data_todo"])
