"""Boards, who sits on them, and what they decide."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """The boards of the partnership."""

    name = "headwater.web.governance"
    label = "governance"
