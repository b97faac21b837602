"""A program that talks to Odoo, over XML-RPC and over JSON-2; standard library only."""

import http.client
import json
import urllib.error
import urllib.request
import xmlrpc.client
from dataclasses import dataclass
from functools import cached_property
from http.cookiejar import CookieJar


class Refused(Exception):
    """What JSON-2 answers but 200."""

    def __init__(self, status, body):
        super().__init__(f"{status}: {body}")
        self.status = status
        self.body = body


@dataclass(frozen=True)
class Client:
    url: str
    database: str
    login: str
    key: str

    @cached_property
    def uid(self):
        common = xmlrpc.client.ServerProxy(f"{self.url}/xmlrpc/2/common")
        return common.authenticate(self.database, self.login, self.key, {})

    def xmlrpc(self, model, method, *arguments, **keywords):
        """One call over XML-RPC with the API key in the place of the password."""
        proxy = xmlrpc.client.ServerProxy(
            f"{self.url}/xmlrpc/2/object", allow_none=True
        )
        return proxy.execute_kw(
            self.database, self.uid, self.key, model, method, list(arguments), keywords
        )

    def json2(self, model, method, **keywords):
        """One call over JSON-2; what is not 200 raises ``Refused``."""
        request = urllib.request.Request(
            f"{self.url}/json/2/{model}/{method}",
            json.dumps(keywords).encode(),
            {
                "Authorization": f"bearer {self.key}",
                "X-Odoo-Database": self.database,
                "Content-Type": "application/json",
            },
        )
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refused(error.code, json.load(error)) from error


class Browser:
    """As much of the web client as is needed to log in and make an API key."""

    def __init__(self, url, database, login, password):
        self.url = url
        self.cookies = CookieJar()
        jar = urllib.request.HTTPCookieProcessor(self.cookies)
        self.opener = urllib.request.build_opener(jar)
        self.password = password
        self.rpc(
            "/web/session/authenticate",
            {"db": database, "login": login, "password": password},
        )

    def rpc(self, path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        request = urllib.request.Request(
            f"{self.url}{path}", body.encode(), {"Content-Type": "application/json"}
        )
        with self.opener.open(request) as answer:
            result = json.load(answer)
        if "error" in result:
            raise AssertionError(result["error"])
        return result["result"]

    def call(self, model, method, *arguments, **keywords):
        return self.rpc(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": arguments, "kwargs": keywords},
        )

    def get(self, path):
        """Return status and body of a page, redirects followed."""
        try:
            with self.opener.open(f"{self.url}{path}") as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except http.client.HTTPException as error:
            return 0, str(error).encode()

    def make_key(self, name):
        """Make an API key as its user does: name it, give the password, read it."""
        wizard = self.call("res.users.apikeys.description", "create", {"name": name})
        check = self.call("res.users.apikeys.description", "make_key", [wizard])
        context = {"password": self.password}
        shown = self.call(
            "res.users.identitycheck", "run_check", [check["res_id"]], context=context
        )
        return shown["context"]["default_key"]
