"""Any page on paper: nothing cut off, nothing to press, and its marking on every sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest

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
CLIPPED = """() => [...document.querySelectorAll('main *, .hw-header *')].filter(one => {
    const box = one.getBoundingClientRect();
    if (!box.width || one.closest('.govuk-visually-hidden')) return false;
    const style = getComputedStyle(one);
    const hides = style.overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1;
    return box.right > innerWidth + 1 || (hides && one.tagName !== 'TEXTAREA' && one.tagName !== 'svg');
}).map(one => one.outerHTML.slice(0, 120)).slice(0, 3)"""
PAGES = {
    "home": ("Bram Oakhurst", "/"),
    "board": ("Bram Oakhurst", "/boards/prevention-board"),
    "seats": ("Bram Oakhurst", "/boards/prevention-board/seats"),
    "compliance": ("Bram Oakhurst", "/boards/programme-board/compliance"),
    "meeting": ("Bram Oakhurst", "/boards/meetings/1"),
    "pack": ("Edie Rowan", "/boards/meetings/1/pack"),
    "actions": ("Bram Oakhurst", "/boards/actions?state="),
    "overlap": ("Bram Oakhurst", "/boards/overlap?first=3&second=1"),
    "directory": ("Bram Oakhurst", "/directory/"),
    "agency": ("Bram Oakhurst", "/directory/ambulance"),
    "places": ("Bram Oakhurst", "/directory/places"),
    "indicators": ("Ada Thornberry", "/indicators/"),
    "indicator": ("Ada Thornberry", "/indicators/ambulance-assaults"),
    "agreements": ("Cass Linden", "/sharing/"),
    "agreement": ("Cass Linden", "/sharing/agreements/invented-ambulance"),
    "scoreboard": ("Cass Linden", "/sharing/scoreboard"),
    "record": ("Cass Linden", "/audit/"),
    "documents": ("Ada Thornberry", "/documents/"),
    "people": ("Bram Oakhurst", "/accounts/people"),
    "help": ("Bram Oakhurst", "/help"),
    "your data": ("Bram Oakhurst", "/your-data"),
}


@pytest.mark.parametrize("kind", sorted(PAGES))
def test_a_page_prints_whole_with_its_marking_on_every_sheet(
    as_person: Callable[..., Any], demonstration: str, kind: str
) -> None:
    name, path = PAGES[kind]
    page = as_person(name)
    assert page.goto(f"{demonstration}{path}").status == 200
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET, "height": 1000})
    assert page.evaluate(CLIPPED) == []
    for selector in PRESSED:
        shown = page.locator(selector).evaluate_all(
            "every => every.filter(one => one.getClientRects().length).length"
        )
        assert shown == 0, selector
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    total = len(printed.pages)
    for number, sheet in enumerate(printed.pages, 1):
        words = " ".join(sheet.extract_text().split())
        assert "INVENTED DATA" in words, f"sheet {number} of {total}"
        assert f"Page {number} of {total}" in words
        assert sheet.mediabox.width == pytest.approx(595, abs=2)


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
