"""A real browser for every test that looks at a page."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.county import copy
from tests.functional.serving import served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The system's Chromium; the test is skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM:
        pytest.skip("The system has no Chromium.")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def demonstration(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the invented partnership is served, for tests that only add to it."""
    folder = copy(invented, tmp_path_factory.mktemp("demonstration") / "county")
    with served(folder, "--demo") as base:
        yield base


@pytest.fixture
def as_person(browser: Any, demonstration: str) -> Iterator[Callable[..., Any]]:
    """Opens a page as one of the invented people, at a width, with scripts or without."""
    contexts = []

    def opened(name: str, width: int = 1280, **how: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **how)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{demonstration}/accounts/sign-in")
        page.get_by_role("button", name=name).click()
        return page

    yield opened
    for context in contexts:
        context.close()
