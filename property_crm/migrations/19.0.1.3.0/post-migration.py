from openupgradelib import openupgrade

PHOTOS = {
    "photo": "property_handover_item_photo_rel",
    "photo_after": "property_handover_item_photo_after_rel",
}


@openupgrade.migrate()
def migrate(env, version):
    keep_photos_of_defects(env)
    drop_change_of_owner(env)
    group_profit_by_band(env)


def keep_photos_of_defects(env):
    """A defect has any number of photos now; the one it had is the first."""
    for field, table in PHOTOS.items():
        openupgrade.logged_query(
            env.cr,
            f"""
            INSERT INTO {table} (item_id, attachment_id)
            SELECT photo.res_id, photo.id
              FROM ir_attachment photo
              JOIN property_handover_item item ON item.id = photo.res_id
             WHERE photo.res_model = 'property.handover.item'
               AND photo.res_field = %s
                ON CONFLICT DO NOTHING
            """,
            (field,),
        )
        openupgrade.logged_query(
            env.cr,
            """
            UPDATE ir_attachment
               SET res_field = NULL,
                   name = name || '.' || split_part(mimetype, '/', 2)
             WHERE res_model = 'property.handover.item' AND res_field = %s
            """,
            (field,),
        )


def drop_change_of_owner(env):
    """The dialog is gone; sales are guided moves."""
    for table in (
        "property_ownership_property_ownership_transfer_rel",
        "property_ownership_transfer_res_partner_rel",
        "property_ownership_transfer",
    ):
        openupgrade.logged_query(env.cr, f"DROP TABLE IF EXISTS {table}")


def group_profit_by_band(env):
    """Profit is known now: the saved filter groups customers by its bands."""
    known = env.ref("property_crm.ir_filters_upcoming_by_profit", False)
    for key in ("group_by", "pivot_row_groupby") if known else ():
        known.context = known.context.replace(
            f"'{key}': ['partner_id']", f"'{key}': ['profit_band', 'partner_id']"
        )
