"""Starting the application for a partnership's folder, and serving it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import django
import waitress
from django.core.management import call_command

from headwater.vocabulary.errors import StoreError


def start(folder: Path, *, demo: bool = False) -> None:
    """Make Django ready for a folder, and bring its database up to date."""
    os.environ["HEADWATER_FOLDER"] = str(folder)
    os.environ["HEADWATER_DEMO"] = "1" if demo else ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headwater.web.settings")
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    if demo:
        from headwater.web.demonstration import furnish

        furnish()
    _take_over_agreements()


def _take_over_agreements() -> None:
    """Agreements move from the folder's file into the web once; from then on the web writes the file."""
    from django.utils import timezone

    from headwater.web.sharing.services.agreements import adopt

    adopt(at=timezone.now())


def people() -> tuple[tuple[str, str], ...]:
    """Role and name of everybody a demonstration can be signed in as."""
    from headwater.web.demonstration import PEOPLE

    return tuple((role.value, name) for name, role, _ in PEOPLE)


def invite(email: str, full_name: str, role: str) -> str:
    """Invite somebody from the machine itself; gives the path of the link that makes their account.

    Raises StoreError where the person has an account already.
    """
    from django.urls import reverse
    from django.utils import timezone

    from headwater.web.accounts import selectors, services
    from headwater.web.policy import Role

    if selectors.people().filter(username=email.lower()).exists():
        raise StoreError(f"{email} has an account already. Sign in, or close it first.")
    made = Role[role.replace("-", "_").upper()]
    _, token = services.invite(
        email=email, full_name=full_name, role=made, agency="", by=None, at=timezone.now()
    )
    return reverse("accounts:accept", args=[token])


def work() -> None:
    """Do long work until stopped."""
    from headwater.web.work import loop

    loop(threading.Event())


PROXY_SAYS = {"x-forwarded-for", "x-forwarded-proto"}


def _is_secure() -> bool:
    from django.conf import settings

    return bool(settings.ENV.secure)


def serve(host: str, port: int, ready: Callable[[str], None]) -> None:
    """Answer browsers until stopped. Raises StoreError where the port is taken."""
    from headwater.web.insight.views.warm import beside as keep_warm
    from headwater.web.work import beside
    from headwater.web.wsgi import application

    # A proxy with a certificate says what the browser asked it; without one nobody is believed.
    believed = {"trusted_proxy": "*", "trusted_proxy_headers": PROXY_SAYS} if _is_secure() else {}
    try:
        server = waitress.create_server(
            application, host=host, port=port, threads=8, ident="headwater", **believed
        )
    except OSError as taken:
        raise StoreError(
            f"Port {port} on {host} cannot be used. Choose another with --port."
        ) from taken
    stop = beside()
    keep_warm(stop)
    ready(f"http://{host}:{port}/")
    try:
        server.run()
    finally:
        stop.set()
