"""Home, search, help, the accessibility statement, and health."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from headwater.web.accounts.models import User
from headwater.web.accounts.selectors import who_asks
from headwater.web.policy import marked, public
from headwater.web.shell.forms import Search
from headwater.web.shell.selectors import waiting
from headwater.web.shell.selectors.guide import guides
from headwater.web.shell.selectors.health import health as look
from headwater.web.shell.selectors.partnership import named
from headwater.web.shell.selectors.statement import STATEMENT
from headwater.web.ui.listing import listing


@marked("home", "view")
def home(request: HttpRequest) -> HttpResponse:
    """What needs this person, and what is here."""
    user = who_asks(request)
    context = {
        "tasks": waiting.waiting(user),
        "rooms": waiting.open_rooms(user),
        "search": Search(),
    }
    return render(request, "shell/home.html", context)


@marked("search", "view")
def search(request: HttpRequest) -> HttpResponse:
    """Everything this person may see that holds some words."""
    form = Search(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {"words": "", "kind": ""}
    found = waiting.search(who_asks(request), chosen["words"].strip(), chosen["kind"])
    context = {
        "search": form,
        "words": chosen["words"].strip(),
        "kind": chosen["kind"],
        "found": found,
        "page": listing(request, found.hits, (), size=25).page,
    }
    return render(request, "shell/search.html", context)


@public
def help_page(request: HttpRequest) -> HttpResponse:
    """How to do what people do most: first what one's own role may."""
    user = request.user
    context = {"guides": guides(user.in_role if isinstance(user, User) else None)}
    return render(request, "shell/help.html", context)


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "shell/accessibility.html", {"statement": STATEMENT})


@public
def marking(request: HttpRequest) -> HttpResponse:
    """The marking as a style sheet, which alone can put it on every sheet of paper."""
    said = "".join(one if one.isalnum() else f"\\{ord(one):x} " for one in named().marking)
    style = f'@page {{ @top-center {{ content: "{said}"; font: bold 10pt sans-serif; }} }}\n'
    answer = HttpResponse(style, content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


@public
def health(request: HttpRequest) -> HttpResponse:
    """Whether every part answers: 503 where one does not."""
    found = look()
    parts = {name: "ok" if well else "failing" for name, well in found.parts.items()}
    status = "ok" if found.well else "failing"
    return JsonResponse({"status": status, "parts": parts}, status=200 if found.well else 503)
