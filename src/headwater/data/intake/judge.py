"""Judging rows: what is wrong with each, and what each becomes.

The declaration's SQL is asked of distinct texts where a column repeats a few, and of every cell
elsewhere; the answers are then dealt out to the rows.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.data.engine import Connection
from headwater.data.files.rows import NARROW, Batch
from headwater.data.intake.compile import (
    BLANKS,
    LATE,
    READ,
    SLASHED,
    SWAPPED,
    ColumnPlan,
    FieldPlan,
    Fixed,
    Hashed,
    Piece,
    Plan,
    Worked,
)
from headwater.data.intake.pseudonyms import SIZE, Hasher, prefix_of
from headwater.data.source import Kind
from headwater.vocabulary.errors import SourceError

TYPES = {
    "UUID": pa.uuid(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "VARCHAR": NARROW,
    "INTEGER": pa.int32(),
    "UTINYINT": pa.uint8(),
    "FLOAT": pa.float32(),
    "BOOLEAN": pa.bool_(),
}
REMEMBERED = 100_000
"""Distinct texts of one column that are remembered between batches."""
MANY = 3
"""Rows written month first from which a file is refused, not only its rows."""
ENOUGH = 20
"""Days from which their way of writing can be judged."""

Faults = NDArray[np.uint64]
Hashes = dict[tuple[str, str], tuple[Future[bytes], pa.Array]]


@dataclass
class _Answers:
    """What the SQL says of some texts: shape (n,) each."""

    faults: Faults
    days: NDArray[np.uint8]
    answers: list[pa.Array]

    def take(self, codes: pa.Array) -> _Answers:
        at = codes.to_numpy()
        return _Answers(self.faults[at], self.days[at], [_deal(a, codes) for a in self.answers])


def _deal(answer: pa.Array, codes: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(answer.type):
        return pa.DictionaryArray.from_arrays(answer.indices.take(codes), answer.dictionary)
    return answer.take(codes)


@dataclass
class _Memory:
    """The texts of one column met so far and what was said of them."""

    codes: dict[str, int] = field(default_factory=dict)
    said: _Answers | None = None


@dataclass(frozen=True)
class Judged:
    """A batch with its faults; pseudonyms may still be on their way."""

    batch: Batch
    faults: Faults
    blank: NDArray[np.bool_]
    """Rows with nothing in any cell: blank lines, not rows."""
    answers: Mapping[str, Sequence[pa.Array]]
    hashes: Hashes


class Judge:
    """Judges batch after batch of one file, in order."""

    def __init__(self, connection: Connection, plan: Plan, provider: str, hasher: Hasher) -> None:
        self._connection = connection
        self._plan = plan
        self._provider = provider
        self._hasher = hasher
        self._memory = {column.name: _Memory() for column in plan.columns}
        self._days = {
            column.name: np.zeros(16, dtype=np.int64)
            for column in plan.columns
            if column.kind in (Kind.DAY, Kind.MOMENT)
        }
        self._hashed = {
            (piece.column, piece.domain): next(c for c in plan.columns if c.name == piece.column)
            for made in plan.fields
            for piece in made.pieces
            if isinstance(piece, Hashed)
        }

    def judge(self, batch: Batch) -> Judged:
        """Send identifiers to be hashed and ask everything else."""
        hashes: Hashes = {
            (name, domain): self._hash(batch.cells[column.position], domain)
            for (name, domain), column in self._hashed.items()
        }
        faults = np.zeros(len(batch), dtype=np.uint64)
        answers: dict[str, Sequence[pa.Array]] = {}
        for column in self._plan.columns:
            said = self._ask(column, batch.cells[column.position])
            faults |= said.faults
            answers[column.name] = said.answers
            if column.name in self._days:
                self._days[column.name] += np.bincount(said.days, minlength=16)
        return Judged(batch, faults, _blank_rows(batch, faults), answers, hashes)

    def _ask(self, column: ColumnPlan, cells: pa.Array) -> _Answers:
        if not pa.types.is_dictionary(cells.type):
            return self._query(column, cells)
        memory = self._memory[column.name]
        texts = cells.dictionary.to_pylist()
        new = [text for text in texts if text not in memory.codes]
        if len(memory.codes) + len(new) > REMEMBERED:
            memory.codes.clear()
            memory.said, new = None, texts
        if new:
            said = self._query(column, pa.array(new, pa.string()))
            memory.said = said if memory.said is None else _join(memory.said, said)
            memory.codes.update({t: len(memory.codes) + i for i, t in enumerate(new)})
        codes = pa.array([memory.codes[text] for text in texts], pa.int32()).take(cells.indices)
        if memory.said is None:
            return self._query(column, cells.dictionary_decode())
        return memory.said.take(codes)

    def _query(self, column: ColumnPlan, cells: pa.Array) -> _Answers:
        texts = _trim(cells)
        if column.kind is Kind.IDENTIFIER and not column.answers:
            # Only whether it is blank can be wrong with an identifier.
            blank = texts.is_null().to_numpy(zero_copy_only=False)
            bit = np.uint64(0 if column.blank is None else 1 << column.blank)
            return _Answers(blank * bit, np.zeros(len(cells), dtype=np.uint8), [])
        self._connection.register("cells", pa.table({"text": texts}))
        found = self._connection.execute(column.select).to_arrow_table()
        self._connection.unregister("cells")
        answers = [_one(found.column(2 + i)) for i in range(column.answers)]
        return _Answers(
            found.column(0).to_numpy(),
            found.column(1).to_numpy(),
            [pc.dictionary_encode(a) if pa.types.is_string(a.type) else a for a in answers],
        )

    def _hash(self, cells: pa.Array, domain: str) -> tuple[Future[bytes], pa.Array]:
        if pa.types.is_dictionary(cells.type):
            cells = cells.dictionary_decode()
        texts = _trim(cells)
        blank = texts.is_null()
        texts = pc.fill_null(pc.utf8_upper(texts), "")
        _, ends, letters = texts.buffers()
        offsets = array("i")
        offsets.frombytes(memoryview(ends)[: (len(texts) + 1) * offsets.itemsize])
        data = b"" if letters is None else memoryview(letters)[: offsets[-1]].tobytes()
        prefix = prefix_of(self._provider, domain)
        return self._hasher.submit(prefix, offsets, data), blank

    def check_days(self, name: str, ask: str) -> tuple[str, ...]:
        """Sentences about days that look turned round.

        Raises: SourceError where a column is written month first, or was turned round in part by a
        spreadsheet.
        """
        doubts = []
        for column in self._plan.columns:
            flags = self._days.get(column.name)
            if flags is None:
                continue

            def rows(flags: NDArray[np.int64], has: int, lacks: int = 0) -> int:
                return int(sum(n for f, n in enumerate(flags) if f & has == has and not f & lacks))

            plain, late = rows(flags, READ, SLASHED), rows(flags, READ | LATE, SLASHED)
            slashed = rows(flags, READ | SLASHED)
            if rows(flags, SWAPPED) >= MANY:
                raise SourceError(
                    f"{name}: “{column.title}” is written month first in {rows(flags, SWAPPED):,} rows. "
                    f"Ask the sender to write days as 2025-03-31. {ask}".strip()
                )
            if plain >= ENOUGH and not late and slashed >= ENOUGH:
                if rows(flags, READ | SLASHED | LATE) == slashed:
                    raise SourceError(
                        f"{name}: “{column.title}” is written in two ways, and no day after the 12th in "
                        "one of them: a spreadsheet has turned day and month round. Ask the sender to "
                        "export the file again without opening it in Excel."
                    )
            elif rows(flags, READ) >= 10 * ENOUGH and not rows(flags, READ | LATE):
                doubts.append(
                    f"“{column.title}” holds no day after the 12th of any month. Ask the sender whether "
                    "day and month were turned round."
                )
        return tuple(doubts)


def _trim(cells: pa.Array) -> pa.Array:
    """Texts without blanks at their ends; null where nothing is left."""
    texts = pc.utf8_trim(cells, BLANKS)
    return pc.if_else(pc.equal(pc.binary_length(texts), 0), pa.scalar(None, pa.string()), texts)


def _join(one: _Answers, other: _Answers) -> _Answers:
    return _Answers(
        np.concatenate([one.faults, other.faults]),
        np.concatenate([one.days, other.days]),
        [_one(pa.chunked_array([a, b])) for a, b in zip(one.answers, other.answers, strict=True)],
    )


def _one(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece."""
    if pa.types.is_dictionary(column.type):
        column = column.unify_dictionaries()
    whole = column.combine_chunks()
    return pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole


def _blank_rows(batch: Batch, faults: Faults) -> NDArray[np.bool_]:
    """Rows whose every cell is blank. Such a row lacks what must be filled, so it has a fault."""
    blank = np.zeros(len(batch), dtype=np.bool_)
    suspects = np.flatnonzero(faults)
    if not suspects.size:
        return blank
    empty = np.ones(suspects.size, dtype=np.bool_)
    at = pa.array(suspects)
    for cells in batch.cells.values():
        part = _deal(cells, at)
        if pa.types.is_dictionary(part.type):
            part = part.dictionary_decode()
        empty &= pc.equal(pc.utf8_trim(part, BLANKS), "").to_numpy(zero_copy_only=False)
        if not empty.any():
            return blank
    blank[suspects[empty]] = True
    return blank


def assemble(plan: Plan, judged: Judged) -> pa.Table:
    """The rows without a fault in the fields of the minimum dataset, with their numbers."""
    size = len(judged.batch)
    pieces = {made.name: _field(made, judged, size) for made in plan.fields}
    table = pa.table({"row": pa.array(judged.batch.numbers), **pieces})
    good = judged.faults == 0
    return table if good.all() else table.filter(pa.array(good))


def _field(made: FieldPlan, judged: Judged, size: int) -> pa.Array:
    kind = TYPES[made.type]
    parts = [_piece(piece, judged, kind, size) for piece in made.pieces]
    if len(parts) == 1:
        return parts[0]
    if pa.types.is_dictionary(kind):
        plain = [p.dictionary_decode() for p in parts]
        return pc.dictionary_encode(pc.coalesce(*plain))
    if kind == pa.uuid():
        plain = [p.storage for p in parts]
        return pa.ExtensionArray.from_storage(kind, pc.coalesce(*plain))
    return pc.coalesce(*parts)


def _piece(piece: Piece, judged: Judged, kind: pa.DataType, size: int) -> pa.Array:
    match piece:
        case Fixed(None):
            return pa.nulls(size, kind)
        case Fixed(value):
            return _constant(value, kind, size)
        case Worked(column, at):
            found = judged.answers[column][at]
            return found if found.type == kind else found.cast(kind)
        case Hashed(column, domain):
            future, blank = judged.hashes[column, domain]
            return _uuids(future.result(), blank)


def _plain_type(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _constant(value: str | int | float | bool | None, kind: pa.DataType, size: int) -> pa.Array:
    one = pa.array([value], _plain_type(kind))
    if pa.types.is_dictionary(kind):
        return pa.DictionaryArray.from_arrays(pa.array(np.zeros(size, dtype=np.int32)), one)
    return one.take(pa.array(np.zeros(size, dtype=np.int32)))


def _uuids(digests: bytes, blank: pa.Array) -> pa.Array:
    size = len(digests) // SIZE
    storage = pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(SIZE), size, [None, pa.py_buffer(digests)]
    )
    if pc.any(blank).as_py():
        storage = pc.if_else(blank, pa.scalar(None, pa.binary(SIZE)), storage)
    return pa.ExtensionArray.from_storage(pa.uuid(), storage)
