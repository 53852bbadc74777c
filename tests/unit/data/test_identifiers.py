"""Direct identifiers in columns nobody declared are always found, and clean columns seldom accused."""

from __future__ import annotations

import random
import string

import pytest
from tests.unit.data.intake.small_files import RECORD, STREET, gather_into, street_row, text_of

from headwater.data.identifiers import COMMON_FORENAMES, is_nhs_number, looks_like
from headwater.data.intake.gather import State
from headwater.data.store import Store
from headwater.vocabulary.errors import IdentifierError

SURNAMES = [
    "Smith",
    "Jones",
    "Patel",
    "Khan",
    "Taylor",
    "Brown",
    "Singh",
    "Williams",
    "O'Neill",
    "Begum",
    "Kowalski",
    "Ali",
    "Clarke",
]


def nhs_number(rng: random.Random) -> str:
    while True:
        nine = [rng.randrange(10) for _ in range(9)]
        check = (11 - sum(d * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11) % 11
        if check < 10:
            text = "".join(map(str, [*nine, check]))
            return rng.choice(
                [text, f"{text[:3]} {text[3:6]} {text[6:]}", f"{text[:3]}-{text[3:6]}-{text[6:]}"]
            )


def name(rng: random.Random) -> str:
    first, last = rng.choice(sorted(COMMON_FORENAMES)).title(), rng.choice(SURNAMES)
    return rng.choice(
        [
            f"{first} {last}",
            f"{last}, {first}",
            f"Mr {first} {last}",
            f"{last.upper()}, {first}",
            f"{last.upper()} {first.upper()}",
        ]
    )


def phone(rng: random.Random) -> str:
    digits = "".join(rng.choice(string.digits) for _ in range(9))
    return rng.choice(
        [
            f"07{digits}",
            f"07{digits[:3]} {digits[3:]}",
            f"+44 7{digits}",
            f"0116 2{digits[:2]} {digits[2:6]}",
            f"+447{digits}",
            f"(0116) 2{digits[:6]}",
        ]
    )


def email(rng: random.Random) -> str:
    return f"{rng.choice(SURNAMES).lower()}.{rng.randrange(99)}@example.{rng.choice(['org', 'co.uk', 'com'])}"


def postcode(rng: random.Random) -> str:
    out = f"{rng.choice(['LE', 'B', 'NG', 'DE', 'CV'])}{rng.randrange(1, 20)}"
    end = f"{rng.randrange(10)}{rng.choice('ABDEFGHJ')}{rng.choice('LNPQRSTU')}"
    return rng.choice([f"{out} {end}", f"{out}{end}", f"{out} {end}".lower()])


def nino(rng: random.Random) -> str:
    digits = "".join(rng.choice(string.digits) for _ in range(6))
    return rng.choice([f"QQ{digits}A", f"AB {digits[:2]} {digits[2:4]} {digits[4:]} C"]).replace(
        "QQ", "AB"
    )


IDENTIFIERS = {
    "NHS numbers": nhs_number,
    "names of people": name,
    "telephone numbers": phone,
    "e-mail addresses": email,
    "full postcodes": postcode,
    "National Insurance numbers": nino,
}


@pytest.mark.parametrize("kind", IDENTIFIERS)
def test_a_hidden_identifier_column_is_found_in_every_one_of_a_hundred_files(kind):
    missed = []
    for seed in range(100):
        rng = random.Random(seed)
        share = rng.uniform(0.4, 1.0)
        cells = [
            IDENTIFIERS[kind](rng) if rng.random() < share else "n/k" if rng.random() < 0.2 else ""
            for _ in range(rng.choice([5, 40, 400]))
        ]
        filled = [cell for cell in cells if cell]
        if filled and looks_like("Column 7", cells) != kind and any(c != "n/k" for c in filled):
            missed.append(seed)
    assert missed == []


CLEAN = {
    "case number": lambda rng: str(rng.randrange(10**9, 10**10)),
    "LSOA name": lambda rng: f"{rng.choice(['Leicester', 'Blaby', 'Melton', 'Harborough'])} {rng.randrange(40):03d}{rng.choice('ABCDE')}",
    "Street": lambda rng: f"On or near {rng.choice(['High Street', 'Victoria Road', 'Supermarket', 'St James Close', 'Park Avenue'])}",
    "Outcome": lambda rng: rng.choice(["Under investigation", "Unable to prosecute suspect", "Charged"]),
    "Date": lambda rng: f"{rng.randrange(1, 29):02d}/{rng.randrange(1, 13):02d}/2025",
    "Moment": lambda rng: f"2025-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d} 10:00",
    "Easting": lambda rng: str(rng.randrange(440_000, 480_000)),
    "Latitude": lambda rng: f"{rng.uniform(52, 53):.6f}",
    "Postcode district": lambda rng: f"LE{rng.randrange(1, 20)}",
    "Postcode sector": lambda rng: f"LE{rng.randrange(1, 20)} {rng.randrange(1, 9)}",
    "Crime ID": lambda rng: f"{rng.getrandbits(256):064x}",
    "Reference": lambda rng: f"25*{rng.randrange(10**6):06d}",
    "URN": lambda rng: f"{rng.randrange(10**11, 10**12)}",
    "Ward": lambda rng: rng.choice(["Abbey", "Aylestone", "Beaumont Leys", "Belgrave", "Castle", "Eyres Monsell", "Stoneygate", "Westcotes"]),
    "Force": lambda rng: rng.choice(["Leicestershire Police", "Nottinghamshire Police", "West Midlands Police"]),
    "Ethnicity": lambda rng: rng.choice(["White British", "Asian Indian", "Black African", "Not stated"]),
    "Free code": lambda rng: "".join(rng.choice(string.ascii_uppercase + string.digits) for _ in range(6)),
    "Count": lambda rng: str(rng.randrange(10_000)),
    "Rate": lambda rng: f"{rng.uniform(0, 300):.1f}",
    "School": lambda rng: rng.choice(["Crown Hills Community College", "Moat Community College", "St Paul's Catholic School"]),
}  # fmt: skip


def test_clean_columns_are_accused_at_most_once_in_a_hundred():
    accused = {}
    for heading, make in CLEAN.items():
        for seed in range(50):
            rng = random.Random(seed)
            found = looks_like(heading, [make(rng) for _ in range(rng.choice([20, 200, 1_000]))])
            if found:
                accused[heading, seed] = found
    assert len(accused) <= len(CLEAN) * 50 * 0.01, accused


@pytest.mark.parametrize(
    "heading",
    ["Surname", "Victim name", "first_name", "Date of birth", "DOB", "Home address", "NHS No", "NI number", "patient_forename", "Passport", "FullName", "victimSurname"],
)  # fmt: skip
def test_a_heading_that_names_a_personal_detail_is_enough(heading):
    assert looks_like(heading, ["x1", "x2"]) == "personal details, by its heading"


@pytest.mark.parametrize(
    "heading",
    ["LSOA name", "Ward name", "School name", "Provider name", "Local authority name", "Street name", "Indicator Name", "Area name", "file_name"],
)  # fmt: skip
def test_the_name_of_a_place_or_a_thing_is_no_personal_detail(heading):
    assert looks_like(heading, ["Aylestone", "Castle"]) is None


def test_a_blank_column_is_nobodys():
    assert looks_like("Surname", ["", " ", ""]) is None


def test_nhs_numbers_are_known_by_their_check_digit():
    rng = random.Random(4)
    assert all(is_nhs_number(nhs_number(rng)) for _ in range(200))
    assert sum(is_nhs_number(f"{rng.randrange(10**9, 10**10)}") for _ in range(2_000)) < 300


@pytest.mark.parametrize("kind", IDENTIFIERS)
@pytest.mark.parametrize("headings", [STREET, list(RECORD)], ids=["public", "restricted"])
def test_the_file_is_refused_by_the_columns_name_and_no_value_is_told(tmp_path, kind, headings):
    rng = random.Random(9)
    values = [IDENTIFIERS[kind](rng) for _ in range(30)]
    good = street_row("a" * 64) if headings is STREET else list(RECORD.values())
    path = tmp_path / "file.csv"
    path.write_text(text_of([*headings, "Column 7"], [[*good, value] for value in values]))
    store = Store.create(tmp_path / "store")
    outcome = gather_into(store, path)[0]
    assert outcome.state is State.REFUSED
    assert isinstance(outcome.error, IdentifierError)
    assert outcome.error.exit_code == 5
    assert f"the column “Column 7” holds {kind}" in outcome.message
    assert not any(value in outcome.message for value in values)
    assert store.deliveries() == ()


def test_identifiers_at_the_end_of_a_long_file_are_found(tmp_path):
    rows = [[*street_row(f"{n:064d}"), ""] for n in range(5_000)]
    rows += [[*street_row(f"{n:064d}"), "943 476 5919"] for n in range(5_000, 5_400)]
    path = tmp_path / "file.csv"
    path.write_text(text_of([*STREET, "Column 7"], rows))
    outcome = gather_into(Store.create(tmp_path / "store"), path)[0]
    assert isinstance(outcome.error, IdentifierError)
