"""Users of the interface, each with an API key, and a site to work on."""

import itertools
import secrets
from contextlib import closing

import psycopg2
import pytest

from .client import Browser, Client
from .telephone import Switchboard
from .votes import open_vote

_number = itertools.count(1)


@pytest.fixture(scope="session")
def make_client(server):
    """Return a function that creates a user of some groups and returns his client."""

    def make(*groups):
        login, password = f"program-{next(_number)}", secrets.token_hex(8)
        ids = [
            server.call("ir.model.data", "check_object_reference", *group.split("."))[1]
            for group in groups
        ]
        server.call(
            "res.users",
            "create",
            [
                {
                    "name": login,
                    "login": login,
                    "password": password,
                    "group_ids": [(6, 0, ids)],
                }
            ],
        )
        browser = Browser(server.url, server.database, login, password)
        return Client(server.url, server.database, login, browser.make_key("tests"))

    return make


@pytest.fixture(scope="session")
def program(make_client):
    """The integration user: least rights."""
    return make_client("property_crm.group_property_integration")


@pytest.fixture(scope="session")
def stranger(make_client):
    """An integration user of other sites."""
    return make_client("property_crm.group_property_integration")


@pytest.fixture(scope="session")
def agent(make_client):
    return make_client("property_crm.group_property_agent")


@pytest.fixture(params=["xmlrpc", "json2"])
def call(request, program):
    """Call as the integration user, with keywords, by each of the two protocols."""
    return getattr(program, request.param)


@pytest.fixture(scope="session")
def site(program):
    """A site with one building, made through the interface."""
    rows = [{"external_key": "IT", "name": "Interface Park", "code": "IT"}]
    program.json2("property.site", "api_upsert", rows=rows)
    rows = [{"external_key": "IT-1", "site": "IT", "code": "1"}]
    program.json2("property.building", "api_upsert", rows=rows)
    return "IT"


@pytest.fixture(scope="session")
def make_campaign(server, program, site):
    """Return a function that starts a survey of the site and returns its key."""
    rows = [{"external_key": "IT-1-S", "building": "IT-1", "room": "S"}]
    program.json2("property.unit", "api_upsert", rows=rows)
    rows = [{"external_key": "IT-S", "name": "Shen Yi", "email": "s@example.com"}]
    program.json2("res.partner", "api_upsert", rows=rows)
    rows = [
        {
            "external_key": "IT-S",
            "unit": "IT-1-S",
            "partner": "IT-S",
            "date_from": "2020-01-01",
        }
    ]
    program.json2("property.ownership", "api_upsert", rows=rows)
    [site_id] = server.call("property.site", "search", [("external_key", "=", site)])
    _model, survey_id = server.call(
        "ir.model.data",
        "check_object_reference",
        "property_survey",
        "survey_perceived",
    )

    def make(key, mode="confidential"):
        values = {
            "name": key,
            "external_key": key,
            "mode": mode,
            "survey_id": survey_id,
            "site_ids": [(6, 0, [site_id])],
            "pause_days": 0,
        }
        ids = server.call("property.survey.campaign", "create", [values])
        server.call("property.survey.campaign", "action_start", ids)
        return key

    return make


@pytest.fixture
def make_vote(server, program, site, connection):
    """Return a function that opens a vote of so many owners of the site."""

    def make(key, number):
        return open_vote(server, program, connection, site, key, number)

    return make


@pytest.fixture(scope="session")
def switchboard(server):
    """A telephone system that the server knows."""
    code = f"pbx-{secrets.token_hex(3)}"
    values = {"name": "Switchboard", "code": code}
    ids = server.call("property.call.provider", "create", [values])
    made = server.call("property.call.provider", "action_new_secret", ids)
    return Switchboard(server, code, made["params"]["message"].encode())


@pytest.fixture
def key():
    """A key nobody has used."""
    return f"K{next(_number)}-{secrets.token_hex(3)}"


@pytest.fixture
def connection(server):
    """A second connection to the database, as another Odoo worker has one."""
    given = server.odoo.server.environment
    with closing(
        psycopg2.connect(
            dbname=server.database,
            host=given["PGHOST"],
            port=given["PGPORT"],
            user=given["PGUSER"],
        )
    ) as opened:
        yield opened
