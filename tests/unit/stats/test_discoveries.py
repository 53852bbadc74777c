"""The false discovery rate beside scipy, on any p-values."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from headwater.stats.hotspots import benjamini_hochberg

P = st.lists(st.floats(0, 1, allow_subnormal=False), min_size=1, max_size=60)


@given(P, st.sampled_from([0.01, 0.05, 0.2]))
def test_discoveries_are_those_of_scipy(p, q):
    adjusted = false_discovery_control(p)
    mine = benjamini_hochberg(p, q)
    # On the edge itself rounding may part the two.
    clear = np.abs(adjusted - q) > 1e-12
    assert (mine == (adjusted <= q))[clear].all()


@given(P)
def test_the_order_of_tests_does_not_matter(p):
    forward, backward = benjamini_hochberg(p), benjamini_hochberg(p[::-1])
    assert forward.tolist() == backward[::-1].tolist()


@given(P)
def test_no_test_is_found_while_a_smaller_p_value_is_not(p):
    found = benjamini_hochberg(p)
    values = np.array(p)
    if found.any() and not found.all():
        assert values[found].max() < values[~found].min()
