from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ...tools.paper_number import make_code, make_number

MOST = 2000


class PropertySurveyPaper(models.Model):
    """Sheets of a campaign that were printed together.

    Own sheets are each of one household. Plain ones are nobody's: their number is there
    so that one sheet is keyed once.
    """

    _name = "property.survey.paper"
    _description = "Printed sheets of a campaign"
    _order = "campaign_id desc, id desc"
    _rec_name = "campaign_id"
    _rec_names_search = ["campaign_id.name", "building_id.name"]

    campaign_id = fields.Many2one(
        "property.survey.campaign", required=True, index=True, ondelete="cascade"
    )
    mode = fields.Selection(related="campaign_id.mode")
    kind = fields.Selection(
        [
            ("own", "Each household's own sheet"),
            ("plain", "Plain sheets, nobody's"),
        ],
        string="Sheets",
        required=True,
        compute="_compute_kind",
        store=True,
        readonly=False,
        precompute=True,
    )
    site_ids = fields.Many2many(related="campaign_id.site_ids", string="Campaign sites")
    building_id = fields.Many2one(
        "property.building",
        ondelete="restrict",
        help="Where they are handed out. Empty: everywhere.",
    )
    without_email = fields.Boolean(
        string="Only who has no e-mail",
        default=True,
        help="Of those who have not answered yet.",
    )
    lang = fields.Selection(
        selection="_get_langs",
        string="Language of the sheets",
        help="Empty: each household's own; of plain sheets yours.",
    )
    second_lang = fields.Selection(
        selection="_get_langs",
        string="Second language",
        help="In small type below the first, on the same sheet.",
    )
    return_to = fields.Char(
        string="Bring back to", help="Empty: the service desk of the site."
    )
    count = fields.Integer(string="How many", default=50)
    serial_first = fields.Integer(readonly=True, copy=False)
    serial_last = fields.Integer(readonly=True, copy=False)
    number_first = fields.Char(string="From number", compute="_compute_numbers")
    number_last = fields.Char(string="To number", compute="_compute_numbers")
    invitation_ids = fields.One2many("property.survey.invitation", "paper_id")

    @api.model
    def _get_langs(self):
        return self.env["res.lang"].get_installed()

    @api.depends("campaign_id.mode")
    def _compute_kind(self):
        for paper in self:
            is_nobodys = paper.campaign_id.mode == "anonymous"
            paper.kind = "plain" if is_nobodys else "own"

    @api.depends("serial_first", "serial_last")
    def _compute_numbers(self):
        for paper in self:
            paper.number_first = make_number(paper.serial_first)
            paper.number_last = make_number(paper.serial_last)

    @api.depends("serial_first", "serial_last")
    def _compute_display_name(self):
        for paper in self:
            paper.display_name = f"{paper.number_first}–{paper.number_last}"

    @api.constrains("kind", "campaign_id")
    def _check_kind(self):
        for paper in self:
            if paper.kind == "own" and paper.campaign_id.mode == "anonymous":
                raise ValidationError(
                    self.env._(
                        "Sheets of an anonymous campaign are nobody's: print plain"
                        " ones."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        papers = super().create(vals_list)
        for paper in papers:
            if paper.kind == "own":
                paper._number_households()
            else:
                paper._number(paper.count)
        return papers

    @api.ondelete(at_uninstall=False)
    def _unlink_except_printed(self):
        if self:
            raise UserError(
                self.env._("Sheets that were printed may come back: they stay here.")
            )

    def _number(self, count):
        """Give the print its numbers."""
        if not 0 < count <= MOST:
            raise ValidationError(
                self.env._("How many: from 1 to %(most)s sheets.", most=MOST)
            )
        first = self.campaign_id._take_serials(count)
        self.write(
            {
                "count": count,
                "serial_first": first,
                "serial_last": first + count - 1,
            }
        )

    def _number_households(self):
        """Give each household to be asked its sheet, in the order of the doors."""
        asked = self._get_households()
        if not asked:
            raise UserError(
                self.env._("There is no household left to print a sheet for.")
            )
        self._number(len(asked))
        for serial, invitation in enumerate(asked, self.serial_first):
            invitation.write({"paper_id": self.id, "paper_serial": serial})
        planned = asked.filtered(lambda one: one.state == "planned")
        planned.channel = "paper"
        planned.sudo()._mark_asked()  # sudo: who prints sheets asks by them

    def _get_households(self):
        domain = [
            ("campaign_id", "=", self.campaign_id.id),
            ("state", "in", ("planned", "asked")),
            ("paper_serial", "in", (0, False)),
        ]
        if self.building_id:
            domain.append(("building_id", "=", self.building_id.id))
        found = self.env["property.survey.invitation"].search(domain)
        if self.without_email:
            # sudo: whether there is an e-mail decides; it is not shown
            found = found.filtered(lambda one: not one.partner_id.sudo().email)
        return found.sorted(
            lambda one: (
                one.site_id.id,
                one.building_id.code or "",
                one.unit_id.name or "",
                one.id,
            )
        )

    # Print

    def action_print(self):
        return self.env.ref(
            "property_survey.property_survey_paper_report"
        ).report_action(self)

    def _get_sheets(self):
        """Return ``[{"serial", "number", "code", "invitation", "lang"}]`` in order."""
        self.ensure_one()
        by_serial = {one.paper_serial: one for one in self.invitation_ids}
        nobody = self.env["property.survey.invitation"]
        sheets = []
        for serial in range(self.serial_first, self.serial_last + 1):
            invitation = by_serial.get(serial, nobody)
            sheets.append(
                {
                    "number": make_number(serial),
                    "code": make_code(self.campaign_id.id, serial),
                    "invitation": invitation,
                    "lang": self._choose_lang(invitation),
                }
            )
        return sheets

    def _get_blocks(self):
        """Return the blocks of the questionnaire by language of its sheets."""
        self.ensure_one()
        # sudo: what a questionnaire asks is printed for everybody
        survey_sudo = self.campaign_id.survey_id.sudo()
        return {
            lang: survey_sudo.with_context(lang=lang)._get_paper_blocks()
            for lang in {sheet["lang"] for sheet in self._get_sheets()}
        }

    def _choose_lang(self, invitation):
        # sudo: the language of a resident, to speak it
        return self.lang or invitation.partner_id.sudo().lang or self.env.lang

    def _format_day(self, day, lang):
        return format_date(self.env, day, lang_code=lang)
