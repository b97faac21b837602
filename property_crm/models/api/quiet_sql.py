"""A row the database refuses is answered to its sender; it is no error of ours."""

import logging
from contextlib import contextmanager
from contextvars import ContextVar

_quiet = ContextVar("property_crm.quiet_sql", default=False)


class _Refusals(logging.Filter):
    """Drop the log's "bad query" of a thread that expects refusals."""

    def filter(self, record):
        return not (_quiet.get() and record.msg.startswith("bad query"))


logging.getLogger("odoo.sql_db").addFilter(_Refusals())


@contextmanager
def refusals_expected():
    """Keep refused statements of this thread out of the log; others still go there."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)
