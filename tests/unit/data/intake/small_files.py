"""Small files as agencies send them, and the agreement they come under."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from headwater.data.intake.gather import Outcome, Request, gather
from headwater.data.profile import parse_profile, shipped_text
from headwater.data.store import Store
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.records.agreement import (
    AgreementBook,
    AgreementRecord,
    Gateway,
    OfficerView,
    Purpose,
    Signature,
)

TODAY = date(2026, 3, 2)
STREET = [
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
    "Crime type",
    "Last outcome category",
    "Context",
]
RECORD = {
    "Crime reference": "26/000001",
    "Recorded date": "2026-01-15",
    "Committed from": "2026-01-14 22:10",
    "Offence code": "8N",
    "Location type": "Street",
    "LSOA code": "E01013756",
    "Easting": "458700",
    "Northing": "304600",
    "Domestic abuse flag": "N",
    "Knife flag": "N",
    "Weapon": "None",
    "Victim reference": "P1",
    "Victim age": "19",
    "Victim sex": "Female",
    "Victim ethnicity": "White",
    "Outcome code": "18",
}
"""A good row of a police force's record-level extract."""


def text_of(headings: Sequence[str], rows: Iterable[Sequence[str]], end: str = "\n") -> str:
    """Rows as CSV text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end)
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()


def street_row(
    crime_id: str = "",
    month: str = "2025-01",
    lsoa: str = "E01013756",
    kind: str = "Violence and sexual offences",
    outcome: str = "",
    force: str = "Leicestershire Police",
) -> list[str]:
    """One row of street-level crime; blank `lsoa` is a row with no place."""
    place = ["-1.13", "52.63", "On or near High Street"] if lsoa else ["", "", "No Location"]
    name = "Leicester 001A" if lsoa else ""
    return [crime_id, month, force, force, *place, lsoa, name, kind, outcome, ""]


def an_agreement(**changes: object) -> AgreementRecord:
    """A live agreement for the force's record-level extract."""
    signed = date(2025, 12, 1)
    whole = AgreementRecord(
        slug="police-2026",
        provider="Leicestershire Police",
        provider_kind=AgencyKind.POLICE,
        recipients=("Violence Reduction Network",),
        sources=("police-record-level",),
        purposes=(Purpose.NEEDS_ASSESSMENT,),
        gateway=Gateway.CRIME_AND_DISORDER,
        lawful_basis="UK GDPR article 6(1)(e)",
        dpia_reference="DPIA-1",
        officer_view=OfficerView.CONTENT,
        starts=date(2026, 1, 1),
        ends=date(2026, 12, 31),
        signatures=(
            Signature("Leicestershire Police", "A", signed),
            Signature("Violence Reduction Network", "B", signed),
        ),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def gather_into(
    store: Store,
    *paths: Path,
    book: AgreementBook | None = None,
    at: date = TODAY,
    source: str | None = None,
    extracted: date | None = None,
) -> list[Outcome]:
    """Gather paths and give the outcomes; under a live police agreement, unless told otherwise."""
    request = Request(
        parse_profile(shipped_text("llr"), "llr"),
        AgreementBook((an_agreement(),)) if book is None else book,
        at,
        source=source,
        extracted=extracted,
    )
    return list(gather(store, paths, request))


def saved_as(path: Path, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    """The same table in the format that the file's suffix names, as an agency may send it."""
    text = text_of(headings, rows)
    match path.suffix:
        case ".gz":
            path.write_bytes(gzip.compress(text.encode()))
        case ".cp1252":
            path = path.with_suffix(".csv")
            path.write_bytes((text + "\u00e9\n").encode("cp1252"))
        case ".xlsx":
            with xlsxwriter.Workbook(path) as book:
                sheet = book.add_worksheet()
                for number, row in enumerate([headings, *rows]):
                    sheet.write_row(number, 0, row)
        case ".parquet":
            columns = list(zip(*rows, strict=True))
            pq.write_table(pa.table(dict(zip(headings, columns, strict=True))), path)
        case ".zip":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("2025-01/records.csv", text)
        case _:
            path.write_text(text)
    return path
