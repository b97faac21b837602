from odoo import api, models
from odoo.exceptions import AccessError

# Who sees a person, and what of him, follows from these. Odoo takes them from any
# program that writes them, computed as they are.
FACTS = frozenset(
    {"is_privacy_protected", "is_territory_bound", "is_resident", "partner_share"}
)


class ResPartner(models.Model):
    """Nobody lifts the protection of a person by hand."""

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        given = {name for vals in vals_list for name in FACTS & vals.keys()}
        given |= {name for name in FACTS if f"default_{name}" in self.env.context}
        self._check_facts(given)
        return super().create(vals_list)

    def write(self, vals):
        self._check_facts(FACTS & vals.keys())
        if vals.get("is_company"):
            self._check_may_be_firms()
        return super().write(vals)

    def _check_may_be_firms(self):
        """Refuse to make firms of people one sees masked: firms are not protected."""
        for partner in self._filter_masked() if not self.env.su else ():
            raise AccessError(
                self.env._(
                    "%(person)s: you see this person masked, so somebody else says"
                    " that it is a company.",
                    person=partner.name,
                )
            )

    @api.model
    def _check_facts(self, names):
        if names and not self.env.su:
            raise AccessError(
                self.env._(
                    "%(field)s: the system keeps it; nobody writes it by hand.",
                    field=self._fields[min(names)]._description_string(self.env),
                )
            )
