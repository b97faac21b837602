"""The life of a site's database: created, listed, upgraded, backed up, restored, removed."""
