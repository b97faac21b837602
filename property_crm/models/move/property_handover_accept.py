from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.share import first_overload


class PropertyHandover(models.Model):
    """What the buyers decide in the end."""

    _inherit = "property.handover"

    def action_accept(self):
        """Make the buyers the owners from the day on, and report the defects."""
        self.check_access("write")
        for handover in self:
            handover.lock_for_update()
            if problem := next(handover._find_problems(), None):
                raise UserError(problem)
            state = "accepted_defects" if handover.defect_count else "accepted"
            day = handover.accepted_on or handover.site_id._get_today()
            handover.accepted_on = day
            handover._step(state, "inspecting")
            # sudo: whoever hands over ends the developer's ownership and begins theirs
            handover.sudo()._give_to_buyers(day)
            handover._get_defects()._report_defects()
        return True

    def action_refuse(self):
        """The buyers do not take it over yet; the defects are reported."""
        for handover in self:
            if not handover.refuse_reason:
                raise UserError(
                    self.env._("Why it was refused: the developer will ask.")
                )
        self._step("refused", "inspecting", "appointed", "notified")
        self._get_defects()._report_defects()
        return True

    def _find_problems(self):
        """Yield why it cannot be accepted yet, each by the name of its field."""
        today = self.site_id._get_today()
        if self.state != "inspecting":
            yield self.env._("State: inspect the unit first.")
        if not self.buyer_ids:
            yield self.env._("Buyers: name who becomes the owner.")
        for buyer in self.buyer_ids.filtered(lambda buyer: not buyer.is_identified):
            yield self.env._(
                "Identity checked: not yet of %(person)s.", person=buyer.partner_id.name
            )
        yield from self._find_unchecked()
        if not self.signature or not self.signed_by:
            yield self.env._("Signature, signed by: a buyer signs before it is his.")
        if self.accepted_on and self.accepted_on > today:
            yield self.env._("Day of the handover: it is yet to come.")
        yield from self._find_wrong_shares()
        yield from self._find_other_owners(self.accepted_on or today)

    def _find_unchecked(self):
        for item in self.item_ids:
            if item.result == "open":
                yield self.env._(
                    "Inspection: %(item)s is still to inspect.", item=item.display_name
                )
            elif item.result == "defect" and not item.note:
                yield self.env._(
                    "What is wrong: say it of %(item)s.", item=item.display_name
                )
        for thing in self.thing_ids.filtered(lambda thing: not thing.is_given):
            yield self.env._(
                "Documents and keys: %(thing)s is not given yet.", thing=thing.name
            )
        for meter in self.meter_ids.filtered(lambda meter: not meter.is_read):
            yield self.env._("Meters: %(meter)s is not read yet.", meter=meter.name)

    def _find_wrong_shares(self):
        """The buyers hold the whole, no more and no less."""
        holdings = [buyer._get_holding() for buyer in self.buyer_ids]
        total = sum(held.share for held in holdings)
        is_joint = any(held.is_joint for held in holdings)
        if holdings and (first_overload(holdings) or not is_joint and total != 1):
            yield self.env._(
                "Share: the buyers would hold %(total)s instead of the whole.",
                total=total,
            )

    def _find_other_owners(self, day):
        # sudo: whether somebody else owns the unit
        handover = self.sudo()
        known = handover.buyer_ids.partner_id | handover.site_id.developer_id
        owners = handover.unit_id.ownership_ids
        for owner in owners._on_date(day):
            if later := owners._get_successors(owner):
                yield self.env._(
                    "Unit: %(line)s follows already.", line=later[0]._describe()
                )
            if owner.partner_id not in known:
                yield self.env._(
                    "Unit: %(line)s holds it already.", line=owner._describe()
                )
            elif (
                owner.partner_id not in handover.buyer_ids.partner_id
                and owner.date_from
                and owner.date_from >= day
            ):
                yield self.env._(
                    "Day of the handover: %(line)s begins no earlier.",
                    line=owner._describe(),
                )

    def _give_to_buyers(self, day):
        """End what the developer holds, and begin what the buyers do not hold yet."""
        unit = self.unit_id
        buyers = self.buyer_ids.partner_id
        current = unit.ownership_ids._on_date(day)
        ended = current.filtered(lambda owner: owner.partner_id not in buyers)
        ended.write({"date_to": fields.Date.subtract(day, days=1)})
        held = current - ended
        self.env["property.ownership"].create(
            [
                buyer._prepare_ownership_vals(day)
                for buyer in self.buyer_ids
                if buyer.partner_id not in held.partner_id
            ]
        )
        unit.date_delivered = day
