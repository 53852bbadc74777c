"""What is held about people, complaining of it, and answering."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from headwater.web.accounts.selectors import who_asks
from headwater.web.policy import marked, public
from headwater.web.privacy import HELD
from headwater.web.shell import forms, services
from headwater.web.shell.models import DAYS
from headwater.web.shell.selectors import complaints as selectors
from headwater.web.ui.asking import Ask, ask, given, stored
from headwater.web.ui.listing import Column, listing
from headwater.web.verdict import Refused

COLUMNS = (
    Column("Complaint"),
    Column("About", "about"),
    Column("Came", "made_at"),
    Column("State"),
)


@public
def your_data(request: HttpRequest) -> HttpResponse:
    """What is held about people, and a form to complain with."""
    form = forms.Complain(given(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.complain(**form.cleaned_data, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                f"We have what you wrote, as number {made.pk}. You will hear from us by {made.due:%-d %B %Y}",
            )
            return redirect("shell:your-data")
    context = {"form": form, "held": [one for one in HELD.values() if one.about], "days": DAYS}
    return render(request, "shell/your_data.html", context)


@marked("complaint", "view")
def complaints(request: HttpRequest) -> HttpResponse:
    """Every complaint."""
    found = listing(request, selectors.complaints(), COLUMNS)
    return render(request, "shell/complaints.html", {"found": found, "today": timezone.localdate()})


@marked("complaint", "view")
def complaint(request: HttpRequest, pk: int) -> HttpResponse:
    """One complaint."""
    found = get_object_or_404(selectors.complaints(), pk=pk)
    return render(request, "shell/complaint.html", {"one": found})


@marked("complaint", "answer")
@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the person heard."""
    found, form = get_object_or_404(selectors.complaints(), pk=pk), forms.Acknowledge(request.POST)
    if form.is_valid():
        try:
            services.acknowledge(
                complaint=found, by=who_asks(request), at=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            messages.warning(request, str(refused))
    return redirect("shell:complaint", pk)


@marked("complaint", "answer")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the answer."""
    found = get_object_or_404(selectors.complaints(), pk=pk)
    now = stored(found, "answer")
    form = forms.Answer(given(request), initial=now())
    page = Ask(f"Answer complaint {pk}", "Keep the answer", reverse("shell:complaint", args=[pk]))
    return ask(request, form, page, partial(services.answer, complaint=found), now)
