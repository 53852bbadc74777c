"""Inter-agency strategies."""

from django.apps import AppConfig


class StrategiesConfig(AppConfig):
    """Strategies: inputs at every tier, proved complete, decided on by the right board."""

    name = "headwater.web.strategies"
    label = "strategies"
