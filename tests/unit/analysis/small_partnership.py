"""A partnership of a few hand-made files, so that every count is known."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.county import DAY
from tests.unit.data.intake.small_files import RECORD, STREET, street_row, text_of

from headwater.data.intake.gather import Outcome
from headwater.data.invented.papers import write_papers
from headwater.partnership import Partnership

ED = (
    "Reporting period start date",
    "Reporting period end date",
    "Site code (of treatment)",
    "Arrival date and time at accident and emergency department",
    "Assault date and time",
    "Assault method",
    "Assault method other description",
    "Assault location type",
    "Assault location description",
)


@dataclass
class Small:
    """A folder with the invented county's papers and places, and files as they are written."""

    folder: Path
    lsoas: tuple[str, ...]
    serial: int = 0
    opened: Partnership | None = None

    @classmethod
    def make(cls, folder: Path, county: Path) -> Small:
        """Papers and reference files of the invented county; nothing of its incidents."""
        folder.mkdir(parents=True)
        write_papers(folder)
        (folder / "files").mkdir()
        for path in sorted((county / "feeds" / "reference").iterdir()):
            if path.suffix == ".csv":
                shutil.copy(path, folder / "files" / path.name)
        look = next(p for p in (county / "feeds" / "reference").iterdir() if "lookup" in p.name)
        with look.open(encoding="utf-8-sig") as lines:
            rows = list(csv.DictReader(lines))
        code = next(c for c in rows[0] if c.startswith("LSOA21CD"))
        kept = [r[code] for r in rows if r.get("CHGIND", "U") == "U"]
        return cls(folder, tuple(kept))

    def police(self, name: str, rows: Sequence[dict[str, str]]) -> Path:
        """A record-level extract; each row says only what differs from a good one."""
        good = {**RECORD, "LSOA code": self.lsoas[0], "Easting": "", "Northing": ""}
        path = self.folder / "files" / name
        full = []
        for row in rows:
            self.serial += 1
            full.append({**good, "Crime reference": f"T{self.serial:06}", **row})
        path.write_text(text_of(list(good), [list(r.values()) for r in full]))
        return path

    def street(self, name: str, rows: Sequence[tuple[str, str]], lsoa: str = "") -> Path:
        """A street-level file of (month, crime type) rows."""
        path = self.folder / "files" / name
        force = "Invenshire Police"
        made = [street_row("", m, lsoa or self.lsoas[0], kind, force=force) for m, kind in rows]
        path.write_text(text_of(STREET, made))
        return path

    def hospital(self, name: str, month: str, days: Sequence[str]) -> Path:
        """An emergency department's extract of a month: one assault on each day given."""
        first, last = f"01/{month[5:]}/{month[:4]}", f"28/{month[5:]}/{month[:4]}"
        rows = [
            (first, last, "XRF01", f"{d} 02:00", f"{d} 01:00", "Fist", "", "Street", "")
            for d in days
        ]
        path = self.folder / "files" / name
        path.write_text(text_of(ED, rows))
        return path

    def gather(self, *paths: Path) -> list[Outcome]:
        """Gather these files, or all that were written."""
        found = list(paths) or [self.folder / "files"]
        self.opened = None
        return list(Partnership(self.folder, at=DAY).gather(found))

    def open(self) -> Partnership:
        """The partnership as it stands: opened once for all that was gathered."""
        if self.opened is None:
            self.opened = Partnership(self.folder, at=DAY)
        return self.opened


def offences(month: str, count: int, **how: str) -> list[dict[str, str]]:
    """So many offences of one kind in a month; violence with injury unless told otherwise."""
    return [
        {
            "Recorded date": f"{month}-{1 + i % 28:02}",
            "Committed from": f"{month}-{1 + i % 28:02} 22:10",
            **{k.replace("_", " "): v for k, v in how.items()},
        }
        for i in range(count)
    ]
