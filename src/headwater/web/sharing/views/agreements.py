"""Agreements: the list, one, and its moves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.selectors import who_asks
from headwater.web.policy import marked, public
from headwater.web.sharing.forms import terms as forms
from headwater.web.sharing.forms.agreements import Revoke, Sign
from headwater.web.sharing.forms.terms import Draft, Edit, Roles
from headwater.web.sharing.models import Agreement
from headwater.web.sharing.selectors import agreements as selectors
from headwater.web.sharing.services import agreements as services
from headwater.web.ui.listing import Column, listing
from headwater.web.ui.moves import moved
from headwater.web.verdict import Refused

COLUMNS = (
    Column("Agreement", "agreement.slug"),
    Column("Provider", "agreement.provider_name"),
    Column("What is shared"),
    Column("Until", "agreement.ends"),
    Column("Today"),
)

DOORS = (
    ("delivery", "sharing:deliveries", "Deliveries and receipts"),
    ("scoreboard", "sharing:scoreboard", "Who sends what: due, late, quality"),
    ("request", "sharing:requests", "Requests for information"),
)
"""The other parts of this room: what one must be allowed to view, where, and how it is called."""


@marked("agreement", "view")
def agreements(request: HttpRequest) -> HttpResponse:
    """Every agreement, and whether it is live today."""
    user = who_asks(request)
    context = {
        "found": listing(request, selectors.lines(), COLUMNS),
        "may_draft": bool(accounts.may(user, "agreement", "draft")),
        "doors": [
            (reverse(address), name)
            for resource, address, name in DOORS
            if accounts.may(user, resource, "view")
        ],
    }
    return render(request, "sharing/agreements.html", context)


@public
def public_list(request: HttpRequest) -> HttpResponse:
    """What is shared today, for anybody to read: no surprises."""
    live = [line for line in selectors.lines() if line.standing]
    return render(request, "sharing/public.html", {"lines": live})


@marked("agreement", "view")
def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """One agreement and what may be done with it."""
    found = get_object_or_404(selectors.agreements(), slug=slug)
    return _page(request, found)


def _page(
    request: HttpRequest,
    found: Agreement,
    sign_form: Sign | None = None,
    revoke_form: Revoke | None = None,
) -> HttpResponse:
    start = {"version": found.version, "name": who_asks(request).full_name}
    context = {
        "page": selectors.page(found, who_asks(request)),
        "sign_form": sign_form or Sign(initial=start, prefix="sign"),
        "revoke_form": revoke_form or Revoke(initial=start, prefix="revoke"),
        "form": sign_form or revoke_form,
    }
    return render(request, "sharing/agreement.html", context)


@marked("agreement", "draft")
def draft(request: HttpRequest) -> HttpResponse:
    """Write down a new agreement."""
    form = Draft(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        slug = form.cleaned_data["slug"]
        try:
            services.draft(slug=slug, terms=form.terms(), by=who_asks(request), at=timezone.now())
            return redirect("sharing:roles", slug)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "sharing/draft.html", {"form": form})


@marked("agreement", "draft")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the terms while nobody has signed them. Of two who do, the later sees both versions."""
    found = get_object_or_404(selectors.agreements(), slug=slug)
    if request.method != "POST":
        return _terms(request, found, Edit(initial=forms.initial(found)))
    form = Edit(request.POST)
    done = moved(
        request,
        form,
        "The terms are saved",
        lambda: services.edit(
            agreement=found,
            version=form.cleaned_data["version"] or 0,
            terms=form.terms(),
            by=who_asks(request),
            at=timezone.now(),
        ),
        lambda: _version(found),
    )
    if done:
        return redirect("sharing:agreement", slug)
    refused = bool(form.non_field_errors())
    theirs = get_object_or_404(selectors.agreements(), slug=slug) if refused else None
    return _terms(request, found, form, theirs)


def _terms(
    request: HttpRequest, found: Agreement, form: Edit, theirs: Agreement | None = None
) -> HttpResponse:
    saved = selectors.page(theirs, who_asks(request)) if theirs else None
    context = {"form": form, "agreement": found, "theirs": saved}
    return render(request, "sharing/draft.html", context)


@marked("agreement", "draft")
def roles(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what each party is."""
    found = get_object_or_404(selectors.agreements(), slug=slug)
    posted = request.method == "POST"
    form = Roles(request.POST if posted else None, agreement=found)
    done = posted and moved(
        request,
        form,
        "The roles of the parties are saved",
        lambda: services.assign(
            agreement=found,
            version=form.cleaned_data["version"],
            roles=form.roles(),
            by=who_asks(request),
            at=timezone.now(),
        ),
        lambda: _version(found),
    )
    if done:
        return redirect("sharing:agreement", slug)
    return render(request, "sharing/roles.html", {"form": form, "agreement": found})


@marked("agreement", "sign")
@require_POST
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    """Sign for one's own agency."""
    found = get_object_or_404(selectors.agreements(), slug=slug)
    form = Sign(request.POST, prefix="sign")
    done = moved(
        request,
        form,
        "You signed it for your agency",
        lambda: services.sign(
            agreement=found,
            version=form.cleaned_data["version"],
            name=form.cleaned_data["name"],
            by=who_asks(request),
            at=timezone.now(),
        ),
        lambda: _version(found),
    )
    return redirect("sharing:agreement", slug) if done else _page(request, found, sign_form=form)


@marked("agreement", "revoke")
@require_POST
def revoke(request: HttpRequest, slug: str) -> HttpResponse:
    """End it at once."""
    found = get_object_or_404(selectors.agreements(), slug=slug)
    form = Revoke(request.POST, prefix="revoke")
    done = moved(
        request,
        form,
        "It is revoked. Nothing shared under it can be read from now on",
        lambda: services.revoke(
            agreement=found, **form.cleaned_data, by=who_asks(request), at=timezone.now()
        ),
        lambda: _version(found),
    )
    return redirect("sharing:agreement", slug) if done else _page(request, found, revoke_form=form)


def _version(agreement: Agreement) -> int:
    return Agreement.objects.values_list("version", flat=True).get(pk=agreement.pk)
