"""Long work."""

from django.apps import AppConfig


class RunsConfig(AppConfig):
    """What is being worked on in the background."""

    name = "headwater.web.runs"
    label = "runs"
