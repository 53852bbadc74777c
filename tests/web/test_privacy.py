"""Every field of every model says what it can tell of a person, and the public page says so too."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils.html import escape

from headwater.web.privacy import HELD, Privacy, lines

MODELS = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
TELLING = {"holder", "person", "owner", "full_name", "email", "phone", "actor_name"}
LONG = {"TextField", "JSONField"}


def test_every_model_is_in_the_table_and_nothing_else_is():
    assert set(HELD) == set(MODELS)


@pytest.mark.parametrize("label", sorted(MODELS))
def test_every_field_of_a_model_has_one_class(label):
    names = {field.name for field in MODELS[label]._meta.local_fields}
    assert set(HELD[label].classes) == names
    assert sum(len(said.split()) for said in HELD[label].fields.values()) == len(names)


@pytest.mark.parametrize("label", sorted(MODELS))
def test_a_field_with_a_telling_name_is_not_said_to_tell_nothing(label):
    said = HELD[label].classes
    assert {name for name in TELLING & set(said) if said[name] is Privacy.NONE} == set()


@pytest.mark.parametrize("label", sorted(MODELS))
def test_long_text_of_ours_is_free_text_unless_it_is_a_list_of_codes(label):
    """A box that people type sentences into can name somebody."""
    model = MODELS[label]
    if not model.__module__.startswith("headwater."):
        return
    plain = {
        field.name
        for field in model._meta.local_fields
        if field.get_internal_type() in LONG and HELD[label].classes[field.name] is Privacy.NONE
    }
    assert {(label, name) for name in plain} <= {
        ("sharing.Agreement", "sources"),
        ("sharing.Agreement", "purposes"),
        ("sharing.Agreement", "roles"),
        ("sharing.Agreement", "columns"),
        ("sharing.Agreement", "condition"),
        ("sharing.Agreement", "other_gateway"),
        ("sharing.Upload", "deliveries"),
        ("publications.Vintage", "stood_on"),
    }


def test_a_link_to_a_person_is_never_nothing():
    user = MODELS["accounts.User"]
    links = {
        (label, field.name)
        for label, model in MODELS.items()
        for field in model._meta.local_fields
        if field.related_model is user
    }
    assert {link for link in links if HELD[link[0]].classes[link[1]] is Privacy.NONE} == set()


def test_secrets_are_kept_as_hashes_or_by_the_library_that_needs_them():
    ours = {
        f"{label}.{name}"
        for label, name, kind, _ in lines()
        if kind is Privacy.SECRET and MODELS[label].__module__.startswith("headwater.")
    }
    assert ours == {
        "accounts.User.password",
        "accounts.Invitation.token_hash",
        "governance.CalendarFeed.secret_hash",
    }


def test_what_is_personal_and_what_people_write_says_for_how_long():
    lacking = [label for label, held in HELD.items() if held.about and not (held.who and held.kept)]
    assert lacking == []
    free = [kept for _, _, kind, kept in lines() if kind is Privacy.FREE_TEXT]
    assert all(free)


@pytest.mark.django_db
def test_anybody_can_read_what_is_held_about_people(client):
    shown = client.get(reverse("shell:your-data")).content.decode()
    for held in HELD.values():
        assert escape(held.who) in shown
