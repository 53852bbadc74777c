"""Agreements on the web: drafted, signed by each party for itself, revoked at once (HWB 5.12 iv, ToR 2.10)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from django.utils import timezone

from headwater.data.agreements import FILE, is_kept, read_agreements
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.errors import AgreementError
from headwater.vocabulary.records.agreement import PartyRole
from headwater.web.audit.models import Entry
from headwater.web.directory.models import Agency
from headwater.web.policy import Role
from headwater.web.sharing.models import Agreement
from headwater.web.sharing.selectors.agreements import book, data_version, record_of, standing
from headwater.web.sharing.services import agreements as services
from headwater.web.verdict import Refused

pytestmark = pytest.mark.django_db

HELD = """
[[agreement]]
slug = "ambulance-2026"
provider = "The Ambulance Service"
provider_kind = "AMBULANCE"
recipients = ["The Network"]
sources = ["ambulance"]
purposes = ["needs-assessment"]
gateway = "COMMON_LAW"
lawful_basis = "Public task"
dpia_reference = "DPIA-1"
officer_view = "CONTENT"
notes = "Quoted \\"so\\"\\nand on"
starts = 2020-01-01
ends = 2099-12-31
signed = [
  { agency = "The Ambulance Service", name = "A", on = 2020-01-01 },
  { agency = "The Network", name = "B", on = 2020-01-01 },
]
"""


PERSONAL = {
    "personal_data": "on",
    "regime": "GENERAL",
    "condition": "Schedule 1, paragraph 10",
    "necessity": "Nothing less shows where.",
    "exit_terms": "DELETE",
    "security": "Encrypted.",
    "rights_contact": "rights@example.org",
}


@pytest.fixture
def agencies(db) -> dict[str, Agency]:
    kinds = {
        "ambulance": ("The Ambulance Service", AgencyKind.AMBULANCE),
        "unit": ("The Network", AgencyKind.POLICING_BODY),
        "police": ("The Police", AgencyKind.POLICE),
    }
    return {
        slug: Agency.objects.create(slug=slug, name=name, kind=kind.name)
        for slug, (name, kind) in kinds.items()
    }


def typed(**changes: object) -> dict[str, object]:
    return {
        "slug": "ambulance-2026",
        "provider": "ambulance",
        "recipients": ["unit"],
        "sources": ["ambulance"],
        "purposes": ["needs-assessment", "monitoring"],
        "gateway": "COMMON_LAW",
        "lawful_basis": "Public task",
        "dpia_reference": "DPIA-1",
        "starts": "1/4/2020",
        "ends": "31 March 2099",
        "retention_days": "1096",
        "every_months": "3",
        **changes,
    }


@pytest.fixture
def drafted(agencies, as_role) -> Agreement:
    answer = as_role(Role.INFORMATION_GOVERNANCE).post(reverse("sharing:draft"), typed())
    assert answer.status_code == 302, answer.context["form"].errors
    return Agreement.objects.get()


def sign(client, agreement: Agreement):
    agreement.refresh_from_db()
    given = {"sign-version": agreement.version, "sign-name": "Jo Wren", "sign-sure": "on"}
    return client.post(reverse("sharing:sign", args=[agreement.slug]), given, follow=True)


def revoke(client, agreement: Agreement):
    agreement.refresh_from_db()
    given = {"revoke-version": agreement.version, "revoke-reason": "The service withdrew."}
    return client.post(reverse("sharing:revoke", args=[agreement.slug]), given, follow=True)


def is_live(agreement: Agreement, at: date | None = None) -> bool:
    agreement.refresh_from_db()
    return standing(record_of(agreement), at or timezone.localdate()).live


def test_an_agreement_is_live_once_every_party_signed_and_not_a_day_after_it_is_revoked(
    drafted, person, as_role
):
    person(Role.DATA_PROVIDER, agency="ambulance")
    person(Role.PROGRAMME, agency="unit")
    assert not is_live(drafted)
    sign(as_role(Role.DATA_PROVIDER), drafted)
    page = as_role(Role.BOARD_MEMBER).get(reverse("sharing:agreements")).content.decode()
    assert "it is not signed by The Network" in page
    sign(as_role(Role.PROGRAMME), drafted)
    assert is_live(drafted)
    assert is_live(drafted, date(2099, 3, 31))
    assert not is_live(drafted, date(2099, 4, 1))
    revoke(as_role(Role.DATA_PROVIDER), drafted)
    assert not is_live(drafted)
    page = as_role(Role.BOARD_MEMBER).get(reverse("sharing:agreement", args=[drafted.slug]))
    assert "The service withdrew." in page.content.decode()
    actions = Entry.objects.order_by("sequence").values_list("action", flat=True)
    assert list(actions) == [
        "agreement.drafted",
        "agreement.signed",
        "agreement.signed",
        "agreement.revoked",
    ]


def test_nobody_signs_or_revokes_for_another_agency(drafted, person, as_role):
    person(Role.DATA_PROVIDER, agency="police")
    page = sign(as_role(Role.DATA_PROVIDER), drafted).content.decode()
    assert "Your agency is not a party" in page
    assert (
        "for your own agency only" in revoke(as_role(Role.DATA_PROVIDER), drafted).content.decode()
    )
    drafted.refresh_from_db()
    assert not drafted.signatures.exists()
    assert drafted.revoked_on is None


def test_somebody_without_an_agency_signs_for_nobody(drafted, person, as_role):
    person(Role.DATA_PROVIDER)
    sign(as_role(Role.DATA_PROVIDER), drafted)
    assert not drafted.signatures.exists()


def test_a_double_click_signs_once(drafted, person, as_role):
    person(Role.DATA_PROVIDER, agency="ambulance")
    client, given = as_role(Role.DATA_PROVIDER), {"sign-name": "Jo", "sign-sure": "on"}
    given["sign-version"] = str(drafted.version)
    for _ in range(2):
        client.post(reverse("sharing:sign", args=[drafted.slug]), given)
    assert drafted.signatures.count() == 1


def test_terms_that_somebody_signed_are_not_changed(drafted, person, as_role):
    person(Role.DATA_PROVIDER, agency="ambulance")
    sign(as_role(Role.DATA_PROVIDER), drafted)
    drafted.refresh_from_db()
    given = typed(version=drafted.version, sources=["police-record-level"])
    page = as_role(Role.INFORMATION_GOVERNANCE).post(
        reverse("sharing:edit", args=[drafted.slug]), given
    )
    assert "Somebody has signed these terms" in page.content.decode()
    drafted.refresh_from_db()
    assert drafted.sources == ["ambulance"]


def test_of_two_who_edit_the_second_sees_both_versions_and_loses_nothing(drafted, as_role):
    client, address = as_role(Role.PROGRAMME), reverse("sharing:edit", args=[drafted.slug])
    first = client.post(address, typed(version=1, lawful_basis="First basis"))
    assert first.status_code == 302
    page = client.post(address, typed(version=1, lawful_basis="Second basis")).content.decode()
    assert "First basis" in page
    assert "Second basis" in page
    assert client.post(address, typed(version=2, lawful_basis="Second basis")).status_code == 302


def test_a_draft_that_is_wrong_keeps_what_was_typed_and_says_how_to_mend_it(agencies, as_role):
    given = typed(ends="31/3/2019", recipients=["ambulance"], lawful_basis="My own basis")
    page = as_role(Role.PROGRAMME).post(reverse("sharing:draft"), given).content.decode()
    assert "The last day must not be before the first" in page
    assert "The provider cannot be one of those who receive" in page
    assert "My own basis" in page
    assert as_role(Role.PROGRAMME).post(reverse("sharing:draft"), {}).status_code == 200
    assert not Agreement.objects.exists()


def test_section_16_lets_no_health_body_share_rows_about_people(agencies, as_role):
    given = typed(gateway="SERIOUS_VIOLENCE_DUTY", **PERSONAL)
    client, address = as_role(Role.PROGRAMME), reverse("sharing:draft")
    page = client.post(address, given).content.decode()
    assert "Section 16 lets no health or social care body share personal data" in page
    assert not Agreement.objects.exists()
    assert client.post(address, {**given, "provider": "police"}).status_code == 302
    made = Agreement.objects.get()
    made.provider = agencies["ambulance"]
    made.officer_view = "CONTENT"
    made.save()
    for agency in (agencies["ambulance"], agencies["unit"]):
        made.signatures.create(agency=agency, on=date(2020, 1, 1))
    reason = standing(record_of(made), timezone.localdate()).reason
    assert "no health or social care body" in reason


def test_an_agreement_about_people_is_not_live_before_its_assessment_has_the_officers_view(
    agencies, as_role
):
    as_role(Role.PROGRAMME).post(reverse("sharing:draft"), typed(**PERSONAL))
    made = Agreement.objects.get()
    for agency in (agencies["ambulance"], agencies["unit"]):
        made.signatures.create(agency=agency, on=date(2020, 1, 1))
    reason = standing(record_of(made), timezone.localdate()).reason
    assert "has no view of the data protection officer" in reason
    made.officer_view = "WITH_MEASURES"
    made.save()
    assert is_live(made)


def test_what_rows_about_people_need_is_asked_for_where_it_is_missing(agencies, as_role):
    page = as_role(Role.PROGRAMME).post(reverse("sharing:draft"), typed(personal_data="on"))
    assert {"regime", "condition", "necessity", "exit_terms", "security", "rights_contact"} == set(
        page.context["form"].errors
    )
    given = typed(officer_view="CONTENT", dpia_reference="")
    page = as_role(Role.PROGRAMME).post(reverse("sharing:draft"), given)
    assert {"dpia_reference", "dpia_on", "officer"} == set(page.context["form"].errors)


def test_another_legal_power_is_written_down_and_is_the_leads_to_name(agencies, as_role):
    address, given = reverse("sharing:draft"), typed(gateway="OTHER")
    lead, manager = as_role(Role.INFORMATION_GOVERNANCE), as_role(Role.PROGRAMME)
    assert "Write down which legal power" in lead.post(address, given).content.decode()
    given["other_gateway"] = "Children Act 2004, section 10"
    page = manager.post(address, given).content.decode()
    assert "Only the information-governance lead may name another legal power" in page
    assert not Agreement.objects.exists()
    assert lead.post(address, given).status_code == 302
    shown = lead.get(reverse("sharing:agreement", args=["ambulance-2026"])).content.decode()
    assert "Children Act 2004, section 10" in shown


def test_the_roles_of_the_parties_are_asked_after_the_terms_and_kept(drafted, as_role):
    client, address = as_role(Role.PROGRAMME), reverse("sharing:roles", args=[drafted.slug])
    assert "What is The Ambulance Service?" in client.get(address).content.decode()
    page = client.post(address, {"version": 1, "ambulance": "CONTROLLER"}).content.decode()
    assert "Choose what The Network is" in page
    given = {"version": 1, "ambulance": "CONTROLLER", "unit": "JOINT"}
    page = client.post(address, given, follow=True).content.decode()
    assert "The Ambulance Service: Controller; The Network: Joint controller" in page
    assert read_agreements(django_settings.ENV.folder).agreements[0].roles[1][1] is PartyRole.JOINT


def test_a_second_click_on_the_draft_leads_to_the_one_that_was_saved(drafted, as_role):
    answer = as_role(Role.INFORMATION_GOVERNANCE).post(reverse("sharing:draft"), typed())
    assert answer.headers["Location"] == reverse("sharing:roles", args=[drafted.slug])
    page = as_role(Role.PROGRAMME).post(reverse("sharing:draft"), typed(lawful_basis="Another"))
    assert "There is an agreement of this short name already" in page.content.decode()


def test_a_renamed_agency_signs_its_next_agreement_under_its_new_name(partnership, person, as_role):
    """Its rows keep the sender's name that they bear in the store, and the next agreement covers both."""
    (partnership / FILE).write_text(HELD, "utf-8")
    services.adopt(at=timezone.now())
    agency = Agreement.objects.get().provider
    network = Agreement.objects.get().recipients.get()
    given = typed(
        slug="ambulance-2027", provider=agency.slug, recipients=[network.slug], notes="Next"
    )
    as_role(Role.INFORMATION_GOVERNANCE).post(reverse("sharing:draft"), given)
    Agency.objects.filter(pk=agency.pk).update(name="The New Ambulance Service")
    made = Agreement.objects.get(slug="ambulance-2027")
    person(Role.DATA_PROVIDER, agency=agency.slug)
    sign(as_role(Role.DATA_PROVIDER), made)
    made.refresh_from_db()
    one = record_of(made)
    assert (one.provider, one.sent_as) == ("The New Ambulance Service", "The Ambulance Service")
    assert one.signatures[0].agency == "The New Ambulance Service"
    for name in ("The Ambulance Service", "The New Ambulance Service"):
        assert one in book().covering("ambulance", name)


def test_an_agreement_that_ended_is_not_signed(drafted, person, as_role):
    person(Role.DATA_PROVIDER, agency="ambulance")
    Agreement.objects.update(ends=date(2020, 6, 1))
    page = sign(as_role(Role.DATA_PROVIDER), drafted).content.decode()
    assert "It ended on 1 June 2020. Draft its renewal" in page
    assert not drafted.signatures.exists()


def test_the_folders_file_is_taken_over_once_and_kept_from_then_on(partnership):
    (partnership / FILE).write_text(HELD, "utf-8")
    before = read_agreements(partnership)
    assert book() == before
    assert services.adopt(at=timezone.now()) == 1
    assert services.adopt(at=timezone.now()) == 0
    assert book() == read_agreements(partnership) == before
    assert book().agreements[0].notes == before.agreements[0].notes
    assert is_kept(partnership)


def test_the_command_line_obeys_what_the_web_changed(partnership, person):
    (partnership / FILE).write_text(HELD, "utf-8")
    services.adopt(at=timezone.now())
    made, lead = Agreement.objects.get(), person(Role.INFORMATION_GOVERNANCE)
    was = data_version(partnership)
    services.revoke(agreement=made, version=1, reason="It ended.", by=lead, at=timezone.now())
    assert data_version(partnership) != was
    assert read_agreements(partnership) == book()
    assert read_agreements(partnership).agreements[0].revoked_on == timezone.localdate()


def test_a_file_the_web_keeps_is_not_obeyed_once_it_was_edited_by_hand(partnership):
    (partnership / FILE).write_text(HELD, "utf-8")
    services.adopt(at=timezone.now())
    path = partnership / FILE
    path.write_text(path.read_text("utf-8").replace("2099-12-31", "2100-12-31"), "utf-8")
    with pytest.raises(AgreementError, match="changed it by hand"):
        read_agreements(partnership)
    services.hand_out()
    assert read_agreements(partnership) == book()


def test_an_agreement_keeps_its_senders_name_when_the_agency_is_renamed(partnership):
    (partnership / FILE).write_text(HELD, "utf-8")
    services.adopt(at=timezone.now())
    Agency.objects.filter(name="The Ambulance Service").update(name="The New Ambulance Service")
    at = timezone.localdate() + timedelta(days=1)
    assert standing(book().agreements[0], at).live
    assert book().agreements[0].provider == "The Ambulance Service"


def test_a_move_on_a_version_that_is_gone_is_refused(drafted, person):
    with pytest.raises(Refused, match="Somebody else changed"):
        services.revoke(
            agreement=drafted,
            version=99,
            reason="Late",
            by=person(Role.INFORMATION_GOVERNANCE),
            at=timezone.now(),
        )


def test_anybody_can_read_what_is_shared_today_and_nothing_else(partnership, client, drafted):
    address = reverse("sharing:public")
    assert "Nothing is shared today" in client.get(address).content.decode()
    for agency in (drafted.provider, *drafted.recipients.all()):
        drafted.signatures.create(agency=agency, name="Jo Wren", on=drafted.starts)
    page = client.get(address).content.decode()
    assert "The Ambulance Service" in page
    assert "needs assessment, monitoring" in page
    assert "Jo Wren" not in page


def test_somebody_who_moved_to_another_party_signs_for_that_one_as_well(drafted, person, as_role):
    user = person(Role.PROGRAMME, agency="ambulance")
    sign(as_role(Role.PROGRAMME), drafted)
    user.agency = "unit"
    user.save()
    sign(as_role(Role.PROGRAMME), drafted)
    assert {s.agency.slug for s in drafted.signatures.all()} == {"ambulance", "unit"}
