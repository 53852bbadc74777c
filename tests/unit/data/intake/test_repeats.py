from __future__ import annotations

import numpy as np
import pytest

from headwater.data.intake import repeats
from headwater.data.intake.repeats import Repeats


@pytest.mark.parametrize("at_once", [16, 1 << 22])
def test_values_met_before_are_counted_whatever_fits_in_memory(tmp_path, monkeypatch, at_once):
    monkeypatch.setattr(repeats, "AT_ONCE", at_once)
    monkeypatch.setattr(repeats, "PIECE", 64)
    values = np.random.default_rng(1).integers(0, 400, 1_000).astype(np.uint64)
    held = Repeats(tmp_path / "values.bin")
    for part in np.array_split(values, 7):
        held.add(part)
    assert held.count() == 1_000 - len(set(values.tolist()))
    assert not (tmp_path / "values.bin").exists()


def test_no_value_has_been_met_before_in_an_empty_file(tmp_path):
    assert Repeats(tmp_path / "values.bin").count() == 0
