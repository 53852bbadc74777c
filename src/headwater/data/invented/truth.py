"""What was planted, in numbers, so that what an analysis finds can be judged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FILE = "truth.json"


@dataclass(frozen=True)
class FileTruth:
    """One file: rows below its headings, and what its receipt must say.

    `superseded` are rows of the file set aside at arrival; `replaced` are rows of earlier files that
    it supersedes. `state` is "gathered" or "refused".
    """

    file: str
    source: str
    rows: int
    quarantined: int
    superseded: int
    replaced: int
    state: str


@dataclass(frozen=True)
class FaultTruth:
    """A fault planted in so many rows of one column of a file."""

    file: str
    kind: str
    column: str
    rows: int


@dataclass(frozen=True)
class Rise:
    """One kind of violence that rose in one district from a month on; counts of police records."""

    behaviour: str
    district: str
    district_name: str
    from_month: str
    factor: float
    months_before: int
    count_before: int
    months_after: int
    count_after: int


@dataclass(frozen=True)
class HotSpot:
    """Small areas that touch, with everything but domestic abuse raised all the time.

    `lsoa_2011` and `lsoa_2021` are its codes in both censuses; `count` its police records.
    """

    lsoa_2011: tuple[str, ...]
    lsoa_2021: tuple[str, ...]
    district: str
    factor: float
    count: int
    count_not_domestic: int


@dataclass(frozen=True)
class NearRepeat:
    """Offences that follow another within days, at the next address."""

    behaviour: str
    days: int
    count: int
    followers: int


@dataclass(frozen=True)
class Disparity:
    """Victims of knife-enabled violence (not domestic) aged under 25, by ethnic group as it is.

    `factor` is the planted risk of the group against others alike; `victims` and `residents` count
    people under 25, so that the ratio of their rates can be worked out exactly.
    """

    group: str
    compared_with: str
    factor: float
    victims: Mapping[str, int]
    residents: Mapping[str, int]


@dataclass(frozen=True)
class Hidden:
    """Assaults treated in emergency departments, and how many of them the police recorded."""

    treated: int
    known_to_police: int
    share_planted: float
    ambulance: int
    admitted: int


@dataclass(frozen=True)
class Truth:
    """Everything that was planted, and the size of the county."""

    seed: int
    first_month: str
    last_month: str
    residents: int
    lsoa_2011: int
    lsoa_2021: int
    split: int
    merged: int
    police_records: int
    police_by_month: Mapping[str, int]
    police_by_district: Mapping[str, int]
    behaviours: Mapping[str, int]
    repeat_victim_share: float
    """Share of police records whose victim is a victim in another one as well."""
    first_time_entrants: int
    missing_months: tuple[tuple[str, str], ...]
    """Source and month of files that never came."""
    spend_by_tier: Mapping[str, float]
    rise: Rise
    hot_spot: HotSpot
    near_repeat: NearRepeat
    disparity: Disparity
    hidden: Hidden
    files: tuple[FileTruth, ...]
    faults: tuple[FaultTruth, ...]

    def write(self, folder: Path) -> None:
        """As `truth.json`."""
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        (folder / FILE).write_text(text + "\n", encoding="utf-8")


def read_truth(path: Path) -> Truth:
    """From `truth.json`, or from the folder that holds it."""
    file = path / FILE if path.is_dir() else path
    data: dict[str, Any] = json.loads(file.read_text("utf-8"))
    spot: dict[str, Any] = {
        k: tuple(v) if isinstance(v, list) else v for k, v in data.pop("hot_spot").items()
    }
    parts: dict[str, Any] = {
        "rise": Rise(**data.pop("rise")),
        "hot_spot": HotSpot(**spot),
        "near_repeat": NearRepeat(**data.pop("near_repeat")),
        "disparity": Disparity(**data.pop("disparity")),
        "hidden": Hidden(**data.pop("hidden")),
        "files": tuple(FileTruth(**f) for f in data.pop("files")),
        "faults": tuple(FaultTruth(**f) for f in data.pop("faults")),
        "missing_months": tuple((s, m) for s, m in data.pop("missing_months")),
    }
    return Truth(**data, **parts)
