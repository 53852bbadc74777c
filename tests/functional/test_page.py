"""The assessment as one HTML file: whole, without outside parts, every number a link that leads somewhere."""

from __future__ import annotations

import base64
import csv
import io
import itertools
import re

import pytest
from tests.functional.pages import Page, read

from headwater.products.render.html import page as render
from headwater.products.write import Assessment


@pytest.fixture(scope="module")
def text(assessed: Assessment) -> str:
    return assessed.html.read_text("utf-8")


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return read(text)


def test_every_tag_that_is_opened_is_closed_in_order(page: Page) -> None:
    assert page.faults == []
    assert page.tags.count("main") == page.tags.count("h1") == page.tags.count("title") == 1


def test_ids_are_unique_and_every_inner_link_leads_to_one(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))
    assert page.targets
    assert set(page.targets) <= set(page.ids)


def test_every_printed_number_leads_to_its_line_in_the_list(
    page: Page, assessed: Assessment
) -> None:
    links = [a for t, a in page.attributes if t == "a" and a.get("class") == "number"]
    claims = {c.id for c in assessed.document.claims()}
    assert {str(a["href"])[1:] for a in links} == claims
    assert claims <= set(page.ids)


def test_the_page_asks_no_other_site_for_anything(page: Page, text: str) -> None:
    """Links that a reader may follow are all that names another site."""
    followed = [where for where in page.outside if not where.startswith("a href=https://")]
    assert followed == []
    assert not {"script", "link", "iframe", "object", "embed", "form"} & set(page.tags)
    assert not re.search(r"@import|url\((?!#|data:)", text)


def test_a_policy_forbids_scripts_and_other_sites(page: Page) -> None:
    (policy,) = (
        str(a["content"])
        for t, a in page.attributes
        if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert "http" not in policy.replace("http-equiv", "")
    handlers = [n for _, a in page.attributes for n in a if n.startswith("on")]
    assert handlers == []


def test_headings_do_not_skip_a_level(page: Page) -> None:
    assert page.headings[0] in (1, 2)
    start = page.headings.index(1)
    for above, below in itertools.pairwise(page.headings[start:]):
        assert below <= above + 1


def test_the_page_says_its_language_its_title_and_its_marking(page: Page, text: str) -> None:
    assert ("html", {"lang": "en-GB"}) in page.attributes
    assert "INVENTED DATA" in text
    assert "Strategic Needs Assessment" in text[: text.index("<style")]


def test_every_figure_has_a_caption_a_description_a_table_and_a_file(
    page: Page, assessed: Assessment
) -> None:
    count = len(assessed.document.figures())
    assert page.tags.count("figure") == page.tags.count("figcaption") == count
    drawings = [a for t, a in page.attributes if t == "svg"]
    assert len(drawings) == count
    assert all(a.get("role") == "img" and a.get("aria-label") for a in drawings)
    assert page.tags.count("details") >= count


def test_every_file_in_the_page_opens_and_holds_no_formula(text: str) -> None:
    files = re.findall(r'href="data:text/csv;base64,([^"]+)"', text)
    assert len(files) > 20
    for file in files:
        read_back = base64.b64decode(file).decode("utf-8-sig")
        for row in csv.reader(io.StringIO(read_back)):
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "\t")), cell
                assert not re.match(r"-\D", cell), cell


def test_a_table_names_its_columns_and_its_rows(page: Page) -> None:
    scopes = [a.get("scope") for t, a in page.attributes if t == "th"]
    assert scopes
    assert set(scopes) == {"col", "row"}


def test_no_broken_word_stands_anywhere_on_the_page(page: Page) -> None:
    words = " ".join(page.text)
    assert not re.search(r"\bnan\b|\bNaN\b|\binf\b|undefined|Mark\.|<Mark|\bdatetime\b", words)
    assert "{" not in words


def test_the_same_document_renders_to_the_same_bytes(assessed: Assessment, text: str) -> None:
    assert render(assessed.document) == text
