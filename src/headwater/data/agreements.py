"""The agreements a partnership holds, read from its own `agreements.toml`."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.errors import AgreementError
from headwater.vocabulary.records.agreement import (
    AgreementBook,
    AgreementRecord,
    ExitTerms,
    Gateway,
    OfficerView,
    PartyRole,
    Purpose,
    Regime,
    Signature,
)

FILE = "agreements.toml"
KEPT = "# Kept by the web application: change agreements there. SHA-256 of what follows: "
"""How the first line begins of a file that the web application writes."""
IN_THE_BROWSER = "the browser, on the page “Sharing agreements”"
"""Where agreements are changed once the web application keeps them."""

EXAMPLE = """\
# Data sharing agreements. A source that is not public is gathered only under a live one.
# Remove the # from the lines below and fill them in; add one block for each agreement.
#
# [[agreement]]
# slug = "police-2026"
# provider = "Leicestershire Police"
# provider_kind = "POLICE"
# recipients = ["Violence Reduction Network"]
# sources = ["police-record-level"]
# purposes = ["needs-assessment", "monitoring"]
# gateway = "CRIME_AND_DISORDER"
# lawful_basis = "UK GDPR article 6(1)(e), public task"
# dpia_reference = "DPIA-2026-014"
# dpia_on = 2025-11-30
# officer = "A. Person, data protection officer"
# officer_view = "CONTENT"
# starts = 2026-01-01
# ends = 2026-12-31
# signed = [
#   { agency = "Leicestershire Police", name = "Head of Information Management", on = 2025-12-18 },
#   { agency = "Violence Reduction Network", name = "Strategic Director", on = 2025-12-19 },
# ]
"""


_WORDS = (
    "sender",
    "other_gateway",
    "condition",
    "necessity",
    "officer",
    "rights_contact",
    "security",
)
_DAYS = ("revoked_on", "review_due", "dpia_on")
_CHOICES: dict[str, type[Enum]] = {
    "regime": Regime,
    "officer_view": OfficerView,
    "exit_terms": ExitTerms,
}
"""Fields that a file may leave out, by the kind of their value."""


def read_agreements(folder: Path) -> AgreementBook:
    """The book of agreements of a partnership's folder; empty where there is no file.

    Raises: AgreementError naming the agreement and the field where one cannot be understood.
    """
    path = folder / FILE
    if not path.is_file():
        return AgreementBook()
    text = path.read_text("utf-8")
    _refuse_edited(path, text)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise AgreementError(f"{path}: {broken}. Correct that line and try again.") from broken
    place = IN_THE_BROWSER if text.startswith(KEPT) else FILE
    return AgreementBook(tuple(_agreement(item, path) for item in data.get("agreement", ())), place)


def is_kept(folder: Path) -> bool:
    """True where the web application writes this folder's file of agreements."""
    path = folder / FILE
    return path.is_file() and path.read_text("utf-8").startswith(KEPT)


def _refuse_edited(path: Path, text: str) -> None:
    """A file the web application keeps is obeyed only as it was written."""
    first, _, rest = text.partition("\n")
    if first.startswith(KEPT) and first.removeprefix(KEPT) != _digest(rest):
        raise AgreementError(
            f"{path} is kept by the web application, and somebody has changed it by hand. Change the "
            "agreement in the browser; “headwater serve” writes the file anew."
        )


def write_agreements(folder: Path, book: AgreementBook) -> bool:
    """Write a book as the file that the command line and a notebook obey; False where it is there already.

    The old file stays whole until the new one is: a kill between leaves one of the two.
    """
    body = "\n".join(line for a in book.agreements for line in _lines(a)) + "\n"
    text = f"{KEPT}{_digest(body)}\n{body}"
    path = folder / FILE
    if path.is_file() and path.read_text("utf-8") == text:
        return False
    new = path.with_name(f"{FILE}.{os.getpid()}.new")
    with new.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    new.replace(path)
    return True


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _lines(record: AgreementRecord) -> Iterator[str]:
    """One agreement as TOML. A JSON string, list or truth value is one in TOML as well."""
    plain = {
        "slug": record.slug,
        "provider": record.provider,
        "provider_kind": record.provider_kind.name,
        "recipients": list(record.recipients),
        "sources": list(record.sources),
        "purposes": [p.value for p in record.purposes],
        "gateway": record.gateway.name,
        "lawful_basis": record.lawful_basis,
        "dpia_reference": record.dpia_reference,
        "personal_data": record.personal_data,
        "retention_days": record.retention_days,
        "starts": record.starts,
        "ends": record.ends,
        "columns": list(record.columns),
        "notes": record.notes,
        "roles": {agency: role.name for agency, role in record.roles},
        **{name: getattr(record, name) for name in (*_WORDS, *_DAYS, *_CHOICES, "every_months")},
    }
    yield "\n[[agreement]]"
    yield from (
        f"{name} = {_value(value)}" for name, value in plain.items() if not _is_unsaid(value)
    )
    yield "signed = ["
    for s in record.signatures:
        yield f"  {{ agency = {_value(s.agency)}, name = {_value(s.name)}, on = {s.on.isoformat()} }},"
    yield "]"


def _is_unsaid(value: object) -> bool:
    """True for what a reader supplies by itself: no need to write it."""
    return value is None or value in ("", {})


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return f'"{value.name}"'
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_value(k)} = {_value(v)}" for k, v in value.items()) + "}"
    # DEL is a plain character in JSON and none in TOML.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _optional(item: Mapping[str, Any]) -> dict[str, Any]:
    """Fields that a file may leave out."""
    return {
        **{name: item.get(name, "") for name in _WORDS},
        **{name: item.get(name) for name in _DAYS},
        **{name: kind[item[name]] for name, kind in _CHOICES.items() if name in item},
    }


def _agreement(item: Mapping[str, Any], path: Path) -> AgreementRecord:
    slug = item.get("slug", "(no slug)")
    try:
        return AgreementRecord(
            slug=item["slug"],
            provider=item["provider"],
            provider_kind=AgencyKind[item["provider_kind"]],
            recipients=tuple(item["recipients"]),
            sources=tuple(item["sources"]),
            purposes=tuple(Purpose(text) for text in item["purposes"]),
            gateway=Gateway[item["gateway"]],
            lawful_basis=item["lawful_basis"],
            dpia_reference=item.get("dpia_reference", ""),
            starts=item["starts"],
            ends=item["ends"],
            signatures=tuple(
                Signature(s["agency"], s.get("name", ""), s["on"]) for s in item.get("signed", ())
            ),
            retention_days=item.get("retention_days", 1096),
            columns=tuple(item.get("columns", ())),
            personal_data=item.get("personal_data", True),
            notes=item.get("notes", ""),
            roles=tuple((who, PartyRole[r]) for who, r in sorted(item.get("roles", {}).items())),
            every_months=item.get("every_months", 3),
            **_optional(item),
        )
    except (KeyError, ValueError, TypeError) as wrong:
        raise AgreementError(
            f"{path}: agreement “{slug}” is missing or has an unknown value for {wrong}. Compare it "
            "with the example that “headwater init” writes."
        ) from wrong
