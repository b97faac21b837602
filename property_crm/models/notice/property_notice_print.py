from markupsafe import Markup

from odoo import models

from ...tools.notice_mask import mask_html, mask_text


class PropertyNotice(models.Model):
    """The sheet for the hall, and the page behind the code on it."""

    _inherit = "property.notice"

    def _get_public_url(self):
        self.ensure_one()
        # sudo: the link of the sheet, not a right of who prints it
        return f"{self.get_base_url()}/notice/{self.sudo().access_token}"

    def _get_public_text(self, text):
        """Return title and text of a language as everybody may read them."""
        known = self._get_known_people()
        return {
            "title": mask_text(text.name, **known),
            # sanitised when it was saved, and again made of its own parts
            "body": Markup(mask_html(text.body, **known)),
            "lang": text.lang,
        }

    def _get_public_texts(self):
        """Return the sheets of the notice, one a language."""
        return [self._get_public_text(text) for text in [self, *self.text_ids]]

    def _get_known_people(self):
        """Return what is hidden in public, and the office's numbers that stay."""
        # sudo: names are looked up to be hidden
        notice_sudo = self.sudo()
        sites_sudo = notice_sudo.place_ids.site_id
        units_sudo = self.env["property.unit"].sudo()
        domain = notice_sudo.place_ids._get_units_domain()
        units = units_sudo.search_fetch(domain, ["name"])
        # sudo: names are looked for to be masked, whoever prints
        people_sudo = self.env["res.partner"].sudo()
        names = people_sudo.search_fetch(
            [
                ("is_privacy_protected", "=", True),
                "|",
                ("ownership_ids.unit_id", "in", units.ids),
                ("occupancy_ids.unit_id", "in", units.ids),
            ],
            ["name"],
        )
        office = notice_sudo.company_id.partner_id
        keep = [*sites_sudo.mapped("phone"), office.phone, office.email]
        return {
            "names": names.mapped("name"),
            "units": units.mapped("name"),
            "keep": [value for value in keep if value],
        }

    def _get_place_names(self):
        """Return the places in words, those of one site after its name."""
        # sudo: names of places, for those who read the notice
        by_site = self.sudo().place_ids.grouped("site_id")
        return "; ".join(
            " · ".join(dict.fromkeys([site.name, *places._get_short_names()]))
            for site, places in by_site.items()
        )

    def action_print(self):
        return self.env.ref("property_crm.property_notice_report").report_action(self)
