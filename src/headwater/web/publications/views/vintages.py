"""Vintages: the list, one, its files and its moves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.selectors import who_asks
from headwater.web.policy import marked
from headwater.web.publications.forms import Decide, Submit, TakeDown
from headwater.web.publications.models import Vintage
from headwater.web.publications.selectors import deadlines
from headwater.web.publications.selectors import vintages as selectors
from headwater.web.publications.services import building
from headwater.web.publications.services import vintages as services
from headwater.web.ui.fields import Versioned
from headwater.web.ui.moves import attempt, moved


@marked("publication", "view")
def documents(request: HttpRequest) -> HttpResponse:
    """Every vintage, the newest preview, and what is due."""
    user = who_asks(request)
    found = selectors.vintages()
    context = {
        "vintages": found.filter(preview=False),
        "preview": found.filter(preview=True).first(),
        "deadlines": deadlines.lines(user),
        "may_build": bool(accounts.may(user, "publication", "build")),
        "may_set": bool(accounts.may(user, "deadline", "change")),
    }
    return render(request, "publications/documents.html", context)


@marked("publication", "build")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Ask for a new vintage."""
    made = building.begin(by=who_asks(request), at=timezone.now())
    messages.success(request, "A new assessment is being built from the data as it is now")
    return redirect("publications:vintage", made.pk)


@marked("publication", "build")
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Ask what the assessment would say today."""
    made = building.begin(by=who_asks(request), at=timezone.now(), preview=True)
    messages.success(request, "A preview is being built from the data as it is now")
    return redirect("publications:vintage", made.pk)


@marked("publication", "view")
def vintage(request: HttpRequest, pk: int) -> HttpResponse:
    """One vintage and what may be done with it."""
    return _page(request, get_object_or_404(selectors.vintages(), pk=pk))


def _page(request: HttpRequest, found: Vintage, **wrong: Any) -> HttpResponse:
    start = {"version": found.version}
    context = {
        "page": selectors.page(found, who_asks(request)),
        "submit_form": Submit(initial=start, prefix="submit"),
        "decide_form": Decide(initial=start),
        "down_form": TakeDown(initial=start, prefix="down"),
        "formats": [(k, name) for k, (name, _) in selectors.FORMATS.items()],
        "form": next(iter(wrong.values()), None),
        **wrong,
    }
    return render(request, "publications/vintage.html", context)


def _version(vintage: Vintage) -> int:
    return Vintage.objects.values_list("version", flat=True).get(pk=vintage.pk)


@marked("publication", "build")
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand it in."""
    found = get_object_or_404(selectors.vintages(), pk=pk)
    form = Submit(request.POST, prefix="submit")
    done = moved(
        request,
        form,
        "It was handed in. Somebody else decides on it now",
        lambda: services.submit(
            vintage=found, **form.cleaned_data, by=who_asks(request), at=timezone.now()
        ),
        lambda: _version(found),
    )
    return redirect("publications:vintage", pk) if done else _page(request, found, submit_form=form)


@marked("publication", "approve")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or return."""
    found = get_object_or_404(selectors.vintages(), pk=pk)
    form = Decide(request.POST)
    approve = form["decision"].value() == "approve"
    done = moved(
        request,
        form,
        "You approved it" if approve else "You returned it to its author",
        lambda: services.decide(
            vintage=found,
            version=form.cleaned_data["version"],
            approve=approve,
            reason=form.cleaned_data["reason"],
            by=who_asks(request),
            at=timezone.now(),
        ),
        lambda: _version(found),
    )
    return redirect("publications:vintage", pk) if done else _page(request, found, decide_form=form)


@marked("publication", "publish")
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it to the public."""
    found = get_object_or_404(selectors.vintages(), pk=pk)
    form = Versioned(request.POST)
    if form.is_valid():
        attempt(
            request,
            "It is published",
            lambda: services.publish(
                vintage=found, **form.cleaned_data, by=who_asks(request), at=timezone.now()
            ),
        )
    return redirect("publications:vintage", pk)


@marked("publication", "publish")
@require_POST
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it from the public again."""
    found = get_object_or_404(selectors.vintages(), pk=pk)
    form = TakeDown(request.POST, prefix="down")
    done = moved(
        request,
        form,
        "It is taken down",
        lambda: services.take_down(
            vintage=found, **form.cleaned_data, by=who_asks(request), at=timezone.now()
        ),
        lambda: _version(found),
    )
    return redirect("publications:vintage", pk) if done else _page(request, found, down_form=form)


@marked("publication", "view")
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse | FileResponse:
    """One of a vintage's files."""
    return file_response(get_object_or_404(Vintage, pk=pk), kind)


def file_response(found: Vintage, kind: str) -> FileResponse:
    """A file of a vintage as an answer; Http404 where it has none of this kind."""
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
