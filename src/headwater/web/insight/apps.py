"""What the numbers say."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Indicator pages and places."""

    name = "headwater.web.insight"
    label = "insight"
