"""Agencies, posts and communities."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Who the partnership is."""

    name = "headwater.web.directory"
    label = "directory"
