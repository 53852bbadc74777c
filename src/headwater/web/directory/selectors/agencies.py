"""Reading agencies, their names and their people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from headwater.web.accounts.models import User
from headwater.web.accounts.selectors import people
from headwater.web.directory.models import Agency, Contact, Post


def agencies() -> QuerySet[Agency]:
    """Every agency with its former names."""
    return Agency.objects.prefetch_related("former_names")


def named(words: str) -> QuerySet[Agency]:
    """Agencies whose name holds some words, now or formerly."""
    found = Q(name__icontains=words) | Q(former_names__name__icontains=words)
    return agencies().filter(found).distinct()


def agency_choices() -> list[tuple[str, str]]:
    """Slug and name of every agency, for the accounts that belong to one."""
    return list(Agency.objects.values_list("slug", "name"))


@dataclass(frozen=True)
class AgencyPage:
    """One agency: who is there, who signs in for it, and the posts of the central team it fills."""

    agency: Agency
    contacts: tuple[Contact, ...]
    gone: tuple[Contact, ...]
    accounts: tuple[User, ...]
    posts: tuple[Post, ...]


def page(agency: Agency, day: date) -> AgencyPage:
    """Everything the directory knows of an agency."""
    contacts = list(agency.contacts.all())
    return AgencyPage(
        agency,
        tuple(one for one in contacts if one.left is None or one.left >= day),
        tuple(one for one in contacts if one.left is not None and one.left < day),
        tuple(people().filter(agency=agency.slug, is_active=True)),
        tuple(post for post in agency.posts.exclude(holder="") if not post.is_past(day)),
    )
