from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.dialler import DiallerError


class PropertyCall(models.Model):
    """Calling out: the one place where a telephone is asked to dial."""

    _inherit = "property.call"

    def _dial(self):
        """Dial the number of an outbound call; return the action of the client.

        The dialler of the site does it. Without one the browser hands the number to
        the telephone of the agent, which shows it.
        """
        self.ensure_one()
        if not self.number:
            raise UserError(self.env._("Phone number: there is none to call."))
        Dialler = self.env["property.call.dialler"]
        dialler = Dialler._get_for(self.site_id, self.company_id)
        try:
            dialled = dialler.dial(self.number, self.env.user.login, self.name)
        except DiallerError as error:
            raise UserError(
                self.env._(
                    "The telephone did not take the call (%(reason)s). Try again or"
                    " dial by hand.",
                    reason=str(error),
                )
            ) from error
        self._ring()
        if not dialled.href:
            return True
        self._log_dialled()
        return {"type": "ir.actions.act_url", "url": dialled.href, "target": "self"}

    def _log_dialled(self):
        """Note that the agent's telephone shows a number that he sees masked."""
        partner = self.partner_id
        if not partner or partner not in partner._filter_masked():
            return
        self.env["property.disclosure"].create(
            {
                "kind": "dialled",
                "partner_id": partner.id,
                "reason": self.env._("Called: %(call)s", call=self.name),
            }
        )

    def action_not_reached(self):
        """Say that nobody answered an outbound call."""
        self.ensure_one()
        self._check_flow("ringing")
        failure = self.env.context.get("failure") or "no_answer"
        self.write({"ended_at": self._get_moment(), "failure": failure})
        return True


class ResPartner(models.Model):
    """The phone book."""

    _inherit = "res.partner"

    do_not_call = fields.Boolean(
        string="No sales calls",
        tracking=True,
        help="Calls about safety or the contract are made all the same.",
    )

    def action_call(self):
        """Call this person, and write the call down."""
        self.ensure_one()
        self.check_access("read")
        call = self.env["property.call"].create(
            {
                "direction": "outbound",
                "partner_id": self.id,
                "number": self.phone_sanitized or self.phone,
                "user_id": self.env.uid,
            }
        )
        return call._dial()

    def _get_call_refusals(self, purpose, company=None):
        """Return ``{id: why}`` of those who may not be called for a purpose.

        Sales need a consent to offers, and that the person has not said no to calls;
        surveys, that he may be contacted. The rest is owed or a matter of safety.
        """
        if purpose not in ("sales", "survey"):
            return {}
        # sudo: the answer decides about the call; it is not shown otherwise
        people_sudo = self.sudo()
        refusals = {
            person.id: self.env._("does not want to be contacted.")
            for person in people_sudo.filtered("refuses_contact")
        }
        if purpose == "survey":
            return refusals
        said_no = people_sudo.filtered("do_not_call")
        agreed = self._filter_consenting("marketing", company)
        no_consent = {
            person.id: self.env._("no consent to offers is recorded.")
            for person in self - agreed
        }
        no_sales = {
            person.id: self.env._("does not want sales calls.") for person in said_no
        }
        return no_consent | no_sales | refusals
