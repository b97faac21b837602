from odoo import models
from odoo.tools import format_date, format_datetime


class PropertyHandover(models.Model):
    """The record of the handover, on paper."""

    _inherit = "property.handover"

    def _get_print_lang(self):
        """Return the language of the first buyer, who signs it."""
        return self.buyer_ids[:1].partner_id.lang or self.env.lang

    def _get_print_label(self):
        """Return what stands beside the page numbers."""
        return self.unit_id.name

    def _format_day(self, day):
        lang = self._get_print_lang()
        return format_date(self.env, day, lang_code=lang) if day else ""

    def _format_appointment(self):
        """Return the appointment by the clock of the site."""
        if not self.start:
            return ""
        # sudo: the clock of the site
        zone = self.sudo().site_id.tz
        lang = self._get_print_lang()
        return format_datetime(
            self.env, self.start, tz=zone, dt_format="yyyy-MM-dd HH:mm", lang_code=lang
        )

    def _get_print_defects(self):
        """Return ``[(item, photos before, photos after)]``, the worst first."""
        ranks = {"safety": 0, "major": 1}
        defects = self._get_defects().sorted(lambda item: ranks.get(item.severity, 2))
        return [
            (
                item,
                item._get_prints(item.photo_ids),
                item._get_prints(item.photo_after_ids),
            )
            for item in defects
        ]


class PropertyHandoverBuyer(models.Model):
    _inherit = "property.handover.buyer"

    def _describe_share(self):
        if self.kind == "shares":
            return f"{self.share_numerator}/{self.share_denominator}"
        return dict(self._fields["kind"]._description_selection(self.env))[self.kind]
