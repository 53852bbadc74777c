"""What agencies agree to share, send and confirm."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """Agreements, uploads, receipts and requests for information."""

    name = "headwater.web.sharing"
    label = "sharing"
