"""Filling and leaving the posts of the central team."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.directory import rules
from headwater.web.directory.models import Agency, Post
from headwater.web.ui.saving import add, save_over
from headwater.web.verdict import require


@transaction.atomic
def add_post(
    *,
    role: str,
    title: str = "",
    holder: str = "",
    home: Agency | None = None,
    seconded: bool = False,
    starts: date | None = None,
    by: User,
    at: datetime,
) -> Post:
    """Set up a post, held by somebody or vacant."""
    require(rules.may_change(by))
    require(rules.may_hold(holder, starts))
    made = add(
        Post(
            role=role,
            title=title or Post.Role(role).label,
            holder=holder,
            home=home,
            seconded=seconded,
            starts=starts,
        )
    )
    record("post.added", Verb.CONFIGURATION, by=by, on=f"post {made.pk}", at=at, role=role)
    return made


@transaction.atomic
def change_post(
    *,
    post: Post,
    version: int,
    role: str,
    title: str = "",
    holder: str = "",
    home: Agency | None = None,
    seconded: bool = False,
    starts: date | None = None,
    by: User,
    at: datetime,
) -> Post:
    """Fill a vacancy, or put right what is written about a post."""
    require(rules.may_change(by))
    require(rules.may_hold(holder, starts))
    save_over(
        post,
        version,
        role=role,
        title=title or Post.Role(role).label,
        holder=holder,
        home=home,
        seconded=seconded,
        starts=starts,
    )
    record("post.changed", Verb.ALTERATION, by=by, on=f"post {post.pk}", at=at)
    return post


@transaction.atomic
def leave_post(*, post: Post, version: int, last: date, by: User, at: datetime) -> Post:
    """Record the holder's last day; the post goes on vacant from the day after."""
    require(rules.may_leave(by, post, last))
    save_over(post, version, ends=last)
    vacant = Post(role=post.role, title=post.title, starts=last + timedelta(days=1))
    on = f"post {post.pk}"
    record("post.left", Verb.ALTERATION, by=by, on=on, at=at, last=last.isoformat())
    return add(vacant)
