from odoo import api, fields, models, tools
from odoo.fields import Domain

from ...tools import text_classifier

MAX_SAMPLES = 20_000
# A gram of one text only could be a name; what two people wrote is a word.
MIN_COUNT = 2
HELD_OUT = 5
SEED_WEIGHT = 2


class PropertyTextModel(models.Model):
    """What a company's own requests teach about the words of each class.

    Only counts of short pieces of text are kept, one row a company, and nothing of it
    is ever used for another company. The names of the classes and their synonyms are
    added when it is asked, so that suggestions are made from the first day.
    """

    _name = "property.text.model"
    _inherit = ["property.cached.mixin"]
    _description = "Learned classes of requests"
    _order = "company_id, id"
    _rec_name = "company_id"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    counts = fields.Json(groups="base.group_system", export_string_translation=False)
    sample_count = fields.Integer(string="Learned from", help="Classified requests.")
    trained_at = fields.Datetime(string="Learned on")
    accuracy = fields.Float(
        string="First suggestion right (%)",
        digits=(5, 1),
        help="Measured on every fifth request, which the rest was not told.",
    )
    accuracy_top = fields.Float(
        string="Among three suggestions (%)",
        digits=(5, 1),
        help="How often the right class is one of the three that are shown.",
    )
    taken_share = fields.Float(
        string="Taken by staff (%)",
        digits=(5, 1),
        compute="_compute_taken_share",
        help="Of the requests that came with a suggestion, those that got this class.",
    )

    _company_uniq = models.Constraint(
        "UNIQUE(company_id)", "A company learns only for itself, once."
    )

    @api.depends("company_id")
    def _compute_taken_share(self):
        counts = {}
        for company, result, count in self.env["helpdesk.ticket"]._read_group(
            [
                ("company_id", "in", self.company_id.ids),
                ("suggestion_result", "!=", False),
            ],
            ["company_id", "suggestion_result"],
            ["__count"],
        ):
            counts.setdefault(company, {})[result] = count
        for model in self:
            found = counts.get(model.company_id, {})
            total = sum(found.values())
            model.taken_share = 100 * found.get("taken", 0) / total if total else 0

    # Asking

    @api.model
    def _suggest(self, text, company, site_kind=False, top=3):
        """Return ``[(class id, confidence)]`` for a text, the best first."""
        labels = {
            str(class_id)
            for class_id, kind in self._get_class_kinds().items()
            if not kind or not site_kind or kind == site_kind
        }
        model = self._get_counts(company.id)
        found = text_classifier.predict(model, text, labels, top)
        return [(int(label), share) for label, share in found]

    @api.model
    @tools.ormcache("company_id")
    def _get_counts(self, company_id):
        """Return the company's counts and those of the names of the classes."""
        # sudo: counts are not for reading, what follows from them is
        own_sudo = self.sudo().search([("company_id", "=", company_id)], limit=1)
        seed = text_classifier.train(self._get_seed())
        return text_classifier.add(seed, own_sudo.counts or {"docs": {}, "grams": {}})

    @api.model
    @tools.ormcache()
    def _get_class_kinds(self):
        """Return ``{class id: kind of site}`` of the classes in use."""
        # sudo: which classes exist is no secret
        classes_sudo = self.env["property.ticket.class"].sudo()
        classes_sudo = classes_sudo.search([("active", "=", True)])
        return {c.id: c.site_kind for c in classes_sudo}

    @api.model
    def _get_seed(self):
        """Return ``[(text, class id)]`` of what the classes are called."""
        # sudo: as above
        classes_sudo = self.env["property.ticket.class"].sudo()
        classes_sudo = classes_sudo.search([("active", "=", True)])
        samples = []
        for code, _name in self.env["res.lang"].get_installed():
            for item in classes_sudo.with_context(lang=code):
                samples += [(item.display_name, item.id)] * SEED_WEIGHT
                words = f"{item.problem_id.name} {item.resident_name or ''}"
                samples.append((f"{item.place_id.name} {words}", item.id))
        return samples

    # Learning

    @api.model
    def _cron_learn(self):
        """Learn anew for each company that did not today."""
        # sudo: a cron for every company, each by itself
        models_sudo = self.sudo()
        known = models_sudo.search([("company_id", "!=", False)]).company_id
        missing = self.env["res.company"].sudo().search([("id", "not in", known.ids)])
        models_sudo.create([{"company_id": company.id} for company in missing])
        day_ago = fields.Datetime.subtract(fields.Datetime.now(), hours=20)
        due = models_sudo.search(
            Domain("trained_at", "=", False) | Domain("trained_at", "<", day_ago)
        )
        for done, model in enumerate(due.try_lock_for_update(), start=1):
            model._learn()
            left = len(due) - done
            if not self.env["ir.cron"]._commit_progress(1, remaining=left):
                break

    def _learn(self):
        """Replace the counts by those of the requests that have a class now."""
        self.ensure_one()
        samples = self._get_samples()
        told = [s for n, s in enumerate(samples) if n % HELD_OUT]
        asked = samples[::HELD_OUT] if told else []
        seed = text_classifier.train(self._get_seed())
        trial = text_classifier.add(seed, text_classifier.train(told, MIN_COUNT))
        self.write(
            {
                "counts": text_classifier.train(samples, MIN_COUNT),
                "sample_count": len(samples),
                "trained_at": fields.Datetime.now(),
                "accuracy": 100 * text_classifier.measure(trial, asked),
                "accuracy_top": 100 * text_classifier.measure(trial, asked, top=3),
            }
        )

    def _get_samples(self):
        # sudo: learns from every request of its company, and keeps no text
        tickets_sudo = self.env["helpdesk.ticket"].sudo()
        found = tickets_sudo.with_context(active_test=False).search_fetch(
            [("company_id", "=", self.company_id.id), ("class_id", "!=", False)],
            ["name", "description", "class_id"],
            order="id desc",
            limit=MAX_SAMPLES,
        )
        return [(ticket._get_told_text(), ticket.class_id.id) for ticket in found]
