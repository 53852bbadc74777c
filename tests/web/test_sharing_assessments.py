"""Impact assessments: drafted, advised on, accepted by a second person; without one nothing is live (ICO code)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from tests.web.test_sharing_agreements import PERSONAL, typed

from headwater.data.agreements import read_agreements
from headwater.vocabulary.records.agreement import OfficerView
from headwater.web.audit.models import Entry
from headwater.web.directory.models import Agency
from headwater.web.policy import Role
from headwater.web.sharing.models import Agreement, ImpactAssessment
from headwater.web.sharing.selectors.agreements import record_of, standing

pytestmark = pytest.mark.django_db
TEXT = {
    "reference": "DPIA-2026-014",
    "processing": "Incidents attended, with age and sex.",
    "necessity": "Totals alone do not show who is harmed.",
    "consultation": "The residents' panel.",
}
RISK = {
    "risk-risk": "A rare case is known.",
    "risk-measure": "Nothing below 8.",
    "risk-remains": "low",
}


@pytest.fixture
def agreement(db, as_role) -> Agreement:
    """An agreement about people that every party has signed, and nobody has assessed."""
    for slug, name, kind in (
        ("ambulance", "The Ambulance Service", "AMBULANCE"),
        ("unit", "The Network", "POLICING_BODY"),
    ):
        Agency.objects.create(slug=slug, name=name, kind=kind)
    as_role(Role.PROGRAMME).post(reverse("sharing:draft"), typed(dpia_reference="", **PERSONAL))
    made = Agreement.objects.get()
    for agency in Agency.objects.all():
        made.signatures.create(agency=agency, on=date(2020, 1, 1))
    return made


@pytest.fixture
def drafted(agreement, as_role) -> ImpactAssessment:
    as_role(Role.PROGRAMME).post(reverse("sharing:assess", args=[agreement.slug]), TEXT)
    return ImpactAssessment.objects.get()


def add_risk(client, one: ImpactAssessment, **changes: str):
    given = {**RISK, **{f"risk-{k}": v for k, v in changes.items()}}
    return client.post(reverse("sharing:add-risk", args=[one.pk]), given, follow=True)


def advise(client, one: ImpactAssessment, **changes: str):
    one.refresh_from_db()
    given = {
        "version": one.version,
        "officer": "Robin Thorpe",
        "officer_view": "WITH_MEASURES",
        "advice": "Test the suppression first.",
        "advised_on": "1/3/2026",
        **changes,
    }
    address = reverse("sharing:advise", args=[one.pk])
    return client.post(address, {f"advise-{k}": v for k, v in given.items()}, follow=True)


def accept(client, one: ImpactAssessment):
    one.refresh_from_db()
    given = {
        "version": one.version,
        "outcome": "It goes ahead.",
        "signed_off_by": "Jo Wren, Caldicott guardian",
        "review_due": "1/3/2099",
    }
    address = reverse("sharing:accept", args=[one.pk])
    return client.post(address, {f"accept-{k}": v for k, v in given.items()}, follow=True)


def test_an_agreement_goes_live_when_its_assessment_is_accepted_and_not_before(
    drafted, agreement, as_role, partnership
):
    manager, lead = as_role(Role.PROGRAMME), as_role(Role.INFORMATION_GOVERNANCE)

    def is_live() -> bool:
        return standing(record_of(Agreement.objects.get()), timezone.localdate()).live

    add_risk(manager, drafted)
    assert not is_live()
    advise(lead, drafted)
    assert not is_live()
    page = accept(lead, drafted).content.decode()
    assert "The agreement rests on it from now on" in page
    assert is_live()
    (told,) = read_agreements(partnership).agreements
    assert (told.dpia_reference, told.officer_view, told.officer) == (
        "DPIA-2026-014",
        OfficerView.WITH_MEASURES,
        "Robin Thorpe",
    )
    page = lead.get(reverse("sharing:agreement", args=[agreement.slug])).content.decode()
    assert "signed off by Jo Wren, Caldicott guardian" in page
    assert b"DPIA-2026-014" in lead.get(reverse("sharing:public")).content
    actions = list(Entry.objects.order_by("sequence").values_list("action", flat=True))
    assert actions[1:] == [
        "assessment.drafted",
        "assessment.risk-added",
        "assessment.advised",
        "assessment.accepted",
    ]


def test_nobody_accepts_what_they_drafted(drafted, as_role, person):
    add_risk(as_role(Role.PROGRAMME), drafted)
    advise(as_role(Role.INFORMATION_GOVERNANCE), drafted)
    page = accept(as_role(Role.PROGRAMME), drafted).content.decode()
    assert "You drafted it, so somebody else must accept it" in page
    drafted.refresh_from_db()
    assert drafted.state == "advised"
    with pytest.raises(IntegrityError), transaction.atomic():
        ImpactAssessment.objects.filter(pk=drafted.pk).update(accepted_by=person(Role.PROGRAMME))


def test_the_officer_gives_a_view_on_risks_and_the_text_stands_after_that(drafted, as_role):
    lead, manager = as_role(Role.INFORMATION_GOVERNANCE), as_role(Role.PROGRAMME)
    assert "Write down at least one risk" in advise(lead, drafted).content.decode()
    assert accept(lead, drafted).status_code == 200
    drafted.refresh_from_db()
    assert drafted.state == "drafted"
    add_risk(manager, drafted)
    advise(lead, drafted)
    page = add_risk(manager, drafted, risk="Another").content.decode()
    assert "has given a view on it" in page
    address = reverse("sharing:edit-assessment", args=[drafted.pk])
    page = manager.post(address, {**TEXT, "version": 2, "processing": "More"}).content.decode()
    assert "has given a view on it" in page
    assert drafted.risks.count() == 1


def test_a_draft_is_changed_and_of_two_the_second_is_told(drafted, as_role):
    client, address = as_role(Role.PROGRAMME), reverse("sharing:edit-assessment", args=[drafted.pk])
    assert TEXT["processing"] in client.get(address).content.decode()
    given = {**TEXT, "version": 1, "processing": "Ages in bands."}
    assert client.post(address, given).status_code == 302
    page = client.post(address, {**given, "processing": "No ages."}).content.decode()
    assert "Somebody else changed this assessment" in page
    assert "No ages." in page
    drafted.refresh_from_db()
    assert drafted.processing == "Ages in bands."


def test_clicking_twice_makes_one_assessment_and_one_risk(drafted, agreement, as_role):
    client = as_role(Role.PROGRAMME)
    client.post(reverse("sharing:assess", args=[agreement.slug]), TEXT)
    assert ImpactAssessment.objects.count() == 1
    for _ in range(2):
        add_risk(client, drafted)
    assert drafted.risks.count() == 1
    page = client.post(
        reverse("sharing:assess", args=[agreement.slug]), {**TEXT, "reference": "Another"}
    )
    assert "being written already" in page.content.decode()
    client.post(reverse("sharing:drop-risk", args=[drafted.risks.get().pk]))
    assert not drafted.risks.exists()


def test_what_is_not_filled_in_is_asked_for_and_what_was_typed_is_kept(drafted, as_role):
    add_risk(as_role(Role.PROGRAMME), drafted)
    page = advise(
        as_role(Role.INFORMATION_GOVERNANCE), drafted, officer_view="", advised_on="1/1/2199"
    ).content.decode()
    assert "Choose the officer" in page
    assert "must not be in the future" in page
    assert "Test the suppression first." in page
    page = add_risk(as_role(Role.PROGRAMME), drafted, measure="").content.decode()
    assert "Say what is done against it" in page


def test_an_assessment_is_a_task_to_whoever_moves_it_on(agreement, as_role, person):
    lead, manager = as_role(Role.INFORMATION_GOVERNANCE), as_role(Role.PROGRAMME)
    home = lambda client: client.get("/").content.decode()  # noqa: E731
    assert "Impact assessment missing: ambulance-2026" in home(lead)
    assert "Impact assessment missing" not in home(manager)
    manager.post(reverse("sharing:assess", args=[agreement.slug]), TEXT)
    one = ImpactAssessment.objects.get()
    add_risk(manager, one)
    assert "Record the officer&#x27;s view of DPIA-2026-014" in home(lead)
    assert "Impact assessment missing" not in home(lead)
    advise(lead, one)
    assert "Accept impact assessment DPIA-2026-014" in home(lead)
    assert "Accept impact assessment" not in home(manager)
    accept(lead, one)
    assert "DPIA-2026-014" not in home(lead)
    soon = timezone.localdate() + timedelta(days=5)
    ImpactAssessment.objects.update(review_due=soon)
    assert "Review impact assessment DPIA-2026-014" in home(lead)


def test_a_reviewed_assessment_takes_over_only_once_it_is_accepted(drafted, agreement, as_role):
    manager, lead = as_role(Role.PROGRAMME), as_role(Role.INFORMATION_GOVERNANCE)
    add_risk(manager, drafted)
    advise(lead, drafted)
    accept(lead, drafted)
    again = {**TEXT, "reference": "DPIA-2027-001"}
    manager.post(reverse("sharing:assess", args=[agreement.slug]), again)
    assert record_of(Agreement.objects.get()).dpia_reference == "DPIA-2026-014"
    second = ImpactAssessment.objects.exclude(pk=drafted.pk).get()
    add_risk(manager, second)
    advise(lead, second, officer_view="AGAINST")
    assert record_of(Agreement.objects.get()).officer_view is OfficerView.WITH_MEASURES
    accept(lead, second)
    assert record_of(Agreement.objects.get()).dpia_reference == "DPIA-2027-001"
