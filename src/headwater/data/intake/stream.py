"""One file through its judge: read, judged and written side by side, in memory that does not grow."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.data.engine import Connection
from headwater.data.files.rows import Batch, Rows
from headwater.data.files.tables import TextTable
from headwater.data.headings import Match
from headwater.data.intake.compile import Check, Plan
from headwater.data.intake.judge import Judge, Judged, assemble
from headwater.data.intake.parts import Parts
from headwater.data.intake.pseudonyms import Hasher
from headwater.data.intake.repeats import Repeats
from headwater.vocabulary.errors import SourceError

T = TypeVar("T")
FEW = 20
"""Row numbers listed for one fault."""
BIG = 4 << 20
"""Bytes from which a file's identifiers are hashed in a process of their own."""
SAMPLE = 1 << 20
"""Bytes looked at to tell columns that repeat a few texts."""
WAITING = 2
"""Batches that may wait for their pseudonyms, and to be written."""


@dataclass
class Streamed:
    """What became of every row of a file. `faults` maps a check to its count and first rows."""

    read: int = 0
    blank: int = 0
    quarantined: int = 0
    torn: tuple[int, ...] = ()
    faults: dict[Check, tuple[int, tuple[int, ...]]] = field(default_factory=dict)
    repeated_rows: int = 0
    key_repeats: bool = False
    doubts: tuple[str, ...] = ()
    files: list[Path] = field(default_factory=list)


def stream(
    connection: Connection,
    table: TextTable,
    match: Match,
    plan: Plan,
    *,
    name: str,
    delivery: str,
    provider: str,
    secret: bytes,
    made: Path,
    work: Path,
) -> Streamed:
    """Read a file once: good rows to their months in `made`, the others set aside with a reason."""
    positions = sorted(set(match.columns.values()))
    rows = Rows(
        table, match.header_row, positions, narrow_columns(table, match.header_row, positions)
    )
    done = Streamed()
    with ExitStack() as stack:
        parts = stack.enter_context(Parts(made))
        hasher = stack.enter_context(Hasher(secret, beside=table.path.stat().st_size > BIG))
        writer = stack.enter_context(ThreadPoolExecutor(max_workers=1))
        judge = Judge(connection, plan, provider, hasher)
        course = _Course(plan, match, parts, writer, done, work, delivery)
        stack.callback(course.close)
        for batch in _ahead(rows.stream()):
            course.take(judge.judge(batch))
        course.finish()
        ask = f"Ask the sender to {match.source.agency_question}."
        done.doubts = judge.check_days(name, ask if match.source.agency_question else "")
    done.torn = rows.torn
    done.read = rows.count + len(rows.torn) - done.blank
    done.files = sorted(parts.files)
    _refuse_ruins(name, done, rows.count)
    return done


class _Course:
    """What happens to judged batches, in order: counted, then made up and written by a thread."""

    def __init__(
        self,
        plan: Plan,
        match: Match,
        parts: Parts,
        writer: ThreadPoolExecutor,
        done: Streamed,
        work: Path,
        delivery: str,
    ) -> None:
        self._plan, self._parts, self._writer, self._done = plan, parts, writer, done
        self._keyed = bool(match.source.key) and "record" in plan.names
        self._keeps = match.source.within_file == "keep"
        self._keys = Repeats(work / "keys.bin")
        self._rows = Repeats(work / "hashes.bin")
        self._delivery = pa.array([delivery])
        self._waiting: deque[Future[None]] = deque()

    def take(self, judged: Judged) -> None:
        """Count a batch's faults now; write its rows when its pseudonyms have come."""
        self._count(judged)
        self._waiting.append(self._writer.submit(self._write, judged))
        while len(self._waiting) > WAITING:
            self._waiting.popleft().result()

    def _count(self, judged: Judged) -> None:
        bad = (judged.faults != 0) & ~judged.blank
        self._done.blank += int(judged.blank.sum())
        at = np.flatnonzero(bad)
        if not at.size:
            return
        self._done.quarantined += at.size
        numbers, faults = judged.batch.numbers[at], judged.faults[at]
        for check in self._plan.checks:
            hit = (faults & np.uint64(1 << check.bit)) != 0
            if hit.any():
                count, first = self._done.faults.get(check, (0, ()))
                more = tuple(int(n) for n in numbers[hit][: FEW - len(first)])
                self._done.faults[check] = (count + int(hit.sum()), (*first, *more))

    def _write(self, judged: Judged) -> None:
        at = np.flatnonzero((judged.faults != 0) & ~judged.blank)
        self._parts.set_aside(judged.batch.numbers[at], judged.faults[at])
        table = assemble(self._plan, judged)
        keys = self._key_prefixes(table)
        self._compare(judged, table, keys)
        zeros = pa.array(np.zeros(table.num_rows, dtype=np.int32))
        delivery = pa.DictionaryArray.from_arrays(zeros, self._delivery)
        self._parts.add(table.add_column(0, "delivery", delivery))

    def _key_prefixes(self, table: pa.Table) -> NDArray[np.uint64] | None:
        """The first half of each record's pseudonym; zero where there is none."""
        if not self._keyed:
            return None
        keys = table.column("record").combine_chunks()
        storage = keys.storage if isinstance(keys, pa.ExtensionArray) else keys
        filled = pc.fill_null(storage, bytes(16))
        flat = np.frombuffer(filled.buffers()[1], dtype=np.uint64)
        found: NDArray[np.uint64] = flat[2 * filled.offset :][: 2 * len(filled) : 2]
        return found

    def _compare(self, judged: Judged, table: pa.Table, keys: NDArray[np.uint64] | None) -> None:
        """Remember keys and rows, to count those met before."""
        chosen = np.ones(table.num_rows, dtype=np.bool_)
        if keys is not None:
            self._keys.add(keys[keys != 0])
            chosen = chosen if self._keeps else keys == 0
        if chosen.any():
            good = np.flatnonzero(judged.faults == 0)[chosen]
            self._rows.add(hash_rows(judged.batch, good))

    def finish(self) -> None:
        """Wait for the last batches and count what repeats."""
        while self._waiting:
            self._waiting.popleft().result()
        self._done.key_repeats = self._keys.count() > 0
        self._done.repeated_rows = self._rows.count()

    def close(self) -> None:
        """Let go of the files."""
        self._keys.close()
        self._rows.close()


def hash_rows(batch: Batch, at: NDArray[np.intp]) -> NDArray[np.uint64]:
    """A 64-bit hash of every used cell of some rows, for telling equal rows in one run."""
    found = np.zeros(at.size, dtype=np.uint64)
    wanted = pa.array(at)
    for place, cells in enumerate(batch.cells.values()):
        if pa.types.is_dictionary(cells.type):
            texts, codes = cells.dictionary, cells.indices.take(wanted).to_numpy()
        else:
            coded = pc.dictionary_encode(cells.take(wanted))
            texts, codes = coded.dictionary, coded.indices.to_numpy()
        each = np.fromiter(
            (hash((place, text)) & 0xFFFFFFFFFFFFFFFF for text in texts.to_pylist()),
            dtype=np.uint64,
            count=len(texts),
        )
        found = (found * np.uint64(0x9E3779B97F4A7C15)) ^ each[codes]
    return found


def narrow_columns(table: TextTable, header: int, positions: list[int]) -> frozenset[int]:
    """Positions of the columns that repeat a few texts, judged from the first rows."""
    with closing(Rows(table, header, positions, block=SAMPLE).stream()) as batches:
        sample = next(batches, None)
    if sample is None:
        return frozenset()
    return frozenset(
        i
        for i, cells in sample.cells.items()
        if pc.count_distinct(cells).as_py() <= len(sample) / 2
    )


def _refuse_ruins(name: str, done: Streamed, whole: int) -> None:
    """A file of which nothing, or hardly anything, can be read is refused, not set aside."""
    if not done.read:
        raise SourceError(
            f"{name} holds headings and no rows. Ask the sender whether the extract was empty."
        )
    if len(done.torn) > whole - done.blank:
        raise SourceError(
            f"{name}, row {done.torn[0]}: most rows have more or fewer cells than the headings. Ask the "
            "sender to export it again, with text that holds commas in quotation marks."
        )
    if done.quarantined + len(done.torn) == done.read:
        worst = max(done.faults, key=lambda check: done.faults[check][0])
        raise SourceError(
            f"{name}: not one of its {done.read:,} rows can be used; in {done.faults[worst][0]:,} "
            f"“{worst.title}” {worst.reason}. Nothing was kept. Ask the sender whether that column "
            "changed."
        )


def _ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items, made by a thread that keeps one step ahead."""
    made: queue.Queue[tuple[T | None, BaseException | None]] = queue.Queue(maxsize=WAITING)
    stop = threading.Event()

    def offer(item: T | None, problem: BaseException | None = None) -> None:
        while not stop.is_set():
            try:
                made.put((item, problem), timeout=0.1)
            except queue.Full:
                continue
            else:
                return

    def work() -> None:
        try:
            for item in items:
                offer(item)
                if stop.is_set():
                    return
            offer(None)
        except BaseException as problem:
            offer(None, problem)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        while True:
            item, problem = made.get()
            if problem is not None:
                raise problem
            if item is None:
                return
            yield item
    finally:
        stop.set()
        thread.join()
