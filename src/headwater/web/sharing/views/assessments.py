"""Impact assessments: one, and its moves."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from headwater.web.accounts.selectors import who_asks
from headwater.web.policy import marked
from headwater.web.sharing.forms.assessments import Accept, AddRisk, Advise, Draft
from headwater.web.sharing.models import ImpactAssessment, Risk
from headwater.web.sharing.selectors.agreements import agreements
from headwater.web.sharing.selectors.assessments import assessments, page
from headwater.web.sharing.services import assessments as services
from headwater.web.ui.moves import attempt, moved
from headwater.web.verdict import Refused


@marked("assessment", "view")
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """One impact assessment and what may be done with it."""
    return _page(request, get_object_or_404(assessments(), pk=pk))


def _page(request: HttpRequest, found: ImpactAssessment, **wrong: Any) -> HttpResponse:
    start = {"version": found.version}
    context = {
        "page": page(found, who_asks(request)),
        "risk_form": AddRisk(prefix="risk"),
        "advise_form": Advise(initial=start, prefix="advise"),
        "accept_form": Accept(initial=start, prefix="accept"),
        "form": next(iter(wrong.values()), None),
        **wrong,
    }
    return render(request, "sharing/assessment.html", context)


@marked("assessment", "draft")
def assess(request: HttpRequest, slug: str) -> HttpResponse:
    """Draft an assessment of an agreement."""
    agreement = get_object_or_404(agreements(), slug=slug)
    form = Draft(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.begin(
                agreement=agreement, text=form.text(), by=who_asks(request), at=timezone.now()
            )
            return redirect("sharing:assessment", made.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "sharing/assess.html", {"form": form, "agreement": agreement})


@marked("assessment", "draft")
def edit_assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the text of a draft."""
    found = get_object_or_404(assessments(), pk=pk)
    start = {name: getattr(found, name) for name in Draft.base_fields}
    posted = request.method == "POST"
    form = Draft(request.POST) if posted else Draft(initial=start)
    done = posted and moved(
        request,
        form,
        "The text is saved",
        lambda: services.redraft(
            assessment=found,
            version=form.cleaned_data["version"] or 0,
            text=form.text(),
            by=who_asks(request),
            at=timezone.now(),
        ),
        lambda: _version(found),
    )
    if done:
        return redirect("sharing:assessment", pk)
    context = {"form": form, "agreement": found.agreement, "assessment": found}
    return render(request, "sharing/assess.html", context)


def _version(assessment: ImpactAssessment) -> int:
    return ImpactAssessment.objects.values_list("version", flat=True).get(pk=assessment.pk)


@marked("assessment", "draft")
@require_POST
def add_risk(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a risk."""
    found = get_object_or_404(assessments(), pk=pk)
    form = AddRisk(request.POST, prefix="risk")
    done = moved(
        request,
        form,
        "The risk is written down",
        lambda: services.add_risk(
            assessment=found, **form.cleaned_data, by=who_asks(request), at=timezone.now()
        ),
        lambda: _version(found),
    )
    return redirect("sharing:assessment", pk) if done else _page(request, found, risk_form=form)


@marked("assessment", "draft")
@require_POST
def drop_risk(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a risk out again."""
    found = get_object_or_404(Risk.objects.select_related("assessment"), pk=pk)
    attempt(
        request,
        "The risk is taken out",
        lambda: services.drop_risk(risk=found, by=who_asks(request), at=timezone.now()),
    )
    return redirect("sharing:assessment", found.assessment_id)


@marked("assessment", "advise")
@require_POST
def advise(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the officer's view."""
    found = get_object_or_404(assessments(), pk=pk)
    form = Advise(request.POST, prefix="advise")
    done = moved(
        request,
        form,
        "The officer's view is recorded. Somebody who did not draft it accepts it now",
        lambda: services.advise(
            assessment=found,
            version=form.cleaned_data["version"],
            advice=form.advice_given(),
            by=who_asks(request),
            at=timezone.now(),
        ),
        lambda: _version(found),
    )
    return redirect("sharing:assessment", pk) if done else _page(request, found, advise_form=form)


@marked("assessment", "accept")
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept it."""
    found = get_object_or_404(assessments(), pk=pk)
    form = Accept(request.POST, prefix="accept")
    done = moved(
        request,
        form,
        "It is accepted. The agreement rests on it from now on",
        lambda: services.accept(
            assessment=found,
            version=form.cleaned_data["version"],
            acceptance=form.acceptance(),
            by=who_asks(request),
            at=timezone.now(),
        ),
        lambda: _version(found),
    )
    return redirect("sharing:assessment", pk) if done else _page(request, found, accept_form=form)
