"""Reading the central team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from headwater.web.directory.models import Post


def posts() -> QuerySet[Post]:
    """Everybody who is or was in the central team, and what is vacant."""
    return Post.objects.select_related("home")


def director(day: date) -> str:
    """Who leads the team on a day; "" where nobody does."""
    held = posts().filter(role=Post.Role.DIRECTOR).exclude(holder="")
    return next((post.holder for post in held if not post.is_past(day)), "")


@dataclass(frozen=True)
class Team:
    """The central team on a day, which of the seven roles nobody has, and who left."""

    posts: tuple[Post, ...]
    lacking: tuple[str, ...]
    past: tuple[Post, ...]


def team(day: date) -> Team:
    """The central team (HWB 5.8)."""
    found = list(posts())
    now = tuple(post for post in found if not post.is_past(day))
    held = {post.role for post in now if post.holder}
    wanted = [role for role in Post.Role if role is not Post.Role.OTHER]
    return Team(
        now,
        tuple(str(role.label) for role in wanted if role not in held),
        tuple(post for post in found if post.is_past(day)),
    )
