from markupsafe import escape

from odoo import api, fields, models
from odoo.tools import format_date

from ...tools.call_script import CHOICES, NUMBER
from ...tools.placeholders import fill_in


class PropertyCallScript(models.Model):
    """The script with the customer's data filled in, as the working screen shows it."""

    _inherit = "property.call.script"

    preview_partner_id = fields.Many2one(
        "res.partner",
        string="Preview as",
        store=False,
        help="The customer whose name and unit the preview shows.",
    )

    def _prepare_script(self, places):
        """Return the steps in the language of the context, their places filled in."""
        self.ensure_one()
        # sudo: who calls by the script need not be allowed to list scripts
        script_sudo = self.sudo()
        steps = script_sudo.step_ids
        return {
            "id": self.id,
            "name": script_sudo.display_name,
            "start": steps[:1].id,
            "steps": [
                {
                    "id": step.id,
                    "name": step.name,
                    "text": self._fill_in(step.text, places),
                    "kind": step.kind,
                    "goto": step.goto_id.id,
                    "options": [
                        {
                            "id": option.id,
                            "name": option.name,
                            "goto": option.goto_id.id,
                        }
                        for option in step._get_ways()
                        if step.kind in CHOICES
                    ],
                    "branches": [
                        {
                            "sign": branch.sign,
                            "limit": branch.limit,
                            "goto": branch.goto_id.id,
                        }
                        for branch in step._get_ways()
                        if step.kind == NUMBER
                    ],
                }
                for step in steps
            ],
        }

    @api.model
    def _fill_in(self, text, places):
        """Return plain text; the places are filled in as markup is, and that undone."""
        return fill_in(escape(text or ""), places).unescape()

    @api.readonly
    def api_preview(self, partner_id=None, lang=None):
        """Return the script as the working screen shows it, of a draft as well.

        :param int partner_id: customer to fill in; without one, a name as an example
        :param str lang: code of the language to speak; default: the user's
        :return: ``script``, ``customer``, ``languages`` and ``lang`` as in
            ``api_next_entry`` of ``property.call.entry``, and ``preview`` True
        :rtype: dict
        :raise AccessError: the user may not see the script or the customer
        """
        self.ensure_one()
        self.check_access("read")
        languages = self.env["property.call.entry"]._get_languages()
        known = [code for code, _name in languages]
        lang = lang if lang in known else self.env.lang
        script = self.with_context(lang=lang)
        partner = self.env["res.partner"].browse(partner_id or ()).exists()
        partner.check_access("read")
        return {
            "preview": True,
            "script": script._prepare_script(script._get_example(partner)),
            "customer": {"id": partner.id, "name": partner.name or ""},
            "languages": languages,
            "lang": lang,
        }

    def _get_example(self, partner):
        unit = partner.unit_ids[:1]
        today = format_date(
            self.env, fields.Date.context_today(self), lang_code=self.env.lang
        )
        return {
            "customer": partner.name or self.env._("Ms Example"),
            "unit": unit.name or "1-101",
            "site": unit.site_id.name or self.env._("Example Gardens"),
            "company": self.env.company.name,
            "agent": self.env.user.name,
            "list": self.name,
            "about": "…",
            "deadline": today,
            "today": today,
        }

    def action_preview(self):
        """Open the working screen with an example; nothing is saved.

        The customer of the context is spoken to, if there is one.
        """
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "property_crm.call_work",
            "name": self.display_name,
            "params": {
                "script_id": self.id,
                "partner_id": self.env.context.get("preview_partner_id") or None,
            },
        }
