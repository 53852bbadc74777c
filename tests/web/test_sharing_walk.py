"""One walk from a signature to a revocation, and what it takes away everywhere (HWB 5.12 iv, T3, T14, T18)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from headwater.data.agreements import FILE
from headwater.data.invented import invent
from headwater.partnership import Partnership
from headwater.vocabulary.errors import AgreementError, HeadwaterError
from headwater.web.directory.models import Agency
from headwater.web.env import Env
from headwater.web.policy import Role
from headwater.web.publications.models import Vintage
from headwater.web.runs.services import take, work
from headwater.web.sharing.models import Agreement, Upload
from headwater.web.sharing.selectors.kept import bench
from headwater.web.sharing.services import agreements
from headwater.web.work import jobs

pytestmark = pytest.mark.django_db
INDICATOR = "ambulance-assaults"


@pytest.fixture
def unsigned(tmp_path: Path, settings, person) -> Path:
    """A partnership with look-ups and residents, whose ambulance service has signed nothing yet."""
    folder = tmp_path / "county"
    invent(folder)
    text = (folder / FILE).read_text("utf-8")
    blocks = text.split("[[agreement]]")
    ambulance = next(b for b in blocks if "invented-ambulance" in b)
    (folder / FILE).write_text("[[agreement]]" + ambulance.split("signed = [")[0] + "signed = []\n")
    for _ in Partnership(folder).gather([folder / "feeds" / "reference"]):
        pass
    settings.ENV = Env(folder=folder)
    agreements.adopt(at=timezone.now())
    agreement = Agreement.objects.get()
    person(Role.DATA_PROVIDER, agency=agreement.provider.slug)
    person(Role.PROGRAMME, agency=agreement.recipients.get().slug)
    return folder


def sign(client: Client) -> None:
    one = Agreement.objects.get()
    given = {"sign-version": one.version, "sign-name": "Jo Wren", "sign-sure": "on"}
    client.post(reverse("sharing:sign", args=[one.slug]), given)


def send(client: Client, path: Path) -> None:
    one = Agreement.objects.get()
    given = {"agency": one.provider.slug, "source": "ambulance"}
    file = SimpleUploadedFile(path.name, path.read_bytes())
    client.post(reverse("sharing:send"), {**given, "file": file})
    run = work(take(), jobs())
    assert run.state == "done", run.message


def confirm(client: Client, delivery: str) -> None:
    answered = client.post(
        reverse("sharing:answer", args=[delivery]), {"version": 0, "decision": "confirm"}
    )
    assert answered.status_code == 302
    assert work(take(), jobs()).state == "done"


def freeze_and_publish(as_role) -> Vintage:
    """The analyst freezes it, the second person approves it, the manager publishes it."""
    client = as_role(Role.ANALYST)
    client.post(reverse("publications:begin"))
    assert work(take(), jobs()).state == "done"
    one = Vintage.objects.get()
    day = timezone.localdate() + timedelta(days=14)
    client.post(
        reverse("publications:submit", args=[one.pk]),
        {"submit-version": 1, "submit-decide_by": f"{day:%d/%m/%Y}"},
    )
    as_role(Role.OUTPUT_APPROVER).post(
        reverse("publications:decide", args=[one.pk]), {"version": 2, "decision": "approve"}
    )
    as_role(Role.PROGRAMME).post(reverse("publications:publish", args=[one.pk]), {"version": 3})
    one.refresh_from_db()
    assert one.state == Vintage.State.PUBLISHED
    return one


def test_from_a_signature_to_a_published_figure_and_a_revocation_that_every_figure_tells(
    unsigned, as_role, client
):
    provider, analyst, lead = (
        as_role(r) for r in (Role.DATA_PROVIDER, Role.ANALYST, Role.INFORMATION_GOVERNANCE)
    )
    page = reverse("insight:indicator", args=[INDICATOR])
    export = reverse("insight:table", args=[INDICATOR, "age"])
    assert "No file has arrived" in analyst.get(page).content.decode()

    assert "no live agreement" in provider.get(reverse("sharing:send")).content.decode()
    sign(provider)
    sign(as_role(Role.PROGRAMME))
    for path in sorted((unsigned / "feeds" / "ambulance").glob("*.csv"))[-5:]:
        send(provider, path)
    assert "hw-figure" not in analyst.get(page).content.decode()
    with pytest.raises(HeadwaterError):
        Partnership(unsigned).show(INDICATOR)
    for upload in Upload.objects.all():
        confirm(provider, *upload.deliveries)
    assert "5 of 5 confirmed" in analyst.get(reverse("sharing:scoreboard")).content.decode()

    shown = analyst.get(page).content.decode()
    assert "cannot be computed" not in shown
    assert "hw-figure" in shown
    csv = analyst.get(export)
    assert csv.status_code == 200
    assert "Age" in csv.content.decode("utf-8-sig")
    assert Partnership(unsigned).show(INDICATOR).table.rows
    one = freeze_and_publish(as_role)
    frozen = reverse("publications:vintage", args=[one.pk])
    public = reverse("publications:public-vintage", args=[one.pk])
    file = reverse("publications:public-file", args=[one.pk, "html"])
    assert "Nothing that it stands on has changed" in analyst.get(frozen).content.decode()
    assert "may no longer be used" not in client.get(public).content.decode()
    before = b"".join(client.get(file).streaming_content)

    agreement = Agreement.objects.get()
    lead.post(
        reverse("sharing:revoke", args=[agreement.slug]),
        {"revoke-version": agreement.version, "revoke-reason": "The service withdrew."},
    )

    told = analyst.get(page).content.decode()
    assert "It cannot be computed today" in told
    assert "was revoked on" in told
    assert "hw-figure" not in told
    assert analyst.get(page, {"by": "age"}).content.decode().count("hw-figure") == 0
    assert analyst.get(export).status_code == 404
    assert b"No live agreement" in analyst.get(reverse("insight:indicators")).content
    told = analyst.get(frozen).content.decode()
    assert "Some figures rest on data that may no longer be used" in told
    assert "was revoked on" in told
    assert "passages made from it" in told
    told = client.get(public).content.decode()
    assert f"Ambulance incidents from {agreement.provider_name} may no longer be used" in told
    assert b"".join(client.get(file).streaming_content) == before
    with bench() as opened:
        assert "ambulance" not in opened.arrived()
        assert opened.incidents.count().to_pyarrow().as_py() == 0
    late = Partnership(unsigned)
    assert [r.source for r in late.bench.refusals] == ["ambulance"]
    with pytest.raises(AgreementError, match="was revoked on"):
        late.show(INDICATOR)
    (outcome,) = late.gather([next((unsigned / "feeds" / "ambulance").glob("*2021*.csv"))])
    assert isinstance(outcome.error, AgreementError)
    assert "no live agreement" in provider.get(reverse("sharing:send")).content.decode()


@pytest.mark.parametrize("days", [0, 1])
def test_an_agreement_that_lapses_at_midnight_closes_an_open_workbench(
    unsigned, as_role, monkeypatch, days
):
    sign(as_role(Role.DATA_PROVIDER))
    sign(as_role(Role.PROGRAMME))
    newest = max((unsigned / "feeds" / "ambulance").glob("*.csv"))
    send(as_role(Role.DATA_PROVIDER), newest)
    confirm(as_role(Role.DATA_PROVIDER), *Upload.objects.get().deliveries)
    today = timezone.localdate()
    Agreement.objects.update(ends=today)
    with bench() as opened:
        assert opened.arrived() == {"ambulance"}
    monkeypatch.setattr(timezone, "localdate", lambda *_: today + timedelta(days=days))
    with bench() as opened:
        assert ("ambulance" in opened.arrived()) == (days == 0)


def test_the_directory_holds_the_parties_of_agreements_that_came_from_a_file(unsigned):
    assert Agency.objects.filter(name=Agreement.objects.get().provider_name).exists()
