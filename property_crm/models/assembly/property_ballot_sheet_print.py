from odoo import models
from odoo.tools import format_date, formatLang


class PropertyBallotSheet(models.Model):
    """What is printed on paper ballots, read for all of a batch at once."""

    _inherit = "property.ballot.sheet"

    def action_print(self):
        return self.env.ref("property_crm.ballot_sheet_report").report_action(self)

    def _prepare_prints(self):
        """Return what each sheet says, in order.

        :return: dictionaries with ``sheet``, ``rows``, ``lang``, ``motions`` (pairs of
            its number on the agenda and the motion), ``signers`` (names),
            ``all_sign`` (nobody was named to vote for the co-owners)
        """
        self.check_access("read")
        # who prints a ballot holds it in his hand: those who run the vote
        self.assembly_id.check_access("write")
        # sudo: the register and its owners, for whoever may print the ballots
        sheets_sudo = self.sudo()
        found = []
        for assembly, sheets in sheets_sudo.grouped("assembly_id").items():
            rows = self.env["property.assembly.row"].sudo()
            rows = rows.search(
                [
                    ("assembly_id", "=", assembly.id),
                    ("head_key", "in", sheets.mapped("head_key")),
                ]
            )
            by_head = rows.grouped("head_key")
            asked = assembly._get_asked_units(rows)
            people = assembly._get_signing_people(rows)
            found += [
                sheet._prepare_print(by_head[sheet.head_key], asked, people)
                for sheet in sheets
            ]
        return found

    def _prepare_print(self, rows, asked, people):
        units = set(rows.unit_id.ids)
        signers, all_sign = rows._get_sheet_signers()
        known = [people[key] for key in signers if key in people]
        return {
            "sheet": self,
            "rows": rows,
            "area": self._format_area(sum(rows.mapped("area_centi"))),
            "lang": self._choose_lang(known),
            "motions": [
                (place, motion) for place, motion, held in asked if units & held
            ],
            "signers": [one.name for one in known],
            "all_sign": all_sign,
        }

    def _choose_lang(self, people):
        langs = (person.lang for person in people if person.lang)
        return self.env.context.get("ballot_lang") or next(langs, self.env.lang)

    def _format_area(self, centi):
        return f"{formatLang(self.env, centi // 100, digits=0)}.{centi % 100:02d}"

    def _format_return(self, lang):
        """Return until when the paper must be back."""
        assembly = self.assembly_id.with_context(lang=lang)
        if assembly.paper_until:
            return format_date(assembly.env, assembly.paper_until, lang_code=lang)
        return assembly._format_moment(assembly.closes_at)


class PropertyAssembly(models.Model):
    _inherit = "property.assembly"

    def _get_asked_units(self, rows):
        """Return ``[(number on the agenda, motion, ids of the units it asks)]``."""
        plain = [row._to_row() for row in rows]
        return [
            (place, motion, motion._make_register(plain).heads.keys())
            for place, motion in self._get_numbered_motions()
        ]

    def _get_signing_people(self, rows):
        keys = {key for row in rows for key in row.owner_keys or ()}
        people = self.env["res.partner"].browse(keys) | rows.representative_id
        return {person.id: person for person in people.exists()}


class PropertyAssemblyRow(models.Model):
    _inherit = "property.assembly.row"

    def _get_sheet_signers(self):
        """Return the ids of who signs for these units of one head, and if all must.

        Who was named votes for the others; where nobody was, all of them sign.
        """
        open_rows = self.filtered(lambda row: not row.representative_id)
        keys = list(dict.fromkeys(self.representative_id.ids))
        for row in open_rows:
            keys += [key for key in row.owner_keys or () if key not in keys]
        return keys, bool(open_rows)
