from .common import AnswerCommon


class TestMode(AnswerCommon):
    """A stricter word is kept to those who answered before it was given, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = cls._create_campaign("named")
        cls.invitations = cls._invite(cls.campaign, 6, role="owner")
        for invitation in cls.invitations[:5]:
            cls.campaign._submit(
                cls._fill(7, words="Fine"),
                invitation=invitation,
                key=f"key {invitation.id}",
                channel="phone",
            )

    def _get(self, name):
        return self.env[f"property.survey.{name}"].search(
            [("campaign_id", "=", self.campaign.id)]
        )

    def test_confidential(self):
        self.campaign.mode = "confidential"
        sheets = self._get("sheet")
        self.assertEqual(sheets.invitation_id, self.invitations[:5])
        self.assertFalse(sheets.partner_id or sheets.unit_id)
        self.assertFalse(self._get("comment").sheet_id)

    def test_anonymous(self):
        before = self._get("sheet").ids
        tokens = self.invitations.mapped("token")
        self.campaign.mode = "anonymous"
        sheets = self._get("sheet")
        self.assertEqual(len(sheets), 5)
        self.assertFalse(set(sheets.ids) & set(before))
        self.assertFalse(sheets.invitation_id or sheets.partner_id or sheets.unit_id)
        self.assertFalse(any(sheets.mapped("channel")))
        self.assertEqual(set(sheets.mapped("role")), {"owner"})
        burnt = [
            token != invitation.token
            for token, invitation in zip(tokens, self.invitations, strict=True)
        ]
        self.assertEqual(burnt, [True] * 5 + [False])
        self.assertFalse(
            [key for key in self._get("receipt").mapped("key") if "key " in key]
        )
        # what was answered stays answered
        found = [
            self.campaign._submit(self._fill(7), token=tokens[0]),
            self.campaign._submit(self._fill(7), key=f"key {self.invitations[0].id}"),
        ]
        self.assertEqual(found, [{"status": "exists"}] * 2)
