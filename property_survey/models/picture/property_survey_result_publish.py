from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

TENURES = ("property.ownership", "property.occupancy")


class PropertySurveyResult(models.Model):
    """What the people of the site are told of what they said."""

    _inherit = "property.survey.result"

    is_published = fields.Boolean(
        string="Residents see it", readonly=True, copy=False, tracking=True
    )
    message_to_residents = fields.Text(
        translate=True,
        string="Word to the residents",
        help="Stands above the figures on the residents' page.",
    )

    def action_publish(self):
        """Show the residents of the site its index, its radar and what is done."""
        self.check_access("write")
        for result in self:
            if not result.site_id or result.status not in ("indicative", "shown"):
                raise UserError(
                    self.env._(
                        "Only a counted result of one site with enough answers can be"
                        " shown to residents."
                    )
                )
            if result.is_maturity:
                raise UserError(
                    self.env._(
                        "A check of the company by its own people is not shown to"
                        " residents."
                    )
                )
        # sudo: only the buttons publish
        return self.sudo().write({"is_published": True})

    def action_withdraw(self):
        """Take it off the residents' page."""
        self.check_access("write")
        # sudo: as above
        return self.sudo().write({"is_published": False})

    @api.model
    def _get_portal_domain(self, partner):
        """Return the domain of what is shown to the person: of his sites today."""
        sites = self.env["property.site"]
        for model in TENURES:
            # sudo: what the person holds decides what he may read
            tenures_sudo = self.env[model].sudo()
            sites |= tenures_sudo.search_fetch(
                tenures_sudo._get_today_domain()
                & Domain("partner_id", "=", partner.id),
                ["unit_id"],
            ).unit_id.site_id
        return (
            Domain("is_published", "=", True)
            & Domain("site_id", "in", sites.ids)
            & Domain("status", "in", ("indicative", "shown"))
        )

    @api.model
    def _portal_search(self, partner):
        # sudo: only what was published to the people of the site
        return self.sudo().search(self._get_portal_domain(partner))

    @api.model
    def _portal_count(self, partner):
        # sudo: only a number, of what was published to the people of the site
        return self.sudo().search_count(self._get_portal_domain(partner))

    @api.model
    def _portal_find(self, result_id, partner):
        domain = self._get_portal_domain(partner) & Domain("id", "=", result_id)
        return self.sudo().search(domain)  # sudo: only what was published to him

    def _get_portal_values(self):
        """Return what the page shows of the single result, which is shown as sudo.

        It is compared with what residents saw, not with what was kept from them.
        """
        shown = self.with_context(only_published=True)
        pictures = shown._get_pictures(("gauge", "radar"))
        return {
            "result": self,
            "pictures": {
                name: self._render_picture(picture)
                for name, picture in pictures.items()
            },
            "tables": {
                name: (picture.head, picture.rows) for name, picture in pictures.items()
            },
            "sentences": shown._get_sentences(),
            "improvements": self._get_improvements(is_published=True),
        }
