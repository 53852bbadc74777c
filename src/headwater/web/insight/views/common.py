"""What the views of this room share: a page whose body is kept, and the record that it was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from headwater.web.accounts.selectors import who_asks
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.sharing.selectors import kept
from headwater.web.sharing.selectors.kept import Edition, Question, Unknown
from headwater.web.ui.exports import KINDS, Sheet, file_of


def purpose_of(request: HttpRequest) -> str:
    """What the person said they are here for."""
    return str(getattr(request, "purpose", ""))


def read(request: HttpRequest, work: Callable[[Edition], Any]) -> Any:
    """What may be read at this moment for the purpose of the session; 404 for what is unknown."""
    try:
        return kept.read(purpose_of(request), work)
    except Unknown as unknown:
        raise Http404 from unknown


def note(request: HttpRequest, action: str, verb: Verb, on: str) -> None:
    """One entry in the record for one reading of numbers."""
    record(action, verb, by=who_asks(request), on=on, purpose=purpose_of(request))


@dataclass(frozen=True)
class Body:
    """The inner part of a page, and whether any number is in it."""

    html: SafeString
    shows: bool


def inner(
    edition: Edition, name: str, question: Question, make: Callable[[], Mapping[str, Any]]
) -> Body:
    """A body that is kept: the same for everybody who may see the edition, so made once."""

    def body() -> Body:
        context = dict(make())
        html = render_to_string(f"insight/{name}_body.html", context)
        return Body(html, not context["page"].missing)

    return edition.page((name, *question), body)


def consult(
    request: HttpRequest, action: str, on: str, make: Callable[[Edition], Body]
) -> SafeString:
    """The body of a page; where it shows numbers, that they were consulted is recorded."""
    made: Body = read(request, make)
    if made.shows:
        note(request, action, Verb.CONSULTATION, on)
    return made.html


def download(
    request: HttpRequest, kind: str, name: str, make: Callable[[Edition], Sheet | str]
) -> HttpResponse:
    """A sheet as a file; where it may not be told, a page that says why."""
    if kind not in KINDS:
        raise Http404
    found = read(request, make)
    if isinstance(found, str):
        return render(request, "insight/refused.html", {"why": found}, status=404)
    note(request, "numbers.downloaded", Verb.DISCLOSURE, f"{name}.{kind}")
    return file_of(found, kind, name)
