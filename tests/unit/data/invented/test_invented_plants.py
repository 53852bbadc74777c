"""What was planted can be found again in the files, by plain counting."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pytest
import shapely

from headwater.data.files.inspect import inspect
from headwater.data.files.shapes import read_shapes
from headwater.data.invented import Truth, invent

INJURY = ("1", "2", "5D", "8N", "8S", "8P")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    folder = tmp_path_factory.mktemp("plants") / "partnership"
    return folder, invent(folder, rows=60_000, seed=1)


@pytest.fixture(scope="module")
def police(made: tuple[Path, Truth]) -> pa.Table:
    """Every quarter's records as text; planted faults and all."""
    parts = []
    for path in sorted((made[0] / "feeds").glob("police/police-20*.csv")):
        names = path.read_text("utf-8").splitlines()[0].split(",")
        parts.append(
            pa_csv.read_csv(
                path,
                convert_options=pa_csv.ConvertOptions(
                    column_types={n: pa.string() for n in names}, strings_can_be_null=False
                ),
            )
        )
    return pa.concat_tables(parts)


def district_of(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, code in (("lsoa11-lsoa21", "LSOA11CD"), ("lsoa21-ward-district", "LSOA21CD")):
        table = pa_csv.read_csv(folder / "feeds" / "reference" / f"lookup-{name}.csv")
        district = "LAD22CD" if name == "lsoa11-lsoa21" else "LAD24CD"
        found |= dict(
            zip(table.column(code).to_pylist(), table.column(district).to_pylist(), strict=True)
        )
    return found


def test_the_rise_stands_out_in_its_district_alone(
    made: tuple[Path, Truth], police: pa.Table
) -> None:
    folder, truth = made
    rise, where = truth.rise, district_of(folder)
    injury = police.filter(pc.is_in(police["Offence code"], pa.array(INJURY)))
    counts = {True: [0, 0], False: [0, 0]}
    for code, day in zip(
        injury["LSOA code"].to_pylist(), injury["Recorded date"].to_pylist(), strict=True
    ):
        counts[where[code] == rise.district][day[:7] >= rise.from_month] += 1
    before, after = counts[True]
    assert after == pytest.approx(rise.count_after, abs=5)
    assert before == pytest.approx(rise.count_before, abs=25)  # some rows hold planted faults
    own = (after / rise.months_after) / (before / rise.months_before)
    others = (counts[False][1] / rise.months_after) / (counts[False][0] / rise.months_before)
    assert own / others == pytest.approx(rise.factor, rel=0.2)


def test_the_hot_spot_is_one_piece_and_far_above_its_neighbours(
    made: tuple[Path, Truth], police: pa.Table
) -> None:
    folder, truth = made
    spot = truth.hot_spot
    path = folder / "feeds" / "reference" / "boundaries-lsoa-2021.geojson"
    shapes = read_shapes(inspect(path), folder)
    outlines = shapely.from_wkb(shapes.column("geometry").to_numpy(zero_copy_only=False))
    inside = [code in spot.lsoa_2021 for code in shapes.column("LSOA21CD").to_pylist()]
    assert shapely.union_all(outlines[inside]).geom_type == "Polygon"
    public = police.filter(pc.equal(police["Domestic abuse flag"], "N"))
    codes = public["LSOA code"].to_pylist()
    hot = {*spot.lsoa_2011, *spot.lsoa_2021}
    found = sum(code in hot for code in codes)
    assert found == spot.count_not_domestic
    own = {c for c, d in district_of(folder).items() if d == spot.district} - hot
    others = sum(code in own for code in codes) / len(own)
    assert found / len(spot.lsoa_2021) > 2 * others


def test_outlines_cover_the_county_without_gap_or_overlap(made: tuple[Path, Truth]) -> None:
    folder, truth = made
    for vintage, count in (("2011", truth.lsoa_2011), ("2021", truth.lsoa_2021)):
        path = folder / "feeds" / "reference" / f"boundaries-lsoa-{vintage}.geojson"
        shapes = read_shapes(inspect(path), folder)
        outlines = shapely.from_wkb(shapes.column("geometry").to_numpy(zero_copy_only=False))
        whole = shapely.union_all(outlines)
        assert len(outlines) == count
        assert shapely.area(outlines).sum() == pytest.approx(whole.area, rel=1e-6)
        assert whole.geom_type == "Polygon"
        assert sum(shapely.Polygon(hole).area for hole in whole.interiors) < whole.area * 1e-6


def test_robberies_follow_each_other_within_days_at_the_next_address(
    made: tuple[Path, Truth], police: pa.Table
) -> None:
    truth = made[1].near_repeat
    robbery = police.filter(pc.equal(police["Offence code"], "34B"))
    assert robbery.num_rows == pytest.approx(truth.count, abs=3)
    east = robbery["Easting"].cast(pa.int64()).to_pylist()
    north = robbery["Northing"].cast(pa.int64()).to_pylist()
    day = robbery["Committed from"].to_pylist()
    minute = pc.strptime(pa.array(day), format="%Y-%m-%d %H:%M", unit="s").cast(pa.int64())
    points = sorted(zip(minute.to_pylist(), east, north, strict=True))

    def near(first: float, last: float) -> int:
        """Pairs within 200 metres whose days apart lie between two bounds."""
        pairs = 0
        for i, (t, x, y) in enumerate(points):
            for u, a, b in points[i + 1 :]:
                apart = (u - t) / 86_400
                if apart >= last:
                    break
                if apart >= first and abs(a - x) + abs(b - y) <= 200:
                    pairs += 1
        return pairs

    assert truth.followers == pytest.approx(0.27 * truth.count, rel=0.2)
    assert near(0, 7) > 2.5 * near(14, 21)


def test_the_disparity_is_what_the_counts_say(made: tuple[Path, Truth]) -> None:
    truth = made[1].disparity
    rates = {g: truth.victims[g] / truth.residents[g] for g in truth.victims}
    assert 2.0 < rates[truth.group] / rates[truth.compared_with] < 6.5


def test_the_police_know_of_fewer_than_half_of_the_treated_assaults(
    made: tuple[Path, Truth],
) -> None:
    hidden = made[1].hidden
    assert hidden.known_to_police / hidden.treated == pytest.approx(hidden.share_planted, abs=0.005)
    assert 0 < hidden.admitted < hidden.treated
    rows = sum(f.rows for f in made[1].files if f.source == "emergency-department")
    assert rows == hidden.treated
    admissions = sum(f.rows for f in made[1].files if f.source == "hospital-admissions")
    assert admissions == hidden.admitted


def test_some_people_are_victims_again(made: tuple[Path, Truth], police: pa.Table) -> None:
    counts = police["Victim reference"].value_counts()
    again = sum(row["counts"].as_py() for row in counts if row["counts"].as_py() > 1)
    assert again / police.num_rows == pytest.approx(made[1].repeat_victim_share, abs=1e-4)


def test_most_money_lies_at_the_response_end(made: tuple[Path, Truth]) -> None:
    spend = list(made[1].spend_by_tier.values())
    assert spend == sorted(spend)
    assert spend[-1] > 0.8 * sum(spend)


def test_every_child_is_a_first_time_entrant_once(made: tuple[Path, Truth]) -> None:
    seen: dict[str, list[str]] = {}
    for path in sorted((made[0] / "feeds").glob("youth-justice/*.csv")):
        table = pa_csv.read_csv(path)
        for child, first in zip(
            table.column("Child reference").to_pylist(),
            table.column("First-time entrant").to_pylist(),
            strict=True,
        ):
            seen.setdefault(child, []).append(str(first))
    assert all(flags[0] == "Y" and "Y" not in flags[1:] for flags in seen.values())
    assert len(seen) == made[1].first_time_entrants
