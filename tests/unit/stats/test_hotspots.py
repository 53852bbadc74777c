"""Hot spots beside esda on random inputs, and what must not change them."""

from __future__ import annotations

import warnings

import esda
import numpy as np
import pytest
from tests.unit.stats.areas import as_pysal, planar, renumbered

from headwater.stats.hotspots import benjamini_hochberg, gi_star, hot_spots, local_moran
from headwater.stats.neighbours import nearest
from headwater.stats.permutation import distinct_draws
from headwater.vocabulary.errors import StatisticError

PERMUTATIONS = 9_999


def allowed(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Four standard errors of the difference of two Monte Carlo p-values, and one draw."""
    variance = p * (1 - p) / PERMUTATIONS + q * (1 - q) / PERMUTATIONS
    return 4 * np.sqrt(variance) + 2 / PERMUTATIONS


def directed(p_high: np.ndarray) -> np.ndarray:
    """The smaller tail as esda counts it: ties always to the upper tail."""
    at_least = np.rint(p_high * (PERMUTATIONS + 1)) - 1
    return (np.minimum(at_least, PERMUTATIONS - at_least) + 1) / (PERMUTATIONS + 1)


@pytest.fixture(params=["amounts", "counts"])
def values(request: pytest.FixtureRequest) -> np.ndarray:
    rng = np.random.default_rng(11)
    return rng.gamma(2, 3, 150) if request.param == "amounts" else rng.poisson(2, 150).astype(float)


@pytest.fixture(scope="module")
def near():
    return planar(150)


def test_gi_star_agrees_with_esda(values, near):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = esda.G_Local(
            values,
            as_pysal(near),
            transform="B",
            star=True,
            permutations=PERMUTATIONS,
            keep_simulations=False,
            n_jobs=1,
            seed=5,
        )
    found = gi_star(values, near, permutations=PERMUTATIONS, seed=6)
    np.testing.assert_allclose(found.z, peer.Zs, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(found.statistic * (near.sizes + 1), peer.Gs, rtol=1e-9)
    mine = directed(found.p_high)
    assert (np.abs(mine - peer.p_sim) <= allowed(mine, peer.p_sim)).all()


def test_local_moran_agrees_with_esda_but_for_its_divisor(values, near):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = esda.Moran_Local(
            values, as_pysal(near), permutations=PERMUTATIONS, keep_simulations=False, seed=5
        )
    found = local_moran(values, near, permutations=PERMUTATIONS, seed=6)
    n = len(values)
    np.testing.assert_allclose(found.statistic * (n - 1) / n, peer.Is, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(
        found.z, (found.statistic - peer.EIc) / np.sqrt(peer.VIc), rtol=1e-9, atol=1e-9
    )
    assert found.quadrant.tolist() == peer.q.tolist()
    if np.any(values % 1):
        # Sums of counts tie, and esda's own rounding of row-standardised weights parts the ties.
        mine = directed(found.p_high)
        assert (np.abs(mine - peer.p_sim) <= allowed(mine, peer.p_sim)).all()


def test_several_batches_of_permutations_agree_with_one(values, near, monkeypatch):
    one = gi_star(values, near, permutations=PERMUTATIONS, seed=1)
    monkeypatch.setattr("headwater.stats.permutation.DRAWS_AT_ONCE", 10_000)
    many = gi_star(values, near, permutations=PERMUTATIONS, seed=2)
    assert (np.abs(one.p_high - many.p_high) <= allowed(one.p_high, many.p_high)).all()


def test_listing_areas_in_another_order_changes_no_answer(values, near):
    order = np.random.default_rng(1).permutation(len(values))
    found = gi_star(values, near, permutations=PERMUTATIONS, seed=1)
    other = gi_star(values[order], renumbered(near, order), permutations=PERMUTATIONS, seed=1)
    np.testing.assert_allclose(other.z, found.z[order])
    p, q = other.p_high, found.p_high[order]
    assert (np.abs(p - q) <= allowed(p, q)).all()


def test_the_unit_of_the_values_changes_nothing_but_themselves(values, near):
    # A tenth is no binary fraction, so the sums of scaled counts part in their last digits.
    found, scaled = (gi_star(v, near, seed=3) for v in (values, values * 0.1))
    np.testing.assert_allclose(scaled.z, found.z, rtol=1e-7, atol=1e-9)
    np.testing.assert_array_equal(scaled.p_high, found.p_high)
    np.testing.assert_array_equal(scaled.p_low, found.p_low)


def test_the_same_seed_gives_the_same_answer_and_another_seed_another(values, near):
    one, same, other = (gi_star(values, near, seed=s).p for s in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


def test_neighbours_with_or_without_self_give_one_answer(values, near):
    for statistic in (gi_star, local_moran):
        np.testing.assert_array_equal(
            statistic(values, near, seed=1).p, statistic(values, near.with_self(), seed=1).p
        )


def test_a_missing_area_is_left_out_as_if_it_were_not_there(values, near):
    missing = values.copy()
    missing[:20] = np.nan
    kept = ~np.isnan(missing)
    whole = gi_star(missing, near, seed=4)
    alone = gi_star(values[kept], near.only(kept), seed=4)
    np.testing.assert_array_equal(whole.p[kept], alone.p)
    np.testing.assert_array_equal(whole.z[kept], alone.z)
    assert np.isnan(whole.p[:20]).all()
    assert local_moran(missing, near, seed=4).quadrant[:20].tolist() == [0] * 20
    assert set(hot_spots(missing, near, seed=4).words()[:20]) == {"not tested"}


def test_an_area_whose_neighbours_are_all_missing_has_no_answer():
    line = nearest([[i, 0] for i in range(12)], 1)
    values = np.arange(12.0)
    values[line.of(0)] = np.nan
    assert np.isnan(gi_star(values, line, seed=1).p[0])
    assert local_moran(values, line, seed=1).quadrant[0] == 0


def test_values_that_never_vary_have_no_hot_spot(near):
    found = hot_spots(np.full(150, 7.0), near, seed=1)
    assert not (found.hot | found.cold).any()
    assert (found.p == 1).all()


def test_few_areas_with_many_neighbours_are_drawn_without_replacement():
    draws = distinct_draws(np.random.default_rng(1), 500, 5, 6)
    assert all(len(set(column)) == 5 for column in draws.T)
    many = distinct_draws(np.random.default_rng(1), 40_000, 3, 11)
    assert (np.diff(np.sort(many, axis=0), axis=0) > 0).all()
    codes = many[0] * 121 + many[1] * 11 + many[2]
    _, times = np.unique(codes, return_counts=True)
    expected = 40_000 / (11 * 10 * 9)
    assert len(times) == 990
    # Chi-squared with 989 degrees of freedom: mean 989, standard deviation 44.
    assert ((times - expected) ** 2 / expected).sum() < 989 + 5 * 44


def test_enough_permutations_are_drawn_for_one_area_to_be_found(near):
    values = np.random.default_rng(2).poisson(3, 150)
    assert hot_spots(values, near, q=0.05, seed=1).permutations == 6_000
    assert hot_spots(values, near, q=0.5, seed=1).permutations == 999


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([1.0, 2, 3], "one entry for each"),
        ([-1.0, 2, 3, 4, 5, 6], "zero or more"),
        ([np.nan, np.nan, np.nan, 4, 5, 6], "at least 4"),
        ([np.inf, 2, 3, 4, 5, 6], "known"),
    ],
)
def test_what_gi_star_cannot_do_it_says(values, words):
    line = nearest([[i, 0] for i in range(6)], 2)
    with pytest.raises(StatisticError, match=words):
        gi_star(values, line, seed=1)


def test_no_p_values_are_no_discoveries_and_p_values_outside_their_range_are_refused():
    assert benjamini_hochberg([]).tolist() == []
    assert benjamini_hochberg([np.nan]).tolist() == [False]
    with pytest.raises(StatisticError):
        benjamini_hochberg([0.1, 1.2])
    with pytest.raises(StatisticError):
        benjamini_hochberg([0.1], q=1)
