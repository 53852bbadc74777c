"""Invent a partnership: its county, its people, sixty months, and the files that agencies send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from headwater.data.invented import offences as o
from headwater.data.invented.clock import LAST, MONTHS, all_months, month_weights
from headwater.data.invented.codes import Coding
from headwater.data.invented.county import County, make_county
from headwater.data.invented.files import Feeds
from headwater.data.invented.health import AdmissionsDesk, AmbulanceDesk, EmergencyDesk
from headwater.data.invented.incidents import Batch, World
from headwater.data.invented.names import DISTRICTS
from headwater.data.invented.papers import write_papers
from headwater.data.invented.people import BLACK, GROUPS, WHITE, People, make_people
from headwater.data.invented.plants import PLANTS
from headwater.data.invented.police import FIRST_STREET, PoliceDesk, StreetDesk
from headwater.data.invented.published import write_published
from headwater.data.invented.reference import write_reference
from headwater.data.invented.services import write_services
from headwater.data.invented.truth import Disparity, Hidden, HotSpot, NearRepeat, Rise, Truth
from headwater.data.invented.voices import VoicesDesk
from headwater.data.invented.youth import YouthDesk
from headwater.data.sources.police_record_level import OFFENCES as BEHAVIOUR_OF
from headwater.vocabulary.errors import UsageError

ROWS = 60_000
"""Police records where none are asked for."""
FEWEST = 10_000
CORRECTIONS = "police/police-corrections-2025-11-14.csv"
"""Named by the day it was extracted, so that it is later than the quarter it corrects."""
REFUSED = "refused/ambulance-with-nhs-numbers.csv"


def invent(
    folder: Path,
    *,
    rows: int | None = None,
    seed: int = 1,
    on_step: Callable[[str], None] = lambda _: None,
) -> Truth:
    """Write an invented partnership into an empty folder.

    Args:
        folder: made where it is missing; must hold nothing yet.
        rows: police records, 60,000 where not given. More makes only the police extract larger.
        seed: the same seed and rows give the same bytes.
        on_step: told what is being done, in a few words.
    Returns: what was planted, also written to `truth.json`.
    Raises: UsageError where the folder holds something, or rows are too few to plant anything in.
    """
    count = ROWS if rows is None else rows
    if count < FEWEST:
        raise UsageError(
            f"{count:,} police records are too few to plant anything in. Ask for {FEWEST:,} or more."
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty. Name a new folder for the invented partnership.")
    (folder / "feeds").mkdir(parents=True)
    rng = np.random.default_rng(seed)
    on_step("Drawing the county")
    county = make_county(rng)
    people = make_people(county, rng)
    feeds = Feeds(folder / "feeds", rng)
    try:
        write_reference(feeds, county, people)
        write_published(feeds)
        spend = write_services(feeds)
        year = _Years(feeds, county, people, count)
        year.run(on_step)
    finally:
        feeds.close()
    write_papers(folder)
    truth = _truth(seed, year, county, people, feeds, spend)
    truth.write(folder)
    return truth


class _Years:
    """Sixty months through every desk, and the counts that the truth is told from."""

    def __init__(self, feeds: Feeds, county: County, people: People, rows: int) -> None:
        self.feeds, self.county, self.people, self.rows = feeds, county, people, rows
        self.police = PoliceDesk(feeds, county, people)
        self.street = StreetDesk(feeds, county)
        self.emergency = EmergencyDesk(feeds, county)
        self.ambulance = AmbulanceDesk(feeds, county, people)
        self.admissions = AdmissionsDesk(feeds, county, people)
        self.youth = YouthDesk(feeds, county, people)
        self.voices = VoicesDesk(feeds, county)
        self.by_month: dict[str, int] = {}
        self.offence = np.zeros(len(o.CODES), dtype=np.int64)
        self.district = np.zeros(len(DISTRICTS), dtype=np.int64)
        self.victim = np.zeros(len(people), dtype=np.int64)
        self.young_knife = np.zeros(len(GROUPS), dtype=np.int64)
        self.count: Counter[str] = Counter()

    def run(self, on_step: Callable[[str], None]) -> None:
        """Every month, in order."""
        rng = self.feeds.rng
        world = World(self.county, self.people, rng)
        # However large the police extract, other agencies' feeds stay the size of a county's.
        share = min(1.0, ROWS / self.rows)
        months = all_months()
        for i, (month, n) in enumerate(
            zip(months, rng.multinomial(self.rows, month_weights()), strict=True)
        ):
            before_end = MONTHS - 1 - i
            if month.number == 1 or i == 0:
                on_step(f"Living through {month.year}")
            batch = world.month(month, before_end, int(n), rng)
            batch = batch.take(np.argsort(batch.minute, kind="stable"))
            known = batch.take(batch.police)
            self._tell(str(month), before_end, batch, known)
            self.police.month(month, before_end, known)
            if share < 1:
                batch = batch.take(rng.random(len(batch)) < share)
                known = batch.take(batch.police)
            if month >= FIRST_STREET:
                self.street.month(month, known)
            self.emergency.month(month, batch.take(batch.hospital))
            self.ambulance.month(month, before_end, batch.take(batch.ambulance))
            self.admissions.month(month, before_end, batch.take(batch.admitted))
            self.youth.month(before_end, known)
            self.voices.month(month)
            self._tell_health(batch)
        on_step("Sending corrections")
        self.police.correct(CORRECTIONS)
        self.ambulance.refused(REFUSED)
        self.admissions.finish()
        self.youth.finish()

    def _tell(self, month: str, before_end: int, batch: Batch, known: Batch) -> None:
        self.by_month[month] = len(known)
        self.offence += np.bincount(known.offence, minlength=len(o.CODES))
        self.district += np.bincount(self.county.district[known.parcel], minlength=len(DISTRICTS))
        self.victim += np.bincount(known.victim, minlength=len(self.people))
        struck = known.victim[known.knife & ~known.domestic]
        young = struck[self.people.age_at(struck, before_end) < 25]
        self.young_knife += np.bincount(self.people.group[young], minlength=len(GROUPS))
        hot = np.isin(known.parcel, self.county.hot_spot)
        rising = (self.county.district[known.parcel] == PLANTS.rise_district) & np.isin(
            known.offence, o.positions(o.INJURING | {"5E", "1"})
        )
        late = "after" if month >= str(PLANTS.rise_from) else "before"
        self.count.update(
            {
                "hot": int(hot.sum()),
                "hot_public": int((hot & ~known.domestic).sum()),
                f"rise_{late}": int(rising.sum()),
                f"months_{late}": 1,
                "robbery": int((known.offence == o.CODES.index("34B")).sum()),
                "echo": int(known.echo.sum()),
            }
        )

    def _tell_health(self, batch: Batch) -> None:
        self.count.update(
            {
                "treated": int(batch.hospital.sum()),
                "treated_known": int((batch.hospital & batch.police).sum()),
                "ambulance": int(batch.ambulance.sum()),
                "admitted": int(batch.admitted.sum()),
            }
        )


def _truth(
    seed: int, years: _Years, county: County, people: People, feeds: Feeds, spend: dict[str, float]
) -> Truth:
    code = county.coding
    behaviours: Counter[str] = Counter()
    for name, n in zip(o.CODES, years.offence, strict=True):
        behaviours[BEHAVIOUR_OF[name]] += int(n)
    repeated = years.victim[years.victim > 1].sum()
    return Truth(
        seed=seed,
        first_month=str(all_months()[0]),
        last_month=str(LAST),
        residents=len(people),
        lsoa_2011=len(set(code.lsoa11)),
        lsoa_2021=len(set(code.lsoa21)),
        split=code.change.count("S") // 2,
        merged=code.change.count("M") // 2,
        police_records=years.rows,
        police_by_month=years.by_month,
        police_by_district={DISTRICTS[i][0]: int(n) for i, n in enumerate(years.district)},
        behaviours=dict(sorted(behaviours.items())),
        repeat_victim_share=round(float(repeated / years.rows), 4),
        first_time_entrants=years.youth.first_time_entrants,
        missing_months=(("ambulance", AmbulanceDesk.MISSING),),
        spend_by_tier=spend,
        rise=_rise(years),
        hot_spot=_hot_spot(years, county, code),
        near_repeat=NearRepeat(
            "robbery-personal", PLANTS.echo_days, years.count["robbery"], years.count["echo"]
        ),
        disparity=_disparity(years, people),
        hidden=Hidden(
            years.count["treated"],
            years.count["treated_known"],
            PLANTS.known_to_police,
            years.count["ambulance"],
            years.count["admitted"],
        ),
        files=feeds.truth(),
        faults=tuple(feeds.faults),
    )


def _rise(years: _Years) -> Rise:
    code, name = DISTRICTS[PLANTS.rise_district]
    c = years.count
    return Rise(
        "violence-with-injury",
        code,
        name,
        str(PLANTS.rise_from),
        PLANTS.rise,
        c["months_before"],
        c["rise_before"],
        c["months_after"],
        c["rise_after"],
    )


def _hot_spot(years: _Years, county: County, code: Coding) -> HotSpot:
    spot = county.hot_spot
    return HotSpot(
        tuple(dict.fromkeys(code.lsoa11[i] for i in spot)),
        tuple(dict.fromkeys(code.lsoa21[i] for i in spot)),
        DISTRICTS[county.district[spot[0]]][0],
        PLANTS.hot_spot,
        years.count["hot"],
        years.count["hot_public"],
    )


def _disparity(years: _Years, people: People) -> Disparity:
    """Residents under 25 half-way through, so that each group's rate is of the same years."""
    ages = people.age_at(np.arange(len(people)), MONTHS // 2)
    young: NDArray[np.int8] = people.group[(ages >= 0) & (ages < 25) & (people.age > MONTHS / 24)]
    residents = np.bincount(young, minlength=len(GROUPS))
    return Disparity(
        GROUPS[BLACK],
        GROUPS[WHITE],
        PLANTS.disparity,
        {GROUPS[i]: int(years.young_knife[i]) for i in range(5)},
        {GROUPS[i]: int(residents[i]) for i in range(5)},
    )
