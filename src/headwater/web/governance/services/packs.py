"""Sending the link of a meeting's pack to those who read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.governance.models import Meeting
from headwater.web.governance.rules import meetings as rules
from headwater.web.governance.selectors.packs import readers
from headwater.web.verdict import Refused, require


@transaction.atomic
def send_pack(
    *,
    meeting: Meeting,
    people: Sequence[User],
    address: str,
    note: str = "",
    by: User,
    at: datetime,
) -> int:
    """Mail the pack's address to members, each alone; how many. Raises Refused where post cannot go."""
    known = {user.pk for user in readers(meeting.board, timezone.localdate(at)).people}
    require(rules.may_send_pack(by, meeting, bool(people), {u.pk for u in people} <= known))
    said = {"meeting": meeting, "address": address, "note": note, "by": by}
    subject = f"Papers for {meeting.board}, {timezone.localtime(meeting.starts):%-d %B %Y}"
    text = render_to_string("governance/pack.txt", said)
    with get_connection() as post:
        letters = [EmailMessage(subject, text, to=[user.username]) for user in people]
        try:
            sent = post.send_messages(letters) or 0
        except OSError as failed:
            raise Refused("The post cannot be reached just now. Nothing was recorded.") from failed
    Meeting.objects.filter(pk=meeting.pk).update(pack_sent_at=at)
    record("pack.sent", Verb.DISCLOSURE, by=by, on=f"meeting {meeting.pk}", at=at, people=sent)
    return sent
