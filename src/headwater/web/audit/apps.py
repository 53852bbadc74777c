"""The record of who did what."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Entries in a keyed chain, never changed."""

    name = "headwater.web.audit"
    label = "audit"
