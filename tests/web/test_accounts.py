"""Signing in, invitations and sessions."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from headwater.web.accounts import services
from headwater.web.accounts.models import Invitation, User
from headwater.web.audit.models import Entry
from headwater.web.directory.models import Agency
from headwater.web.policy import Role
from headwater.web.verdict import Refused

pytestmark = pytest.mark.django_db


def test_somebody_invited_makes_an_account_once_and_is_signed_in(as_role, client):
    sender = as_role(Role.PROGRAMME)
    given = {
        "full_name": "Sam Vole",
        "email": "Sam@example.org",
        "role": "PROGRAMME",
        "agency": "unit",
    }
    Agency.objects.create(slug="unit", name="The unit", kind="POLICING_BODY")
    assert sender.post(reverse("accounts:invite"), given).status_code == 302
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    answer = client.post(link, {"password": "correct horse battery"})
    assert answer.status_code == 302
    made = User.objects.get(username="sam@example.org")
    assert made.in_role is Role.PROGRAMME
    assert client.get(reverse("shell:home")).status_code == 200
    assert b"has been used" in client.get(link).content
    assert {"person.invited", "person.joined"} <= set(
        Entry.objects.values_list("action", flat=True)
    )


def test_the_secret_part_of_a_link_is_kept_nowhere(person):
    made, token = services.invite(
        email="a@example.org",
        full_name="A",
        role=Role.ANALYST,
        agency="",
        by=person(Role.PROGRAMME),
        at=timezone.now(),
    )
    assert token not in str(Invitation.objects.filter(pk=made.pk).values().get())


def test_an_invitation_runs_out_after_a_week(client, person):
    then = timezone.now() - timedelta(days=8)
    _, token = services.invite(
        email="late@example.org",
        full_name="Late",
        role=Role.ANALYST,
        agency="",
        by=person(Role.PROGRAMME),
        at=then,
    )
    page = client.get(reverse("accounts:accept", args=[token]))
    assert b"has run out" in page.content


def test_a_board_member_may_not_invite(person):
    with pytest.raises(Refused):
        services.invite(
            email="x@example.org",
            full_name="X",
            role=Role.ANALYST,
            agency="",
            by=person(Role.BOARD_MEMBER),
            at=timezone.now(),
        )


def test_a_session_ends_when_the_role_changes(client, person):
    user = person(Role.BOARD_MEMBER)
    client.post(
        reverse("accounts:sign-in"), {"username": user.username, "password": "three odd words"}
    )
    assert client.get(reverse("insight:indicators")).status_code == 200
    services.change_role(
        user=user,
        role=Role.COMMUNITY_MEMBER,
        agency="",
        by=person(Role.SYSTEM_ADMINISTRATOR),
        at=timezone.now(),
    )
    assert client.get(reverse("shell:home")).status_code == 302


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(client, person):
    user = person(Role.ANALYST)
    page = client.post(reverse("accounts:sign-in"), {"username": user.username, "password": "no"})
    assert b"The e-mail address or the password is not right" in page.content


def test_too_many_wrong_passwords_lock_the_account_out(client, person):
    user = person(Role.ANALYST)
    for _ in range(6):
        page = client.post(
            reverse("accounts:sign-in"), {"username": user.username, "password": "no"}
        )
    assert page.status_code == 429


def test_an_empty_form_says_what_to_enter(client):
    page = client.post(reverse("accounts:sign-in"), {})
    assert b"Enter your e-mail address" in page.content
    assert b"There is a problem" in page.content


def test_the_demonstration_sign_in_is_closed_unless_switched_on(client, person):
    user = person(Role.ANALYST)
    answer = client.post(reverse("accounts:sign-in-demo"), {"person": user.pk})
    assert answer.status_code == 404


def test_a_demonstration_refuses_to_start_with_a_partnership_that_is_not_invented():
    from headwater.vocabulary.errors import ProfileError
    from headwater.web.demonstration import furnish

    with pytest.raises(ProfileError):
        furnish()


def test_after_signing_in_nobody_is_sent_to_another_site(client, person):
    user = person(Role.BOARD_MEMBER)
    answer = client.post(
        reverse("accounts:sign-in"),
        {"username": user.username, "password": "three odd words", "next": "https://evil.example/"},
    )
    assert answer.headers["Location"] == "/"
