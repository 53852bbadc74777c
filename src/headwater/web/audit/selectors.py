"""Reading the record."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from headwater.web.audit.models import Entry


def entries(*, who: str = "", verb: str = "", words: str = "") -> QuerySet[Entry]:
    """Entries, newest first, narrowed by actor, verb and words."""
    found = Entry.objects.all()
    if who:
        found = found.filter(Q(actor__icontains=who) | Q(actor_name__icontains=who))
    if verb:
        found = found.filter(verb=verb)
    if words:
        found = found.filter(Q(action__icontains=words) | Q(target__icontains=words))
    return found
