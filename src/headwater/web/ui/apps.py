"""The components that every page is made of."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, template tags, the form renderer and the built front end."""

    name = "headwater.web.ui"
    label = "ui"
