"""Harm weighting against published methods and values.

Fay & Feuer (1997) Statistics in Medicine 16:791-801 (gamma limits); Sherman, Neyroud & Neyroud
(2016) Policing 10:171-183 (Cambridge Crime Harm Index); Office for National Statistics, Crime
Severity Score.
"""

from __future__ import annotations

import numpy as np
import pytest

from headwater.stats.harm import gamma_interval, weighted_total
from headwater.stats.intervals import exact_poisson_interval
from headwater.vocabulary.harm_weights import (
    CAMBRIDGE_HARM_INDEX,
    CRIME_SEVERITY_SCORE,
    HARM_WEIGHTS,
)
from headwater.vocabulary.harms import BEHAVIOURS


def test_gamma_limits_are_exact_where_all_weights_are_one():
    events = np.arange(0, 60)
    gamma, exact = gamma_interval(events, events, 1.0), exact_poisson_interval(events)
    np.testing.assert_allclose(gamma.low, exact.low, rtol=1e-10)
    np.testing.assert_allclose(gamma.high, exact.high, rtol=1e-10)


def test_limits_hold_the_true_harm_at_least_as_often_as_they_say():
    """Fay & Feuer: the gamma limits keep their coverage even where weights vary widely."""
    rng = np.random.default_rng(1)
    means, weights = np.array([0.3, 2.0, 40.0]), np.array([5475.0, 365.0, 19.0])
    made = weighted_total(rng.poisson(means, (4000, 3)), weights)
    held = (made.low <= means @ weights) & (means @ weights <= made.high)
    assert held.mean() >= 0.95 - 4 * np.sqrt(0.05 * 0.95 / 4000)


def test_one_homicide_outweighs_two_hundred_and_eighty_eight_common_assaults():
    row = [CAMBRIDGE_HARM_INDEX.of(slug) for slug in ("homicide", "violence-without-injury")]
    assert row == [5475.0, 19.0]
    made = weighted_total([[1, 0], [0, 288]], row)
    assert made.value[0] > made.value[1]
    assert made.largest_share[0] == 1.0


def test_roots_and_logs_temper_the_heaviest():
    assert weighted_total([1], [5475], transform="root").value[0] == pytest.approx(74, abs=0.5)
    assert weighted_total([1], [5475], transform="log").value[0] == pytest.approx(9, abs=0.5)


@pytest.mark.parametrize("table", HARM_WEIGHTS.values(), ids=HARM_WEIGHTS)
def test_every_weight_belongs_to_a_behaviour_and_is_above_zero(table):
    assert set(table.behaviours) <= set(BEHAVIOURS)
    assert min(table.behaviours.values()) > 0
    assert table.release
    assert table.source


def test_published_weights_stand_as_cited():
    assert CRIME_SEVERITY_SCORE.of("homicide") == 7978.8
    assert CRIME_SEVERITY_SCORE.of("robbery-personal") == 993.55
    assert CRIME_SEVERITY_SCORE.of_offence("34B") == 993.55
    assert CAMBRIDGE_HARM_INDEX.of("rape") == 1825.0


def test_a_behaviour_without_a_weight_is_named_not_guessed():
    assert CRIME_SEVERITY_SCORE.of("robbery") is None
    assert CRIME_SEVERITY_SCORE.missing(["homicide", "robbery", "overdose"]) == (
        "robbery",
        "overdose",
    )
