"""Files that are not what they should be, sent in the browser: a clear sentence, and nothing kept (T7, T8)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.web.test_sharing_deliveries import (  # noqa: F401 - a fixture
    CANARY,
    HEAD,
    ambulance,
    extract,
    post,
    worked,
)

from headwater.web.audit.models import Entry
from headwater.web.policy import Role
from headwater.web.runs.models import Run
from headwater.web.sharing.models import Upload
from headwater.web.sharing.selectors.deliveries import all_sent

pytestmark = pytest.mark.django_db
ROW = f"{CANARY},2026-03-01 20:00,Assault,V1,25,1,Public house,E01013600,N,"


def workbook(cells: Callable[[int, int], object], rows: int = 3) -> bytes:
    """A workbook with the ambulance headings; `cells` fills row and column."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD.split(","))
        for row in range(1, rows + 1):
            for column in range(10):
                sheet.write(row, column, cells(row, column))
    return made.getvalue()


def bomb() -> bytes:
    """A workbook whose one sheet would unpack to 400 million letters."""
    good = io.BytesIO(workbook(lambda row, column: ""))
    packed = io.BytesIO()
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                text = text.replace(b"</sheetData>", b" " * 400_000_000 + b"</sheetData>")
            new.writestr(name, text)
    return packed.getvalue()


REFUSED = {
    "a workbook that unpacks to far more": ("ambulance.xlsx", bomb, "would unpack to"),
    "NUL bytes": ("ambulance.csv", lambda: extract() + b"A\x00B,x\n", "NUL"),
    "a picture called CSV": ("ambulance.csv", lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 300, "picture"),
    "a CSV called XLSX": ("ambulance.xlsx", extract, "is not a file Headwater reads"),
    "a program called Parquet": ("ambulance.parquet", lambda: b"\x7fELF" + b"1" * 99, "a program"),
    "half a Parquet file": ("ambulance.parquet", lambda: b"PAR1" + b"x" * 99, "damaged"),
    "an ending nobody reads": ("ambulance.exe", extract, "is not a file Headwater reads"),
    "one endless line": ("ambulance.csv", lambda: HEAD.encode() + b"x" * 9_000_000, "line"),
    "nothing but spaces": ("ambulance.csv", lambda: b" \n \n\n", ""),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_a_sentence_and_nothing_of_it_is_kept(
    ambulance,  # noqa: F811
    as_role,
    partnership,
    case,
):
    name, make, words = REFUSED[case]
    client = as_role(Role.DATA_PROVIDER)
    post(client, make(), name=name)
    run = worked()
    assert run.state == Run.State.FAILED
    upload = Upload.objects.get()
    assert upload.state == Upload.State.REFUSED
    page = client.get(reverse("sharing:sent", args=[upload.pk])).content.decode()
    assert "Nothing of this file was kept" in page
    assert words in upload.message
    assert upload.message.count(". ") <= 4
    for said in ("Traceback", "fault in Headwater", "limits of memory", CANARY):
        assert said not in upload.message
    assert not all_sent()
    assert not list((partnership / "incoming").iterdir())
    assert client.get("/").status_code == 200


def test_a_file_of_no_bytes_is_refused_before_it_is_sent_on(ambulance, as_role):  # noqa: F811
    page = post(as_role(Role.DATA_PROVIDER), b"")
    assert "The file is empty" in page.content.decode()
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["../../headwater.toml.csv", "..\\..\\x.csv", "/etc/passwd.csv", "a/b/c.csv", "x\u202ecsv.csv"],
)
def test_a_path_in_a_files_name_leads_nowhere(ambulance, as_role, partnership, name):  # noqa: F811
    before = {p for p in partnership.rglob("*") if p.is_file()}
    file = SimpleUploadedFile("plain.csv", extract())
    # Django takes a path off a name by itself: this one is put back, as if it had not.
    file._name = name
    given = {"agency": ambulance.slug, "source": "ambulance", "file": file}
    as_role(Role.DATA_PROVIDER).post(reverse("sharing:send"), given)
    upload = Upload.objects.get()
    assert not {"/", "\\", "\u202e"} & set(upload.file_name)
    assert not upload.file_name.startswith(".")
    arrived = {p for p in partnership.rglob("*") if p.is_file()} - before
    assert arrived == {partnership / "incoming" / str(upload.pk) / upload.file_name}
    assert worked().state == Run.State.DONE


GOOD = ["2026-03-01 20:00", "Assault", "V1", "25", "1", "Public house", "E01013600", "N", ""]
FORMULA = '=HYPERLINK("http://evil.example","25")'


@pytest.mark.parametrize("name", ["ambulance.csv", "ambulance.xlsx"])
def test_a_formula_is_run_by_nobody_and_shown_to_nobody(ambulance, as_role, name):  # noqa: F811
    """In a CSV it is text that fits no number; of a workbook only what its cell last showed is read."""
    quoted = '"' + FORMULA.replace('"', '""') + '"'
    odd = ROW.replace(CANARY, "B").replace(",25,", f",{quoted},")
    text = "\n".join([HEAD, ROW, odd, ""])
    cells = lambda row, column: (  # noqa: E731
        f"A{row}" if not column else FORMULA if (row, column) == (2, 4) else GOOD[column - 1]
    )
    is_book = name.endswith("xlsx")
    client = as_role(Role.DATA_PROVIDER)
    post(client, workbook(cells) if is_book else text.encode(), name=name)
    assert worked().state == Run.State.DONE
    (found,) = all_sent()
    assert (found.receipt.accepted, found.receipt.quarantined) == ((3, 0) if is_book else (1, 1))
    page = client.get(reverse("sharing:delivery", args=[found.delivery.id])).content.decode()
    assert ("Patient age" in page) is not is_book
    assert "evil.example" not in page + str(list(Entry.objects.values()))


def test_bytes_that_are_no_row_are_set_aside_and_the_rows_beside_them_count(
    ambulance,  # noqa: F811
    as_role,
):
    junk = bytes(range(128, 256)) * 400
    client = as_role(Role.DATA_PROVIDER)
    post(client, f"{HEAD}\n{ROW}\n".encode() + junk + b"\n")
    assert worked().state == Run.State.DONE
    (found,) = all_sent()
    assert (found.receipt.accepted, found.receipt.quarantined) == (1, 1)
    page = client.get(reverse("sharing:delivery", args=[found.delivery.id])).content.decode()
    assert "has too many or too few cells" in page


def test_a_workbook_under_the_name_of_a_csv_is_read_for_what_it_is(ambulance, as_role):  # noqa: F811
    cells = lambda row, column: GOOD[column - 1] if column else f"A{row}"  # noqa: E731
    post(as_role(Role.DATA_PROVIDER), workbook(cells), name="ambulance.csv")
    assert worked().state == Run.State.DONE
    assert all_sent()[0].receipt.accepted == 3
