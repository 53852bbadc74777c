"""The application as a server runs it: behind a proxy, with a certificate."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.urls import reverse


def test_django_finds_nothing_to_warn_of_in_a_deployment(partnership):
    machine = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "headwater.web.settings",
        "HEADWATER_FOLDER": str(partnership),
        "HEADWATER_SECURE": "1",
        "HEADWATER_HOSTS": "pages.example.org",
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    found = subprocess.run(command, env=machine, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr


@pytest.mark.django_db
def test_no_page_may_be_framed_or_kept_and_no_script_comes_from_elsewhere(client):
    headers = client.get(reverse("accounts:sign-in")).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
