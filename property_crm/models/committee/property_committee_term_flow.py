from odoo import models
from odoo.exceptions import UserError, ValidationError

FILING = "property_crm.mail_activity_type_committee_filing"


class PropertyCommitteeTerm(models.Model):
    """Elected, filed, in office, handed over, ended: one step after the other."""

    _inherit = "property.committee.term"

    def action_elect(self):
        """Note the election; who keeps the site is reminded to file it in time."""
        self._check_step("draft")
        for term in self:
            if not term.member_ids.filtered(lambda member: member.role != "alternate"):
                raise ValidationError(
                    self.env._("Members: enter who was elected, and the alternates.")
                )
            term.elected_on = term.elected_on or term.site_id._get_today()
            term._set_state("elected")
            term._plan_filing()
        return True

    def _plan_filing(self):
        if not self.filing_due_on:
            return
        keeper = self._get_keeper()
        told = self.with_context(lang=keeper.lang)
        told.activity_schedule(
            FILING,
            date_deadline=self.filing_due_on,
            user_id=keeper.id,
            summary=told.env._("File the committee with the authority"),
        )

    def action_back_to_draft(self):
        """Take back an election that was entered by mistake."""
        self._check_step("elected")
        self.activity_unlink([FILING])
        self._set_state("draft")
        return True

    def action_file(self):
        """Note that the authority has the papers: the committee is in office."""
        self._check_step("elected")
        for term in self:
            term._check_office_free()
            term.filed_on = term.filed_on or term.site_id._get_today()
            term._set_state("filed")
        self.activity_feedback([FILING])
        return True

    def _check_office_free(self):
        other = self.search(
            [("site_id", "=", self.site_id.id), ("state", "=", "filed")]
        )
        if other:
            raise UserError(
                self.env._(
                    "%(committee)s is in office. Start its handover first.",
                    committee=other.name,
                )
            )

    def action_start_handover(self):
        """List what the committee has to give to the next one."""
        self._check_step("filed")
        for term in self:
            if not term.handover_item_ids:
                term._list_handover()
            term._set_state("handing_over")
        return True

    def _list_handover(self):
        # sudo: everybody hands over by the same list
        templates_sudo = self.env["property.committee.handover.template"].sudo()
        self.env["property.committee.handover.item"].create(
            [
                {
                    "term_id": self.id,
                    "sequence": line.sequence,
                    "kind": line.kind,
                    "name": line.name,
                }
                for line in templates_sudo.search([])
            ]
        )

    def action_end(self):
        """End the term when everything is handed over, or excused with a reason."""
        self._check_step("handing_over")
        for term in self:
            if term.handover_item_ids.filtered(lambda item: not item.is_settled):
                raise UserError(
                    self.env._(
                        "To hand over: some things are neither handed over nor excused."
                    )
                )
            today = term.site_id._get_today()
            last = min(term.date_end or today, today)
            for member in term.member_ids.filtered(lambda one: not one.date_end):
                member.date_end = max(last, member.date_start or last)
            term._set_state("ended")
        return True

    def _check_step(self, state):
        self.check_access("write")
        for term in self:
            if term.state != state:
                names = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(committee)s: this step is for committees in the state"
                        " “%(state)s”.",
                        committee=term.name,
                        state=names[state],
                    )
                )

    def _set_state(self, state):
        self.sudo().state = state  # sudo: the state is kept by these steps

    def _get_keeper(self):
        """Return who is reminded."""
        self.ensure_one()
        # sudo: the manager of the site, whoever takes the step
        manager = self.user_id or self.sudo().site_id.manager_id
        return manager or self.env.ref("base.user_admin")
