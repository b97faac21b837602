def pre_init_hook(env):
    """Exclusion constraints over a record and its dates need btree_gist."""
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
