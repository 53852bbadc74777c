"""The gate: what may leave the secure area, whatever it is asked to let out."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.analysis.tallies import Notebook, a_tally, counts, released

import headwater
from headwater.analysis.release import RELIABLE_FROM, Ledger, release
from headwater.analysis.released import Kind, Released
from headwater.stats.rates import crude_rate, proportion
from headwater.vocabulary.errors import ReleaseError
from headwater.vocabulary.marks import Mark

SRC = Path(headwater.__file__).parent


@given(counts)
def test_no_restricted_count_of_0_to_7_ever_leaves(events: list[float]) -> None:
    for exact, cell in zip(events, released(events).column("events"), strict=True):
        assert (cell is Mark.HIDDEN) == (exact <= 7)


def test_what_is_made_of_released_tables_passes_and_says_so_and_a_restricted_source_never_does() -> (
    None
):
    ranks = [0.0, 3.0, 6.0]
    made = release(a_tally(ranks, restricted=False, derived=True), Notebook())
    assert made.column("events") == (0, 3, 6)
    assert made.provenance.policy == "made of released tables"
    assert "passed the gate" in made.provenance.decision
    assert "public" not in made.provenance.decision
    still = release(a_tally(ranks, restricted=True, derived=True), Notebook())
    assert set(still.column("events")) == {Mark.HIDDEN}
    assert still.provenance.policy.startswith("house rule")


@given(counts)
def test_every_other_restricted_count_is_the_nearest_multiple_of_5(events: list[float]) -> None:
    for exact, cell in zip(events, released(events).column("events"), strict=True):
        if isinstance(cell, int | float):
            assert cell % 5 == 0
            assert abs(cell - exact) <= 2.5


@given(counts)
def test_a_total_is_rounded_on_its_own_and_not_added_up_from_parts(events: list[float]) -> None:
    whole = sum(events)
    (total,) = released([whole]).column("events")
    assert total is Mark.HIDDEN if whole <= 7 else abs(float(str(total)) - whole) <= 2.5


def test_the_total_of_rounded_parts_differs_from_the_rounded_total() -> None:
    parts = [12.0] * 10
    shown = [float(str(n)) for n in released(parts).column("events")]
    assert (sum(shown), released([sum(parts)]).column("events")) == (100, (120,))


@given(counts, st.floats(500, 1e6))
def test_rates_and_intervals_come_from_rounded_counts(events: list[float], people: float) -> None:
    for row in released(events, [people] * len(events)):
        if not isinstance(row["events"], int | float):
            assert row["value"] is row["low"] is row["high"] is row["events"] is Mark.HIDDEN
        elif row["events"] < RELIABLE_FROM:
            assert row["value"] is Mark.NOT_RELIABLE
        else:
            made = crude_rate([row["events"]], [people], per=1_000)
            expected = (made.value[0], made.low[0], made.high[0])
            assert (row["value"], row["low"], row["high"]) == pytest.approx(expected)


@given(counts)
def test_shares_come_from_rounded_parts_of_a_rounded_whole(events: list[float]) -> None:
    whole = sum(events)
    table = released(events, [whole] * len(events), share=True, unit="per cent")
    for exact, row in zip(events, table, strict=True):
        assert row["population"] is Mark.HIDDEN or float(str(row["population"])) % 5 == 0
        if isinstance(row["value"], float):
            part, of = float(str(row["events"])), float(str(row["population"]))
            assert row["value"] == pytest.approx(proportion([part], [of], per=100).value[0])
        else:
            assert exact <= 7 or whole <= 7 or row["value"] is Mark.NOT_APPLICABLE


@given(counts)
def test_two_tallies_that_round_alike_leave_alike(events: list[float]) -> None:
    """Nothing of the exact counts is left in what was released: the gate forgets."""
    nearest = [float(round(n / 5) * 5) if n > 7 else 0.0 for n in events]
    people = [10_000.0] * len(events)
    assert released(events, people).rows == released(nearest, people).rows


@given(counts)
def test_public_counts_are_untouched(events: list[float]) -> None:
    table = released(events, restricted=False)
    assert table.column("events") == tuple(int(n) for n in events)
    assert "public" in table.provenance.policy


def test_a_month_not_received_is_neither_hidden_nor_zero() -> None:
    table = released([np.nan, 0.0, 30.0])
    assert table.column("events") == (Mark.NOT_RECEIVED, Mark.HIDDEN, 30)


def test_a_number_the_publisher_suppressed_stays_suppressed() -> None:
    hidden = np.array([True, False])
    table = released([np.nan, 3.0], restricted=False, suppressed=hidden)
    assert table.column("events") == (Mark.SUPPRESSED, 3)


@pytest.mark.parametrize("events", [[-1.0], [2.5], [10.0, -3.0]])
def test_what_is_no_count_is_not_released(events: list[float]) -> None:
    notebook = Notebook()
    with pytest.raises(ReleaseError, match="not released"):
        release(a_tally(events), notebook)
    assert notebook.entries == []


def test_every_release_is_logged_with_its_inputs_and_its_rule() -> None:
    notebook = Notebook()
    table = release(a_tally([3.0, 12.0], deliveries=("police-1", "people-2")), notebook)
    (entry,) = notebook.entries
    assert entry["inputs"] == "police-1 people-2"
    assert entry["policy"] == table.provenance.policy
    assert "1 count of 0 to 7 hidden" in entry["note"]
    assert len(entry["digest"]) == 64


def test_different_tables_have_different_digests_and_equal_ones_the_same() -> None:
    notebook = Notebook()
    for events in ([12.0], [12.0], [30.0]):
        release(a_tally(events), notebook)
    first, again, other = (e["digest"] for e in notebook.entries)
    assert first == again != other


def test_only_the_gate_makes_released_tables() -> None:
    makers = set()
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "Released":
                makers.add(path.relative_to(SRC).as_posix())
    assert makers == {"analysis/release.py"}


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def test_public_functions_of_analysis_give_no_arrays_rows_or_tallies() -> None:
    """What leaves the floor is released, or a plain number or word."""
    barred = ("Tally", "ir.Table", "NDArray", "ndarray", "pa.Table", "DataFrame")
    inside = {"workbench.py", "cells.py", "residents.py", "release.py", "tally.py", "compute.py"}
    for path in (SRC / "analysis").glob("*.py"):
        if path.name in inside:
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                gives = ast.unparse(node.returns) if node.returns else ""
                assert not any(kind in gives for kind in barred), f"{path.name}: {node.name}"


def test_a_released_table_says_what_it_was_made_from() -> None:
    table = released([30.0], [1_000.0], caveats=("Mind the gap.",))
    made = table.provenance
    assert (made.indicator, made.definition, made.deliveries) == (
        "made-up",
        "made-up 1",
        ("made-up-1",),
    )
    assert made.caveats == ("Mind the gap.",)
    assert table.claim(table.first).deliveries == ("made-up-1",)


def test_a_claim_of_a_rate_carries_its_interval_and_a_claim_of_a_count_none() -> None:
    table = released([30.0], [1_000.0])
    rate, count = table.claim(table.first), table.claim(table.first, "events")
    assert rate.low is not None
    assert rate.high is not None
    assert rate.low < float(str(rate.value)) < rate.high
    assert (count.low, count.high) == (None, None)


def test_the_base_ledger_takes_an_entry_and_keeps_nothing() -> None:
    Ledger().log(indicator="a", policy="b", inputs="c", digest="d", note="e")


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12))
def test_a_count_and_the_people_of_a_share_are_hidden_together(parts: list[int]) -> None:
    """A share whose whole is small says too much, even where a part could be shown."""
    for whole in (sum(parts), max(parts)):
        table: Released = released(
            [float(n) for n in parts], [float(whole)] * len(parts), share=True
        )
        for row in table:
            if whole <= 7:
                assert row["events"] is row["value"] is row["population"] is Mark.HIDDEN
        assert [f.kind for f in table.fields][1] is Kind.COUNT
