"""Reading the directory."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse

from headwater.web.directory.models import Agency, Community, Post
from headwater.web.ui.rooms import Hit


def agencies() -> QuerySet[Agency]:
    """Every agency with its former names."""
    return Agency.objects.prefetch_related("former_names")


def posts() -> QuerySet[Post]:
    """The central team."""
    return Post.objects.select_related("home")


def communities() -> QuerySet[Community]:
    """Every community."""
    return Community.objects.all()


def find(user: object, words: str) -> Iterable[Hit]:
    """Agencies, present or former name, and communities."""
    named = Q(name__icontains=words) | Q(former_names__name__icontains=words)
    for agency in Agency.objects.filter(named).distinct():
        address = reverse("directory:agency", args=[agency.slug])
        yield Hit(agency.name, address, "Agency", agency.get_kind_display())
    for community in Community.objects.filter(name__icontains=words):
        yield Hit(community.name, reverse("directory:agencies"), "Community", community.about)


def agency_choices() -> list[tuple[str, str]]:
    """Slug and name of every agency, for the accounts that belong to one."""
    return list(Agency.objects.values_list("slug", "name"))
