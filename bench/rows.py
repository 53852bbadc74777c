"""What a benchmark measures: one row for each comparison, and how it is printed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One comparison with a peer, both measured in this run on this machine.

    `target_ratio` is how many times faster than the peer it must be: 20 means at least twenty times
    as fast, 0.5 at most twice as slow.
    """

    name: str
    ours_seconds: float
    theirs_seconds: float
    peer: str
    target_ratio: float
    note: str = ""
    """What else was measured, such as the peak of memory."""
    why: str = ""
    """Where the target is missed, the reason as far as it is known."""

    @property
    def ratio(self) -> float:
        """How many times faster than the peer."""
        return self.theirs_seconds / self.ours_seconds

    @property
    def missed_by(self) -> float:
        """How much longer it takes than it may, as a share of what it may take; 0 where it is met."""
        return max(self.target_ratio / self.ratio - 1, 0.0)

    @property
    def meets_target(self) -> bool:
        """True where it is at least as fast as it must be."""
        return self.ratio >= self.target_ratio


def best_of(times: int, work: Callable[[], object]) -> float:
    """The shortest of several runs in seconds: the run the machine disturbed least."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return min(took)


def show(rows: Iterable[Row]) -> bool:
    """Print the rows as a table. Returns True where every target is met."""
    met = True
    print(f"{'what':58} {'ours':>10} {'theirs':>10} {'ratio':>8} {'target':>7}  peer")
    for row in rows:
        met = met and row.meets_target
        print(
            f"{row.name:58} {_seconds(row.ours_seconds):>10} {_seconds(row.theirs_seconds):>10} "
            f"{row.ratio:>7.1f}x {row.target_ratio:>6.1f}x  {row.peer}"
            f"{'' if row.meets_target else '  TARGET MISSED'}"
        )
    return met


def _seconds(value: float) -> str:
    return f"{value * 1000:.2f} ms" if value < 1 else f"{value:.2f} s"
