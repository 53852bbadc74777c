"""Every address against every role, held against an expectation written by hand."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from headwater.web.policy import PUBLIC, TABLE, Role, scope_of
from headwater.web.runs.services import beat

EVERYBODY = set(Role)
NOT_ADMIN = EVERYBODY - {Role.SYSTEM_ADMINISTRATOR}
ADMIN, PROGRAMME = Role.SYSTEM_ADMINISTRATOR, Role.PROGRAMME
PARTNERS = NOT_ADMIN - {Role.COMMUNITY_MEMBER}
UNIT = {Role.ANALYST, PROGRAMME, Role.OUTPUT_APPROVER, Role.INFORMATION_GOVERNANCE}
SEES_DELIVERIES = {Role.ANALYST, Role.INFORMATION_GOVERNANCE, PROGRAMME, Role.DATA_PROVIDER}

EXPECTED: dict[str, set[Role] | None] = {
    # None: anybody, signed in or not.
    "shell:home": EVERYBODY,
    "shell:search": NOT_ADMIN,
    "shell:help": None,
    "shell:accessibility": None,
    "shell:your-data": None,
    "shell:health": None,
    "shell:marking": None,
    "shell:complaints": {Role.INFORMATION_GOVERNANCE},
    "shell:complaint": {Role.INFORMATION_GOVERNANCE},
    "shell:acknowledge": {Role.INFORMATION_GOVERNANCE},
    "shell:answer": {Role.INFORMATION_GOVERNANCE},
    "accounts:sign-in": None,
    "accounts:sign-in-demo": None,
    "accounts:sign-out": EVERYBODY,
    "accounts:carry-on": EVERYBODY,
    "accounts:account": EVERYBODY,
    "accounts:people": {ADMIN, PROGRAMME},
    "accounts:invite": {ADMIN, PROGRAMME},
    "accounts:accept": None,
    "accounts:forgotten": None,
    "accounts:link-sent": None,
    "accounts:choose-again": None,
    "accounts:purpose": EVERYBODY,
    "accounts:change-password": EVERYBODY,
    "accounts:withdraw": {ADMIN, PROGRAMME},
    "accounts:person": {ADMIN, PROGRAMME},
    "accounts:role": {ADMIN},
    "accounts:close": {ADMIN},
    "accounts:reopen": {ADMIN},
    "accounts:forget-second-factor": {ADMIN},
    "account_login": None,
    "socialaccount_login_cancelled": None,
    "openid_connect_login": None,
    "openid_connect_callback": None,
    "mfa_authenticate": None,
    "account_reauthenticate": EVERYBODY,
    "mfa_reauthenticate": EVERYBODY,
    "mfa_reauthenticate_webauthn": EVERYBODY,
    "mfa_index": EVERYBODY,
    "mfa_activate_totp": EVERYBODY,
    "mfa_deactivate_totp": EVERYBODY,
    "mfa_add_webauthn": EVERYBODY,
    "mfa_remove_webauthn": EVERYBODY,
    "mfa_view_recovery_codes": EVERYBODY,
    "mfa_generate_recovery_codes": EVERYBODY,
    "audit:record": {Role.INFORMATION_GOVERNANCE},
    "audit:check": {Role.INFORMATION_GOVERNANCE},
    "directory:agencies": EVERYBODY,
    "directory:agency": EVERYBODY,
    "directory:team": EVERYBODY,
    "directory:communities": EVERYBODY,
    "directory:places": EVERYBODY,
    "directory:add": {PROGRAMME},
    "directory:change": {PROGRAMME},
    "directory:add-contact": {PROGRAMME},
    "directory:change-contact": {PROGRAMME},
    "directory:add-post": {PROGRAMME},
    "directory:change-post": {PROGRAMME},
    "directory:leave-post": {PROGRAMME},
    "directory:add-community": {PROGRAMME},
    "directory:change-community": {PROGRAMME},
    "governance:boards": NOT_ADMIN,
    "governance:add": {PROGRAMME},
    "governance:overlap": NOT_ADMIN,
    "governance:end-seat": {PROGRAMME},
    "governance:end-line": {PROGRAMME},
    "governance:board": NOT_ADMIN,
    "governance:change": {PROGRAMME},
    "governance:line": {PROGRAMME},
    "governance:replace": {PROGRAMME},
    "governance:seats": NOT_ADMIN,
    "governance:add-seat": {PROGRAMME},
    "governance:actions": NOT_ADMIN,
    "governance:close": NOT_ADMIN,
    "governance:plan": {PROGRAMME},
    "governance:calendar": NOT_ADMIN,
    "governance:subscribe": NOT_ADMIN,
    "governance:unsubscribe": NOT_ADMIN,
    "governance:feed": None,
    "governance:meetings": NOT_ADMIN,
    "governance:decisions": NOT_ADMIN,
    "governance:send-pack": {PROGRAMME},
    "governance:meeting": NOT_ADMIN,
    "governance:pack": NOT_ADMIN,
    "governance:change-meeting": {PROGRAMME},
    "governance:minutes": {PROGRAMME},
    "governance:add-to-agenda": {PROGRAMME},
    "governance:add-action": {PROGRAMME},
    "governance:add-item": NOT_ADMIN,
    "governance:item": NOT_ADMIN,
    "governance:place": {PROGRAMME},
    "governance:withdraw": {PROGRAMME},
    "governance:add-paper": NOT_ADMIN,
    "governance:decide": {PROGRAMME},
    "governance:paper": NOT_ADMIN,
    "governance:add-prior": NOT_ADMIN,
    "governance:route": NOT_ADMIN,
    "governance:compliance": UNIT | {Role.BOARD_MEMBER},
    "governance:seek": {PROGRAMME},
    "governance:receive": {PROGRAMME},
    "governance:owe": {PROGRAMME},
    "governance:deliver": {PROGRAMME},
    "governance:work-plan": NOT_ADMIN,
    "governance:step": {PROGRAMME},
    "governance:briefings": NOT_ADMIN,
    "governance:brief": NOT_ADMIN,
    "strategies:strategies": PARTNERS,
    "strategies:strategy": PARTNERS,
    "strategies:begin": {Role.ANALYST, PROGRAMME},
    "strategies:write": {Role.ANALYST, PROGRAMME},
    "strategies:add": {Role.ANALYST, PROGRAMME},
    "strategies:drop": {Role.ANALYST, PROGRAMME},
    "strategies:use": {Role.ANALYST, PROGRAMME},
    "strategies:propose": {Role.ANALYST, PROGRAMME},
    "strategies:approve": {PROGRAMME},
    "strategies:send-back": {PROGRAMME},
    "issues:issues": NOT_ADMIN,
    "issues:log": NOT_ADMIN,
    "issues:silent": {Role.ANALYST, PROGRAMME},
    "issues:rounds": NOT_ADMIN,
    "issues:open-round": {PROGRAMME},
    "issues:round": NOT_ADMIN,
    "issues:score": NOT_ADMIN,
    "issues:close-round": {PROGRAMME},
    "issues:leave-out": {PROGRAMME},
    "issues:dissent": NOT_ADMIN,
    "issues:issue": NOT_ADMIN,
    "issues:test": {Role.ANALYST, PROGRAMME},
    "issues:narrow": NOT_ADMIN,
    "issues:split": {Role.ANALYST, PROGRAMME},
    "issues:merge": {Role.ANALYST, PROGRAMME},
    "issues:part": {Role.ANALYST, PROGRAMME},
    "issues:prioritise": {PROGRAMME},
    "issues:set-aside": {PROGRAMME},
    "insight:indicators": PARTNERS,
    "insight:indicator": PARTNERS,
    "insight:table": PARTNERS,
    "insight:workbook": PARTNERS,
    "insight:places": PARTNERS,
    "insight:place": PARTNERS,
    "insight:place-file": PARTNERS,
    "insight:hot-spots": PARTNERS,
    "insight:hot-spots-file": PARTNERS,
    "insight:overlap": PARTNERS,
    "insight:overlap-file": PARTNERS,
    "publications:documents": PARTNERS,
    "publications:begin": {Role.ANALYST, PROGRAMME},
    "publications:preview": {Role.ANALYST, PROGRAMME},
    "publications:deadline": PARTNERS,
    "publications:set-deadline": {PROGRAMME},
    "publications:meet": {PROGRAMME},
    "publications:take-down": {PROGRAMME},
    "publications:public-vintage": None,
    "publications:public": None,
    "publications:public-file": None,
    "publications:vintage": PARTNERS,
    "publications:submit": {Role.ANALYST, PROGRAMME},
    "publications:decide": {Role.OUTPUT_APPROVER},
    "publications:publish": {PROGRAMME},
    "publications:file": PARTNERS,
    "sharing:public": None,
    "sharing:agreements": NOT_ADMIN,
    "sharing:agreement": NOT_ADMIN,
    "sharing:draft": {Role.INFORMATION_GOVERNANCE, PROGRAMME},
    "sharing:edit": {Role.INFORMATION_GOVERNANCE, PROGRAMME},
    "sharing:roles": {Role.INFORMATION_GOVERNANCE, PROGRAMME},
    "sharing:assess": {Role.INFORMATION_GOVERNANCE, PROGRAMME},
    "sharing:assessment": NOT_ADMIN,
    "sharing:edit-assessment": {Role.INFORMATION_GOVERNANCE, PROGRAMME},
    "sharing:add-risk": {Role.INFORMATION_GOVERNANCE, PROGRAMME},
    "sharing:drop-risk": {Role.INFORMATION_GOVERNANCE, PROGRAMME},
    "sharing:advise": {Role.INFORMATION_GOVERNANCE},
    "sharing:accept": {Role.INFORMATION_GOVERNANCE, PROGRAMME},
    "sharing:sign": {Role.INFORMATION_GOVERNANCE, PROGRAMME, Role.DATA_PROVIDER},
    "sharing:revoke": {Role.INFORMATION_GOVERNANCE, Role.DATA_PROVIDER},
    "sharing:scoreboard": SEES_DELIVERIES | {Role.OUTPUT_APPROVER, Role.BOARD_MEMBER},
    "sharing:requests": SEES_DELIVERIES | {Role.OUTPUT_APPROVER},
    "sharing:request": SEES_DELIVERIES | {Role.OUTPUT_APPROVER},
    "sharing:ask": {Role.ANALYST, PROGRAMME},
    "sharing:receive": {Role.ANALYST, PROGRAMME},
    "sharing:deliveries": SEES_DELIVERIES,
    "sharing:send": {Role.ANALYST, Role.DATA_PROVIDER},
    "sharing:sent": SEES_DELIVERIES,
    "sharing:delivery": SEES_DELIVERIES,
    "sharing:answer": {Role.DATA_PROVIDER},
}
ARGUMENTS = {
    "strategies:strategy": [999],
    "strategies:write": [999],
    "strategies:add": [999, "input"],
    "strategies:drop": [999, "input", 999],
    "strategies:use": [999, 999],
    "strategies:propose": [999],
    "strategies:approve": [999],
    "strategies:send-back": [999],
    "shell:complaint": [999],
    "shell:acknowledge": [999],
    "shell:answer": [999],
    "issues:round": [999],
    "issues:score": [999, 999],
    "issues:close-round": [999],
    "issues:leave-out": [999],
    "issues:dissent": [999],
    "issues:issue": [999],
    "issues:test": [999],
    "issues:narrow": [999],
    "issues:split": [999],
    "issues:merge": [999],
    "issues:part": [999],
    "issues:prioritise": [999],
    "issues:set-aside": [999],
    "accounts:accept": ["no-such-link"],
    "accounts:choose-again": ["nobody", "no-such-link"],
    "accounts:withdraw": [999],
    "accounts:person": [999],
    "accounts:role": [999],
    "accounts:close": [999],
    "accounts:reopen": [999],
    "accounts:forget-second-factor": [999],
    "openid_connect_login": ["no-such-agency"],
    "openid_connect_callback": ["no-such-agency"],
    "mfa_remove_webauthn": [999],
    "directory:agency": ["no-such-agency"],
    "directory:change": ["no-such-agency"],
    "directory:add-contact": ["no-such-agency"],
    "directory:change-contact": [999],
    "directory:change-post": [999],
    "directory:leave-post": [999],
    "directory:change-community": [999],
    "governance:end-seat": [999],
    "governance:end-line": [999],
    "governance:board": ["no-such-board"],
    "governance:change": ["no-such-board"],
    "governance:line": ["no-such-board"],
    "governance:replace": ["no-such-board"],
    "governance:seats": ["no-such-board"],
    "governance:add-seat": ["no-such-board"],
    "governance:close": [999],
    "governance:plan": ["no-such-board"],
    "governance:calendar": ["no-such-board"],
    "governance:subscribe": ["no-such-board"],
    "governance:unsubscribe": ["no-such-board"],
    "governance:feed": ["no-such-link"],
    "governance:meetings": ["no-such-board"],
    "governance:decisions": ["no-such-board"],
    "governance:send-pack": [999],
    "governance:meeting": [999],
    "governance:pack": [999],
    "governance:change-meeting": [999],
    "governance:minutes": [999],
    "governance:add-to-agenda": [999],
    "governance:add-action": [999],
    "governance:add-item": ["no-such-board"],
    "governance:item": [999],
    "governance:place": [999],
    "governance:withdraw": [999],
    "governance:add-paper": [999],
    "governance:decide": [999],
    "governance:paper": [999],
    "governance:add-prior": [999],
    "governance:route": [999],
    "governance:compliance": ["no-such-board"],
    "governance:seek": ["no-such-board"],
    "governance:receive": [999],
    "governance:owe": ["no-such-board"],
    "governance:deliver": [999],
    "governance:work-plan": ["no-such-board"],
    "governance:step": ["no-such-board", 1],
    "governance:briefings": ["no-such-board"],
    "governance:brief": ["no-such-board"],
    "insight:indicator": ["no-such-indicator"],
    "insight:table": ["no-such-indicator", "age"],
    "insight:workbook": ["no-such-indicator", "age"],
    "insight:place": ["no-such-place"],
    "insight:place-file": ["no-such-place", "csv"],
    "insight:hot-spots-file": ["no-such-kind"],
    "insight:overlap-file": ["no-such-kind"],
    "publications:deadline": [999],
    "publications:meet": [999],
    "publications:take-down": [999],
    "publications:public-vintage": [999],
    "publications:public-file": [999, "pdf"],
    "publications:vintage": [999],
    "publications:submit": [999],
    "publications:decide": [999],
    "publications:publish": [999],
    "publications:file": [999, "pdf"],
    "sharing:agreement": ["no-such-agreement"],
    "sharing:edit": ["no-such-agreement"],
    "sharing:roles": ["no-such-agreement"],
    "sharing:assess": ["no-such-agreement"],
    "sharing:assessment": [999],
    "sharing:edit-assessment": [999],
    "sharing:add-risk": [999],
    "sharing:drop-risk": [999],
    "sharing:advise": [999],
    "sharing:accept": [999],
    "sharing:sign": ["no-such-agreement"],
    "sharing:revoke": ["no-such-agreement"],
    "sharing:sent": [999],
    "sharing:request": [999],
    "sharing:receive": [999],
    "sharing:delivery": ["no-such-delivery"],
    "sharing:answer": ["no-such-delivery"],
}
MAY_HAVE_NONE = {"mfa_deactivate_totp", "mfa_remove_webauthn", "mfa_view_recovery_codes"}
"""What a person may not have, or must first show again who they are for."""
POST_ONLY = {
    "strategies:drop",
    "strategies:use",
    "shell:acknowledge",
    "accounts:withdraw",
    "accounts:close",
    "accounts:reopen",
    "accounts:forget-second-factor",
    "accounts:sign-out",
    "accounts:sign-in-demo",
    "governance:place",
    "governance:unsubscribe",
    "publications:begin",
    "publications:preview",
    "publications:meet",
    "publications:take-down",
    "publications:submit",
    "publications:decide",
    "publications:publish",
    "sharing:add-risk",
    "sharing:drop-risk",
    "sharing:advise",
    "sharing:accept",
    "sharing:sign",
    "sharing:revoke",
    "sharing:answer",
}


def addresses() -> dict[str, URLPattern]:
    found: dict[str, URLPattern] = {}

    def walk(resolver: URLResolver, prefix: str) -> None:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                walk(entry, f"{entry.namespace}:" if entry.namespace else prefix)
            else:
                found[f"{prefix}{entry.name}"] = entry

    walk(get_resolver(), "")
    return found


def test_every_address_is_in_the_expectation_and_nothing_else_is():
    assert set(addresses()) == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_view_is_marked_with_a_line_of_the_table(name):
    mark = addresses()[name].callback.policy_mark
    known = {(resource, action) for _, resource, action in TABLE}
    assert mark == PUBLIC if EXPECTED[name] is None else mark in known


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.name if role else "NOBODY")
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_address_opens_only_for_the_roles_expected(as_role, name, role):
    beat()  # without a worker the page about health says so
    client = as_role(role)
    address = reverse(name, args=ARGUMENTS.get(name, []))
    response = client.post(address) if name in POST_ONLY else client.get(address)
    allowed = EXPECTED[name]
    # A link that was used says so, and whoever follows it can ask for another.
    unknown = name != "accounts:choose-again" and (
        bool(ARGUMENTS.get(name)) or name == "accounts:sign-in-demo"
    )
    if allowed is None or role in allowed:
        right = (302, 404) if name in MAY_HAVE_NONE else (404,) if unknown else (200, 302)
        assert response.status_code in right
        assert not response.headers.get("Location", "").startswith("/accounts/sign-in?")
    elif role is None:
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/accounts/sign-in?next=")
    else:
        assert response.status_code == 404


def test_a_role_that_is_not_known_may_do_nothing():
    assert scope_of(None, "home", "view") is None


@pytest.mark.django_db
def test_a_view_without_a_mark_is_refused_to_everybody(as_role, settings):
    settings.ROOT_URLCONF = "tests.web.unmarked_urls"
    assert as_role(Role.PROGRAMME).get("/unmarked").status_code == 403
