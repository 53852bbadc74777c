"""The agreements a partnership holds, read from its own `agreements.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.errors import AgreementError
from headwater.vocabulary.records.agreement import (
    AgreementBook,
    AgreementRecord,
    Gateway,
    Purpose,
    Signature,
)

FILE = "agreements.toml"

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
# starts = 2026-01-01
# ends = 2026-12-31
# signed = [
#   { agency = "Leicestershire Police", name = "Head of Information Management", on = 2025-12-18 },
#   { agency = "Violence Reduction Network", name = "Strategic Director", on = 2025-12-19 },
# ]
"""


def read_agreements(folder: Path) -> AgreementBook:
    """The book of agreements of a partnership's folder; empty where there is no file.

    Raises: AgreementError naming the agreement and the field where one cannot be understood.
    """
    path = folder / FILE
    if not path.is_file():
        return AgreementBook()
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as broken:
        raise AgreementError(f"{path}: {broken}. Correct that line and try again.") from broken
    return AgreementBook(tuple(_agreement(item, path) for item in data.get("agreement", ())))


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
            revoked_on=item.get("revoked_on"),
            review_due=item.get("review_due"),
            notes=item.get("notes", ""),
        )
    except (KeyError, ValueError, TypeError) as wrong:
        raise AgreementError(
            f"{path}: agreement “{slug}” is missing or has an unknown value for {wrong}. Compare it "
            "with the example that “headwater init” writes."
        ) from wrong
