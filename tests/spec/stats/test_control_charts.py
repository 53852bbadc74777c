"""XmR charts against NHSRplotthedots 0.2.2, and their behaviour at gaps."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

from headwater.stats.control_charts import rare_event_chart, u_chart, xmr_chart
from headwater.vocabulary.errors import StatisticError

ORACLE = Path(__file__).parents[1] / "oracles" / "xmr_expected.csv.gz"


def series() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    with gzip.open(ORACLE, "rt", newline="") as handle:
        for row in csv.DictReader(handle):
            found.setdefault(row["series"], []).append(row)
    return found


SERIES = series()


@pytest.mark.parametrize("name", SERIES)
def test_xmr_charts_agree_with_nhsrplotthedots(name):
    rows = SERIES[name]
    option = rows[0]["option"]
    chart = xmr_chart(
        [float(r["y"]) for r in rows],
        rebase=[i for i, r in enumerate(rows) if r["rebase"] == "1" and i],
        fix_after=12 if option == "fix12" else None,
        screen=option != "noscreen",
    )
    np.testing.assert_allclose(chart.mean, [float(r["mean"]) for r in rows], rtol=1e-9)
    np.testing.assert_allclose(chart.low, [float(r["lpl"] or "nan") for r in rows], rtol=1e-9)
    np.testing.assert_allclose(chart.high, [float(r["upl"] or "nan") for r in rows], rtol=1e-9)
    assert chart.outside.tolist() == [r["outside_limits"] == "TRUE" for r in rows]
    assert chart.close.tolist() == [r["close_to_limits"] == "TRUE" for r in rows]
    assert chart.side.tolist() == [int(r["relative_to_mean"]) for r in rows]
    assert chart.flagged.tolist() == [r["special_cause_flag"] == "TRUE" for r in rows]


def test_a_gap_breaks_runs_and_moving_ranges():
    low, high = [4.0, 5.0] * 5, [14.0, 15.0] * 5
    whole = xmr_chart([*low, *high])
    gapped = xmr_chart([*low, np.nan, *high])
    assert gapped.high[0] < whole.high[0] or np.isclose(gapped.high[0], whole.high[0])
    assert not gapped.flagged[10]
    short = xmr_chart([1.0, 9, 1, 9, 1, 1, 1, 1, np.nan, 1, 1, 1])
    assert not short.shift.any()


def test_a_chart_of_one_point_or_none_has_no_limits():
    assert np.isnan(xmr_chart([3.0]).high).all()
    assert len(xmr_chart([]).values) == 0
    with pytest.raises(StatisticError):
        xmr_chart([1.0, 2.0], rebase=[5])


def test_a_burst_of_rare_events_is_soon_and_a_gap_is_left_out_of_a_u_chart():
    days = [0, 40, 85, 120, 160, 160.02, 200]
    assert rare_event_chart(days).soon.tolist() == [False, False, False, False, True, False]
    chart = u_chart([2, np.nan, 2, 3], [1, 1, 1, 1])
    assert chart.centre[0] == pytest.approx(7 / 3)
    assert not chart.outside[1]
