"""Any page on paper: nothing cut off, nothing to press, and its marking on every sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.functional.walk import going_round

from headwater.web.demonstration import PEOPLE

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
MILLIMETRE = 96 / 25.4
SHEET = round((210 - 2 * 15) * MILLIMETRE)
"""How wide the text of a sheet of A4 is, in CSS pixels."""
PRESSED = (
    ".govuk-button",
    ".govuk-footer",
    ".govuk-back-link",
    ".govuk-breadcrumbs",
    ".govuk-pagination",
    ".hw-nav",
    ".hw-filter",
    ".hw-parts",
    ".govuk-skip-link",
)
SHOWN = "every => every.filter(one => one.getClientRects().length).length"
CLIPPED = """() => [...document.querySelectorAll('main *, .hw-header *')].filter(one => {
    const box = one.getBoundingClientRect();
    if (!box.width || one.closest('.govuk-visually-hidden')) return false;
    const style = getComputedStyle(one);
    const hides = style.overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1;
    return box.right > innerWidth + 1 || (hides && one.tagName !== 'TEXTAREA' && one.tagName !== 'svg');
}).map(one => one.outerHTML.slice(0, 120)).slice(0, 3)"""


@pytest.mark.slow
def test_every_page_prints_whole_with_its_marking_on_every_sheet(
    as_person: Callable[..., Any],
) -> None:
    """Each person goes round all that they are shown; a kind of page is printed where first met."""
    seen: set[str] = set()
    faults: list[str] = []
    for name, _, _ in PEOPLE:
        page = as_person(name)
        for view, path in going_round(page, "/"):
            if view not in seen:
                seen.add(view)
                faults += [f"{path} as {name}: {told}" for told in _faults(page)]
    assert len(seen) > 50, f"Only {sorted(seen)} were reached."
    assert faults == []


def _faults(page: Any) -> Iterator[str]:
    """What is wrong with a page on paper."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET, "height": 1000})
    for clipped in page.evaluate(CLIPPED):
        yield f"cut off: {clipped}"
    for selector in PRESSED:
        if page.locator(selector).evaluate_all(SHOWN):
            yield f"{selector} is printed"
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    total = len(printed.pages)
    for number, sheet in enumerate(printed.pages, 1):
        words = " ".join(sheet.extract_text().split())
        if "INVENTED DATA" not in words:
            yield f"sheet {number} of {total} is not marked"
        if f"Page {number} of {total}" not in words:
            yield f"sheet {number} of {total} has no number"
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_address_of_a_link_is_printed_only_where_it_leads_out(
    as_person: Callable[..., Any], demonstration: str
) -> None:
    page = as_person("Bram Oakhurst")
    page.goto(f"{demonstration}/your-data")
    words = _words(page)
    assert "https://ico.org.uk/make-a-complaint/" in words
    assert "(/sharing/public)" not in words


def test_what_is_folded_away_is_printed(as_person: Callable[..., Any], demonstration: str) -> None:
    page = as_person("Bram Oakhurst", java_script_enabled=False)
    page.goto(f"{demonstration}/directory/team")
    assert "Tansy Holt" in _words(page)


def test_a_figure_is_not_broken_over_two_sheets(
    as_person: Callable[..., Any], demonstration: str
) -> None:
    page = as_person("Ada Thornberry")
    page.goto(f"{demonstration}/indicators/ambulance-assaults")
    page.emulate_media(media="print")
    broken = page.locator("main img, main svg").evaluate_all(
        "every => every.filter(one => getComputedStyle(one).breakInside !== 'avoid').length"
    )
    assert broken == 0


def _words(page: Any) -> str:
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = " ".join(sheet.extract_text() for sheet in printed.pages)
    return re.sub(r"\s+", " ", text)
