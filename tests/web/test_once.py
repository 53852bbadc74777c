"""Two clicks on a button, and a page that is loaded again after it was sent."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from headwater.web.accounts.models import Invitation
from headwater.web.audit.models import Entry
from headwater.web.policy import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict(person) -> Client:
    """A browser that has its forms checked, as a real one has."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(person(Role.PROGRAMME), backend="django.contrib.auth.backends.ModelBackend")
    return client


def form(client: Client, email: str) -> dict[str, str]:
    shown = client.get(reverse("accounts:invite")).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown)[1]
    given = {"full_name": "Sam Vole", "email": email, "role": "BOARD_MEMBER", "agency": ""}
    return {"csrfmiddlewaretoken": token, **given}


def send(client: Client, given: dict[str, str]):
    """As a browser sends a form, so that the same form is the same bytes."""
    return client.post(
        reverse("accounts:invite"),
        "&".join(f"{k}={v}" for k, v in given.items()),
        content_type="application/x-www-form-urlencoded",
    )


def test_a_form_sent_again_is_answered_as_before_and_does_nothing(strict):
    given = form(strict, "sam@example.org")
    first, again = send(strict, given), send(strict, given)
    assert first.status_code == again.status_code == 302
    assert first.headers["Location"] == again.headers["Location"]
    assert Invitation.objects.count() == 1
    assert Entry.objects.filter(action="person.invited").count() == 1


def test_whoever_means_it_twice_fills_the_form_in_again(strict):
    send(strict, form(strict, "sam@example.org"))
    send(strict, form(strict, "sam@example.org"))
    assert Invitation.objects.count() == 2


def test_a_form_that_was_refused_may_be_sent_again(strict):
    given = form(strict, "no-address")
    assert send(strict, given).status_code == 200
    assert send(strict, given).status_code == 200


def test_another_person_with_the_same_form_is_another(strict, person):
    other = Client(enforce_csrf_checks=False)
    other.force_login(person(Role.PROGRAMME), backend="django.contrib.auth.backends.ModelBackend")
    given = form(strict, "sam@example.org")
    send(strict, given)
    send(other, given)
    assert Invitation.objects.count() == 2
