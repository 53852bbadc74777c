"""The invented partnership's documents fill their pages: one published, one waiting for approval."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from headwater.web import demonstration
from headwater.web.accounts.models import User
from headwater.web.publications.models import Vintage

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(partnership):
    """An invented partnership whose assessment the command line has written."""
    profile = partnership / "headwater.toml"
    said = profile.read_text("utf-8").replace("[partnership]", "[partnership]\ninvented = true", 1)
    profile.write_text(said, "utf-8")
    folder = partnership / "documents" / "strategic-needs-assessment-2026-11-25"
    folder.mkdir(parents=True)
    kept = {
        "slug": "strategic-needs-assessment",
        "title": "Strategic Needs Assessment",
        "issued": "2026-11-25",
        "claims": [],
    }
    (folder / "claims.json").write_text(json.dumps(kept), "utf-8")
    (folder / "strategic-needs-assessment.html").write_text("<p>Invented</p>", "utf-8")


def test_one_is_published_and_one_waits_for_the_approver(written, client):
    demonstration.furnish()
    states = list(Vintage.objects.order_by("made_at").values_list("state", flat=True))
    assert states == [Vintage.State.PUBLISHED, Vintage.State.SUBMITTED]
    assert b"Read it as a page" in client.get(reverse("publications:public")).content
    approver = User.objects.get(full_name="Dev Marlowe")
    client.force_login(approver, backend="django.contrib.auth.backends.ModelBackend")
    assert b"Approve or return" in client.get(reverse("shell:home")).content
    for one in Vintage.objects.all():
        page = client.get(reverse("publications:vintage", args=[one.pk]))
        assert page.status_code == 200
