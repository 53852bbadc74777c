"""Each agency's rows become the minimum dataset as the agency's own standard says they should."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from headwater.data.engine import Engine
from headwater.data.headings import reference_source
from headwater.data.intake.gather import Outcome, Request, State, gather
from headwater.data.profile import parse_profile, shipped_text
from headwater.data.source import ReferenceSource, Shape, all_sources
from headwater.data.store import Store
from headwater.vocabulary.records.agreement import (
    AgreementBook,
    AgreementRecord,
    Gateway,
    Purpose,
    Signature,
)

TODAY = date(2026, 3, 2)
NEEDS = Purpose.NEEDS_ASSESSMENT


def agreement(slug: str) -> AgreementRecord:
    return AgreementRecord(
        slug=f"test-{slug}",
        provider="The agency",
        provider_kind=all_sources()[slug].agency,
        recipients=("The network",),
        sources=(slug,),
        purposes=(NEEDS,),
        gateway=Gateway.INVENTED,
        lawful_basis="none",
        dpia_reference="none",
        starts=date(2020, 1, 1),
        ends=date(2030, 1, 1),
        personal_data=False,
        signatures=tuple(Signature(a, "", date(2020, 1, 1)) for a in ("The agency", "The network")),
    )


class Desk:
    """Gathers small files of one source and reads back what they became."""

    def __init__(self, folder: Path, slug: str) -> None:
        self.slug, self.folder = slug, folder
        self.book = AgreementBook((agreement(slug),))
        self.store = Store.create(folder / "store")
        self.sent = 0

    def send(self, *rows: Mapping[str, str], leave_out: Sequence[str] = ()) -> Outcome:
        """One file, under the source's own headings; cells by declared attribute."""
        columns = {
            n: c for n, c in all_sources()[self.slug].columns().items() if n not in leave_out
        }
        text = io.StringIO()
        out = csv.writer(text, lineterminator="\n")
        out.writerow([c.title for c in columns.values()])
        out.writerows([row.get(name, "") for name in columns] for row in rows)
        self.sent += 1
        path = self.folder / f"file-{self.sent}.csv"
        path.write_text(text.getvalue(), "utf-8")
        request = Request(parse_profile(shipped_text("llr"), "test"), self.book, TODAY)
        (outcome,) = gather(self.store, [path], request)
        return outcome

    def rows(self) -> list[dict[str, Any]]:
        """What counts now, in the order of the file."""
        engine = Engine(self.store, self.book, purpose=NEEDS, at=TODAY)
        try:
            table = engine.incidents().to_pyarrow()
        finally:
            engine.close()
        return sorted(table.to_pylist(), key=lambda r: r["row"])


POLICE = {
    "crime_ref": "C1",
    "recorded": "2025-03-05",
    "committed_from": "2025-02-28 23:40",
    "offence_code": "5D",
    "domestic": "N",
    "knife": "Y",
    "weapon": "Knife",
    "injury": "Serious",
    "location_type": "Street",
    "lsoa": "E01013600",
    "victim_ref": "P1",
    "victim_age": "17",
    "victim_sex": "M",
    "victim_ethnicity": "B1",
}


def test_a_police_record_counts_in_the_month_it_was_recorded(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "police-record-level")
    assert desk.send(POLICE).state is State.NEW
    (row,) = desk.rows()
    assert row["month"] == date(2025, 3, 1)
    assert row["occurred"] == datetime(2025, 2, 28, 23, 40)  # noqa: DTZ001
    assert (row["behaviour"], row["harm"]) == ("violence-with-injury", "serious injury")
    assert (row["knife"], row["public_place"], row["domestic"]) == (True, True, False)
    assert row["victim_ethnicity"].startswith("Black")
    assert (row["suspect_id"], row["suspect_sex"]) == (None, None)
    assert row["place_precision"] == "small area"


def test_a_person_is_the_same_as_victim_and_as_suspect_within_one_force(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "police-record-level")
    desk.send(POLICE, {**POLICE, "crime_ref": "C2", "victim_ref": "P9", "suspect_ref": "P1"})
    first, second = desk.rows()
    assert first["victim_id"] == second["suspect_id"] != second["victim_id"]


def test_possession_of_a_knife_is_not_knife_enabled_violence(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "police-record-level")
    desk.send({**POLICE, "offence_code": "10D", "knife": "N"})
    (row,) = desk.rows()
    assert (row["behaviour"], row["knife"]) == ("weapons-possession", False)
    assert row["weapon"] == "knife or sharp object"


def test_every_homicide_class_is_a_death(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "police-record-level")
    codes = ("1", "4.1", "4.2", "4.10")
    desk.send(*({**POLICE, "crime_ref": f"C{c}", "offence_code": c, "injury": ""} for c in codes))
    assert [(r["behaviour"], r["harm"]) for r in desk.rows()] == [("homicide", "death")] * 4


def test_an_impossible_age_quarantines_its_row_and_not_the_file(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "police-record-level")
    outcome = desk.send(POLICE, {**POLICE, "crime_ref": "C2", "victim_age": "999"})
    assert outcome.receipt is not None
    assert (outcome.receipt.accepted, outcome.receipt.quarantined) == (1, 1)
    assert "999" not in str(outcome.receipt.faults)


ISTV = (
    "Reporting period start date",
    "Reporting period end date",
    "Site code (of treatment)",
    "Arrival date and time at accident and emergency department",
    "Assault date and time",
    "Assault method",
    "Assault method other description",
    "Assault location type",
    "Assault location description",
)
"""NHS Data Dictionary, Information Sharing to Tackle Violence Minimum Data Set."""


def test_the_istv_source_declares_the_nine_fields_in_order_and_no_age_or_sex() -> None:
    titles = [c.title for c in all_sources()["emergency-department"].columns().values()]
    assert tuple(titles[:9]) == ISTV
    assert not [t for t in titles if "age" in t.casefold().split() or "sex" in t.casefold()]


def test_a_later_file_for_a_site_and_month_replaces_the_earlier_one(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "emergency-department")
    beyond = ("lsoa", "confidence")
    row = {
        "period_start": "01/03/2025",
        "period_end": "31/03/2025",
        "site": "RWEAA",
        "arrival": "01/03/2025 01:15",
        "assault": "28/02/2025 23:50",
        "method": "Glass",
        "location_type": "Nightclub",
    }
    desk.send(row, leave_out=beyond)
    again = desk.send(
        row, {**row, "assault": "02/03/2025 22:00", "method": "Not known"}, leave_out=beyond
    )
    assert again.receipt is not None
    assert again.receipt.replaced == 1
    first, second = desk.rows()
    assert (first["month"], first["setting"]) == (date(2025, 3, 1), "night-time economy")
    assert (first["knife"], second["knife"]) == (True, None)


@pytest.mark.parametrize(
    ("cause", "behaviour", "knife", "setting"),
    [
        ("X99.4", "sharp-object-assault", True, "street or public open space"),
        ("X990", "sharp-object-assault", True, "dwelling"),
        ("Y042", "violence-with-injury", False, "education"),
        ("X95", "firearm-assault", False, "not recorded"),
        ("Y060", "neglect-and-maltreatment", False, "not recorded"),
        ("Y059", "sexual-offences", False, "not recorded"),
    ],
)
def test_an_admission_is_read_by_its_icd_10_cause(
    tmp_path: Path, cause: str, behaviour: str, knife: bool, setting: str
) -> None:
    desk = Desk(tmp_path, "hospital-admissions")
    desk.send({"episode": "1", "admitted": "2025-03-05", "age": "19", "sex": "1", "cause": cause})
    (row,) = desk.rows()
    assert (row["behaviour"], row["knife"], row["setting"]) == (behaviour, knife, setting)
    assert (row["patient_age"], row["patient_sex"]) == (19, "male")


@pytest.mark.parametrize("cause", ["W25", "X78.9", "Y28", "X84"])
def test_accidents_and_self_harm_with_sharp_objects_are_no_assaults(
    tmp_path: Path, cause: str
) -> None:
    desk = Desk(tmp_path, "hospital-admissions")
    good = {"episode": "1", "admitted": "2025-03-05", "age": "7003", "sex": "2", "cause": "Y09"}
    outcome = desk.send(good, {**good, "episode": "2", "cause": cause})
    assert outcome.receipt is not None
    assert outcome.receipt.quarantined == 1
    assert [row["patient_age"] for row in desk.rows()] == [0]


def test_two_vehicles_at_one_incident_count_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "ambulance")
    row = {
        "incident_ref": "A1",
        "called": "2025-03-05 22:10",
        "incident_type": "Stabbing",
        "vehicle": "X1",
        "age": "22",
        "sex": "Female",
    }
    desk.send(
        row, {**row, "vehicle": "X2"}, {**row, "incident_ref": "A2", "incident_type": "Overdose"}
    )
    first, second = desk.rows()
    assert (first["behaviour"], first["knife"]) == ("sharp-object-assault", True)
    assert second["behaviour"] == "overdose"


def test_a_first_time_entrant_is_kept_with_the_gravity_of_the_offence(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "youth-justice")
    row = {
        "offence_ref": "Y1",
        "child_ref": "K1",
        "offence_date": "2024-12-30",
        "disposal_date": "2025-03-05",
        "category": "Robbery",
        "gravity": "6",
        "disposal": "Referral order",
        "first_time": "Y",
        "age": "15",
        "sex": "M",
    }
    desk.send(row, {**row, "offence_ref": "Y2", "first_time": "N", "category": "Motoring offences"})
    first, second = desk.rows()
    assert (first["first_time"], first["gravity"], first["behaviour"]) == (True, 6, "robbery")
    assert (second["first_time"], second["behaviour"]) == (False, "youth-offending")
    assert first["suspect_id"] == second["suspect_id"]


def test_community_reports_keep_the_theme_and_drop_the_words(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "community-reports")
    desk.send(
        {
            "report_ref": "R1",
            "reported": "2025-03-05",
            "channel": "Youth worker",
            "theme": "Knives and weapons",
            "behaviour": "Possession of weapons",
            "lsoa": "E01013600",
            "words": "a sentence somebody said",
        }
    )
    (row,) = desk.rows()
    assert (row["theme"], row["behaviour"]) == ("Knives and weapons", "weapons-possession")
    assert "a sentence somebody said" not in str(row)


def tidied(rows: Sequence[Sequence[str]], name: str) -> Any:
    import pyarrow as pa

    headings, *cells = rows
    table = pa.table(
        {
            h: pa.array(c, pa.string())
            for h, c in zip(headings, zip(*cells, strict=True), strict=True)
        }
    )
    source = reference_source(tuple(headings), name)
    assert source is not None
    return source.tidy(table, name)


def test_suppressed_exclusions_stay_suppressed_and_zero_stays_zero() -> None:
    headings = ("time_period", "geographic_level", "new_la_code", "la_name", "perm_excl")
    marks = ("*", "-", "c", "x", "z", "low", "SUPP", ".")
    rows = [("202324", "Local authority", "E06000016", "Leicester", m) for m in (*marks, "0", "12")]
    table = tidied([headings, *rows], "exclusions.csv").table
    assert table["status"].to_pylist() == ["suppressed"] * len(marks) + ["shown", "shown"]
    assert table["value"].to_pylist() == [None] * len(marks) + [0.0, 12.0]
    assert set(table["period"].to_pylist()) == {"2023/24"}


def test_schools_and_breakdowns_do_not_mix_with_totals() -> None:
    headings = (
        "school_urn",
        "time_period",
        "geographic_level",
        "new_la_code",
        "la_name",
        "education_phase",
        "suspension",
    )
    rows = [
        ("", "202324", "Local authority", "E1", "A", "Total", "70"),
        ("", "202324", "Local authority", "E1", "A", "State-funded primary", "9"),
        ("100001", "202324", "School", "E1", "A", "Total", "3"),
        ("", "202324", "School", "E1", "A", "Total", "4"),
    ]
    found = tidied([headings, *rows], "exclusions.csv")
    assert found.table["measure"].to_pylist() == [
        "suspensions",
        "suspensions-statefundedprimary",
        "suspensions",
    ]
    assert found.table["place"].to_pylist() == ["E1", "E1", "100001"]
    assert [row for row, _, _ in found.set_aside] == [5]


def test_services_are_placed_by_tier_name_or_number_and_faults_are_told() -> None:
    headings = ("Service name", "Provider", "Tier", "Life stage", "Annual cost", "Funding ends")
    rows = [
        ("Navigators", "A trust", "2", "Young adult", "£310,000", "31/03/2027"),
        ("Family hubs", "A council", "universal", "EARLY_YEARS", "", ""),
        ("Policing", "A force", "Tier 3", "All ages", "9800000", "2027-03-31"),
        ("Unknown", "A force", "7", "Teens", "lots", "soon"),
    ]
    found = tidied([headings, *rows], "services.csv")
    assert found.table["tier"].to_pylist() == ["targeted", "universal", "response"]
    assert found.table["annual_cost"].to_pylist() == [310_000.0, None, 9_800_000.0]
    assert found.table["funding_ends"].to_pylist() == [date(2027, 3, 31), None, date(2027, 3, 31)]
    assert {(row, column) for row, column, _ in found.set_aside} == {
        (5, "Tier"),
        (5, "Life stage"),
        (5, "Annual cost"),
        (5, "Funding ends"),
    }


@pytest.mark.realdata
def test_the_interactive_tool_gives_first_time_entrants_of_leicester(realdata: Path) -> None:
    raw = pq.read_table(realdata / "indicators" / "lait_bds_long_0.parquet")
    source = reference_source(tuple(raw.column_names), "lait.parquet")
    assert source is not None
    assert issubclass(source, ReferenceSource)
    assert source.shape is Shape.MEASURES
    table = source.tidy(raw, "lait.parquet").table
    assert table.num_rows == 641_070
    # 93,883 cells hold “-”; some others hold no number either.
    assert pc.sum(pc.equal(table["status"], "suppressed")).as_py() >= 93_883
    own = table.filter(
        pc.and_(pc.equal(table["measure"], "FirstYJS"), pc.equal(table["name"], "Leicester"))
    )
    by_year = dict(zip(own["period"].to_pylist(), own["value"].to_pylist(), strict=True))
    assert (by_year["2016"], by_year["2024"]) == (340.0, 196.0)
    wanted = ("FirstYJS", "TotPermEx", "TotAbs", "16-17 NEET")
    for place in ("Leicester", "Leicestershire", "Rutland"):
        here = table.filter(pc.equal(table["name"], place))["measure"].to_pylist()
        assert set(wanted) <= set(here)
