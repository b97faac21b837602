"""Ways to dial a number: one method, so that another telephone system is one class."""

import re
from typing import NamedTuple, Protocol
from urllib.parse import quote, urlsplit

import requests

LOOPBACK = ("localhost", "127.0.0.1", "::1")


class DiallerError(Exception):
    """The telephone system did not take the call."""


class Dialled(NamedTuple):
    """``href`` is for the browser to open, or empty if the system rings by itself."""

    href: str = ""
    reference: str = ""


class Dialler(Protocol):
    def dial(self, number, agent, reference):
        """Have the agent connected with the number.

        ``reference`` comes back in what the telephone system reports of the call.
        Raise ``DiallerError`` if it can't.
        """


class TelDialler:
    """The telephone or the programme that the computer opens ``tel:`` links with."""

    def dial(self, number, agent, reference):
        """Return the link of RFC 3966.

        >>> TelDialler().dial("+86 571 8888-9999 ext. 12", "", "C1").href
        'tel:+8657188889999;ext=12'
        """
        plain, _word, extension = re.sub(r"[^\d+#x]", "", number).partition("x")
        if not re.search(r"\d", plain):
            raise DiallerError(number)
        end = f";ext={extension}" if extension else ""
        return Dialled(f"tel:{quote(plain, safe='+')}{end}", reference)


class HttpDialler:
    """A telephone system that dials when it is asked to over HTTP.

    The address may have the places ``{number}``, ``{agent}`` and ``{reference}``; the
    same three go in the body as JSON, and the secret as a bearer token.
    """

    def __init__(self, url, secret="", timeout=5):
        check_url(url)
        self.url, self.secret, self.timeout = url, secret, timeout

    def dial(self, number, agent, reference):
        values = {"number": number, "agent": agent, "reference": reference}
        url = self.url
        for name, value in values.items():
            url = url.replace(f"{{{name}}}", quote(value, safe=""))
        headers = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        try:
            answer = requests.post(
                url,
                json=values,
                headers=headers,
                timeout=self.timeout,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            # its text would have the address with the number
            raise DiallerError(type(error).__name__) from None
        if not 200 <= answer.status_code < 300:
            raise DiallerError(f"HTTP {answer.status_code}")
        return Dialled("", reference)


class RecordingDialler:
    """Dials nobody and remembers what it was asked to: for tests and training."""

    def __init__(self, error=""):
        self.dialled, self.error = [], error

    def dial(self, number, agent, reference):
        """
        >>> dialler = RecordingDialler()
        >>> _dialled = dialler.dial("123", "anna", "C1")
        >>> dialler.dialled
        [('123', 'anna', 'C1')]
        """
        if self.error:
            raise DiallerError(self.error)
        self.dialled.append((number, agent, reference))
        return Dialled("", reference)


def check_url(url):
    """Raise ValueError unless numbers and secret go there encrypted, or stay here.

    >>> check_url("https://pbx.example.com/dial?to={number}")
    >>> check_url("http://127.0.0.1:8080/dial")
    >>> check_url("http://pbx.example.com/dial")
    Traceback (most recent call last):
    ...
    ValueError: http://pbx.example.com/dial
    """
    parts = urlsplit(url or "")
    local = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not parts.hostname or parts.scheme != "https" and not local:
        raise ValueError(url)
