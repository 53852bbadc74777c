"""The issues log."""

from django.apps import AppConfig


class IssuesConfig(AppConfig):
    """Harmful behaviours: logged, tested, scored and put in order."""

    name = "headwater.web.issues"
    label = "issues"
