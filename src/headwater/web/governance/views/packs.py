"""The pack of a meeting: to read, and to send."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from headwater.web.accounts.selectors import who_asks
from headwater.web.governance.forms.meetings import SendPack
from headwater.web.governance.models import Meeting
from headwater.web.governance.selectors import meetings as selectors
from headwater.web.governance.selectors.packs import readers
from headwater.web.governance.services.packs import send_pack
from headwater.web.policy import marked
from headwater.web.ui.asking import Ask, ask, given


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    return get_object_or_404(selectors.meetings(who_asks(request)), pk=pk)


@marked("meeting", "view")
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything a member reads before a meeting, on one page that prints."""
    found = _meeting(request, pk)
    return render(request, "governance/pack.html", {"pack": selectors.pack(found, timezone.now())})


@marked("meeting", "change")
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail the link of the pack to the members."""
    found = _meeting(request, pk)
    address = request.build_absolute_uri(reverse("governance:pack", args=[pk]))
    form = SendPack(given(request), readers=readers(found.board, timezone.localdate()))
    page = Ask(
        f"Send the pack of {found}",
        "Send the link",
        reverse("governance:meeting", args=[pk]),
        f"Each gets a message of their own with this link, and reads the papers after signing in: {address}",
        "The link of the pack was sent",
    )
    return ask(request, form, page, partial(send_pack, meeting=found, address=address))
