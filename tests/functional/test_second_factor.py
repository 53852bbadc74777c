"""The first account of a partnership, its authenticator app and its key, in a real browser."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from tests.county import copy
from tests.functional.axe import violations
from tests.functional.serving import PROGRAM, served

PASSWORD = "correct horse battery"  # noqa: S105 - of somebody invented


@pytest.fixture(scope="module")
def folder(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(invented, tmp_path_factory.mktemp("served") / "county")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as base:
        yield base


def invited(folder: Path, address: str, email: str, role: str) -> str:
    """The link that the command prints."""
    command = [str(PROGRAM), "invite", email, "--name", "Ines Wold", "--role", role]
    more = ["--address", address, "--folder", str(folder)]
    made = subprocess.run([*command, *more], capture_output=True, text=True, check=True)
    return next(line for line in made.stdout.split() if line.startswith(address))


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def checked(page: Any) -> None:
    """The page holds nothing that shuts somebody out, wide or narrow."""
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], page.url


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_invited_analyst_sets_up_an_app_and_signs_in_with_it(browser, folder, address, scripts):
    email = f"analyst-{scripts}@example.org".lower()
    context = browser.new_context(java_script_enabled=scripts, bypass_csp=True)
    page = context.new_page()
    look = checked if scripts else lambda page: None

    page.goto(invited(folder, address, email, "analyst"))
    look(page)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    # The role sees material about people: nothing opens before the second factor is there.
    assert page.get_by_text("Set up a second factor before you go on").is_visible()
    look(page)
    page.get_by_role("link", name="Set up an authenticator app").click()
    look(page)
    secret = page.locator("code.hw-key").text_content()
    page.get_by_label("Code").fill("12345")
    page.get_by_role("button", name="Set it up").click()
    assert page.get_by_role("heading", name="There is a problem").is_visible()
    look(page)
    page.get_by_label("Code").fill(code_now(secret))
    page.get_by_role("button", name="Set it up").click()
    codes = page.locator("code.hw-key").all_text_contents()
    assert len(codes) == 10
    look(page)
    page.goto(f"{address}/")
    page.get_by_role("button", name="Sign out").click()

    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("heading", name="Enter a code").is_visible()
    look(page)
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_role("heading", level=1).text_content()
    assert page.get_by_role("link", name="Ines Wold").is_visible()
    context.close()


def test_a_key_is_added_and_signs_in(browser, folder, address):
    context = browser.new_context(bypass_csp=False)
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": True}
    ready = {"hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, **ready}})

    page.goto(invited(folder, address, "key@example.org", "information-governance"))
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    page.get_by_role("link", name="Add a key").click()
    page.get_by_label("Name of the key").fill("Work laptop")
    page.get_by_role("button", name="Add this key").click()
    page.wait_for_url("**/codes")
    page.goto(f"{address}/accounts/me/second-factor")
    assert page.get_by_text("Key: Work laptop").is_visible()
    page.get_by_role("button", name="Sign out").click()

    page.get_by_label("E-mail address").fill("key@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Use a security key instead").click()
    page.wait_for_url(f"{address}/")
    assert page.get_by_role("link", name="Ines Wold").is_visible()
    context.close()


def test_whoever_has_an_account_is_not_invited_again(folder, address):
    invited(folder, address, "twice@example.org", "programme")
    command = [str(PROGRAM), "invite", "key@example.org", "--name", "X", "--folder", str(folder)]
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode != 0
    assert "has an account already" in again.stderr + again.stdout
