"""Vintages: list, one, its files, its moves, and the public's page."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.selectors import who_asks
from headwater.web.policy import marked, public
from headwater.web.publications import selectors, services
from headwater.web.publications.forms import Decide, Move
from headwater.web.publications.models import Vintage
from headwater.web.verdict import Refused


@marked("publication", "view")
def documents(request: HttpRequest) -> HttpResponse:
    """Every vintage."""
    return render(
        request,
        "publications/documents.html",
        {
            "vintages": selectors.vintages(),
            "may_build": bool(accounts.may(who_asks(request), "publication", "build")),
        },
    )


@marked("publication", "build")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Ask for a new vintage."""
    made = services.begin(by=who_asks(request), at=timezone.now())
    messages.success(request, "A new assessment is being built from the data as it is now")
    return redirect("publications:vintage", made.pk)


@marked("publication", "view")
def vintage(request: HttpRequest, pk: int) -> HttpResponse:
    """One vintage and what may be done with it."""
    found = get_object_or_404(selectors.vintages(), pk=pk)
    context = {
        "page": selectors.page(found, who_asks(request)),
        "form": Decide(initial={"version": found.version}),
        "formats": [(k, name) for k, (name, _) in selectors.FORMATS.items()],
    }
    return render(request, "publications/vintage.html", context)


@marked("publication", "build")
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand it in."""
    done = "It was handed in. Somebody else decides on it now"
    return _move(request, pk, services.submit, done)


@marked("publication", "approve")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or return."""
    found = get_object_or_404(selectors.vintages(), pk=pk)
    form = Decide(request.POST)
    if not form.is_valid():
        context = {
            "page": selectors.page(found, who_asks(request)),
            "form": form,
            "formats": [(k, name) for k, (name, _) in selectors.FORMATS.items()],
        }
        return render(request, "publications/vintage.html", context)
    approve = form.cleaned_data["decision"] == "approve"
    _try(
        request,
        "You approved it" if approve else "You returned it to its author",
        lambda: services.decide(
            vintage=found,
            version=form.cleaned_data["version"],
            approve=approve,
            reason=form.cleaned_data["reason"],
            by=who_asks(request),
            at=timezone.now(),
        ),
    )
    return redirect("publications:vintage", pk)


@marked("publication", "publish")
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it to the public."""
    return _move(request, pk, services.publish, "It is published")


def _move(
    request: HttpRequest, pk: int, service: Callable[..., Vintage], done: str
) -> HttpResponse:
    """Move a vintage on from the state that the person was looking at."""
    found = get_object_or_404(Vintage, pk=pk)
    form = Move(request.POST)
    if form.is_valid():
        seen, by = form.cleaned_data["version"], who_asks(request)
        _try(
            request,
            done,
            lambda: service(vintage=found, version=seen, by=by, at=timezone.now()),
        )
    return redirect("publications:vintage", pk)


def _try(request: HttpRequest, done: str, move: Callable[[], object]) -> None:
    """Make a move; a refusal is shown where it was asked."""
    try:
        move()
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, done)


@marked("publication", "view")
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse | FileResponse:
    """One of a vintage's files."""
    return _file(get_object_or_404(Vintage, pk=pk), kind)


@public
def public_list(request: HttpRequest) -> HttpResponse:
    """What is published."""
    return render(request, "publications/public.html", {"vintages": selectors.published()})


@public
def public_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse | FileResponse:
    """A file of a published vintage."""
    return _file(get_object_or_404(selectors.published(), pk=pk), kind)


def _file(found: Vintage, kind: str) -> FileResponse:
    path = selectors.file_of(found, kind)
    if path is None:
        raise Http404
    content = selectors.FORMATS[kind][1]
    response = FileResponse(
        path.open("rb"), content_type=content, as_attachment=kind != "html", filename=path.name
    )
    if kind == "html":
        # The document is a page of its own: it carries its style and holds no script.
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
        )
    return response
