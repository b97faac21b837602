from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

MAX_FEEDBACK = 2_000


class HelpdeskTicket(models.Model):
    """What the requester says about a closed request, and what we answer."""

    _inherit = "helpdesk.ticket"

    last_rating_id = fields.Many2one(
        "rating.rating", string="Rating", compute="_compute_last_rating_id"
    )
    last_rating = fields.Float(
        string="Stars", compute="_compute_last_rating_id", groups="base.group_user"
    )
    last_rating_reply = fields.Text(
        string="Our reply", compute="_compute_last_rating_id", groups="base.group_user"
    )

    @api.depends("rating_ids.consumed", "rating_ids.rating", "rating_ids.reply")
    def _compute_last_rating_id(self):
        # sudo: whoever sees the request sees what its requester thinks of it
        ratings_sudo = self.env["rating.rating"].sudo()
        found = ratings_sudo.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("consumed", "=", True),
            ],
            order="id",
        )
        by_ticket = {rating.res_id: rating for rating in found}
        for ticket in self:
            rating_sudo = by_ticket.get(ticket._origin.id, ratings_sudo)
            ticket.last_rating_id = rating_sudo
            ticket.last_rating = rating_sudo.rating
            ticket.last_rating_reply = rating_sudo.reply

    def _portal_rate(self, form):
        """Take the stars, reasons and words of the requester; the last ones count.

        :param dict form: ``stars``, ``reasons`` (list) and ``feedback``, unchecked
        """
        self.ensure_one()
        self._check_own_closed()
        stars = str(form.get("stars") or "")
        if stars not in {"1", "2", "3", "4", "5"}:
            raise UserError(self.env._("Stars: choose from one to five."))
        # sudo: residents rate by this form and no other way
        ticket_sudo = self.sudo()
        rating_sudo = ticket_sudo._get_rating_of_this_time()
        feedback = (form.get("feedback") or "").strip()[:MAX_FEEDBACK]
        ids = [int(key) for key in form.get("reasons") or () if str(key).isdecimal()]
        reasons = rating_sudo.reason_ids.search([("id", "in", ids)])
        same = (float(stars), feedback, reasons)
        is_known = rating_sudo.consumed
        told = (rating_sudo.rating, rating_sudo.feedback or "", rating_sudo.reason_ids)
        if is_known and told == same:
            return rating_sudo
        ticket_sudo.rating_apply(float(stars), rating=rating_sudo, feedback=feedback)
        rating_sudo.reason_ids = reasons
        return rating_sudo

    def _get_rating_of_this_time(self):
        """Return the rating of this closing: after a return there is a new one."""
        partner = self.partner_id
        ratings = self.env["rating.rating"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("partner_id", "=", partner.id),
            ],
            order="id desc",
        )
        for rating in ratings:
            if rating.is_superseded:
                continue
            if not rating.consumed or rating.create_date >= self._get_finished_at():
                return rating
        return ratings.create(
            {
                "res_model_id": self.env["ir.model"]._get_id(self._name),
                "res_id": self.id,
                "partner_id": partner.id,
                "rated_partner_id": self._rating_get_operator().id,
            }
        )

    def _check_own_closed(self):
        self.check_access("read")
        if not self._is_requester():
            raise AccessError(self.env._("Only who made the request can do this."))
        # sudo: residents have no right to the list of stages
        if not self.sudo().stage_id.is_finished:
            raise UserError(self.env._("This request is still open."))

    def action_reply_to_rating(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_rating_reply_action"
        )
        action["context"] = {"default_ticket_id": self.id}
        return action

    def _reply_to_rating(self, reply):
        self.ensure_one()
        self.check_access("write")
        rating = self.last_rating_id
        if not rating or not (reply or "").strip():
            raise UserError(self.env._("Reply: there must be a rating and a text."))
        # sudo: staff reply to ratings; they do not change them
        rating.sudo().write(
            {
                "reply": reply.strip(),
                "reply_user_id": self.env.uid,
                "reply_date": fields.Datetime.now(),
            }
        )
        self.message_post(
            body=reply.strip(),
            partner_ids=self.partner_id.ids,
            subtype_xmlid="mail.mt_comment",
        )
