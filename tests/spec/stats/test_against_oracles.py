"""Rates and charts against independent answers.

Made-up inputs with answers from the R packages PHEindicatormethods 2.1.0 (rates, proportions,
standardised rates), NHSRplotthedots 0.2.2 (XmR charts), and the HiGHS solver (optimal suppression).
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from headwater.stats.disclosure import attack, bridges, suppress
from headwater.stats.rates import (
    crude_rate,
    directly_standardised_rate,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
    proportion,
)

ORACLES = Path(__file__).parents[1] / "oracles"
LEVELS = {"95_0": 0.95, "99_8": 0.998}


def rows(name: str) -> list[dict[str, str]]:
    with (ORACLES / name).open(newline="") as handle:
        return list(csv.DictReader(handle))


def column(table: list[dict[str, str]], name: str) -> np.ndarray:
    return np.array([float(r[name]) if r[name] else np.nan for r in table])


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("name", "statistic"), [("crude_rate", crude_rate), ("proportion", proportion)]
)
def test_rates_and_proportions_agree_with_pheindicatormethods(name, statistic, level):
    table = rows(f"{name}.csv")
    made = statistic(column(table, "count"), column(table, "pop"), level=LEVELS[level])
    for mine, theirs in (
        (made.value, "value"),
        (made.low, f"lower{level}cl"),
        (made.high, f"upper{level}cl"),
    ):
        np.testing.assert_allclose(mine, column(table, theirs), rtol=1e-10)


def standardisation_input() -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    table = rows("dsr_input.csv")
    areas = list(dict.fromkeys(r["area"] for r in table))
    shape = (len(areas), -1)
    return (
        areas,
        column(table, "count").reshape(shape),
        column(table, "pop").reshape(shape),
        column(table, "esp2013").reshape(shape)[0],
    )


@pytest.mark.parametrize("level", LEVELS)
def test_directly_standardised_rates_agree_with_pheindicatormethods(level):
    areas, events, people, standard = standardisation_input()
    expected = {r["area"]: r for r in rows("dsr_expected.csv")}
    table = [expected[a] for a in areas]
    made = directly_standardised_rate(events, people, standard, level=LEVELS[level])
    for mine, theirs in (
        (made.value, "value"),
        (made.low, f"lower{level}cl"),
        (made.high, f"upper{level}cl"),
    ):
        np.testing.assert_allclose(mine, column(table, theirs), rtol=1e-10)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("name", "statistic"),
    [("isratio", indirectly_standardised_ratio), ("israte", indirectly_standardised_rate)],
)
def test_indirectly_standardised_agree_with_pheindicatormethods(name, statistic, level):
    areas, events, people, _ = standardisation_input()
    reference = rows("isr_reference.csv")
    expected = {r["area"]: r for r in rows(f"{name}_expected.csv")}
    table = [expected[a] for a in areas]
    made = statistic(
        events,
        people,
        column(reference, "refcount"),
        column(reference, "refpop"),
        level=LEVELS[level],
    )
    for mine, theirs in (
        (made.value, "value"),
        (made.low, f"lower{level}cl"),
        (made.high, f"upper{level}cl"),
        (made.population, "expected"),
    ):
        np.testing.assert_allclose(mine, column(table, theirs), rtol=1e-10)


def suppression_tables() -> dict[str, np.ndarray]:
    found: dict[str, dict[tuple[int, int], int]] = {}
    for r in rows("suppression_tables.csv"):
        found.setdefault(r["table"], {})[int(r["row"]) - 1, int(r["column"]) - 1] = int(r["count"])
    tables = {}
    for name, cells in found.items():
        table = np.zeros((max(r for r, _ in cells) + 1, max(c for _, c in cells) + 1))
        for place, count in cells.items():
            table[place] = count
        tables[name] = table
    return tables


def test_suppressed_tables_are_safe_and_cost_close_to_the_optimum():
    tables = suppression_tables()
    costs, best = 0.0, 0.0
    for r in rows("suppression_optimum_expected.csv"):
        table = tables[r["table"]]
        made = suppress(table, threshold=int(r["threshold"]))
        assert made.primary.sum() == int(r["primary_cells"])
        assert not bridges(made.hidden)[made.primary].any(), r["table"]
        cost = float(np.where(table == 0, 0.5, table)[made.secondary].sum())
        if r["proved_optimal"] == "yes":
            assert cost >= float(r["optimum_secondary_cost"]) - 1e-9
            costs, best = costs + cost, best + float(r["optimum_secondary_cost"])
    assert costs <= 1.25 * best


def test_the_attacker_recovers_nothing_from_a_suppressed_table():
    for name, table in suppression_tables().items():
        if table.size > 100:
            continue
        hidden = suppress(table, threshold=5).hidden
        assert not attack(table, hidden).recovered[(table > 0) & (table < 5)].any(), name
