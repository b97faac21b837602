"""The life of a site's database, from its creation to its removal."""
