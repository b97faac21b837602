"""Sources that several timelines have: moves, and what was written and done."""

from odoo.fields import Domain
from odoo.models import BaseModel
from odoo.tools import SQL

from .timeline_source import TimelineSource, fetch_names, get_name

E_MAIL_TYPES = ("email", "email_outgoing", "auto_comment", "out_of_office")
# What the system says by itself.
SILENT_TYPES = ("notification", "user_notification")
ACTIVITY_KINDS = {"phonecall": "call", "meeting": "meeting"}


def get_tenure_sources(env, domain, describe):
    """Return the sources of moves and sales, one for the first day, one for the last.

    :param describe: function of (lines, verb) -> {id: what to say}
    """
    return [
        TimelineSource(
            code=f"{name}.{field}",
            model=env[f"property.{name}"],
            domain=domain,
            date=field,
            describe=lambda lines, words=words: describe(lines, words),
            kinds=("tenure",),
        )
        for name, field, words in (
            ("ownership", "date_from", env._("Owner of %(what)s")),
            ("ownership", "date_to", env._("No longer owner of %(what)s")),
            ("occupancy", "date_from", env._("Moved in: %(what)s")),
            ("occupancy", "date_to", env._("Moved out: %(what)s")),
        )
    ]


def get_thread_sources(env, sources):
    """Return the sources of what was written and done about documents."""
    return [*get_message_sources(env, sources), *get_activity_sources(env, sources)]


def find_present(env, sources):
    """Return the sources that have records, whoever may see them, by one query."""
    readable = [source for source in sources if source.model.has_access("read")]
    parts = [
        part
        for source in readable
        if not source.about and (part := source.select_presence())
    ]
    found = {code for (code,) in env.execute_query(unite(parts))} if parts else ()
    return [source for source in readable if (source.about or source.code) in found]


def unite(parts):
    """Return the SQL of the rows of all parts."""
    return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)


def get_message_sources(env, sources):
    """Return one source of messages for each source of documents.

    A message is read by who may read its document; mail.message itself asks that in
    Python, one message after the other, after all have been found.
    """
    return [
        TimelineSource(
            code=f"message.{source.code}",
            model=env["mail.message"],
            domain=get_on_documents_domain(source, "model")
            & Domain("message_type", "not in", SILENT_TYPES),
            date="date",
            describe=_describe_messages,
            kinds=("message", "note"),
            text=("subject", "body"),
            kind_to_sql=_message_kind_to_sql,
            search=lambda domain: BaseModel._search(env["mail.message"], domain),
        )
        for source in sources
        if source.has_messages
    ]


def get_activity_sources(env, sources):
    """Return the sources of calls and tasks: what is planned, and what was done."""
    activities = env["mail.activity"].with_context(active_test=False)
    return [
        TimelineSource(
            code=f"{code}.{source.code}",
            model=activities,
            domain=get_on_documents_domain(source, "res_model")
            & Domain("active", "=", is_planned)
            # a meeting that is in the calendar is told once
            & Domain("calendar_event_id", "=", False),
            date=day,
            describe=_describe_activities,
            kinds=("call", "meeting", "task"),
            text=("summary", "note"),
            kind_to_sql=_activity_kind_to_sql,
            search=lambda domain: BaseModel._search(activities, domain),
        )
        for source in sources
        if source.has_messages
        for code, is_planned, day in (
            ("activity", True, "date_deadline"),
            ("done", False, "date_done"),
        )
    ]


def get_on_documents_domain(source, model_field):
    """Return the domain of what points at a document that the user may read.

    The source is of the same timeline and ``has_messages``, so its ids are known.
    """

    def to_sql(model, alias, _query):
        return SQL(
            "%s = ANY(%s)", model._field_to_sql(alias, "res_id"), source.get_ids_sql()
        )

    return Domain(model_field, "=", source.model._name) & Domain.custom(to_sql=to_sql)


def _message_kind_to_sql(messages, alias, query):
    note = messages.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note")
    return SQL(
        "CASE WHEN %(type)s IN %(e_mail)s THEN 'message'"
        " WHEN %(internal)s IS TRUE OR %(subtype)s IS NULL OR %(subtype)s = %(note)s"
        " THEN 'note' ELSE 'message' END",
        type=messages._field_to_sql(alias, "message_type", query),
        e_mail=E_MAIL_TYPES,
        internal=messages._field_to_sql(alias, "is_internal", query),
        subtype=messages._field_to_sql(alias, "subtype_id", query),
        note=note,
    )


def _activity_kind_to_sql(activities, alias, query):
    return SQL(
        "(SELECT CASE category %s ELSE 'task' END FROM mail_activity_type"
        " WHERE id = %s)",
        SQL(" ").join(
            SQL("WHEN %s THEN %s", category, kind)
            for category, kind in ACTIVITY_KINDS.items()
        ),
        activities._field_to_sql(alias, "activity_type_id", query),
    )


def _describe_messages(messages):
    # sudo: on documents that the reader may read, which was asked when they were found
    found = messages.sudo().search_fetch(
        [("id", "in", messages.ids)],
        ["subject", "body", "author_id", "model", "res_id"],
    )
    fetch_names(found.author_id)
    return {
        message.id: {
            "title": message.subject or message.preview,
            "text": message.preview if message.subject else _name_document(message),
            "who": get_name(message.author_id),
            "open": (message.model, message.res_id),
        }
        for message in found
    }


def _name_document(message):
    if message.model != "res.partner":
        return message.record_name
    # the people of the timeline, whose names are read already
    return message.env["res.partner"].browse(message.res_id).name


def _describe_activities(activities):
    # sudo: as with messages
    found = activities.sudo().search_fetch(
        [("id", "in", activities.ids)],
        ["summary", "user_id", "state", "activity_type_id", "res_model", "res_id"],
    )
    states = dict(activities._fields["state"]._description_selection(activities.env))
    return {
        activity.id: {
            "title": activity.summary or activity.activity_type_id.name,
            "state": states.get(activity.state),
            "who": get_name(activity.user_id),
            "open": (activity.res_model, activity.res_id),
        }
        for activity in found
    }
