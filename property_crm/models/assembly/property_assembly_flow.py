from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..committee.batches import act_in_batches

CRON = "property_crm.ir_cron_assembly_clock"


class PropertyAssembly(models.Model):
    """Called, open, closed: one step after the other, by the clock where it can be."""

    _inherit = "property.assembly"

    cancel_reason = fields.Char(string="Why called off", copy=False, tracking=True)

    def action_call(self):
        """Call the owners: from now on agenda, rules and register stay as they are."""
        self._check_step("draft")
        for assembly in self:
            assembly._check_can_be_called()
            entries = assembly._read_register()
            assembly._preview(entries)
            assembly._check_request(entries)
            assembly._check_doubts()
            assembly._copy_rules()
            assembly._freeze(entries)
            assembly._set_state(
                "called",
                notice_on=assembly.notice_on or assembly.site_id._get_today(),
            )
            assembly._log_call()
            assembly._draft_notice()
            assembly._plan_clock()
        return True

    def action_open(self):
        """Open the vote, once its time has come."""
        self._check_step("called")
        now = fields.Datetime.now()
        for assembly in self:
            if assembly.opens_at > now:
                raise UserError(self.env._("Voting from: that time has not come yet."))
        self._open()
        return True

    def action_close(self):
        """Close the vote, once its time is over."""
        self._check_step("open")
        now = fields.Datetime.now()
        for assembly in self:
            if assembly.closes_at > now:
                raise UserError(
                    self.env._(
                        "Voting until: the owners were told this time, and may vote"
                        " until then."
                    )
                )
        self._close()
        return True

    def action_cancel(self):
        """Call the assembly off before the vote is closed, and say why."""
        self._check_step("draft", "called", "open")
        for assembly in self:
            if assembly.state != "draft" and not (assembly.cancel_reason or "").strip():
                raise UserError(
                    self.env._("Why called off: say it to those who were called.")
                )
        self._set_state("cancelled")
        return True

    # Hooks

    def _check_can_be_called(self):
        """Raise what is missing before the owners can be called."""
        self.ensure_one()
        if not self.motion_ids:
            raise ValidationError(self.env._("Agenda: write what is voted on."))
        if not (self.opens_at and self.closes_at):
            raise ValidationError(
                self.env._("Voting from, until: name the time of the vote.")
            )
        if self.closes_at <= fields.Datetime.now():
            raise ValidationError(
                self.env._("Voting until: this time has passed already.")
            )
        self._check_notice()
        self.motion_ids._check_can_be_called()

    def _check_can_be_opened(self):
        """Raise what is missing before votes can be cast."""

    def _open(self):
        for assembly in self:
            assembly._check_can_be_opened()
        self._set_state("open", opened_on=fields.Datetime.now())

    def _close(self):
        # nobody is casting a vote when this lock is held; who comes later is late
        self._wait_for_votes()
        self._set_state("closed", closed_on=fields.Datetime.now())

    def _wait_for_votes(self):
        """Lock the assemblies, once who is casting a vote now has done so.

        Odoo asks again if it takes longer.
        """
        if self:
            self.env.cr.execute("SET LOCAL lock_timeout = '10s'")
            self.env.cr.execute(
                "SELECT id FROM property_assembly WHERE id IN %s ORDER BY id"
                " FOR UPDATE",
                [tuple(self.ids)],
                log_exceptions=False,
            )
            self.env.cr.execute("SET LOCAL lock_timeout TO DEFAULT")

    # Steps

    def _copy_rules(self):
        """Give each motion the rule of this day: later changes are for later votes."""
        for motion in self.motion_ids:
            data = motion._get_rule_data()
            # sudo: the copy is the system's, nobody writes it by hand
            motion.sudo().rule_data = data

    def _plan_clock(self):
        """Let the cron come at the very time, not only on its round."""
        # sudo: the cron is the system's
        cron_sudo = self.env.ref(CRON).sudo()
        for assembly in self:
            cron_sudo._trigger([assembly.opens_at, assembly.closes_at])

    @api.model
    def _cron_clock(self, batch_size=20):
        """Open and close the votes whose time has come."""
        now = fields.Datetime.now()
        act_in_batches(
            self.browse(),
            Domain("state", "=", "called") & Domain("opens_at", "<=", now),
            "_open_or_tell",
            batch_size,
        )
        act_in_batches(
            self.browse(),
            Domain("state", "=", "open") & Domain("closes_at", "<=", now),
            "_close",
            batch_size,
        )
        self._come_again(now)

    def _come_again(self, now):
        """Come again in a minute for what somebody held, e.g. who was just voting."""
        if self.search_count(
            [("state", "=", "open"), ("closes_at", "<=", now)], limit=1
        ):
            # sudo: the cron is the system's
            cron_sudo = self.env.ref(CRON).sudo()
            cron_sudo._trigger(fields.Datetime.add(now, minutes=1))

    def _open_or_tell(self):
        """Open what can be opened; tell who looks after the others what is missing."""
        for assembly in self:
            try:
                with self.env.cr.savepoint():
                    assembly._open()
            except UserError as error:
                assembly._tell_stuck(str(error))

    def _tell_stuck(self, problem):
        """Plan one activity, however often the cron comes by."""
        keeper = self._get_keeper()
        told = self.with_context(lang=keeper.lang)
        told._tell_once(told.env._("The vote cannot be opened"), problem)

    def _tell_once(self, summary, problem):
        """Plan an activity in the words of who looks after it, unless it is there."""
        if self.activity_ids.filtered(lambda one: one.summary == summary):
            return
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=self._get_keeper().id,
            summary=summary,
            note=problem,
        )

    def _get_keeper(self):
        """Return who is reminded."""
        self.ensure_one()
        # sudo: the manager of the site, whoever takes the step
        manager = self.user_id or self.sudo().site_id.manager_id
        return manager or self.env.ref("base.user_admin")

    def _check_step(self, *states):
        self.check_access("write")
        for assembly in self:
            if assembly.state not in states:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(assembly)s: this step is not for an assembly in the state"
                        " “%(state)s”.",
                        assembly=assembly.name,
                        state=labels[assembly.state],
                    )
                )

    def _set_state(self, state, **values):
        # sudo: the state is kept by these steps
        self.sudo().write({"state": state, **values})
