"""The documents of the partnership."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """Vintages: built, approved by a second person, published."""

    name = "headwater.web.publications"
    label = "publications"
