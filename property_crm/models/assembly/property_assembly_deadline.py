from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..committee.batches import act_in_batches

ANNOUNCE = "property_crm.mail_activity_type_assembly_announce"
OBJECTION = "property_crm.mail_activity_type_assembly_objection"


class PropertyAssembly(models.Model):
    """After the close: announced in time, final when nobody can object any more."""

    _inherit = "property.assembly"

    def _set_state(self, state, **values):
        result = super()._set_state(state, **values)
        if state == "closed":
            for assembly in self:
                assembly._plan_announcement()
        elif state == "announced":
            self.activity_feedback([ANNOUNCE])
        elif state == "annulled":
            self.activity_unlink([ANNOUNCE, OBJECTION])
        return result

    def _plan_announcement(self):
        """Remind of the day on which the result has to be announced."""
        if not self.announce_due_on:
            return
        keeper = self._get_keeper()
        told = self.with_context(lang=keeper.lang)
        told.activity_schedule(
            ANNOUNCE,
            date_deadline=self.announce_due_on,
            user_id=keeper.id,
            summary=told.env._("Count the votes and announce the result"),
        )

    def _plan_answer(self):
        """Remind of an objection; one activity, however many owners object."""
        keeper = self._get_keeper()
        told = self.with_context(lang=keeper.lang)
        if self.activity_search([OBJECTION]):
            return
        told.activity_schedule(
            OBJECTION,
            date_deadline=self.objection_until,
            user_id=keeper.id,
            summary=told.env._("Answer the objections of the owners"),
        )

    def _are_objections_answered(self):
        self.ensure_one()
        return all((one.answer or "").strip() for one in self.objection_ids)

    @api.model
    def _cron_finish(self, batch_size=20):
        """Make the results final to which nobody can object any more."""
        over = self.env["property.site"]._get_today_domain(
            lambda day: Domain("objection_until", "<", day)
        )
        act_in_batches(
            self.browse(),
            Domain("state", "=", "announced") & over,
            "_finish_or_tell",
            batch_size,
        )

    def _finish_or_tell(self):
        """Finish each by itself; tell who looks after the others what is missing."""
        for assembly in self:
            told = assembly.with_context(lang=assembly._get_keeper().lang)
            try:
                with self.env.cr.savepoint():
                    told.action_finish()
            except UserError as error:
                told._tell_once(
                    told.env._("The result cannot be made final"), str(error)
                )
