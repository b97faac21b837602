from odoo import fields, models


class RatingRating(models.Model):
    _inherit = "rating.rating"

    is_superseded = fields.Boolean(
        string="Superseded",
        readonly=True,
        help="Given before the request was opened again: kept, but it counts no more.",
    )

    def _supersede(self):
        """Keep what was said, and let it count no more.

        Figures count what is consumed. The link of the mail gets a new secret, so
        that nobody overwrites what is kept.
        """
        for rating in self:
            rating.write(
                {
                    "is_superseded": True,
                    "consumed": False,
                    "access_token": rating._default_access_token(),
                }
            )
