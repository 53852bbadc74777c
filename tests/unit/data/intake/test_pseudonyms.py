"""Identifiers become keyed pseudonyms at the door, and no trace of them is kept."""

from __future__ import annotations

import hmac
import re
import sqlite3
import uuid
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.data.intake.small_files import (
    RECORD,
    an_agreement,
    gather_into,
    saved_as,
    street_row,
    text_of,
)

from headwater.data.intake.gather import State
from headwater.data.intake.pseudonyms import NONE, Hasher, prefix_of, pseudonyms
from headwater.data.store import Store
from headwater.vocabulary.records.agreement import AgreementBook

KEY = bytes(range(32))


def laid_out(texts: list[str]) -> tuple[array[int], bytes]:
    raw = [text.encode() for text in texts]
    ends = array("i", [0])
    for part in raw:
        ends.append(ends[-1] + len(part))
    return ends, b"".join(raw)


@given(
    texts=st.lists(st.text(min_size=0, max_size=120), max_size=8),
    provider=st.text(max_size=80),
    key=st.binary(min_size=1, max_size=64),
)
@settings(max_examples=200, deadline=None)
def test_a_pseudonym_is_hmac_sha_256_as_the_standard_library_has_it(texts, provider, key):
    prefix = prefix_of(provider, "person")
    found = pseudonyms(key, prefix, *laid_out(texts))
    for n, text in enumerate(texts):
        expected = hmac.digest(key, prefix + text.encode(), "sha256")[:16] if text else NONE
        assert found[16 * n : 16 * n + 16] == expected


def test_the_process_beside_gives_the_same_pseudonyms():
    texts = [f"id-{n}" for n in range(5_000)]
    prefix = prefix_of("Police", "record")
    with Hasher(KEY, beside=True) as beside, Hasher(KEY, beside=False) as here:
        assert (
            beside.submit(prefix, *laid_out(texts)).result()
            == here.submit(prefix, *laid_out(texts)).result()
        )


def test_the_key_is_not_among_the_arguments_of_the_process_beside():
    with Hasher(KEY, beside=True) as beside:
        beside.submit(b"", *laid_out(["x"])).result()
        arguments = Path(f"/proc/{beside._child.pid}/cmdline")
        if arguments.is_file():
            assert KEY not in arguments.read_bytes()
            assert KEY.hex().encode() not in arguments.read_bytes()


def test_a_process_beside_that_dies_is_an_error_and_not_a_pseudonym():
    with Hasher(KEY, beside=True) as beside:
        beside._child.kill()
        beside._child.wait()
        with pytest.raises(OSError, match=r"ended early|Broken pipe"):
            beside.submit(b"", *laid_out(["x" * 100_000])).result()


def test_what_is_stored_is_the_pseudonym_of_provider_domain_and_identifier(take, records, store):
    take(records({"Crime reference": " ab/1 ", "Victim reference": "ab/1"}))
    delivery = store.deliveries()[0]
    row = _rows(store, delivery)[0]

    def expected(domain: str) -> str:
        message = f"Leicestershire Police\x1f{domain}\x1fAB/1".encode()
        return str(uuid.UUID(bytes=hmac.digest(store.secret(), message, "sha256")[:16]))

    assert str(row["record"]) == expected("record")
    assert str(row["victim_id"]) == expected("person")
    assert row["record"] != row["victim_id"]


def test_two_agencies_pseudonyms_of_one_number_differ(records, tmp_path):
    found = set()
    for provider in ("Leicestershire Police", "Another Police"):
        store = Store.create(tmp_path / provider.split()[0])
        store.folder.joinpath("pseudonym.key").write_text(KEY.hex())
        signature = an_agreement().signatures[0]
        signed = (*an_agreement().signatures, type(signature)(provider, "C", signature.on))
        book = AgreementBook((an_agreement(provider=provider, signatures=signed),))
        gather_into(store, records({}), book=book)
        found.add(str(_rows(store, store.deliveries()[0])[0]["victim_id"]))
    assert len(found) == 2


def test_a_blank_identifier_has_no_pseudonym(take, records, store):
    take(records({"Victim reference": "  "}))
    assert _rows(store, store.deliveries()[0])[0]["victim_id"] is None


CANARIES = ("CANARYCRIME77", "CANARYVICTIM88", "CANARYSUSPECT99")


def test_no_raw_identifier_is_anywhere_in_the_store(tmp_path, store):
    headings = [*RECORD, "Suspect reference"]
    rows = [
        [
            *{
                **RECORD,
                "Crime reference": f"{CANARIES[0]}-{n}",
                "Victim reference": f"{CANARIES[1]}-{n % 7}",
            }.values(),
            f"{CANARIES[2]}-{n}",
        ]
        for n in range(3_000)
    ]
    rows += [[*{**RECORD, "Crime reference": CANARIES[0], "Victim age": "CANARYAGE"}.values(), ""]]
    path = tmp_path / "records.csv"
    path.write_text(text_of(headings, rows))
    again = tmp_path / "records again 2026-03-01.csv"
    again.write_text(text_of(headings, rows[:100]))
    assert [o.state for o in gather_into(store, path, again)] == [State.NEW, State.NEW]
    wanted = re.compile("|".join([*CANARIES, "CANARYAGE"]).encode())
    searched = [p for p in store.folder.rglob("*") if p.is_file()]
    assert any(p.suffix == ".sqlite3" for p in searched)
    for file in searched:
        assert not wanted.search(file.read_bytes()), file
        if file.suffix == ".parquet":
            _search_cells(file, wanted)
    with sqlite3.connect(store.folder / "register.sqlite3") as register:
        assert not wanted.search("\n".join(register.iterdump()).encode())


def _search_cells(file: Path, wanted: re.Pattern[bytes]) -> None:
    """Compressed pages hide letters, so every value is looked at as well."""
    import pyarrow.parquet as pq

    for row in pq.ParquetFile(file).read().to_pylist():
        for cell in row.values():
            assert not wanted.search(str(cell).encode()), file


@pytest.mark.parametrize("kind", ["csv", "cp1252", "csv.gz", "xlsx", "zip"])
def test_what_a_kill_would_leave_in_the_store_holds_no_raw_identifier(
    tmp_path, store, monkeypatch, kind
):
    """Looked at when the rows have been made and nothing has been committed."""
    rows = [[*{**RECORD, "Crime reference": f"{CANARIES[0]}-{n}"}.values()] for n in range(500)]
    path = saved_as(tmp_path / f"records.{kind}", list(RECORD), rows)
    seen: list[Path] = []

    def look(self, *_):
        for file in (p for p in store.folder.rglob("*") if p.is_file()):
            seen.append(file)
            assert CANARIES[0].encode() not in file.read_bytes(), file

    monkeypatch.setattr(Store, "commit", look)
    gather_into(store, path)
    assert any("staging" in file.parts for file in seen)


def test_a_message_about_a_personal_column_never_repeats_its_value(take, records):
    outcome = take(
        records(*[{"Crime reference": str(n), "Victim age": "SECRETAGE"} for n in range(3)])
    )[0]
    assert outcome.state is State.REFUSED
    assert "SECRETAGE" not in outcome.message
    mixed = take(
        records(
            {"Crime reference": "A"},
            {"Crime reference": "B", "Victim sex": "SECRETSEX"},
            name="m.csv",
        )
    )[0]
    assert "SECRETSEX" not in str(mixed.receipt)


def test_a_street_row_with_no_crime_id_has_no_record(take, street, store):
    take(street(street_row("", kind="Anti-social behaviour"), street_row("a" * 64)))
    assert sorted(str(r["record"]) == "None" for r in _rows(store, store.deliveries()[0])) == [
        False,
        True,
    ]


def _rows(store: Store, delivery) -> list[dict]:
    import duckdb

    files = [str(p) for p in store.row_files(delivery)]
    return duckdb.sql(f"SELECT * FROM read_parquet({files})").to_arrow_table().to_pylist()


def test_an_identifier_that_comes_again_has_the_same_pseudonym():
    prefix = prefix_of("Police", "person")
    with Hasher(KEY, beside=False) as hasher:
        for texts in (
            [f"p{n % 700}" for n in range(2_000)],
            [f"p{n}" for n in range(3_000)],
            ["", "p1"],
        ):
            found = hasher.submit(prefix, *laid_out(texts)).result()
            assert found == pseudonyms(KEY, prefix, *laid_out(texts))
