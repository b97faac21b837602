"""Ways to send a short message: one method, so that another provider is one class."""

import requests

from odoo.addons.property_crm.tools.dialler import check_url


class SmsError(Exception):
    """The provider did not take the message."""


class HttpSms:
    """A provider that takes ``to``, ``text`` and ``reference`` as JSON."""

    def __init__(self, url, secret="", timeout=5):
        check_url(url)
        self.url, self.secret, self.timeout = url, secret, timeout

    def send(self, number, text, reference):
        """Hand the message over; raise ``SmsError`` if it can't.

        The provider should take a reference once: it is the same when we try again.
        """
        headers = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        try:
            answer = requests.post(
                self.url,
                json={"to": number, "text": text, "reference": reference},
                headers=headers,
                timeout=self.timeout,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            # its text would have the address and the number
            raise SmsError(type(error).__name__) from None
        if not 200 <= answer.status_code < 300:
            raise SmsError(f"HTTP {answer.status_code}")


class RecordingSms:
    """Sends nothing and remembers what it was asked to: for tests and training.

    >>> sms = RecordingSms()
    >>> sms.send("1", "Hello", "a")
    >>> sms.sent
    [('1', 'Hello', 'a')]
    """

    def __init__(self, bad=()):
        self.sent, self.bad = [], set(bad)

    def send(self, number, text, reference):
        if number in self.bad:
            raise SmsError(number)
        self.sent.append((number, text, reference))
