"""A partnership with people of every role, on whatever database the environment names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connections
from django.test import Client

from headwater.data.profile import adapt, shipped_text
from headwater.data.store import Store
from headwater.web.accounts.models import User
from headwater.web.env import Env
from headwater.web.policy import SEES_RESTRICTED, Role


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, tmp_path_factory
) -> None:
    """SQLite in a file, as a partnership has it: one in memory cannot be shared by threads."""
    database = connections["default"]
    if database.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "web.sqlite3"
        database.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(autouse=True)
def partnership(tmp_path: Path, settings) -> Path:
    """An empty partnership's folder, which the application works for."""
    profile = adapt(shipped_text("llr"), {"name": "Test Network"})
    (tmp_path / "headwater.toml").write_text(profile, "utf-8")
    Store.create(tmp_path / "store")
    settings.ENV = Env(folder=tmp_path)
    # Slow hashing is tested by the library that does it.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Codes that were used and limits that were reached in another test do not count here.
    cache.clear()
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    return tmp_path


@pytest.fixture
def person(db) -> Callable[..., User]:
    """Somebody of a role, made once for each role."""

    def make(role: Role, **fields) -> User:
        address = f"{role.name.lower()}@example.org"
        found = User.objects.filter(username=address).first()
        if found is None:
            found = User(username=address, full_name=f"A {role.value}", role=role.name, **fields)
            found.set_password("three odd words")
            found.save()
            if role in SEES_RESTRICTED:
                Authenticator.objects.create(
                    user=found, type=Authenticator.Type.TOTP, data={"secret": "never asked for"}
                )
        return found

    return make


@pytest.fixture
def as_role(person) -> Callable[[Role | None], Client]:
    """A browser signed in as a role; nobody where the role is None."""

    def sign_in(role: Role | None) -> Client:
        client = Client()
        if role is not None:
            client.force_login(person(role), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
