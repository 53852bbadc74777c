"""Who may do what: one table of (role, resource, action) to a scope. What is not in it is denied."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Role(Enum):
    """The roles of a partnership; value is the printed name."""

    SYSTEM_ADMINISTRATOR = "System administrator"
    INFORMATION_GOVERNANCE = "Information-governance lead"
    ANALYST = "Analyst"
    OUTPUT_APPROVER = "Output approver"
    PROGRAMME = "Programme manager"
    DATA_PROVIDER = "Agency data provider"
    BOARD_MEMBER = "Board member"
    ZONE_COORDINATOR = "People Zone co-ordinator"
    COMMUNITY_MEMBER = "Community panel member"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """For a form or a model field."""
        return [(role.name, role.value) for role in cls]


SEES_RESTRICTED = frozenset({Role.INFORMATION_GOVERNANCE, Role.ANALYST, Role.DATA_PROVIDER})
"""Roles that see material about people: a second factor is compulsory."""


class Scope(Enum):
    """How far a permission reaches."""

    ALL = "everything"
    OWN_AGENCY = "what belongs to the person's own agency"
    OWN = "what belongs to the person"


ANYBODY_SIGNED_IN = frozenset(Role)
MEMBERS = ANYBODY_SIGNED_IN - {Role.SYSTEM_ADMINISTRATOR}
UNIT = frozenset({Role.ANALYST, Role.PROGRAMME, Role.OUTPUT_APPROVER, Role.INFORMATION_GOVERNANCE})
SEES_EVERY_BOARD = UNIT | {Role.BOARD_MEMBER}
SEES_PARTNER_EDITION = MEMBERS - {Role.COMMUNITY_MEMBER}
"""Residents see what is published, and the issues put to them; drafts and tables between partners stay there."""
KEEPS_AGREEMENTS = frozenset({Role.INFORMATION_GOVERNANCE, Role.PROGRAMME})

_GRANTS: tuple[tuple[frozenset[Role], str, str, Scope], ...] = (
    (ANYBODY_SIGNED_IN, "home", "view", Scope.ALL),
    (ANYBODY_SIGNED_IN, "account", "view", Scope.OWN),
    (ANYBODY_SIGNED_IN, "account", "change", Scope.OWN),
    (frozenset({Role.SYSTEM_ADMINISTRATOR, Role.PROGRAMME}), "person", "invite", Scope.ALL),
    (frozenset({Role.SYSTEM_ADMINISTRATOR}), "person", "change-role", Scope.ALL),
    (frozenset({Role.SYSTEM_ADMINISTRATOR, Role.PROGRAMME}), "person", "view", Scope.ALL),
    (frozenset({Role.INFORMATION_GOVERNANCE}), "audit", "view", Scope.ALL),
    *(
        (frozenset({Role.INFORMATION_GOVERNANCE}), "complaint", action, Scope.ALL)
        for action in ("view", "answer")
    ),
    (ANYBODY_SIGNED_IN, "directory", "view", Scope.ALL),
    (frozenset({Role.PROGRAMME}), "directory", "change", Scope.ALL),
    (MEMBERS, "board", "view", Scope.ALL),
    (frozenset({Role.PROGRAMME}), "board", "change", Scope.ALL),
    # Others see what their own boards do: those they sit on.
    (SEES_EVERY_BOARD, "meeting", "view", Scope.ALL),
    (MEMBERS - SEES_EVERY_BOARD, "meeting", "view", Scope.OWN),
    (frozenset({Role.PROGRAMME}), "meeting", "change", Scope.ALL),
    (SEES_EVERY_BOARD, "agenda", "add", Scope.ALL),
    (MEMBERS - SEES_EVERY_BOARD, "agenda", "add", Scope.OWN),
    (SEES_EVERY_BOARD, "action", "view", Scope.ALL),
    (MEMBERS - SEES_EVERY_BOARD, "action", "view", Scope.OWN),
    (frozenset({Role.PROGRAMME}), "action", "close", Scope.ALL),
    (MEMBERS - {Role.PROGRAMME}, "action", "close", Scope.OWN),
    (SEES_EVERY_BOARD, "compliance", "view", Scope.ALL),
    (frozenset({Role.PROGRAMME}), "compliance", "change", Scope.ALL),
    (SEES_EVERY_BOARD, "issue", "view", Scope.ALL),
    (MEMBERS - SEES_EVERY_BOARD, "issue", "view", Scope.OWN),
    (MEMBERS, "issue", "log", Scope.ALL),
    (frozenset({Role.PROGRAMME, Role.ANALYST}), "issue", "test", Scope.ALL),
    (frozenset({Role.PROGRAMME, Role.ANALYST}), "issue", "merge", Scope.ALL),
    (frozenset({Role.PROGRAMME}), "issue", "decide", Scope.ALL),
    (SEES_EVERY_BOARD, "round", "view", Scope.ALL),
    (MEMBERS - SEES_EVERY_BOARD, "round", "view", Scope.OWN),
    (frozenset({Role.PROGRAMME}), "round", "open", Scope.ALL),
    (MEMBERS, "round", "score", Scope.OWN),
    (SEES_PARTNER_EDITION, "strategy", "view", Scope.ALL),
    (frozenset({Role.PROGRAMME, Role.ANALYST}), "strategy", "write", Scope.ALL),
    (frozenset({Role.PROGRAMME}), "strategy", "decide", Scope.ALL),
    (SEES_PARTNER_EDITION, "indicator", "view", Scope.ALL),
    (MEMBERS, "search", "view", Scope.ALL),
    (SEES_PARTNER_EDITION, "publication", "view", Scope.ALL),
    (frozenset({Role.ANALYST, Role.PROGRAMME}), "publication", "build", Scope.ALL),
    (frozenset({Role.OUTPUT_APPROVER}), "publication", "approve", Scope.ALL),
    (frozenset({Role.PROGRAMME}), "publication", "publish", Scope.ALL),
    (MEMBERS, "deadline", "view", Scope.ALL),
    (frozenset({Role.PROGRAMME}), "deadline", "change", Scope.ALL),
    (MEMBERS, "agreement", "view", Scope.ALL),
    (KEEPS_AGREEMENTS, "agreement", "draft", Scope.ALL),
    (KEEPS_AGREEMENTS | {Role.DATA_PROVIDER}, "agreement", "sign", Scope.OWN_AGENCY),
    (frozenset({Role.INFORMATION_GOVERNANCE}), "agreement", "revoke", Scope.ALL),
    (frozenset({Role.DATA_PROVIDER}), "agreement", "revoke", Scope.OWN_AGENCY),
    (MEMBERS, "assessment", "view", Scope.ALL),
    (KEEPS_AGREEMENTS, "assessment", "draft", Scope.ALL),
    (frozenset({Role.INFORMATION_GOVERNANCE}), "assessment", "advise", Scope.ALL),
    (KEEPS_AGREEMENTS, "assessment", "accept", Scope.ALL),
    (KEEPS_AGREEMENTS | {Role.ANALYST}, "delivery", "view", Scope.ALL),
    (UNIT | {Role.BOARD_MEMBER}, "scoreboard", "view", Scope.ALL),
    (frozenset({Role.DATA_PROVIDER}), "scoreboard", "view", Scope.OWN_AGENCY),
    (UNIT, "request", "view", Scope.ALL),
    (frozenset({Role.DATA_PROVIDER}), "request", "view", Scope.OWN_AGENCY),
    (frozenset({Role.ANALYST, Role.PROGRAMME}), "request", "change", Scope.ALL),
    (frozenset({Role.ANALYST}), "delivery", "count", Scope.ALL),
    (frozenset({Role.ANALYST}), "delivery", "send", Scope.ALL),
    *(
        (frozenset({Role.DATA_PROVIDER}), "delivery", action, Scope.OWN_AGENCY)
        for action in ("view", "count", "send", "answer")
    ),
)

TABLE: dict[tuple[Role, str, str], Scope] = {
    (role, resource, action): scope for roles, resource, action, scope in _GRANTS for role in roles
}


def scope_of(role: Role | None, resource: str, action: str) -> Scope | None:
    """How far a role may do an action on a resource; None where it may not at all."""
    return None if role is None else TABLE.get((role, resource, action))


def marked(resource: str, action: str) -> Callable[[View], View]:
    """Say which line of the table a view stands on. A view without a mark is refused to everybody."""

    def mark(view: View) -> View:
        view.policy_mark = (resource, action)  # type: ignore[attr-defined]
        return view

    return mark


PUBLIC = ("public", "view")


def public(view: View) -> View:
    """Say that a view is for anybody, signed in or not."""
    view.policy_mark = PUBLIC  # type: ignore[attr-defined]
    return view
