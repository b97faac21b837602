"""What a post office says has become of a mail (RFC 3464)."""

from hashlib import sha256

REPORT = "message/delivery-status"


def has_failed(message):
    """Return whether the report says that the mail will not arrive.

    A delayed one is still under way: the post office tries again.

    >>> from email import message_from_string
    >>> head = "Content-Type: message/delivery-status\\n\\nReporting-MTA: dns; a\\n\\n"
    >>> [has_failed(message_from_string(head + says)) for says in (
    ...     "Action: failed\\n", "Status: 5.1.1\\n",
    ...     "Action: delayed\\nStatus: 4.4.1\\n", "Action: delivered\\n")]
    [True, True, False, False]
    """
    return any(
        _is_final(recipient)
        for part in message.walk()
        if part.get_content_type() == REPORT and part.is_multipart()
        for recipient in part.get_payload()
    )


def _is_final(recipient):
    action, status = (
        str(recipient.get(name) or "").strip().lower() for name in ("Action", "Status")
    )
    return action == "failed" or status.startswith("5.")


def digest(message_id):
    """Return by what a mail is known again, without the moment that its Id tells.

    >>> digest(" <1.2@example.com>") == digest("<1.2@example.com>")
    True
    """
    return sha256((message_id or "").strip().encode()).hexdigest()
