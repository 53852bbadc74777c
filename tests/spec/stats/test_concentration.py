"""Concentration against published definitions.

Bernasco & Steenbeek (2017) J. Quant. Criminol. 33:451-467 (adjusted Gini coefficient); Weisburd
(2015) Criminology 53:133-157 (share of places that hold half the crime).
"""

from __future__ import annotations

import numpy as np
import pytest

from headwater.stats.concentration import (
    adjusted_gini,
    concentration,
    expected_share_in_top,
    gini,
    lorenz,
    places_holding,
    share_in_top,
)


def test_gini_is_half_the_mean_difference_over_the_mean():
    counts = np.array([7, 0, 2, 2, 19, 1])
    pairs = np.abs(counts[:, None] - counts).mean()
    assert gini(counts) == pytest.approx(pairs / (2 * counts.mean()))


def test_gini_is_one_less_twice_the_area_under_the_curve_from_the_least_affected():
    counts = [7, 0, 2, 2, 19, 1]
    curve = lorenz(counts)
    area = np.trapezoid(curve.events, curve.places)
    assert gini(counts) == pytest.approx(2 * area - 1)


def test_fewer_events_than_places_with_none_twice_are_evenly_spread():
    """Bernasco & Steenbeek: the line of equality is then that of one event at each of c places."""
    counts = np.zeros(1000)
    counts[:40] = 1
    assert gini(counts) == pytest.approx(0.96)
    assert adjusted_gini(counts) == pytest.approx(0.0)


def test_with_as_many_events_as_places_the_adjusted_gini_is_gini():
    counts = [0, 1, 2, 3, 4]
    assert adjusted_gini(counts) == pytest.approx(gini(counts))


def test_adjusted_gini_follows_its_published_formula():
    """max(1/c, 1/n) (2 sum i y_i - n - 1) - max(n/c, 1) + 1, with y_i shares in ascending order."""
    counts = np.array([0, 0, 0, 0, 0, 0, 1, 0, 2, 1])
    c, n = counts.sum(), len(counts)
    ranked = (np.arange(1, n + 1) * np.sort(counts) / c).sum()
    published = max(1 / c, 1 / n) * (2 * ranked - n - 1) - max(n / c, 1) + 1
    assert adjusted_gini(counts) == pytest.approx(published)


def test_half_the_events_in_one_place_of_twenty_is_five_per_cent_of_places():
    counts = [19, *[1] * 19]
    found = places_holding(counts)
    assert (found.places, found.share_of_places) == (1, 0.05)
    assert share_in_top(counts, 0.05).share == pytest.approx(0.5)


def test_chance_alone_is_what_events_dealt_at_random_give():
    rng = np.random.default_rng(20)
    dealt = rng.multinomial(400, np.full(625, 1 / 625), size=400)
    top = np.sort(dealt, axis=1)[:, ::-1][:, :31].sum(axis=1) / 400
    assert expected_share_in_top(400, 625, 31) == pytest.approx(top.mean(), abs=0.003)
    assert concentration(dealt[0]).gini_by_chance == pytest.approx(
        np.mean([gini(row) for row in dealt]), abs=0.003
    )


def test_events_at_random_are_called_concentrated_about_as_often_as_the_level_says():
    rng = np.random.default_rng(21)
    dealt = rng.multinomial(900, np.full(625, 1 / 625), size=1000)
    alarms = np.mean([concentration(row).exceeds_chance() for row in dealt])
    assert alarms <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / 1000)


def test_events_in_few_places_exceed_chance():
    counts = np.zeros(200)
    counts[:4] = [9, 8, 7, 6]
    assert concentration(counts).exceeds_chance(level=0.999)
    assert share_in_top(counts, 0.02).by_chance < 0.5 < share_in_top(counts, 0.02).share
