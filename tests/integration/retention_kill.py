"""Run the job of retention in processes that are killed; called in Odoo's shell."""

import json
import os
import signal
from contextlib import contextmanager

from odoo import api, sql_db
from odoo.orm.utils import SUPERUSER_ID
from odoo.tools import SQL

RUN = "property.retention.run"
YOUNG = 3  # of the records, which stay


@contextmanager
def opened(name):
    with sql_db.db_connect(name).cursor() as cursor:
        yield api.Environment(cursor, SUPERUSER_ID, {"tracking_disable": True})


def prepare(env, count):
    """Make records of which all but a few are old, and a rule; return their ids."""
    env["property.retention.rule"].search([]).active = False
    env[RUN].search([]).unlink()
    person = env["res.partner"].create({"name": "Kill"})
    wishes = env["property.contact.preference"].create(
        [{"partner_id": person.id} for _number in range(count)]
    )
    env.cr.execute(
        SQL(
            "UPDATE property_contact_preference SET create_date = '2001-01-01'"
            " WHERE id = ANY(%s)",
            wishes.ids[:-YOUNG],
        )
    )
    env["property.retention.rule"].create(
        {"name": "Kill", "model": wishes._name, "days": 365}
    )
    return wishes.ids


def look(env, ids):
    left = env["property.contact.preference"].browse(ids).exists()
    runs = env[RUN].search([])
    return {
        "left": len(left),
        "done": runs.mapped("done_count"),
        "closed": [bool(run.stop) for run in runs],
    }


def kill(name, batch, at, after_commit):
    """Run the job in a process that dies at a commit; return the signal."""
    sql_db.close_all()
    child = os.fork()
    if not child:
        with opened(name) as env:
            die_at_commit(env, at, after_commit)
            env[RUN]._cron_apply(batch_size=batch)
        os._exit(0)  # not reached
    return os.waitpid(child, 0)[1]


def die_at_commit(env, at, after_commit):
    cron = type(env["ir.cron"])
    commit, commits = cron._commit_progress, []

    def die(*arguments, **keywords):
        commits.append(1)
        if len(commits) == at and not after_commit:
            os.kill(os.getpid(), signal.SIGKILL)
        left = commit(*arguments, **keywords)
        if len(commits) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return left

    cron._commit_progress = die


def main(env, path, count, batch, kills):
    """Write what was there before, after each kill and in the end."""
    name = env.cr.dbname
    env.cr.rollback()
    with opened(name) as work:
        ids = prepare(work, count)
    story = []
    for at, after_commit in kills:
        died_of = kill(name, batch, at, after_commit)
        with opened(name) as work:
            story.append({"signal": died_of, **look(work, ids)})
    with opened(name) as work:
        work[RUN]._cron_apply(batch_size=batch)
    with opened(name) as work:
        story.append(look(work, ids))
    with open(path, "w") as file:
        json.dump(story, file)
    os._exit(0)  # the shell's own connection is closed, which it does not expect
