"""Deadlines: one with what is still to do, and writing down a new one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from headwater.web.accounts.selectors import who_asks
from headwater.web.policy import marked
from headwater.web.publications.forms import Meet, SetDeadline
from headwater.web.publications.models import Deadline
from headwater.web.publications.selectors import deadlines as selectors
from headwater.web.publications.services import deadlines as services
from headwater.web.ui.moves import moved


@marked("deadline", "view")
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """One deadline, and what is missing before it."""
    return _page(request, get_object_or_404(selectors.deadlines(), pk=pk))


def _page(request: HttpRequest, found: Deadline, form: Meet | None = None) -> HttpResponse:
    context = {
        "page": selectors.page(found, who_asks(request)),
        "meet_form": form or Meet(initial={"version": found.version}),
        "form": form,
    }
    return render(request, "publications/deadline.html", context)


@marked("deadline", "change")
def set_deadline(request: HttpRequest) -> HttpResponse:
    """Write down by when a document must be published."""
    form = SetDeadline(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = services.set_deadline(**form.cleaned_data, by=who_asks(request), at=timezone.now())
        return redirect("publications:deadline", made.pk)
    return render(request, "publications/set_deadline.html", {"form": form})


@marked("deadline", "change")
@require_POST
def meet(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that a document made elsewhere met it."""
    found = get_object_or_404(selectors.deadlines(), pk=pk)
    form = Meet(request.POST)
    done = moved(
        request,
        form,
        "It is written down as met",
        lambda: services.meet(
            deadline=found, **form.cleaned_data, by=who_asks(request), at=timezone.now()
        ),
        lambda: Deadline.objects.get(pk=pk).version,
    )
    return redirect("publications:deadline", pk) if done else _page(request, found, form)
