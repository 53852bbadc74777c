"""An agency signs its own people in (OpenID Connect), against a small provider on this machine."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.urls import reverse
from django.utils import timezone

from headwater.vocabulary.errors import ProfileError
from headwater.web.accounts import services
from headwater.web.accounts.models import User
from headwater.web.audit.models import Entry
from headwater.web.env import Env
from headwater.web.policy import Role

pytestmark = pytest.mark.django_db


@dataclass
class Provider:
    """What the agency's sign-in says of whoever comes, and what it was asked."""

    address: str = ""
    says: dict = field(default_factory=dict)
    asked: list[dict] = field(default_factory=list)


@pytest.fixture
def provider():
    """An OpenID Connect provider that answers discovery, token and userinfo."""
    made = Provider()

    class Handler(BaseHTTPRequestHandler):
        def answer(self, value):
            body = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            if self.path.endswith("openid-configuration"):
                self.answer(
                    {
                        "issuer": made.address,
                        "authorization_endpoint": f"{made.address}/authorise",
                        "token_endpoint": f"{made.address}/token",
                        "userinfo_endpoint": f"{made.address}/userinfo",
                        "jwks_uri": f"{made.address}/keys",
                        "token_endpoint_auth_methods_supported": ["client_secret_post"],
                    }
                )
            else:
                self.answer(made.says)

        def do_POST(self):
            length = int(self.headers["Content-Length"])
            made.asked.append(parse_qs(self.rfile.read(length).decode()))
            token = {
                "iss": made.address,
                "aud": "headwater",
                "exp": time.time() + 60,
                **made.says,
            }
            signed = jwt.encode(token, "k" * 32, algorithm="HS256")
            self.answer({"access_token": "a", "token_type": "bearer", "id_token": signed})

        def log_message(self, *args):
            """Quietly."""

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    made.address = f"http://localhost:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def police(provider, settings, partnership, monkeypatch):
    """The police sign their people in; the file is read as the settings read it."""

    def write(**more):
        monkeypatch.setenv("POLICE_SECRET", "s3cret")
        lines = {
            "slug": "police",
            "name": "The police",
            "issuer": provider.address,
            "client_id": "headwater",
            "secret": "POLICE_SECRET",
            **more,
        }
        body = "\n".join(f"{key} = {json.dumps(value)}" for key, value in lines.items())
        (partnership / "sign-in.toml").write_text(f"[[agency]]\n{body}\n", "utf-8")
        apps = Env(folder=partnership).agency_sign_ins()
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}

    write()
    return write


def come(client, provider, **says):
    """Go to the agency's sign-in and come back as whom it says."""
    provider.says = {"sub": "p-1", "email_verified": True, **says}
    away = client.get(reverse("openid_connect_login", args=["police"]))
    assert away.headers["Location"].startswith(f"{provider.address}/authorise")
    state = parse_qs(urlsplit(away.headers["Location"]).query)["state"][0]
    back = reverse("openid_connect_callback", args=["police"])
    return client.get(back, {"code": "c", "state": state})


def test_somebody_with_an_account_of_the_agency_is_signed_in(client, provider, police, person):
    user = person(Role.BOARD_MEMBER, agency="police")
    answer = come(client, provider, email=user.username.upper())
    assert answer.status_code == 302
    assert client.get(reverse("shell:home")).status_code == 200
    entry = Entry.objects.filter(action="person.signed-in").first()
    assert (entry.actor, entry.detail["how"]) == (user.username, "police")
    assert "code_verifier" in provider.asked[0]


def test_somebody_invited_joins_without_a_password(client, provider, police, person):
    services.invite(
        email="new@police.example",
        full_name="New",
        role=Role.BOARD_MEMBER,
        agency="police",
        by=person(Role.PROGRAMME),
        at=timezone.now(),
    )
    come(client, provider, email="new@police.example")
    made = User.objects.get(username="new@police.example")
    assert not made.has_usable_password()
    assert client.get(reverse("shell:home")).status_code == 200


@pytest.mark.parametrize(
    "says",
    [
        {"email": "stranger@police.example"},
        {"email": "board_member@example.org", "email_verified": False},
        {},
    ],
    ids=["nobody invited them", "the address is not verified", "no address"],
)
def test_everybody_else_is_refused_with_a_sentence(client, provider, police, person, says):
    person(Role.BOARD_MEMBER, agency="police")
    answer = come(client, provider, **says)
    assert answer.status_code == 403
    assert b"Nobody of this agency with your e-mail address is invited" in answer.content
    assert client.get(reverse("shell:home")).status_code == 302
    assert not User.objects.filter(username__contains="stranger").exists()


def test_an_agency_opens_no_account_of_another(client, provider, police, person):
    user = person(Role.BOARD_MEMBER, agency="hospital")
    assert come(client, provider, email=user.username).status_code == 403


def test_somebody_who_moved_to_another_agency_is_not_let_in_by_the_old_one(
    client, provider, police, person
):
    user = person(Role.BOARD_MEMBER, agency="police")
    come(client, provider, email=user.username)
    client.post(reverse("accounts:sign-out"))
    User.objects.filter(pk=user.pk).update(agency="hospital")
    assert come(client, provider, email=user.username).status_code == 403


def test_a_closed_account_stays_closed(client, provider, police, person):
    user = person(Role.BOARD_MEMBER, agency="police")
    services.close(user=user, by=person(Role.SYSTEM_ADMINISTRATOR), at=timezone.now())
    answer = come(client, provider, email=user.username)
    assert answer.status_code == 403
    assert b"This account is closed" in answer.content


def test_an_agency_that_asks_for_a_second_factor_itself_is_believed(
    client, provider, police, person
):
    user = person(Role.ANALYST, agency="police")
    user.authenticator_set.all().delete()
    come(client, provider, email=user.username)
    assert client.get(reverse("shell:home")).headers["Location"] == reverse("mfa_index")
    client.post(reverse("accounts:sign-out"))
    police(second_factor=True)
    come(client, provider, email=user.username)
    assert client.get(reverse("shell:home")).status_code == 200


def test_whoever_turns_back_at_the_agency_is_told_so(client, provider, police):
    away = client.get(reverse("openid_connect_login", args=["police"]))
    state = parse_qs(urlsplit(away.headers["Location"]).query)["state"][0]
    back = reverse("openid_connect_callback", args=["police"])
    answer = client.get(back, {"error": "access_denied", "state": state})
    assert b"Signing in at The police did not work" in answer.content


def test_an_answer_that_nobody_asked_for_is_refused(client, provider, police, person):
    person(Role.BOARD_MEMBER, agency="police")
    back = reverse("openid_connect_callback", args=["police"])
    assert client.get(back, {"code": "c", "state": "made-up"}).status_code == 401
    assert client.get(reverse("shell:home")).status_code == 302


def test_the_sign_in_page_offers_the_agency(client, provider, police):
    assert b"The police" in client.get(reverse("accounts:sign-in")).content


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[agency]]\nslug = "police"\n', "police lacks name, issuer, client_id, secret"),
        ("[[agency]\n", "sign-in.toml cannot be read"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(partnership, text, said):
    (partnership / "sign-in.toml").write_text(text, "utf-8")
    with pytest.raises(ProfileError, match=said):
        Env(folder=partnership).agency_sign_ins()


def test_a_secret_that_is_not_in_the_environment_is_named(
    provider, police, partnership, monkeypatch
):
    monkeypatch.delenv("POLICE_SECRET")
    with pytest.raises(ProfileError, match="POLICE_SECRET"):
        Env(folder=partnership).agency_sign_ins()
