"""What must not change when something else does: totals, gaps, order, definitions, agreements."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.county import DAY, copy
from tests.unit.analysis.small_partnership import Small, offences

from headwater.analysis.compute import by_age, by_month, by_place
from headwater.analysis.groups import by_group
from headwater.analysis.hidden import side_by_side
from headwater.analysis.indicator import all_indicators
from headwater.analysis.released import Cell, Released
from headwater.analysis.workbench import Workbench
from headwater.data.intake.gather import State
from headwater.partnership import Partnership
from headwater.vocabulary.marks import Mark
from headwater.vocabulary.people import Role
from headwater.vocabulary.places import Level

MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05")
INDICATORS = all_indicators()
Make = Callable[[str], Small]


@pytest.fixture
def small(tmp_path: Path, invented: Path) -> Make:
    return lambda name="small": Small.make(tmp_path / name, invented)


def events(table: Released) -> dict[str, Cell]:
    """Events by the first column."""
    return {str(row[0]): row[1] for row in table.rows}


def monthly(small: Small, slug: str = "violence-with-injury") -> dict[str, Cell]:
    """The released months of an indicator."""
    return events(by_month(small.open().bench, INDICATORS[slug]))


def test_an_emergency_department_copy_of_police_incidents_leaves_police_totals(small: Make) -> None:
    alone, both = small("alone"), small("both")
    for one in (alone, both):
        one.police("police.csv", [r for m in MONTHS for r in offences(m, 30)])
    for m in MONTHS:
        days = [f"{1 + i % 28:02}/{m[5:]}/{m[:4]}" for i in range(30)]
        both.hospital(f"istv-{m}.csv", m, days)
    alone.gather()
    both.gather()
    slugs = ("recorded-violence", "violence-with-injury", "defined-violence")
    for slug in slugs:
        assert monthly(alone, slug) == monthly(both, slug)
        tables = [by_place(p.open().bench, INDICATORS[slug], Level.DISTRICT) for p in (alone, both)]
        assert tables[0].rows == tables[1].rows
    bench = both.open().bench
    pair = [INDICATORS["recorded-violence"], INDICATORS["emergency-department-assaults"]]
    table = side_by_side(bench, pair, Level.PARTNERSHIP)
    assert table is not None
    assert [row["events"] for row in table] == [150, 150]
    assert 300 not in table.column("events")


def test_a_month_taken_away_becomes_a_gap_and_changes_no_other_month(small: Make) -> None:
    whole, holed = small("whole"), small("holed")
    for one in (whole, holed):
        for i, m in enumerate(MONTHS):
            if one is whole or m != "2026-03":
                one.police(f"police-{m}.csv", offences(m, 20 + 5 * i))
        one.gather()
    before, after = monthly(whole), monthly(holed)
    assert after.pop("2026-03") is Mark.NOT_RECEIVED
    assert before.pop("2026-03") == 30
    assert after == before


def test_a_month_received_without_such_events_is_zero_and_not_a_gap(small: Make) -> None:
    one = small("street")
    kinds = {m: ["Robbery"] * 12 + ["Burglary"] * 3 for m in MONTHS}
    kinds["2026-03"] = ["Burglary"] * 15
    one.street("street.csv", [(m, k) for m, found in kinds.items() for k in found])
    one.gather()
    assert monthly(one, "robbery") == {m: 0 if m == "2026-03" else 12 for m in MONTHS}


def test_in_a_restricted_source_such_a_month_is_hidden_and_not_a_gap(small: Make) -> None:
    one = small("records")
    for m in MONTHS:
        code = "30C" if m == "2026-03" else "34B"
        one.police(f"{m}.csv", [*offences(m, 20, Offence_code=code), *offences(m, 9)])
    one.gather()
    found = monthly(one, "robbery")
    assert found.pop("2026-03") is Mark.HIDDEN
    assert set(found.values()) == {20}


def test_the_order_of_files_changes_no_count(small: Make) -> None:
    """Also where two files hold the same record: the later extract stands, whichever came first."""
    answers = []
    for name, flip in (("forward", False), ("backward", True)):
        one = small(name)
        first = offences("2026-01", 40)
        for i, row in enumerate(first):
            row["Crime reference"] = f"R{i}"
        paths = [
            one.police("police 2026-02-01.csv", first),
            one.police(
                "police 2026-03-01.csv",
                [{**row, "Offence code": "105A"} for row in first[:15]],
            ),
            one.police("police 2026-04-01.csv", offences("2026-02", 25)),
        ]
        reference = [p for p in sorted((one.folder / "files").iterdir()) if p not in paths]
        outcomes = one.gather(*reference, *(paths[::-1] if flip else paths))
        assert {o.state for o in outcomes} <= {State.NEW}
        bench = one.open().bench
        tables = [
            by_month(bench, INDICATORS["violence-with-injury"]),
            by_month(bench, INDICATORS["recorded-violence"]),
            by_place(bench, INDICATORS["recorded-violence"], Level.DISTRICT),
        ]
        answers.append([t.rows for t in tables])
        assert events(tables[0])["2026-01"] == 25
    assert answers[0] == answers[1]


def test_the_order_of_a_countys_files_changes_no_number(
    invented: Path, bench: Workbench, tmp_path: Path
) -> None:
    folder = tmp_path / "backward"
    folder.mkdir()
    for name in ("headwater.toml", "agreements.toml"):
        (folder / name).write_text((invented / name).read_text())
    feeds = invented / "feeds"
    police = sorted((feeds / "police").iterdir(), reverse=True)
    partnership = Partnership(folder, at=DAY)
    for _ in partnership.gather([feeds / "reference", *police]):
        pass
    for slug in ("violence-with-injury", "robbery", "knife-enabled-serious-violence"):
        indicator = INDICATORS[slug]
        for ask in (by_month, lambda b, i: by_place(b, i, Level.WARD)):
            there, here = ask(partnership.bench, indicator), ask(bench, indicator)
            assert there.rows == here.rows
            assert there.provenance.decision == here.provenance.decision
            assert set(there.provenance.deliveries) == set(here.provenance.deliveries)
            ids = [[t.claim(row, "events").value for row in t] for t in (there, here)]
            assert ids[0] == ids[1]


def test_two_definitions_side_by_side_each_carry_their_version(bench: Workbench) -> None:
    definitions = bench.profile.definitions
    assert len(definitions) == 2
    tables = [by_month(bench, INDICATORS["defined-violence"], d) for d in definitions]
    assert [t.provenance.definition for t in tables] == [d.label for d in definitions]
    assert tables[0].rows != tables[1].rows
    claims = [t.claim(t.last, "events") for t in tables]
    assert [c.definition for c in claims] == [d.label for d in definitions]
    assert claims[0].id != claims[1].id


def test_what_a_definition_does_not_touch_is_the_same_under_both(bench: Workbench) -> None:
    tables = [by_month(bench, INDICATORS["robbery"], d) for d in bench.profile.definitions]
    assert tables[0].rows == tables[1].rows


def end_agreement(folder: Path, source: str, day: str) -> None:
    """Let the agreement of one source end on a day."""
    path = folder / "agreements.toml"
    head, _, tail = path.read_text().partition(f'slug = "invented-{source}"')
    assert tail
    path.write_text(f'{head}slug = "invented-{source}"' + tail.replace("2036-12-31", day, 1))


def test_the_day_after_an_agreement_ends_nothing_of_its_source_can_be_read(
    invented: Path, tmp_path: Path
) -> None:
    folder = copy(invented, tmp_path / "county")
    end_agreement(folder, "police-record-level", DAY.isoformat())
    last = Workbench(folder, at=DAY)
    assert "police-record-level" in last.arrived()
    last.close()
    after = Workbench(folder, at=DAY.replace(day=DAY.day + 1))
    assert "police-record-level" not in after.arrived()
    assert [r.source for r in after.refusals] == ["police-record-level"]
    rows = after.engine.incidents()
    left = rows.filter(rows.source == "police-record-level").count().to_pyarrow().as_py()
    assert left == 0
    source = after.source_of(INDICATORS["recorded-violence"])
    assert source is not None
    assert source.slug == "police-uk-street-crime"
    assert after.source_of(INDICATORS["violence-with-injury"]) is None
    after.close()


def test_a_caveat_tells_no_more_than_the_gate_would(small: Make) -> None:
    """Three of two hundred without an age is a count of 3, however it is put."""
    one = small("caveats")
    rows = offences("2026-01", 100) + offences("2026-02", 100)
    for row in rows[:3]:
        row.update({"Victim age": "", "Victim ethnicity": ""})
    for row in rows[3:40]:
        row["Victim ethnicity"] = ""
    one.police("police.csv", rows)
    one.gather()
    bench = one.open().bench
    indicator = INDICATORS["violence-with-injury"]
    ages = by_age(bench, indicator, Role.VICTIM)
    assert any("fewer than 8 victims" in c for c in ages.provenance.caveats)
    assert not any("%" in c for c in ages.provenance.caveats)
    groups = by_group(bench, indicator, Role.VICTIM, "ethnicity")
    assert groups is not None
    assert "Ethnicity is not known for 20% of victims." in groups.provenance.caveats
