"""One form on a page: kept where it is wrong, saved and told where it is right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from headwater.web.governance.services.saving import Stale
from headwater.web.verdict import Refused


def given(request: HttpRequest) -> Any:
    """What was posted; None where nothing was, so that a form stays silent."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True)
class Ask:
    """A page with one form: its title, its button, where to go back to, and a line before it."""

    title: str
    button: str
    back: str
    lead: str = ""
    done: str = "Saved"


def ask(
    request: HttpRequest,
    form: forms.Form,
    page: Ask,
    save: Callable[[dict[str, Any]], object],
    current: Callable[[], dict[str, Any]] | None = None,
) -> HttpResponse:
    """Show a form, or save it and go back.

    A refusal is shown on the form, which keeps what was typed. Where somebody else saved meanwhile,
    `current` gives what stands now, and the next save goes over it knowingly.
    """
    theirs: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            save(form.cleaned_data)
        except Stale as stale:
            theirs = _theirs(form, current() if current else {})
            form.add_error(None, f"{stale} Compare both below, then save again to keep yours.")
        except Refused as refused:
            form.add_error(None, str(refused))
        except ValidationError as wrong:
            form.add_error(None, " ".join(wrong.messages))
        else:
            messages.success(request, page.done)
            return redirect(page.back)
    context = {"form": form, "page": page, "theirs": theirs}
    return render(request, "governance/form.html", context)


def _theirs(form: forms.Form, now: dict[str, Any]) -> list[tuple[str, str]]:
    """What stands now where it differs from what was typed; the form then builds on that state."""
    if "version" in now:
        form.data = {**dict(form.data.items()), "version": str(now["version"])}
    return [
        (str(form.fields[name].label), str(value if value not in (None, "") else "Nothing"))
        for name, value in now.items()
        if name in form.fields and name != "version" and form.cleaned_data.get(name) != value
    ]
