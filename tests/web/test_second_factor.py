"""The second factor: compulsory where a role sees material about people, and hard to get round."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse
from django.utils import timezone

from headwater.web.accounts import services
from headwater.web.audit.models import Entry
from headwater.web.policy import SEES_RESTRICTED, Role

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - of an app that is not there


def code_now(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def sign_in(client, user, **more):
    given = {"username": user.username, "password": "three odd words", **more}
    return client.post(reverse("accounts:sign-in"), given)


@pytest.fixture
def bare(person):
    """Somebody of a role who has no second factor yet."""

    def make(role):
        user = person(role)
        Authenticator.objects.filter(user=user).delete()
        return user

    return make


@pytest.fixture
def with_app(bare):
    """Somebody of a role whose authenticator app holds a secret we know."""

    def make(role):
        user = bare(role)
        TOTP.activate(user, SECRET)
        return user

    return make


@pytest.mark.parametrize("role", sorted(SEES_RESTRICTED, key=lambda r: r.name))
def test_a_role_that_sees_material_about_people_goes_nowhere_without_one(client, bare, role):
    assert sign_in(client, bare(role)).status_code == 302
    for name in ("shell:home", "insight:indicators", "sharing:agreements"):
        answer = client.get(reverse(name))
        assert answer.headers["Location"] == reverse("mfa_index")
    page = client.get(reverse("mfa_index"))
    assert b"Set up a second factor before you go on" in page.content


def test_a_role_that_sees_no_such_material_may_go_without(client, bare):
    sign_in(client, bare(Role.BOARD_MEMBER))
    assert client.get(reverse("shell:home")).status_code == 200


def test_an_app_is_set_up_with_its_first_code_and_recovery_codes_are_shown(client, bare):
    user = bare(Role.ANALYST)
    sign_in(client, user)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'<code class="hw-key">(\w+)</code>', page)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert (
        len(
            re.findall(
                r'<code class="hw-key">', client.get(answer.headers["Location"]).content.decode()
            )
        )
        == 10
    )
    assert client.get(reverse("shell:home")).status_code == 200
    assert "second-factor.added" in set(Entry.objects.values_list("action", flat=True))


def test_the_secret_of_an_app_is_kept_encrypted(with_app):
    held = Authenticator.objects.get(user=with_app(Role.ANALYST), type=Authenticator.Type.TOTP)
    assert SECRET not in str(held.data)


def test_the_password_alone_signs_nobody_in_who_has_one(client, with_app):
    answer = sign_in(client, with_app(Role.ANALYST))
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    home = client.get(reverse("shell:home"))
    assert home.headers["Location"].startswith(reverse("accounts:sign-in"))


def test_a_wrong_code_is_refused_and_a_right_one_signs_in(client, with_app):
    user = with_app(Role.ANALYST)
    sign_in(client, user, next=reverse("insight:indicators"))
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert b"The code is not right" in wrong.content
    right = client.post(reverse("mfa_authenticate"), {"code": code_now(SECRET)})
    assert right.headers["Location"] == reverse("insight:indicators")
    assert client.get(reverse("shell:home")).status_code == 200


def test_a_code_works_once(client, with_app):
    user = with_app(Role.ANALYST)
    code = code_now(SECRET)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.post(reverse("accounts:sign-out"))
    sign_in(client, user)
    again = client.post(reverse("mfa_authenticate"), {"code": code})
    assert b"The code is not right" in again.content


def test_guessing_codes_is_stopped(client, with_app):
    sign_in(client, with_app(Role.ANALYST))
    for _ in range(12):
        page = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    right = client.post(reverse("mfa_authenticate"), {"code": code_now(SECRET)})
    assert right.status_code == 200
    assert b"Too many" in page.content


def test_the_last_factor_of_a_restricted_role_cannot_be_taken_off(client, with_app):
    user = with_app(Role.ANALYST)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_now(SECRET)})
    page = client.post(reverse("mfa_deactivate_totp"))
    assert b"Your role needs a second factor" in page.content
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def test_somebody_else_takes_a_lost_factor_off_and_every_session_ends(client, with_app, person):
    user = with_app(Role.ANALYST)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_now(SECRET)})
    by = person(Role.SYSTEM_ADMINISTRATOR)
    services.forget_second_factor(user=user, by=by, at=timezone.now())
    assert client.get(reverse("shell:home")).status_code == 302
    sign_in(client, user)
    assert client.get(reverse("shell:home")).headers["Location"] == reverse("mfa_index")


def test_after_five_minutes_the_password_is_asked_for_again(client, with_app):
    user = with_app(Role.BOARD_MEMBER)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_now(SECRET)})
    session = client.session
    session["signed-in-at"] -= 301
    session.save()
    answer = client.get(reverse("mfa_deactivate_totp"))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    page = client.post(answer.headers["Location"], {"password": "no"})
    assert b"not right" in page.content
    back = client.post(answer.headers["Location"], {"password": "three odd words"})
    assert back.headers["Location"] == reverse("mfa_deactivate_totp")
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
