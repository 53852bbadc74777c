"""Going round the application as somebody who follows its links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

FILES = re.compile(r"\.(csv|docx|pdf|html|ics|json|xlsx|zip)$|/static/")


def _links(page: Any) -> list[str]:
    """The pages of this application that a page leads to."""
    host = urlsplit(page.url).netloc
    hrefs = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
    split = [urlsplit(href) for href in hrefs]
    return sorted({s.path for s in split if s.netloc == host and not FILES.search(s.path)})


def _view(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        pytest.fail(f"A link leads to {path}, which is no page of the application.")


def going_round(page: Any, start: str) -> Iterator[tuple[str, str]]:
    """Follow links from a page, one page of each kind; gives kind and path while the page is open."""
    waiting, met = [start], set()
    while waiting:
        path = waiting.pop(0)
        view = _view(path)
        if view in met:
            continue
        met.add(view)
        answer = page.goto(_at(page, path))
        if answer is None or "text/html" not in (answer.header_value("content-type") or ""):
            continue
        assert answer.status == 200, f"{path} answers {answer.status}"
        waiting += _links(page)
        yield view, path


def _at(page: Any, path: str) -> str:
    split = urlsplit(page.url)
    return f"{split.scheme}://{split.netloc}{path}"
