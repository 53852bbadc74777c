"""A board's secretary sets up a meeting, sends its pack, and takes down what came of it (HWB 5.8)."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

TEN_MINUTES = 600
MOST_PAGES = 24


@pytest.mark.parametrize(
    ("board", "width", "scripts"),
    [("Strategic Partnership Board", 1280, True), ("Programme Board", 375, False)],
    ids=["wide with scripts", "phone without scripts"],
)
def test_a_secretary_goes_from_a_plan_to_minutes_within_ten_minutes(
    as_person: Callable[..., Any], board: str, width: int, scripts: bool
) -> None:
    """Each step leads to the next: nothing has to be looked for in a menu."""
    began = time.monotonic()
    page = as_person("Bram Oakhurst", width, java_script_enabled=scripts)
    pages: list[str] = []
    page.on("framenavigated", lambda frame: pages.append(frame.url))
    today = datetime.now(ZoneInfo("Europe/London")).date()

    page.get_by_role("link", name="Boards", exact=True).first.click()
    page.get_by_role("link", name=board, exact=True).first.click()
    page.get_by_role("button", name="Plan meetings").click()
    _day(page, "First meeting", today)
    page.get_by_label("Starts at").fill("00:01")
    page.get_by_label("Place").fill("County Hall, and online")
    page.get_by_label("How many meetings?").fill("1")
    page.get_by_role("button", name="Plan them").click()
    meeting = page.url
    assert "/boards/meetings/" in meeting, "One planned meeting is shown at once."

    page.get_by_role("button", name="Add something to this agenda").click()
    page.get_by_label("What should the board talk about?").fill("Hospital data")
    page.get_by_role("button", name="Put it on the agenda").click()
    assert page.url == meeting

    page.get_by_role("link", name="Send the pack to the members").click()
    shown = page.locator("main").inner_text()
    assert f"{meeting}/pack" in shown
    assert "Dev Marlowe" in shown
    page.get_by_role("button", name="Send the link").click()
    assert page.url == meeting
    assert "Sent on" in page.locator("main").inner_text()

    page.get_by_role("link", name="Record the decision on “Hospital data”").click()
    page.get_by_label("Agreed", exact=True).check()
    page.get_by_label("The decision").fill("The trust sends it each month.")
    page.get_by_label("Reason").fill("Injuries are missed without it.")
    page.get_by_role("button", name="Record the decision").click()

    page.get_by_role("button", name="Take down an action").click()
    page.get_by_label("What is to be done?").fill("Write to the trust.")
    page.get_by_label("Who does it?").fill("Dev Marlowe")
    page.get_by_label("Their account (optional)").select_option(label="Dev Marlowe")
    _day(page, "Due", today)
    page.get_by_role("button", name="Save the action").click()

    page.get_by_role("link", name="Write the minutes").click()
    page.get_by_label("Minutes").fill("All were there.")
    page.get_by_role("button", name="Save the minutes").click()
    held = page.locator("main").inner_text()
    for words in (
        "Held",
        "The trust sends it each month.",
        "Write to the trust.",
        "All were there.",
    ):
        assert words in held
    assert page.evaluate("document.documentElement.scrollWidth") <= width if scripts else True
    assert time.monotonic() - began < TEN_MINUTES
    assert len(pages) <= MOST_PAGES, pages

    member = as_person("Dev Marlowe", width, java_script_enabled=scripts)
    assert "Write to the trust." in member.locator("main").inner_text()
    member.goto(f"{meeting}/pack")
    assert "Hospital data" in member.locator("main").inner_text()


def _day(page: Any, name: str, day: date) -> None:
    """Type a day into its three boxes."""
    boxes = page.get_by_role("group", name=name)
    for part in ("day", "month", "year"):
        boxes.get_by_label(part.capitalize()).fill(str(getattr(day, part)))
