from datetime import datetime

from ..people.common import PeopleCommon


def at(text):
    """Return a moment of Monday, 2 March 2026, in UTC."""
    return datetime.fromisoformat(f"2026-03-02 {text}")


class PhoneCommon(PeopleCommon):
    """A queue for service and one for enquiries, and people with numbers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Call = cls.env["property.call"]
        cls.service, cls.enquiry = cls.env["property.call.queue"].create(
            [
                {"name": "Service", "code": "S", "site_ids": cls.site.ids},
                {"name": "Enquiries", "code": "E", "kind": "enquiry"},
            ]
        )
        cls.wang.phone = "138 0013 8000"
        cls.li.phone = "(0571) 8888-1234转8"
        cls._live(cls.wang)
        cls._live(cls.li)

    @classmethod
    def _make_call(cls, offered="10:00", answered=None, ended=None, done=None, **vals):
        moments = {
            "offered_at": offered,
            "answered_at": answered,
            "ended_at": ended,
            "wrapped_up_at": done,
        }
        times = {name: at(text) for name, text in moments.items() if text}
        return cls.Call.create({"queue_id": cls.service.id, **times, **vals})
