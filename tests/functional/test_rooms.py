"""The whole application in a real browser: a demonstration served, and each of its people going round."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.county import copy
from tests.functional.axe import violations
from tests.functional.serving import served
from tests.functional.walk import going_round

from headwater.web.demonstration import PEOPLE

WIDE, PHONE = 1280, 375
SECONDS_TO_WAIT = 120


@pytest.fixture(scope="module")
def address(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a demonstration is served, by the command that people type."""
    folder = copy(invented, tmp_path_factory.mktemp("served") / "county")
    with served(folder, "--demo") as base:
        yield base


@pytest.fixture(scope="module")
def signed_in(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Opens a browser as one of the invented people, or as nobody."""
    contexts = []

    def opened(name: str = "", width: int = WIDE, **how: Any) -> Any:
        # The application's policy forbids foreign scripts, so the checker needs leave to run.
        context = browser.new_context(
            viewport={"width": width, "height": 900}, bypass_csp=True, **how
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}/accounts/sign-in")
        if name:
            page.get_by_role("button", name=name).click()
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.slow
def test_every_page_anybody_can_reach_is_accessible_wide_and_narrow(
    signed_in: Callable[..., Any],
) -> None:
    """Each person goes round all that they are shown; a kind of page is looked at where first met."""
    seen: set[str] = set()
    faults: list[str] = []
    for name in ("", *(name for name, _, _ in PEOPLE)):
        page = signed_in(name)
        complaints: list[str] = []
        page.on("console", lambda message, told=complaints: told.append(message.text))
        page.on("pageerror", lambda error, told=complaints: told.append(str(error)))
        who = name or "a visitor"
        for view, path in going_round(page, "/" if name else "/accounts/sign-in"):
            if view in seen:
                continue
            seen.add(view)
            for width in (WIDE, PHONE):
                page.set_viewport_size({"width": width, "height": 900})
                needed = page.evaluate("document.documentElement.scrollWidth")
                if needed > width:
                    faults.append(f"{path} as {who} needs {needed} pixels of {width}")
                faults += [f"{path} as {who} at {width}: {told}" for told in violations(page)]
            faults += [f"{path} as {who} in the console: {told}" for told in complaints]
            complaints.clear()
    assert len(seen) > 30, f"Only {sorted(seen)} were reached."
    assert faults == []


def test_what_a_person_may_not_see_is_not_found_rather_than_forbidden(
    signed_in: Callable[..., Any], address: str
) -> None:
    page = signed_in("Edie Rowan")
    answer = page.goto(f"{address}/audit/")
    assert answer.status == 404
    assert "Page not found" in page.title()


def _next_quarter(county: Path, to: Path) -> Path:
    """A file that the ambulance service has not sent yet, with one row that cannot be read."""
    newest = max((county / "feeds" / "ambulance").glob("*.csv"))
    head, *rows = newest.read_text("utf-8").splitlines()
    moved = [re.sub(r"2026-0[789]", "2026-10", row.replace("AMB0", "AMB9")) for row in rows]
    bad = "AMB9999999,2026-10-01 10:00,Assault,V1,abc,1,School,X01000081,N,"
    made = to / "ambulance-2026-q4.csv"
    made.write_text("\n".join([head, *moved, bad, ""]), "utf-8")
    return made


def _until(page: Any, is_there: Callable[[str], bool]) -> None:
    """Load a page again, as a person would, until it says what is waited for."""
    until = time.monotonic() + SECONDS_TO_WAIT
    while not is_there(said := page.locator("main").inner_text()):
        assert time.monotonic() < until, said
        time.sleep(0.5)
        page.reload()


def _sign_and_send(agency: Any, address: str, file: Path) -> None:
    agency.get_by_role("link", name="Sign agreement").click()
    agency.get_by_label("I may sign this").check()
    agency.get_by_role("button", name="Sign", exact=True).click()
    assert "You signed it" in agency.locator("main").inner_text()
    agency.goto(f"{address}/sharing/deliveries/send")
    agency.get_by_label("File", exact=True).set_input_files(file)
    agency.get_by_role("button", name="Send it").click()
    _until(agency, lambda said: "Taken in" in said)
    agency.get_by_role("link", name=re.compile("Ambulance incidents")).click()
    assert "Patient age" in agency.locator("main").inner_text()
    assert "Nobody can read these rows yet" in agency.locator("main").inner_text()


def _confirm(agency: Any) -> None:
    agency.get_by_label("Yes, confirm it").check()
    agency.get_by_role("button", name="Record the answer").click()
    assert "You confirmed the receipt" in agency.locator("main").inner_text()
    _until(agency, lambda said: "being let in" not in said)


def _freeze_approve_and_publish(signed_in: Callable[..., Any]) -> str:
    """The analyst builds and hands in, a second person approves, the manager publishes; its address."""
    analyst = signed_in("Ada Thornberry", java_script_enabled=False)
    analyst.get_by_role("link", name="Documents").first.click()
    analyst.get_by_role("button", name=re.compile("Build")).first.click()
    _until(analyst, lambda said: "Hand it in" in said)
    analyst.get_by_role("button", name="Hand it in").click()
    where = str(analyst.url)
    assert "a decision is needed by" in analyst.locator("main").inner_text()
    approver = signed_in("Dev Marlowe", PHONE, java_script_enabled=False)
    approver.get_by_role("link", name="Approve or return").first.click()
    assert approver.url == where
    approver.get_by_label("Approve it").check()
    approver.get_by_role("button", name="Record the decision").click()
    manager = signed_in("Bram Oakhurst", java_script_enabled=False)
    manager.goto(where)
    manager.get_by_role("button", name="Publish it").click()
    assert "It is published" in manager.locator("main").inner_text()
    return where


def test_from_a_signature_to_a_published_figure_that_tells_of_a_revocation(
    signed_in: Callable[..., Any], address: str, invented: Path, tmp_path: Path
) -> None:
    """The whole way in one story, without scripts (HWB 5.5, 5.12 iv; T14, T18).

    An agency signs, sends and confirms; the analyst reads the indicator and freezes the assessment; a
    second person approves it and it is published; the agreement is revoked and every figure says so.
    """
    agency = signed_in("Farid Ashby", PHONE, java_script_enabled=False)
    analyst = signed_in("Ada Thornberry")
    indicator = f"{address}/indicators/ambulance-assaults"
    _sign_and_send(agency, address, _next_quarter(invented, tmp_path))
    analyst.goto(indicator)
    assert "October 2026" not in analyst.content()
    _confirm(agency)
    analyst.goto(indicator)
    assert "October 2026" in analyst.content()
    where = _freeze_approve_and_publish(signed_in)
    resident = signed_in(java_script_enabled=False)
    resident.get_by_role("link", name="Published documents").first.click()
    published = resident.url
    assert "may no longer be used" not in resident.locator("main").inner_text()

    lead = signed_in("Cass Linden", java_script_enabled=False)
    lead.goto(f"{address}/sharing/agreements/invented-ambulance")
    lead.get_by_label("Why is it revoked?").fill("The service withdrew.")
    lead.get_by_role("button", name="Revoke it now").click()

    analyst.goto(indicator)
    assert "was revoked on" in analyst.locator("main").inner_text()
    assert analyst.locator("figure").count() == 0
    analyst.goto(where)
    assert "Some figures rest on data that may no longer be used" in analyst.content()
    assert "was revoked on" in analyst.locator("main").inner_text()
    resident.goto(published)
    assert "may no longer be used" in resident.locator("main").inner_text()
    resident.get_by_role("link", name="Strategic Needs Assessment").first.click()
    assert "may no longer be used" in resident.locator("main").inner_text()
    told = resident.url
    resident.get_by_role("link", name="Read it as a page").first.click()
    assert "Strategic Needs Assessment" in resident.locator("h1").first.inner_text()
    assert [fault for url in (where, told, published) for fault in _faults(analyst, url)] == []


def _faults(page: Any, url: str) -> Iterator[str]:
    """What is inaccessible on a page, wide and narrow."""
    page.goto(url)
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        yield from violations(page)
