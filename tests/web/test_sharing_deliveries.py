"""Files sent in the browser: the command line's own intake, a receipt, and the provider's answer (ToR 2.3)."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.web.test_sharing_agreements import HELD

from headwater.data.agreements import FILE
from headwater.data.store import Store
from headwater.partnership import Partnership
from headwater.web.audit.models import Entry
from headwater.web.directory.models import Agency
from headwater.web.policy import Role
from headwater.web.runs.models import Run
from headwater.web.runs.services import take, work
from headwater.web.sharing.forms import deliveries as forms
from headwater.web.sharing.models import Agreement, Answer, Upload
from headwater.web.sharing.selectors.agreements import data_version
from headwater.web.sharing.selectors.deliveries import all_sent
from headwater.web.sharing.services import admit, agreements, deliveries, intake
from headwater.web.verdict import Refused
from headwater.web.work import jobs

pytestmark = pytest.mark.django_db

HEAD = "Incident number,Call date and time,Incident type,Vehicle,Patient age,Patient sex,Location type,LSOA code,Alcohol flag,Conveyed to"
CANARY = "CAD-CANARY-77"


def extract(rows: int = 30, *bad: str) -> bytes:
    lines = [
        f"A{i:05},2026-0{1 + i % 3}-1{i % 9} 21:0{i % 10},Assault,V1,2{i % 9},1,Public house,E01013600,N,"
        for i in range(rows)
    ]
    return "\n".join([HEAD, *lines, *bad, ""]).encode()


@pytest.fixture
def ambulance(partnership, person) -> Agency:
    """An ambulance service with a live agreement, and its data provider."""
    (partnership / FILE).write_text(HELD, "utf-8")
    agreements.adopt(at=timezone.now())
    agency = Agreement.objects.get().provider
    person(Role.DATA_PROVIDER, agency=agency.slug)
    return agency


def post(client, content: bytes, name: str = "ambulance-2026-q1.csv", **changes: str):
    agency = Agreement.objects.first().provider.slug
    given = {"agency": agency, "source": "ambulance", **changes}
    return client.post(
        reverse("sharing:send"), {**given, "file": SimpleUploadedFile(name, content)}, follow=True
    )


def worked() -> Run:
    return work(take(), jobs())


def answer(client, decision: str, version: int = 0, reason: str = ""):
    (found,) = all_sent()
    given = {"version": version, "decision": decision, "reason": reason}
    return client.post(
        reverse("sharing:answer", args=[found.delivery.id]), given, follow=True
    ).content.decode()


def confirm(client) -> None:
    """Confirm the one delivery there is, and let it in."""
    answer(client, "confirm")
    assert worked().state == Run.State.DONE


def read_by_engine(partnership) -> set[str]:
    """The sources that the command line reads rows of."""
    return set(Partnership(partnership).bench.arrived())


def test_what_came_by_browser_is_read_by_nobody_until_its_provider_confirms_it(
    ambulance, as_role, partnership
):
    """T14: the provider confirms the receipt before the rows go live, for the command line as well."""
    client = as_role(Role.DATA_PROVIDER)
    before = data_version(partnership)
    post(client, extract())
    worked()
    (found,) = all_sent()
    address = reverse("sharing:delivery", args=[found.delivery.id])
    assert "Nobody can read these rows yet" in client.get(address).content.decode()
    assert "Nobody can read its rows until you do" in client.get("/").content.decode()
    assert (read_by_engine(partnership), data_version(partnership)) == (set(), before)
    page = answer(client, "dispute", reason="We sent 40 rows.")
    assert "the receipt is disputed" in page
    assert take() is None
    assert read_by_engine(partnership) == set()
    page = answer(client, "confirm", version=1)
    assert "its rows are being let in" in page
    assert worked().message == "Its rows can be read from now on."
    assert read_by_engine(partnership) == {"ambulance"}
    assert data_version(partnership) != before
    assert "On hold" not in client.get(address).content.decode()
    page = answer(client, "dispute", version=2, reason="Too late")
    assert "its rows are in use" in page
    assert Answer.objects.get().state == "confirmed"


def test_a_confirmation_that_is_taken_back_before_the_rows_are_in_keeps_them_out(
    ambulance, as_role, partnership
):
    client = as_role(Role.DATA_PROVIDER)
    post(client, extract())
    worked()
    answer(client, "confirm")
    answer(client, "dispute", version=1, reason="A row too many.")
    assert "stays on hold" in worked().message
    assert read_by_engine(partnership) == set()
    answer(client, "confirm", version=2)
    worked()
    assert read_by_engine(partnership) == {"ambulance"}


def test_letting_in_waits_for_a_file_that_is_being_taken_and_gives_up_at_last(
    ambulance, as_role, partnership, monkeypatch
):
    client = as_role(Role.DATA_PROVIDER)
    post(client, extract())
    worked()
    answer(client, "confirm")
    monkeypatch.setattr(admit, "PAUSE", 0.05)
    monkeypatch.setattr(admit, "PATIENCE", 0.2)
    with Store.open(partnership / "store").writing():
        run = worked()
    assert run.state == Run.State.FAILED
    assert "Another gather is writing" in run.message
    page = answer(client, "confirm", version=1)
    assert "You confirmed the receipt" in page
    worked()
    assert read_by_engine(partnership) == {"ambulance"}


def test_the_analyst_is_told_of_a_file_that_waits_for_more_than_a_week(
    ambulance, as_role, monkeypatch
):
    post(as_role(Role.DATA_PROVIDER), extract())
    worked()
    home = lambda: as_role(Role.ANALYST).get("/").content.decode()  # noqa: E731
    assert "On hold:" not in home()
    now = timezone.now() + timedelta(days=8)
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert "has not confirmed its receipt for 8 days" in home()


def test_what_a_refusal_says_to_do_can_be_done_in_the_browser(ambulance, as_role):
    Agreement.objects.update(revoked_on=timezone.localdate())
    post(as_role(Role.ANALYST), extract())
    message = worked().message
    assert "agreements.toml" not in message
    assert "on the page “Sharing agreements”" in message


def test_a_file_sent_in_the_browser_gets_the_receipt_of_the_command_line(
    ambulance, as_role, partnership
):
    client = as_role(Role.DATA_PROVIDER)
    bad = f"{CANARY},2026-03-01 20:00,Assault,V1,abc,1,Public house,E01013600,N,"
    page = post(client, extract(30, bad))
    assert b"It is being read" in page.content
    run = worked()
    assert run.state == Run.State.DONE, run.message
    upload = Upload.objects.get()
    assert upload.state == Upload.State.TAKEN
    (delivery,) = Store.open(partnership / "store").arrived()
    assert (delivery.receipt["accepted"], delivery.receipt["quarantined"]) == (30, 1)
    page = client.get(reverse("sharing:delivery", args=[delivery.id])).content.decode()
    assert "Patient age" in page
    assert "January 2026" in page
    assert "Confirm or dispute it" in page
    assert CANARY not in page + run.message + upload.message + str(list(Entry.objects.values()))
    assert not list((partnership / "incoming").iterdir())


def test_the_same_file_sent_twice_or_gathered_before_changes_nothing(
    ambulance, as_role, partnership
):
    client = as_role(Role.DATA_PROVIDER)
    for _ in range(2):
        page = post(client, extract())
    assert b"was sent before" in page.content
    assert Run.objects.count() == Upload.objects.count() == 1
    worked()
    page = post(client, extract(), name="again.csv")
    assert b"was sent before" in page.content
    assert Run.objects.count() == 1
    Upload.objects.all().delete()
    post(client, extract())
    assert worked().state == Run.State.DONE
    assert Upload.objects.get().state == Upload.State.UNCHANGED
    assert len(Store.open(partnership / "store").arrived()) == 1


def test_an_agency_sends_and_sees_its_own_alone(ambulance, as_role, person):
    other = Agency.objects.create(slug="other", name="Another Service", kind="AMBULANCE")
    post(as_role(Role.DATA_PROVIDER), extract())
    worked()
    upload, (found,) = Upload.objects.get(), all_sent()
    user = person(Role.DATA_PROVIDER)
    user.agency = other.slug
    user.save()
    client = as_role(Role.DATA_PROVIDER)
    for address in (
        reverse("sharing:sent", args=[upload.pk]),
        reverse("sharing:delivery", args=[found.delivery.id]),
    ):
        assert client.get(address).status_code == 404
    answered = client.post(reverse("sharing:answer", args=[found.delivery.id]), {"version": 0})
    assert answered.status_code == 404
    assert found.delivery.id not in client.get(reverse("sharing:deliveries")).content.decode()
    page = post(client, extract(31)).content.decode()
    assert "no live agreement" in page
    assert Upload.objects.count() == 1
    with pytest.raises(Refused, match="own agency"):
        deliveries.send(
            arrived=deliveries.Arrived("a.csv", [extract(32)]),
            agency=ambulance,
            source="ambulance",
            by=user,
            at=timezone.now(),
        )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("ambulance.csv", b"\x00\x01\x02" * 500, "Nothing"),
        ("ambulance.csv", b"a,b\n1,2\n", "lacks the column"),
        ("ambulance.csv", b"\x89PNG\r\n\x1a\n" + b"0" * 300, ""),
        ("ambulance.geojson", b'{"type": "FeatureCollection", "features": []}', "not a table"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_with_words_and_leaves_nothing(
    ambulance, as_role, partnership, name, content, words
):
    client = as_role(Role.DATA_PROVIDER)
    post(client, content, name=name)
    assert worked().state == Run.State.FAILED
    upload = Upload.objects.get()
    assert upload.state == Upload.State.REFUSED
    page = client.get(reverse("sharing:sent", args=[upload.pk])).content.decode()
    assert "Nothing of this file was kept" in page
    assert words in page
    assert not all_sent()
    assert not list((partnership / "incoming").iterdir())


def test_an_archive_that_would_fill_the_disk_is_refused_and_the_server_goes_on(ambulance, as_role):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ambulance.csv", b"0" * 300_000_000)
    client = as_role(Role.ANALYST)
    post(client, packed.getvalue(), name="ambulance.zip", source="")
    assert worked().state == Run.State.FAILED
    assert Upload.objects.get().state == Upload.State.REFUSED
    assert client.get(reverse("sharing:deliveries")).status_code == 200


def test_a_process_that_dies_or_hangs_is_told_as_a_refusal(ambulance, as_role, monkeypatch):
    client = as_role(Role.DATA_PROVIDER)
    hang = ["sleep", "60"]
    for command in (["false"], hang):
        monkeypatch.setattr(intake, "_command", lambda upload, command=command: command)
        monkeypatch.setattr(intake, "PATIENCE", 0.2)
        monkeypatch.setattr(intake, "BEAT", 0.1)
        post(client, extract())
        assert "limits of memory and time" in worked().message
    monkeypatch.undo()


def test_a_refused_file_may_be_sent_again(ambulance, as_role):
    Agreement.objects.update(revoked_on=timezone.localdate())
    post(as_role(Role.ANALYST), extract())
    run = worked()
    assert run.state == Run.State.FAILED
    assert "was revoked on" in run.message
    Agreement.objects.update(revoked_on=None)
    post(as_role(Role.ANALYST), extract())
    assert worked().state == Run.State.DONE
    assert Upload.objects.get().state == Upload.State.TAKEN


def test_a_file_that_is_too_large_is_told_how_to_be_sent(ambulance, as_role, monkeypatch):
    monkeypatch.setattr(forms, "LIMIT", 1000)
    page = post(as_role(Role.DATA_PROVIDER), extract(60))
    assert b"Send it in parts" in page.content
    assert not Upload.objects.exists()


def test_a_form_without_a_file_says_so(ambulance, as_role):
    page = as_role(Role.DATA_PROVIDER).post(reverse("sharing:send"), {}).content.decode()
    assert "Choose a file" in page


def test_a_provider_confirms_or_disputes_and_of_two_the_second_is_told(ambulance, as_role, person):
    client = as_role(Role.DATA_PROVIDER)
    post(client, extract())
    worked()
    (found,) = all_sent()
    address = reverse("sharing:answer", args=[found.delivery.id])
    page = client.post(address, {"version": 0, "decision": "dispute", "reason": ""})
    assert b"Say what is wrong" in page.content
    given = {"version": 0, "decision": "dispute", "reason": "We sent 40 rows."}
    assert client.post(address, given).status_code == 302
    page = client.post(address, {"version": 0, "decision": "confirm"}, follow=True)
    assert b"Somebody else answered" in page.content
    assert Answer.objects.get().state == "disputed"
    assert client.post(address, given).status_code == 302
    assert Answer.objects.get().version == 1
    client.post(address, {"version": 1, "decision": "confirm"})
    assert (Answer.objects.get().state, Answer.objects.get().version) == ("confirmed", 2)
    actions = Entry.objects.values_list("action", flat=True)
    assert {"receipt.disputed", "receipt.confirmed"} <= set(actions)


def test_exact_totals_are_shown_to_the_sender_and_to_an_analyst_while_it_is_shared(
    ambulance, as_role
):
    client = as_role(Role.DATA_PROVIDER)
    post(client, extract())
    worked()
    address = reverse("sharing:delivery", args=[all_sent()[0].delivery.id])
    assert b"only its provider sees its totals" in as_role(Role.ANALYST).get(address).content
    confirm(client)
    sees = lambda role: b"By behaviour" in as_role(role).get(address).content  # noqa: E731
    assert sees(Role.DATA_PROVIDER)
    assert sees(Role.ANALYST)
    assert not sees(Role.PROGRAMME)
    assert not sees(Role.INFORMATION_GOVERNANCE)
    Agreement.objects.update(revoked_on=timezone.localdate())
    assert sees(Role.DATA_PROVIDER)
    assert not sees(Role.ANALYST)


def test_of_two_agreements_a_file_arrives_under_the_one_that_is_live(ambulance, as_role):
    held = Agreement.objects.get()
    renewal = Agreement(**{f.name: getattr(held, f.name) for f in Agreement._meta.fields})
    renewal.pk, renewal.slug, renewal.columns = None, "a-renewal", ["Incident number"]
    renewal.save()
    renewal.recipients.set(held.recipients.all())
    post(as_role(Role.DATA_PROVIDER), extract())
    worked()
    assert all_sent()[0].delivery.agreement == held.slug


def test_the_process_that_reads_a_file_is_held_to_its_limits():
    """An allocation beyond the limit fails in the process and is told as a refusal."""
    code = "from headwater.web.sharing import child; child._limit(); bytearray(child.MEMORY)"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert "MemoryError" in ended.stderr


def test_an_agreement_that_ends_while_a_file_is_chosen_says_so_and_takes_nothing(
    ambulance, as_role, partnership
):
    client = as_role(Role.DATA_PROVIDER)
    assert "Send it" in client.get(reverse("sharing:send")).content.decode()
    Agreement.objects.update(revoked_on=timezone.localdate())
    page = post(client, extract()).content.decode()
    assert "Your agency has no live agreement" in page
    assert "was revoked on" in page
    assert not Upload.objects.exists()
    assert not (partnership / "incoming").exists() or not list((partnership / "incoming").iterdir())


def test_an_agreement_that_ends_while_a_file_waits_its_turn_refuses_it(ambulance, as_role):
    post(as_role(Role.DATA_PROVIDER), extract())
    Agreement.objects.update(ends=timezone.localdate() - timedelta(days=1))
    run = worked()
    assert run.state == Run.State.FAILED
    assert "it ended on" in run.message
    assert not all_sent()


def test_a_receipt_may_be_confirmed_after_the_agreement_ended_and_its_rows_stay_shut(
    ambulance, as_role, partnership
):
    client = as_role(Role.DATA_PROVIDER)
    post(client, extract())
    worked()
    Agreement.objects.update(revoked_on=timezone.localdate())
    agreements.hand_out()
    answer(client, "confirm")
    assert worked().state == Run.State.DONE
    assert read_by_engine(partnership) == set()
    page = client.get(
        reverse("sharing:delivery", args=[all_sent()[0].delivery.id])
    ).content.decode()
    assert "No live agreement covers it today" in page
