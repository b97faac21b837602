"""What the system counts and nobody writes by hand."""

LOGGED = frozenset(("id", "create_uid", "create_date", "write_uid", "write_date"))


def get_system_fields(model):
    """Return the names of the stored fields that no form lets write."""
    return frozenset(
        name
        for name, field in model._fields.items()
        if name not in LOGGED
        and field.readonly
        and field.store
        and not (field.compute or field.related)
    )
