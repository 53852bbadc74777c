"""What the public reads: the newest document, those before it, and what was taken down."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from headwater.web.policy import public
from headwater.web.publications.selectors import vintages as selectors
from headwater.web.publications.views.vintages import file_response


@public
def public_list(request: HttpRequest) -> HttpResponse:
    """The newest published document, and the earlier ones."""
    pages = [selectors.public_page(one) for one in selectors.shown()]
    context = {
        "newest": [p for p in pages if p.is_shown and p.newest is None],
        "earlier": [p for p in pages if not p.is_shown or p.newest is not None],
    }
    return render(request, "publications/public.html", context)


@public
def public_vintage(request: HttpRequest, pk: int) -> HttpResponse:
    """One published document: its files, and what is to be known about them today."""
    found = get_object_or_404(selectors.shown(), pk=pk)
    return render(request, "publications/published.html", {"page": selectors.public_page(found)})


@public
def public_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse | FileResponse:
    """A file of a published vintage."""
    return file_response(get_object_or_404(selectors.published(), pk=pk), kind)
