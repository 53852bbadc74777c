"""The server behind a reverse proxy with a certificate, as the guide sets it up."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.functional.serving import served

from headwater.data.profile import adapt, shipped_text
from headwater.data.store import Store

NAME = "network.example.org"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("secure")
    profile = adapt(shipped_text("llr"), {"name": "Test Network"})
    (folder / "headwater.toml").write_text(profile, "utf-8")
    Store.create(folder / "store")
    with served(folder, HEADWATER_SECURE="1", HEADWATER_HOSTS=f"{NAME},localhost") as base:
        yield base


def ask(address: str, path: str, **headers: str) -> HTTPResponse:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers={"Host": NAME, **named})
    return connection.getresponse()


def test_what_came_by_https_is_answered_with_cookies_that_only_https_carries(address):
    answer = ask(address, "/accounts/sign-in", X_Forwarded_Proto="https")
    assert answer.status == 200
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookies = answer.headers.get_all("Set-Cookie")
    assert cookies
    assert all("Secure" in cookie for cookie in cookies)


def test_what_came_without_https_is_sent_there(address):
    answer = ask(address, "/accounts/sign-in")
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{NAME}/accounts/sign-in"


def test_a_name_that_is_not_ours_is_refused(address):
    answer = ask(address, "/accounts/sign-in", X_Forwarded_Proto="https", Host="evil.example")
    assert answer.status == 400
