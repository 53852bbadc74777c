"""The people who sign in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, invitations, sign-in and the policy middleware."""

    name = "headwater.web.accounts"
    label = "accounts"
