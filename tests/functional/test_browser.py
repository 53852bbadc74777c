"""The assessment in a real browser: accessible, on a wide screen and a phone, with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.functional.axe import violations

from headwater.products.write import Assessment

WIDE, PHONE = 1280, 375
widths = pytest.mark.parametrize("width", [WIDE, PHONE])


@pytest.fixture
def visit(browser: Any, assessed: Assessment) -> Iterator[Any]:
    """Opens the assessment at a width, and gives the page and what it asked the network for."""
    contexts = []

    def opened(width: int, **how: Any) -> tuple[Any, list[str]]:
        context = browser.new_context(viewport={"width": width, "height": 900}, **how)
        contexts.append(context)
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: asked.append(f"console: {message.text}"))
        page.goto(assessed.html.as_uri())
        return page, asked

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.slow
@widths
def test_axe_finds_no_violation(visit: Any, width: int) -> None:
    # The page's own policy forbids every script, so the checker needs leave to run.
    page, _ = visit(width, bypass_csp=True)
    assert violations(page) == []


@widths
def test_the_page_does_not_scroll_sideways(visit: Any, width: int) -> None:
    page, _ = visit(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_at_320_pixels_nothing_is_lost_at_the_side(visit: Any) -> None:
    """What is left of a 1,280-pixel window at 400% (reflow)."""
    page, _ = visit(320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_page_asks_for_nothing_but_itself_and_complains_of_nothing(
    visit: Any, assessed: Assessment
) -> None:
    page, asked = visit(WIDE)
    page.wait_for_load_state("networkidle")
    assert asked == [assessed.html.as_uri()]


def test_without_scripts_a_number_still_leads_to_what_it_was_made_from(visit: Any) -> None:
    page, _ = visit(WIDE, java_script_enabled=False)
    number = page.locator("main a.number").first
    target = number.get_attribute("href")
    number.click()
    assert page.url.endswith(target)
    row = page.locator(target)
    assert row.is_visible()
    assert row.locator("code").inner_text() == target[1:]


def test_without_scripts_the_numbers_of_a_figure_open(visit: Any) -> None:
    page, _ = visit(PHONE, java_script_enabled=False)
    figure = page.locator("figure").first
    assert not figure.locator("table").is_visible()
    figure.locator("summary").click()
    assert figure.locator("table").is_visible()


def test_the_first_key_press_offers_to_skip_to_the_document(visit: Any) -> None:
    page, _ = visit(WIDE)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the document"
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_a_table_wider_than_the_screen_is_reached_and_scrolled_by_keyboard(visit: Any) -> None:
    page, _ = visit(PHONE)
    wide = page.evaluate(
        "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1)"
        ".every(e => e.tabIndex === 0 && e.getAttribute('role') === 'region')"
    )
    assert wide


def test_the_file_of_a_figure_can_be_taken(visit: Any, tmp_path: Path) -> None:
    page, _ = visit(WIDE)
    figure = page.locator("figure").first
    figure.locator("summary").click()
    with page.expect_download() as taken:
        figure.get_by_text("Download as CSV").click()
    taken.value.save_as(tmp_path / "taken.csv")
    assert "Source" in (tmp_path / "taken.csv").read_text("utf-8-sig")


def test_letters_are_drawn_in_every_drawing(visit: Any) -> None:
    """The page brings no font with it: what draws here must be there on any machine."""
    page, _ = visit(WIDE)
    empty = page.evaluate(
        "[...document.querySelectorAll('figure svg')].filter(s => ![...s.querySelectorAll('text')]"
        ".some(t => t.getBoundingClientRect().width > 0)).length"
    )
    assert empty == 0
