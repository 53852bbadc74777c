"""Files that were sent, deliveries and their receipts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.selectors import who_asks
from headwater.web.policy import marked
from headwater.web.runs.models import Run
from headwater.web.sharing.forms.deliveries import Reply, Send
from headwater.web.sharing.selectors import deliveries as selectors
from headwater.web.sharing.selectors import uploads
from headwater.web.sharing.services import deliveries as services
from headwater.web.ui.listing import Column, listing
from headwater.web.ui.moves import moved

COLUMNS = (
    Column("File", "delivery.file"),
    Column("From", "delivery.provider"),
    Column("Arrived", "delivery.received"),
    Column("Accepted", numeric=True),
    Column("Quarantined", numeric=True),
    Column("Receipt"),
)


@marked("delivery", "view")
def deliveries(request: HttpRequest) -> HttpResponse:
    """What has arrived, newest first."""
    user = who_asks(request)
    context = {
        "found": listing(request, selectors.sent(user), COLUMNS, size=25),
        "waiting": uploads.uploads(user).exclude(state="taken")[:10],
        "may_send": bool(accounts.may(user, "delivery", "send")),
    }
    return render(request, "sharing/deliveries.html", context)


@marked("delivery", "send")
def send(request: HttpRequest) -> HttpResponse:
    """Send a file."""
    user = who_asks(request)
    posted = request.method == "POST"
    form = Send(request.POST if posted else None, request.FILES if posted else None, user=user)
    if posted and form.is_valid():
        given = form.cleaned_data
        made, is_new = services.send(
            arrived=services.Arrived(given["file"].name, given["file"].chunks()),
            agency=given["agency"],
            source=given["source"],
            by=user,
            at=timezone.now(),
        )
        if not is_new:
            messages.info(request, "This file was sent before, so nothing changed")
        return redirect("sharing:sent", made.pk)
    shut = () if uploads.sendable(user) else uploads.why_nothing(user)
    context = {"form": form, "is_open": bool(uploads.sendable(user)), "shut": shut}
    return render(request, "sharing/send.html", context)


@marked("delivery", "view")
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a sent file is."""
    user = who_asks(request)
    found = get_object_or_404(uploads.uploads(user), pk=pk)
    made = [s for s in (selectors.one(user, name) for name in found.deliveries) if s]
    context = {"upload": found, "run": Run.objects.filter(pk=found.run or 0).first(), "made": made}
    return render(request, "sharing/sent.html", context)


@marked("delivery", "view")
def delivery(request: HttpRequest, name: str) -> HttpResponse:
    """The receipt of a delivery."""
    return _page(request, _one(request, name))


@marked("delivery", "answer")
@require_POST
def answer(request: HttpRequest, name: str) -> HttpResponse:
    """Confirm or dispute a receipt."""
    found, form = _one(request, name), Reply(request.POST)
    confirmed = form["decision"].value() == "confirm"
    done = moved(
        request,
        form,
        "You confirmed the receipt" if confirmed else "You said what is wrong. The analyst sees it",
        lambda: services.answer(
            sent=found,
            version=form.cleaned_data["version"],
            confirmed=confirmed,
            reason=form.cleaned_data["reason"],
            by=who_asks(request),
            at=timezone.now(),
        ),
        lambda: selectors.page(_one(request, name), who_asks(request)).version,
    )
    return redirect("sharing:delivery", name) if done else _page(request, _one(request, name), form)


def _one(request: HttpRequest, name: str) -> selectors.Sent:
    found = selectors.one(who_asks(request), name)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: selectors.Sent, form: Reply | None = None) -> HttpResponse:
    page = selectors.page(found, who_asks(request))
    start = Reply(initial={"version": page.version})
    context = {"page": page, "reply_form": form or start, "form": form}
    return render(request, "sharing/delivery.html", context)
