"""A session that ends while somebody types: what was typed is not lost."""

from __future__ import annotations

import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.test_sharing_agreements import agencies, drafted, typed  # noqa: F401 - fixtures

from headwater.web.accounts import typed as kept
from headwater.web.policy import Role
from headwater.web.sharing.models import Agreement

pytestmark = pytest.mark.django_db


def sign_in(client: Client, user, to: str) -> str:
    """Sign in with a password; the page that comes next."""
    given = {"username": user.username, "password": "three odd words", "next": to}
    return client.post(reverse("accounts:sign-in"), given, follow=True).content.decode()


def late(client: Client, address: str, given: dict[str, object], page: str = "/sharing/") -> str:
    """Send a form when the session is over; where to go after signing in."""
    client.logout()
    answer = client.post(address, given, headers={"referer": f"http://testserver{page}"})
    assert answer.status_code == 302
    assert "You were signed out while you were typing" in client.get(answer.url).content.decode()
    return answer.url.partition("next=")[2]


def test_what_was_typed_is_given_back_after_signing_in_and_sent_with_one_click(agencies, person):  # noqa: F811
    client, manager = Client(), person(Role.PROGRAMME)
    address = reverse("sharing:draft")
    to = late(client, address, typed(lawful_basis="My own basis"), address)
    page = sign_in(client, manager, to)
    assert "nothing of it is lost" in page
    assert "My own basis" in page
    assert f'action="{address}"' in page
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    again: dict[str, list[str]] = {}
    for name, text in fields:
        again.setdefault(name, []).append(text)
    assert client.post(address, again).status_code == 302
    assert Agreement.objects.get().lawful_basis == "My own basis"
    assert client.get(reverse("accounts:carry-on")).status_code == 302


def test_a_form_that_is_only_sent_leads_back_to_the_page_it_stood_on(drafted, person):  # noqa: F811
    client, lead = Client(), person(Role.PROGRAMME, agency="unit")
    page = reverse("sharing:agreement", args=[drafted.slug])
    given = {"sign-version": "1", "sign-name": "Jo Wren", "sign-sure": "on"}
    to = late(client, reverse("sharing:sign", args=[drafted.slug]), given, page)
    shown = sign_in(client, lead, to)
    assert "Jo Wren" in shown
    assert f'href="{page}"' in shown
    assert not drafted.signatures.exists()


def test_a_file_is_chosen_again(agencies, person):  # noqa: F811
    client = Client()
    address = reverse("sharing:send")
    given = {"agency": "ambulance", "file": SimpleUploadedFile("a.csv", b"a,b")}
    to = late(client, address, given, address)
    shown = sign_in(client, person(Role.PROGRAMME), to)
    assert "Choose it again" in shown
    assert "Send it now" not in shown


def test_it_is_kept_for_half_an_hour_and_no_secret_is_kept_at_all(agencies, person, monkeypatch):  # noqa: F811
    client = Client()
    to = late(client, reverse("sharing:draft"), typed())
    later = time.time() + kept.KEPT + 1
    monkeypatch.setattr(kept.time, "time", lambda: later)
    assert "What you typed" not in sign_in(client, person(Role.PROGRAMME), to)
    client.logout()
    answer = client.post(reverse("accounts:change-password"), {"old_password": "three odd words"})
    assert "carry-on" not in answer.url
    assert "three odd words" not in str(dict(client.session))


def test_a_form_of_another_site_leads_to_nowhere_but_home(agencies, person):  # noqa: F811
    client = Client()
    client.post(
        reverse("sharing:draft"), typed(), headers={"referer": "https://evil.example/sharing/"}
    )
    shown = sign_in(client, person(Role.PROGRAMME), reverse("accounts:carry-on"))
    assert "evil.example" not in shown
    assert 'href="/"' in shown
