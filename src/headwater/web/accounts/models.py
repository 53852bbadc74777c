"""People who sign in, and the invitations they came by."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import UserManager
from django.db import models

from headwater.web.policy import Role


class User(AbstractBaseUser):
    """Somebody with one role in the partnership. There are no superusers and no groups.

    `version` is raised when the role changes, which ends every open session.
    """

    username = models.CharField("e-mail address", max_length=150, unique=True)
    full_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40, choices=Role.choices())
    agency = models.CharField(max_length=80, blank=True)
    """The slug of the agency in the directory."""
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.full_name

    @property
    def in_role(self) -> Role | None:
        """The role, or None where the stored name is not known any more."""
        return Role.__members__.get(self.role)


class Invitation(models.Model):
    """A link that lets one person make an account, once, for a week."""

    email = models.EmailField()
    full_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40, choices=Role.choices())
    agency = models.CharField(max_length=80, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Nobody where it was made at the machine itself, for the first account."""
    invited_at = models.DateTimeField()
    expires = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Invitation to {self.email}"
