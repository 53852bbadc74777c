"""A form on the page of what it moves: kept where it is wrong or refused, told where it went well."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, QueryDict

from headwater.web.verdict import Refused


def moved(
    request: HttpRequest,
    form: forms.Form,
    done: str,
    move: Callable[[], object],
    version: Callable[[], int],
) -> bool:
    """Make the move that a valid form asks for, and say `done`; False where it was not made.

    A refusal is shown on the form, which keeps what was typed. `version` gives the state that is saved
    now: the form builds on that, so that whoever still wants to may send it again.
    """
    if not form.is_valid():
        return False
    try:
        move()
    except Refused as refused:
        given = cast(QueryDict, form.data).copy()
        given[form.add_prefix("version")] = str(version())
        form.data = given
        form.add_error(None, str(refused))
        return False
    messages.success(request, done)
    return True


def attempt(request: HttpRequest, done: str, move: Callable[[], object]) -> None:
    """Make a move that nothing is typed for; a refusal is shown where it was asked."""
    try:
        move()
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, done)
