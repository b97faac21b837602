from lxml import etree
from openupgradelib import openupgrade

from odoo.tools import file_open


@openupgrade.migrate()
def migrate(env, version):
    say_what_segments_want(env)


def say_what_segments_want(env):
    """Segments came without a word on what to offer; whoever wrote one keeps it."""
    with file_open("property_crm/data/segment/property_segment_data.xml", "rb") as file:
        records = etree.parse(file).xpath("//record[@model='property.segment']")
    for record in records:
        segment = env.ref(f"property_crm.{record.get('id')}", raise_if_not_found=False)
        if segment and not segment.note:
            segment.note = record.findtext("field[@name='note']")
