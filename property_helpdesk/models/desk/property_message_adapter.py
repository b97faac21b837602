import hmac
import json
import logging
from hashlib import sha256
from pathlib import Path

import requests

from odoo import api, models

_logger = logging.getLogger(__name__)
TIMEOUT = 10


class PropertyMessageAdapter(models.AbstractModel):
    """How messages travel. A transport says how one answer goes out, and may fetch.

    A message is a dictionary: ``id`` (the messenger's own, never used twice),
    ``sender``, ``text``, and if known ``name``, ``phone``. An answer has ``id``,
    ``to`` (the sender), ``text`` and ``number`` of the request.
    """

    _name = "property.message.adapter"
    _description = "Carries messages"

    @api.model
    def _send(self, channel, answer):
        """Hand one answer over; raise ``OSError`` if it did not go."""
        raise NotImplementedError

    @api.model
    def _fetch(self, channel):
        """Take in what lies ready; nothing where messages are brought."""

    @api.model
    def _sign(self, secret, body):
        """Return the signature of the bytes, as both sides write it."""
        digest = hmac.new(secret.encode(), body, sha256).hexdigest()
        return f"sha256={digest}"

    @api.model
    def _is_signed(self, secret, body, signature):
        signed = self._sign(secret, body)
        return hmac.compare_digest(signed.encode(), (signature or "").encode())


class PropertyMessageAdapterHttp(models.AbstractModel):
    _name = "property.message.adapter.http"
    _inherit = ["property.message.adapter"]
    _description = "Carries messages by HTTP"

    @api.model
    def _send(self, channel, answer):
        if not channel.address:
            raise OSError("no address")
        body = json.dumps(answer).encode()
        headers = {
            "Content-Type": "application/json",
            "X-Signature": self._sign(channel.secret, body),
        }
        response = requests.post(
            channel.address, data=body, headers=headers, timeout=TIMEOUT
        )
        response.raise_for_status()


class PropertyMessageAdapterFile(models.AbstractModel):
    """One JSON file a message: ``in/*.json`` comes in, ``out/<id>.json`` goes out.

    For tests, and for programs on the same machine.
    """

    _name = "property.message.adapter.file"
    _inherit = ["property.message.adapter"]
    _description = "Carries messages as files"

    @api.model
    def _send(self, channel, answer):
        folder = Path(channel.address or "") / "out"
        part = folder / f"{answer['id']}.part"
        part.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
        part.rename(part.with_suffix(".json"))

    @api.model
    def _fetch(self, channel):
        for path in sorted((Path(channel.address or "") / "in").glob("*.json")):
            data = channel._read_json(path.read_bytes())
            answer = channel._receive(data or {})
            if answer["status"] == "error":
                _logger.info("message %s: %s", path.name, answer["message"])
            self.env.cr.postcommit.add(path.unlink)
