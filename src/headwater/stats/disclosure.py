"""Disclosure control: the house rule, safe tables with totals, and an attacker to try them."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array

from headwater.stats.checks import Floats, counts

HIDDEN_UP_TO = 7
ROUNDED_TO = 5

Booleans = NDArray[np.bool_]


@dataclass(frozen=True)
class Protected:
    """Counts after the house rule: NaN where `hidden`, otherwise a multiple of 5."""

    counts: Floats
    hidden: Booleans


def house_rule(
    values: ArrayLike, *, hidden_up_to: int = HIDDEN_UP_TO, rounded_to: int = ROUNDED_TO
) -> Protected:
    """Hide 0 to 7 as one marker and round every other count to the nearest 5.

    Args: values: whole counts, any shape; hidden_up_to: largest count hidden; rounded_to: step.
    Returns: Protected of the same shape. Round totals by calling this on the exact totals.
    Raises: StatisticError: a count is negative or not whole.
    Source: NHS England disclosure control for HES and ECDS (September 2018), with zeros folded in.
    >>> house_rule([0, 7, 8, 12, 13]).counts.tolist()
    [nan, nan, 10.0, 10.0, 15.0]
    """
    exact = counts(values, "counts")
    hidden = exact <= hidden_up_to
    rounded = np.floor(exact / rounded_to + 0.5) * rounded_to
    return Protected(np.where(hidden, np.nan, rounded), hidden)


@dataclass(frozen=True)
class Suppressed:
    """Which cells of a two-way table to hide: `primary` for being small, `secondary` to protect them."""

    primary: Booleans
    secondary: Booleans

    @property
    def hidden(self) -> Booleans:
        """Every hidden cell."""
        return self.primary | self.secondary


def suppress(table: ArrayLike, *, threshold: int = 5, zero_cost: float = 0.5) -> Suppressed:
    """Hide small cells of a two-way table whose totals are published, and enough others.

    No hidden cell can be worked out exactly when, in the graph whose nodes are rows and columns and
    whose edges are hidden cells, no edge is a bridge. For each small cell whose edge is a bridge the
    cheapest path that closes a circle is hidden too; then whatever turned out superfluous is shown
    again, dearest first.

    Args: table: whole counts, shape (rows, columns); threshold: cells of 1 to threshold-1 are small;
        zero_cost: cost of hiding a zero, where any other cell costs its own count.
    Returns: Suppressed of the same shape.
    Raises: StatisticError: a count is negative or not whole.
    Source: Kelly, Golden & Assad (1992) Networks 22:397-417; Gusfield (1988) SIAM J. Comput. 17:552.
    >>> suppress([[1, 20, 9], [30, 40, 8], [10, 50, 7]]).hidden.sum().item()
    4
    """
    exact = np.atleast_2d(counts(table, "counts"))
    primary = (exact > 0) & (exact < threshold)
    cost = np.where(exact == 0, zero_cost, exact)
    hidden = primary.copy()
    for row, column in zip(*np.nonzero(primary), strict=True):
        if _is_bridge(hidden, int(row), int(column)):
            for cell in _cheapest_detour(hidden, cost, int(row), int(column)):
                hidden[cell] = True
    _show_superfluous(hidden, primary, cost)
    return Suppressed(primary, hidden & ~primary)


def bridges(hidden: Booleans) -> Booleans:
    """Hidden cells that can be worked out exactly from the totals and the cells that are shown.

    Rows and columns are the nodes of a graph and hidden cells its edges; what can be worked out is
    what no other path goes round.

    Args: hidden: shape (rows, columns). Returns: the same shape.
    Source: Gusfield (1988) SIAM Journal on Computing 17(3), 552-571.
    >>> bridges(np.array([[True, True, False], [True, True, False], [False, False, True]])).tolist()
    [[False, False, False], [False, False, False], [False, False, True]]
    """
    found = np.zeros_like(hidden)
    for row, column in zip(*np.nonzero(hidden), strict=True):
        found[row, column] = _is_bridge(hidden, int(row), int(column))
    return found


def _neighbours(hidden: Booleans, node: int, rows: int) -> NDArray[np.intp]:
    if node < rows:
        return np.flatnonzero(hidden[node]) + rows
    return np.flatnonzero(hidden[:, node - rows])


def _is_bridge(hidden: Booleans, row: int, column: int) -> bool:
    """Whether the row and the column fall apart when the edge between them is taken away."""
    rows = hidden.shape[0]
    target, seen, todo = column + rows, {row}, [row]
    while todo:
        node = todo.pop()
        for other in _neighbours(hidden, node, rows).tolist():
            if (node, other) == (row, target):
                continue
            if other == target:
                return False
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return True


def _cheapest_detour(
    hidden: Booleans, cost: Floats, row: int, column: int
) -> list[tuple[int, int]]:
    """Dijkstra from the row to the column without the edge itself; hidden cells cost nothing."""
    rows, columns = hidden.shape
    price = np.where(hidden, 0.0, cost)
    distance = np.full(rows + columns, np.inf)
    before = np.full(rows + columns, -1)
    distance[row] = 0.0
    queue: list[tuple[float, int]] = [(0.0, row)]
    target = column + rows
    while queue:
        so_far, node = heapq.heappop(queue)
        if so_far > distance[node]:
            continue
        if node == target:
            break
        steps = price[node].copy() if node < rows else price[:, node - rows].copy()
        if node == row:
            steps[column] = np.inf
        start = rows if node < rows else 0
        reach = so_far + steps
        better = np.flatnonzero(reach < distance[start : start + len(steps)] - 1e-12)
        distance[start + better] = reach[better]
        before[start + better] = node
        for index in better.tolist():
            heapq.heappush(queue, (float(reach[index]), start + index))
    path, node = [], target
    while before[node] >= 0:
        a, b = sorted((int(before[node]), int(node)))
        path.append((a, b - rows))
        node = int(before[node])
    return path


def _show_superfluous(hidden: Booleans, primary: Booleans, cost: Floats) -> None:
    extra = [(int(r), int(c)) for r, c in zip(*np.nonzero(hidden & ~primary), strict=True)]
    for cell in sorted(extra, key=lambda c: -cost[c]):
        hidden[cell] = False
        if bridges(hidden)[primary].any():
            hidden[cell] = True


@dataclass(frozen=True)
class Attack:
    """What an attacker learns: the least and greatest value each hidden cell can have."""

    low: Floats
    high: Floats

    @property
    def recovered(self) -> Booleans:
        """Cells whose value is certain."""
        found: Booleans = self.high - self.low < 1e-6
        return found


def attack(table: ArrayLike, hidden: Booleans) -> Attack:
    """Work out hidden cells from published totals by linear programmes, as an attacker would.

    Args: table: exact counts, shape (rows, columns), whose row and column totals are published;
        hidden: cells not published.
    Returns: Attack of the same shape; NaN for cells that are published.
    Source: linear relaxation of the audit problem, Hundepool et al. (2012) Statistical Disclosure
        Control, ch. 4; solved by HiGHS.
    >>> attack([[1, 20], [30, 40]], np.array([[True, False], [False, False]])).recovered.item(0)
    True
    """
    # The solver takes a third of a second to load, which only an attack is worth.
    from scipy.optimize import linprog

    exact = np.atleast_2d(counts(table, "counts"))
    low, high = np.full(exact.shape, np.nan), np.full(exact.shape, np.nan)
    cells = np.argwhere(hidden)
    if not len(cells):
        return Attack(low, high)
    rows, columns = exact.shape
    which = np.arange(len(cells))
    lines = np.concatenate([cells[:, 0], cells[:, 1] + rows])
    matrix = coo_array(
        (np.ones(2 * len(cells)), (lines, np.concatenate([which, which]))),
        shape=(rows + columns, len(cells)),
    ).tocsr()
    masked = np.where(hidden, exact, 0.0)
    totals = np.concatenate([masked.sum(axis=1), masked.sum(axis=0)])
    used = np.unique(lines)
    for index, (row, column) in enumerate(cells):
        goal = np.zeros(len(cells))
        goal[index] = 1.0
        for sign, into in ((1.0, low), (-1.0, high)):
            answer = linprog(
                sign * goal, A_eq=matrix[used], b_eq=totals[used], bounds=(0, None), method="highs"
            )
            into[row, column] = sign * answer.fun if answer.success else np.nan
    return Attack(low, high)
