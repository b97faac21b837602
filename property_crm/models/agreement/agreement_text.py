from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date, formatLang
from odoo.tools.translate import html_translate

from ...tools.fee import split_by_price
from ...tools.placeholders import fill_in, find_places


class Agreement(models.Model):
    """The text: from a template, filled from customer, unit and price list."""

    _inherit = "agreement"

    template_text = fields.Html(
        translate=html_translate,
        help="Places to fill in: {customer}, {customer_address}, {company}, {number},"
        " {site}, {building}, {unit}, {area}, {start_date}, {end_date},"
        " {valid_until}, {notice_days}, {service_level}, {amount_month},"
        " {amount_once}, {amount_total}, {services}, {today}, {responsible} and"
        " {price:CODE} with the code of a service.",
    )
    body = fields.Html(
        string="Text",
        compute="_compute_body",
        store=True,
        readonly=False,
        copy=True,
        help="From the template; change it as you like. The places in braces are"
        " filled in when it is sent.",
    )
    final_text = fields.Html(copy=False, readonly=True, sanitize=True)
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.depends("template_id", "lang")
    def _compute_body(self):
        for agreement in self:
            if not agreement.template_id:
                agreement.body = agreement.body
                continue
            template = agreement.template_id.with_context(lang=agreement.lang)
            agreement.body = template.template_text

    @api.depends("final_text", "body", "template_text", "is_template", "line_ids")
    def _compute_preview(self):
        for agreement in self:
            if agreement.is_template:
                agreement.preview = agreement.template_text
            else:
                agreement.preview = agreement.final_text or agreement._fill_in()

    @api.onchange("template_id")
    def _onchange_template_id(self):
        """Propose what the template has; an onchange, since lines may be there."""
        template = self.template_id
        if template and not self.line_ids:
            self.line_ids = [
                fields.Command.create(vals)
                for vals in self._prepare_template_lines(template)
            ]
            self.name = self.name or template.name
            self.notice_days = template.notice_days
            self.service_level = template.service_level or self.service_level
            self.agreement_type_id = template.agreement_type_id

    @api.model
    def _prepare_template_lines(self, template):
        return [
            {
                "service_id": line.service_id.id,
                "period": line.period,
                "sequence": line.sequence,
            }
            for line in template.line_ids
        ]

    @api.constrains("template_text", "body")
    def _check_places(self):
        known = set(self._get_places())
        for agreement in self:
            for text in (agreement.template_text, agreement.body):
                for name, _detail in find_places(text):
                    if name not in known:
                        raise ValidationError(
                            self.env._(
                                "The text has a place {%(name)s} that nobody can fill"
                                " in. Known are: %(known)s.",
                                name=name,
                                known=", ".join(sorted(known)),
                            )
                        )

    @api.model
    def _get_places(self):
        """Return ``{name: method}`` of what a text may ask for."""
        names = (
            "customer customer_address company number site building unit area"
            " start_date end_date valid_until notice_days service_level amount_month"
            " amount_once amount_total services today responsible price"
        )
        return {name: f"_fill_{name}" for name in names.split()}

    def _fill_in(self):
        """Return the text in the language of the document, its places filled in."""
        self.ensure_one()
        if not self.body:
            return False
        # sudo: names of place, customer and prices, for who may read the document
        document = self.sudo().with_context(lang=self.lang or self.env.lang)
        values = {
            name: getattr(document, method)
            for name, method in self._get_places().items()
        }
        asked = {name for name, _detail in find_places(self.body)}
        return fill_in(
            self.body,
            {
                name: value if name == "price" else value()
                for name, value in values.items()
                if name in asked
            },
        )

    def _shows_services(self):
        """Tell whether the text itself lists the services."""
        return ("services", "") in find_places(self.body)

    # Each place

    def _fill_customer(self):
        return self.partner_id.name or ""

    def _fill_customer_address(self):
        address = self.partner_id._display_address(without_company=True)
        return ", ".join(filter(None, map(str.strip, address.splitlines())))

    def _fill_company(self):
        return (self.company_id or self.env.company).name

    def _fill_number(self):
        return self.code

    def _fill_site(self):
        return self.site_id.name or ""

    def _fill_building(self):
        return self.unit_id.building_id.name or self.unit_id.building_id.code or ""

    def _fill_unit(self):
        units = self.unit_id | self.line_ids.unit_id
        return ", ".join(units.mapped("name"))

    def _fill_area(self):
        lines = self._get_lines_of_first_day()
        areas = lines.filtered(lambda line: line.basis == "area").mapped("quantity")
        area = self.unit_id.area_chargeable or max(areas, default=0)
        return f"{area:.2f} m²"

    def _fill_start_date(self):
        return self._format_day(self.start_date)

    def _fill_end_date(self):
        local = self.with_context(lang=self.lang)
        return self._format_day(self.end_date) or local.env._("until further notice")

    def _fill_valid_until(self):
        return self._format_day(self.valid_until)

    def _fill_notice_days(self):
        return str(self.notice_days)

    def _fill_service_level(self):
        levels = dict(self._fields["service_level"]._description_selection(self.env))
        return levels.get(self.service_level, "")

    def _fill_amount_month(self):
        return self._format_amount(self.amount_month)

    def _fill_amount_once(self):
        return self._format_amount(self.amount_once)

    def _fill_amount_total(self):
        return self._format_amount(self.amount_total)

    def _fill_today(self):
        return self._format_day(self._get_today())

    def _fill_responsible(self):
        return self.user_id.name or ""

    def _fill_services(self):
        return self.env["ir.qweb"]._render(
            "property_crm.agreement_services",
            {"agreement": self, "format_day": self._format_day},
        )

    def _fill_price(self, code):
        service = self.env["property.service"].search([("code", "=", code)], limit=1)
        company = self.company_id or self.env.company
        prices = self.env["property.price"]._find_for(service, company)
        spans = prices._get_spans(service, self.site_id, self.unit_id)
        day = self.start_date or self._get_today()
        found = split_by_price(day, day, spans)
        return self._format_price(found[0].price) if found else "…"

    def _format_day(self, day):
        return format_date(self.env, day, lang_code=self.lang) if day else ""

    def _format_amount(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)

    def _format_price(self, price):
        """Return a price with its third and fourth decimal only where it has them."""
        text = f"{price:.4f}".rstrip("0")
        whole, _point, decimals = text.partition(".")
        price, symbol = f"{whole}.{decimals:0<2}", self.currency_id.symbol or ""
        if self.currency_id.position == "before":
            return f"{symbol} {price}".strip()
        return f"{price} {symbol}".strip()
