from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class PropertyReservation(models.Model):
    """How a reservation ends."""

    _inherit = "property.reservation"

    def action_cancel(self):
        """The prospect gives it up: the unit is free again."""
        self.check_access("write")
        for reservation in self:
            if reservation.state != "active":
                raise UserError(
                    self.env._(
                        "%(what)s: this reservation is over already.",
                        what=reservation.display_name,
                    )
                )
        self._close("cancelled")
        return True

    def action_extend(self):
        """Keep it for as long again as by default, from now on."""
        self.check_access("write")
        default = self.default_get(["expires_at"])["expires_at"]
        self.filtered(lambda one: one.state == "active").expires_at = default
        return True

    def _close(self, state):
        # sudo: the state is kept by these steps
        self.sudo().write({"state": state, "closed_at": fields.Datetime.now()})
        labels = dict(self._fields["state"]._description_selection(self.env))
        self.env["crm.lead"]._log_documents(
            "released", self, lambda one: f"{one.unit_id.name} · {labels[state]}"
        )

    def _agree(self):
        """An agreement has been made of it."""
        self.filtered(lambda one: one.state in ("active", "expired"))._close("agreed")

    @api.model
    def _cron_expire(self, batch_size=200):
        """End what ran out, and tell who had reserved it; again does nothing more."""
        due = Domain("state", "=", "active") & Domain(
            "expires_at", "<=", fields.Datetime.now()
        )
        left = self.search_count(due)
        while left:
            found = self.search(due, limit=batch_size, order="expires_at, id")
            batch = found.try_lock_for_update()
            batch._close("expired")
            batch._tell_expired()
            left = self.search_count(due) if batch else 0
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=left):
                break

    def _tell_expired(self):
        for reservation in self:
            user = reservation.user_id
            document = reservation.lead_id or reservation
            told = document.with_context(lang=user.lang or self.env.lang)
            told.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=user.id or self.env.uid,
                summary=told.env._(
                    "The reservation of %(unit)s has run out",
                    unit=reservation.unit_id.name,
                ),
            )
