"""Agencies and their people."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from headwater.web.accounts.selectors import who_asks
from headwater.web.directory import forms, rules
from headwater.web.directory.models import Agency, Contact
from headwater.web.directory.selectors import agencies as selectors
from headwater.web.directory.services import agencies as services
from headwater.web.policy import marked
from headwater.web.ui.asking import Ask, ask, given, stored
from headwater.web.ui.listing import Column, listing
from headwater.web.ui.registry import panels

COLUMNS = (
    Column("Agency", "name"),
    Column("Kind", "kind"),
    Column("Under the Serious Violence Duty"),
)


def where(agency: Agency) -> str:
    """Where an agency's page is."""
    return reverse("directory:agency", args=[agency.slug])


@marked("directory", "view")
def agencies(request: HttpRequest) -> HttpResponse:
    """Every agency."""
    form = forms.NarrowAgencies(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = selectors.named(chosen.get("words", ""))
    if chosen.get("kind"):
        found = found.filter(kind=chosen["kind"])
    context = {
        "form": form,
        "found": listing(request, found, COLUMNS),
        "may_change": rules.may_change(who_asks(request)),
    }
    return render(request, "directory/agencies.html", context)


@marked("directory", "view")
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    """One agency, with what other rooms know of it."""
    found = get_object_or_404(selectors.agencies(), slug=slug)
    user = who_asks(request)
    context = {
        "page": selectors.page(found, timezone.localdate()),
        "panels": list(panels(user, "agency", slug)),
        "may_change": rules.may_change(user),
    }
    return render(request, "directory/agency.html", context)


@marked("directory", "change")
def add(request: HttpRequest) -> HttpResponse:
    """Enter an agency."""
    page = Ask("Add an agency", "Add it", reverse("directory:agencies"))
    return ask(request, forms.AddAgency(given(request)), page, services.add_agency)


@marked("directory", "change")
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is written about an agency."""
    found = get_object_or_404(selectors.agencies(), slug=slug)
    now = stored(found, "name", "kind", "about")
    form = forms.ChangeAgency(given(request), initial=now())
    page = Ask(f"Change {found.name}", "Save", where(found))
    return ask(request, form, page, partial(services.change_agency, agency=found), now)


@marked("directory", "change")
def add_contact(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter somebody at an agency."""
    found = get_object_or_404(selectors.agencies(), slug=slug)
    page = Ask(f"Add somebody at {found.name}", "Add them", where(found))
    return ask(
        request,
        forms.AddContact(given(request)),
        page,
        partial(services.add_contact, agency=found),
    )


@marked("directory", "change")
def change_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is written about somebody, or that they left."""
    found = get_object_or_404(Contact.objects.select_related("agency"), pk=pk)
    now = stored(found, "name", "job", "email", "phone", "left")
    form = forms.ChangeContact(given(request), initial=now())
    page = Ask(f"Change {found.name}", "Save", where(found.agency), str(found.agency))
    return ask(request, form, page, partial(services.change_contact, contact=found), now)
