"""What a backup held and an updated database must hold still."""

import json

from lxml import etree

from odoo.modules import Manifest
from odoo.tests import TransactionCase, tagged
from odoo.tools import convert_file, file_open

FACTS = "property_seed.facts"
# What the clock says now is never what it said when the seed was read
LIVE = {"property.lead.passage": {"days"}}
RULE_FIELDS = (
    "active",
    "domain_force",
    "groups",
    "model_id",
    "perm_create",
    "perm_read",
    "perm_unlink",
    "perm_write",
)


def _as_read(value):
    """Return a value as the seed read it: crm keeps microseconds, RPC drops them."""
    return str(value.replace(microsecond=0) if hasattr(value, "hour") else value)


@tagged("post_install", "-at_install")
class HeldCase(TransactionCase):
    """Compare with the facts that the seed read back when it had filled the backup."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.facts = json.loads(cls.env["ir.config_parameter"].get_param(FACTS))

    def browse_held(self, model):
        """Return the records people had made of a model, archived ones too."""
        ids = sorted(int(record_id) for record_id in self.facts[model])
        return self.env[model].with_context(active_test=False).browse(ids)

    def assertHeld(self, models, changed):
        """Assert that every value is as it was.

        :param models: names of models, or what they begin with
        :param dict changed: ``{model: {field}}`` that the update changes on purpose;
            each has a test of its own
        """
        names = [name for name in self.facts if name.startswith(models)]
        self.assertTrue(names)
        for name in names:
            with self.subTest(name):
                records = self.browse_held(name)
                self.assertEqual(records.exists(), records)
                self._compare(records, changed.get(name, set()))

    def _compare(self, records, changed):
        old = self.facts[records._name]
        live = LIVE.get(records._name, set())
        names = sorted(set(next(iter(old.values()))) - set(changed) - live)
        gone = [name for name in names if name not in records._fields]
        self.assertFalse(gone, "renamed or removed without a word here")
        rows = json.loads(json.dumps(records.read(names, load=""), default=_as_read))
        for row in rows:
            before = old[str(row["id"])]
            differing = {
                name: (before[name], row[name])
                for name in names
                if before[name] != row[name]
            }
            self.assertFalse(differing, f"{records._name} {row['id']}")

    def assertRulesCurrent(self, module):
        """Assert that the record rules are those of a new installation.

        They are ``noupdate``: an update by itself leaves old ones as they are.
        """
        files = [
            name for name in Manifest.for_addon(module)["data"] if name.endswith(".xml")
        ]
        defined, found = set(), self._get_rules(module)
        for name in files:
            with file_open(f"{module}/{name}", "rb") as file:
                ids = etree.parse(file).xpath("//record[@model='ir.rule']/@id")
            if ids:
                defined |= {one if "." in one else f"{module}.{one}" for one in ids}
                convert_file(self.env, module, name, {}, mode="init")
        self.assertEqual(set(found), {one for one in defined if one in found})
        self.assertEqual(found, self._get_rules(module))

    def _get_rules(self, module):
        data = self.env["ir.model.data"].search(
            [("model", "=", "ir.rule"), ("module", "=", module)]
        )
        rules = self.env["ir.rule"].with_context(active_test=False)
        rows = rules.browse(data.mapped("res_id")).read(RULE_FIELDS, load="")
        by_id = {row["id"]: row for row in rows}
        return {one.complete_name: by_id[one.res_id] for one in data}
