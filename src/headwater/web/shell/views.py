"""Home, search, help, statements, health and error pages."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from headwater.web.accounts import rules
from headwater.web.accounts.models import User
from headwater.web.policy import marked, public
from headwater.web.ui.registry import rooms


@marked("home", "view")
def home(request: HttpRequest) -> HttpResponse:
    """What needs this person, and what is here."""
    user = request.user
    open_rooms = [
        r for r in rooms() if isinstance(user, User) and rules.may(user, r.resource, "view")
    ]
    tasks = [task for room in open_rooms for task in room.tasks(user)]
    tasks.sort(key=lambda task: not task.urgent)
    return render(request, "shell/home.html", {"tasks": tasks, "rooms": open_rooms})


@marked("search", "view")
def search(request: HttpRequest) -> HttpResponse:
    """Everything this person may see that holds some words."""
    words = request.GET.get("words", "").strip()[:100]
    user = request.user
    hits = [
        hit
        for room in rooms()
        if words and isinstance(user, User) and rules.may(user, room.resource, "view")
        for hit in room.search(user, words)
    ]
    return render(request, "shell/search.html", {"words": words, "hits": hits})


@public
def help_page(request: HttpRequest) -> HttpResponse:
    """How to begin."""
    return render(request, "shell/help.html")


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "shell/accessibility.html")


@public
def your_data(request: HttpRequest) -> HttpResponse:
    """What is held about people, and how to complain."""
    return render(request, "shell/your_data.html")


@public
def health(request: HttpRequest) -> HttpResponse:
    """Whether the application and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that may not be made."""
    return render(request, "shell/forbidden.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing here, or nothing for this person: the two look alike."""
    return render(request, "shell/not_found.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    return render(request, "shell/server_error.html", status=500)
