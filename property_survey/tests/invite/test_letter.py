from lxml import html

from .common import InviteCommon


class TestLetter(InviteCommon):
    """Two owners of one unit find two letters, and know whose is which."""

    def _get_letters(self, mode, *invitations):
        self.campaign.mode = mode
        page, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "property_survey.property_survey_code_report",
            self.Invitation.union(*invitations).ids,
        )
        cells = html.fromstring(page).xpath("//div[contains(@style, 'dashed')]")
        return [" ".join(cell.text_content().split()) for cell in cells]

    def test_named_and_confidential_name_him(self):
        for mode in ("named", "confidential"):
            first, second = self._get_letters(mode, self.to_wang, self.to_li)
            self.assertIn("Letter for Wang", first)
            self.assertIn("Letter for Li", second)
            self.assertNotIn("of his own", first + second)

    def test_anonymous_names_nobody(self):
        letters = self._get_letters("anonymous", self.to_wang, self.to_li)
        for letter in letters:
            self.assertIn("Each person asked has a letter of his own", letter)
            for name in ("Wang", "Li "):
                self.assertNotIn(name, letter)

    def test_letter_to_a_household(self):
        (household,) = self._invite(self.env["res.partner"])
        for mode in ("confidential", "anonymous"):
            [letter] = self._get_letters(mode, household)
            self.assertNotIn("Letter for", letter)
            self.assertNotIn("of his own", letter)
