"""What a search finds in the directory."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from headwater.web.directory.models import Contact
from headwater.web.directory.selectors.agencies import named
from headwater.web.directory.selectors.places import communities
from headwater.web.directory.selectors.team import posts
from headwater.web.ui.rooms import Hit


def find(user: object, words: str) -> Iterable[Hit]:
    """Agencies by present or former name, their people, the central team, and communities."""
    for agency in named(words):
        address = reverse("directory:agency", args=[agency.slug])
        yield Hit(agency.name, address, "Agency", agency.get_kind_display())
    there = Contact.objects.filter(left=None).select_related("agency")
    for contact in there.filter(Q(name__icontains=words) | Q(job__icontains=words)):
        address = reverse("directory:agency", args=[contact.agency.slug])
        yield Hit(contact.name, address, "Person at an agency", str(contact.agency))
    held = Q(title__icontains=words) | Q(holder__icontains=words)
    for post in posts().filter(held, ends=None):
        yield Hit(post.title, reverse("directory:team"), "Post", post.holder or "Vacant")
    for community in communities().filter(Q(name__icontains=words) | Q(about__icontains=words)):
        address = reverse("directory:communities")
        yield Hit(community.name, address, "Community", community.about)
