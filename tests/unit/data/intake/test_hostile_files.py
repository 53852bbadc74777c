"""A file made to harm, or ruined on the way, is refused in one line and leaves the store as it was."""

from __future__ import annotations

import gzip
import io
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.unit.data.intake.small_files import STREET, gather_into, street_row, text_of

from headwater.data.intake.gather import State
from headwater.data.store import Store
from headwater.vocabulary.errors import HostileFileError, SourceError, UnknownFileError

LINE = ",".join(STREET)
GOOD = text_of(STREET, [street_row("a" * 64)])


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def workbook(rows: str) -> bytes:
    """A workbook of one sheet with this XML inside its data."""
    main = "http://schemas.openxmlformats.org"
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{main}/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'.encode(),
            "xl/workbook.xml": f'<workbook xmlns="{main}/spreadsheetml/2006/main" xmlns:r="{main}/'
            'officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>".encode(),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{main}/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{main}/officeDocument/2006/relationships/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}/spreadsheetml/2006/main"><sheetData>'
            f"{rows}</sheetData></worksheet>".encode(),
        }
    )


HOSTILE: dict[str, tuple[str, Callable[[], bytes], type[SourceError], str]] = {
    "gzip bomb": ("s.csv.gz", lambda: gzip.compress((GOOD + "\n" * 50_000_000).encode()), HostileFileError, "unpacks to far more"),
    "zip bomb": ("s.zip", lambda: packed({"a.csv": b"0" * 300_000_000}), HostileFileError, "would unpack"),
    "zip of many parts": ("s.zip", lambda: packed({f"{n}.csv": b"" for n in range(21_000)}), HostileFileError, "21,000 files"),
    "zip that reaches outside": ("s.zip", lambda: packed({"../../evil.csv": GOOD.encode()}), HostileFileError, "outside itself"),
    "zip that begins at the root": ("s.zip", lambda: packed({"/etc/evil.csv": GOOD.encode()}), HostileFileError, "outside itself"),
    "workbook bomb": ("s.xlsx", lambda: packed({"xl/worksheets/sheet1.xml": b" " * 600_000_000}), HostileFileError, "would unpack"),
    "workbook whose last cell is far away": ("s.xlsx", lambda: workbook('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), SourceError, "cannot be opened"),
    "workbook that is no workbook": ("s.xlsx", lambda: packed({"hello.txt": b"hello"}), SourceError, "cannot be opened"),
    "NUL bytes": ("s.csv", lambda: GOOD.encode().replace(b"Robbery", b"") + b"\0\0\0", HostileFileError, "NUL bytes"),
    "a row of two million columns": ("s.csv", lambda: (LINE + "\n" + "," * 2_000_000 + "\n").encode(), HostileFileError, "a line of more than"),
    "headings of ten thousand columns": ("s.csv", lambda: ("a," * 10_000 + "\n").encode(), SourceError, ""),
    "a picture": ("s.csv", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), HostileFileError, "a PNG picture"),
    "a program": ("s.csv", lambda: b"\x7fELF" + bytes(100), HostileFileError, "a program"),
    "an old workbook": ("s.xls", lambda: b"\xd0\xcf\x11\xe0" + bytes(100), HostileFileError, "save it as .xlsx"),
    "a mark never closed": ("s.csv", lambda: GOOD.encode() + b'"abc,2025-01\n' + GOOD.encode() * 3, SourceError, "quotation mark"),
    "an endless line": ("s.csv", lambda: (LINE + "\n" + "x" * 30_000_000).encode(), HostileFileError, "a line of more than"),
    "an endless cell in marks": ("s.csv", lambda: (GOOD + '"' + "x\n" * 3_000_000).encode(), HostileFileError, "a cell of more than"),
    "nothing": ("s.csv", lambda: b"", SourceError, "is empty"),
    "blank lines": ("s.csv", lambda: b"\n\n\n", UnknownFileError, "only blank lines"),
    "headings alone": ("s.csv", lambda: (LINE + "\n").encode(), SourceError, "headings and no rows"),
    "UTF-16 that breaks off": ("s.csv", lambda: GOOD.encode("utf-16")[:-1], SourceError, "not written in one encoding"),
    "gzip cut short": ("s.csv.gz", lambda: gzip.compress(GOOD.encode() * 100)[:-30], SourceError, "cut short"),
    "zip cut short": ("s.zip", lambda: packed({"a.csv": GOOD.encode()})[:-10], SourceError, "damaged"),
    "Parquet cut short": ("s.parquet", lambda: b"PAR1" + bytes(200), SourceError, "cut short or damaged"),
    "one column": ("s.csv", lambda: b"a\n1\n2\n", UnknownFileError, ""),
    "a format nobody reads": ("s.docx2", lambda: b"hello", UnknownFileError, "not a file Headwater reads"),
    "a page of HTML": ("s.csv", lambda: b"<!DOCTYPE html><html>\n<body>\n<p>Sign in</p>\n", UnknownFileError, ""),
    "GeoJSON of no features": ("s.geojson", lambda: b'{"type": "hello"}', UnknownFileError, "no map features"),
}  # fmt: skip
EXIT = {HostileFileError: 4, SourceError: 3, UnknownFileError: 3}


@pytest.mark.parametrize("case", HOSTILE)
def test_it_is_refused_in_one_line_and_the_store_is_untouched(tmp_path, store, case):
    name, make, family, words = HOSTILE[case]
    path = tmp_path / name
    path.write_bytes(make())
    before = _contents(store)
    high = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcomes = gather_into(store, path)
    assert [o.state in (State.REFUSED, State.UNKNOWN) for o in outcomes] == [True]
    message = outcomes[0].message
    assert words in message
    assert "\n" not in message
    assert name.removesuffix(".gz") in message
    if outcomes[0].error is not None:
        assert isinstance(outcomes[0].error, family)
        assert outcomes[0].error.exit_code == EXIT[family]
    assert _contents(store) == before
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - high < 512 * 1024


def _contents(store: Store) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in store.folder.rglob("*.parquet")} | {
        store.folder: repr(store.deliveries()).encode()
    }


def test_nothing_is_written_outside_the_store_by_an_archive(tmp_path, store):
    path = tmp_path / "s.zip"
    path.write_bytes(packed({"../evil.csv": GOOD.encode()}))
    before = sorted(tmp_path.rglob("evil*"))
    gather_into(store, path)
    assert sorted(tmp_path.rglob("evil*")) == before == []


def test_an_archive_with_a_password_is_refused(tmp_path, store):
    data = bytearray(packed({"a.csv": GOOD.encode()}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    path = tmp_path / "s.zip"
    path.write_bytes(bytes(data))
    assert "password" in gather_into(store, path)[0].message


def test_a_part_that_is_refused_stops_no_other_part(tmp_path, store):
    path = tmp_path / "s.zip"
    path.write_bytes(packed({"a.csv": b"\x89PNG", "b.csv": GOOD.encode()}))
    assert [o.state for o in gather_into(store, path)] == [State.REFUSED, State.NEW]


@pytest.mark.parametrize(
    "data",
    [
        ("\ufeff" + GOOD).encode(),
        GOOD.encode("utf-16"),
        GOOD.replace("High", "Hâgh").encode("cp1252"),
        GOOD.replace("\n", "\r\n").encode(),
        (LINE + "\r\n" + GOOD.split("\n")[1] + "\n").encode(),
        ("Street crime\n\nDownloaded in March,\n" + GOOD).encode(),
    ],
    ids=["BOM", "UTF-16", "cp1252", "CRLF", "mixed ends", "headings on the fourth row"],
)
def test_what_is_only_odd_is_read(tmp_path, store, data):
    path = tmp_path / "s.csv"
    path.write_bytes(data)
    outcome = gather_into(store, path)[0]
    assert outcome.state is State.NEW, outcome.message
    assert (outcome.receipt.rows_read, outcome.receipt.accepted) == (1, 1)


def test_duplicate_headings_are_refused_by_name(tmp_path, store):
    path = tmp_path / "s.csv"
    rows = [[*street_row("a" * 64), "Robbery"]]
    path.write_text(text_of([*STREET, "Crime type"], rows))
    outcome = gather_into(store, path)[0]
    assert outcome.state is State.REFUSED
    assert "“Crime type” stands above two columns" in outcome.message


def test_nested_parquet_is_refused(tmp_path, store):
    path = tmp_path / "s.parquet"
    pq.write_table(pa.table({"Crime ID": [["a", "b"]], "Month": ["2025-01"]}), path)
    assert "lists or records" in gather_into(store, path)[0].message
