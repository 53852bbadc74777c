"""Whether a page in a browser keeps the rules of accessibility."""

from __future__ import annotations

from typing import Any

import pytest

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Any) -> list[str]:
    """What axe finds wrong with a page as it is seen now, one line for each rule broken."""
    runner = pytest.importorskip("axe_playwright_python.sync_playwright")
    # The rows of a table are made alike, so the first five of each stand for all: axe is slow.
    page.evaluate("document.querySelectorAll('tbody tr:nth-child(n+6)').forEach(r => r.remove())")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = runner.Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{v['id']}: {v['help']} ({len(v['nodes'])} times, first {v['nodes'][0]['html'][:200]})"
        for v in found.response["violations"]
    ]
