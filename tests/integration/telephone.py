"""A telephone system that tells of its calls over a socket."""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass


def make_event(key, kind="offered", **told):
    return {
        "call_id": key,
        "event": kind,
        "at": "2026-03-02T10:00:00Z",
        "number": "+8613800138000",
        **told,
    }


@dataclass(frozen=True)
class Switchboard:
    server: object
    code: str
    secret: bytes

    def send(self, told, secret=None):
        """Return status and answer."""
        body = json.dumps(told).encode()
        moment = str(int(time.time()))
        message = f"{moment}.".encode() + body
        signature = hmac.new(secret or self.secret, message, hashlib.sha256)
        headers = {
            "Content-Type": "application/json",
            "X-Odoo-Database": self.server.database,
            "X-Property-Provider": self.code,
            "X-Property-Time": moment,
            "X-Property-Signature": signature.hexdigest(),
        }
        request = urllib.request.Request(
            f"{self.server.url}/property/phone/event", body, headers
        )
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)
