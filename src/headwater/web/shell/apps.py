"""The building's hall: home, search, help and error pages."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """What belongs to no single room."""

    name = "headwater.web.shell"
    label = "shell"
