"""Measures of children's lives by upper-tier authority, from the Local Authority Interactive Tool."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from headwater.data.headings import plain
from headwater.data.minimum_dataset import REFERENCE, SUPPRESSED_MARKERS
from headwater.data.source import ReferenceSource, Shape, Tidied
from headwater.data.sources.published_cells import SHOWN, SUPPRESSED
from headwater.vocabulary.agencies import AgencyKind

TITLES = {
    "FirstYJS": (
        "First-time entrants to the youth justice system",
        "per 100,000 aged 10 to 17",
    ),
    "YJS_Caution-Sentence10-17_YO": (
        "Children cautioned or sentenced",
        "per 10,000 aged 10 to 17",
    ),
    "ReoffYO": ("Children who offend again", "% of children who offended"),
    "TotPermEx": ("Permanent exclusions from school", "% of pupils"),
    "TotFixedEx": ("Suspensions from school", "% of pupils"),
    "Total_ Pup_FixedEx": ("Pupils suspended at least once", "% of pupils"),
    "TotAbs": ("Absence from school", "% of half days"),
    "TotPerAbNew": ("Persistent absence from school", "% of pupils"),
    "SFSecPerAbNew": ("Persistent absence from secondary school", "% of pupils"),
    "TotSevPerAbNew": ("Severe absence from school", "% of pupils"),
    "16-17 NEET": ("Not in education, employment or training at 16 and 17", "% of 16 to 17"),
    "16-17_not known_NEET": (
        "Not in education, employment or training at 16 and 17, or not known",
        "% of 16 to 17",
    ),
    "HospAd0-14": ("Emergency admissions for injury, under 15", "per 10,000 aged under 15"),
    "LACSubstance": ("Children in care who misuse substances", "% of children in care"),
}
"""Titles and units of the measures an assessment prints; the others keep the publisher's."""

_HEADINGS = frozenset({"shortdesc", "years", "laandregions", "values", "lanumber"})


class PublishedMeasures(ReferenceSource):
    """One row per measure, authority and year. Upper-tier authorities only: no districts."""

    slug = "published-measures"
    title = "Children's measures by authority (LAIT)"
    publisher = "Department for Education, Local Authority Interactive Tool"
    agency = AgencyKind.EDUCATION
    licence = "Open Government Licence v3.0"
    where = "gov.uk: “Local authority interactive tool (LAIT)”, the data behind it in long form."
    adds = "first-time entrants, exclusion, absence and NEET for each upper-tier authority by year"
    shape = Shape.MEASURES
    unit = "value"

    @classmethod
    def matches(cls, headings: tuple[str, ...], name: str) -> bool:
        return {plain(h) for h in headings} >= _HEADINGS

    @classmethod
    def tidy(cls, table: pa.Table, name: str) -> Tidied:
        at = {plain(h): table.column(i) for i, h in enumerate(table.column_names)}
        short = _text(at["shortdesc"])
        said = _text(at["dataitem"]) if "dataitem" in at else short
        value, status = _values(_text(at["values"]))
        kept = pa.table(
            {
                "measure": short,
                "title": _named(short, 0, pc.if_else(pc.equal(said, ""), short, said)),
                "unit": _named(short, 1, pa.scalar("as published")),
                "place": _whole(at["lanumber"]),
                "name": _text(at["laandregions"]),
                "period": _text(at["years"]),
                "value": value,
                "status": status,
            }
        ).select([item.name for item in REFERENCE[Shape.MEASURES]])
        good = pc.and_(pc.not_equal(short, ""), pc.not_equal(kept["name"], ""))
        bad = pc.indices_nonzero(pc.invert(good)).to_pylist()
        set_aside = tuple((i + 2, "Short Desc", "names no measure or place") for i in bad)
        return Tidied(kept.filter(good), table.num_rows, set_aside)


def _text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.utf8_trim_whitespace(pc.fill_null(column.cast(pa.string()), ""))


def _whole(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Numbers such as 856.0 as "856"."""
    return pc.replace_substring_regex(_text(column), r"\.0+$", "")


def _named(short: pa.ChunkedArray, part: int, otherwise: pa.Scalar) -> pa.ChunkedArray:
    """Our own title or unit where there is one."""
    names = pa.array(list(TITLES))
    words = pa.array([pair[part] for pair in TITLES.values()])
    found = words.take(pc.index_in(short, names).combine_chunks())
    return pc.coalesce(found, otherwise)


def _values(text: pa.ChunkedArray) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """Numbers, and whether each was shown; what is no number is suppressed, never zero."""
    marks = pa.array(sorted(SUPPRESSED_MARKERS))
    bare = pc.replace_substring(text, ",", "")
    is_number = pc.match_substring_regex(bare, r"^-?\d+(\.\d+)?([eE][-+]?\d+)?$")
    shown = pc.and_(is_number, pc.invert(pc.is_in(pc.utf8_lower(text), marks)))
    value = pc.if_else(shown, bare, pa.scalar(None, pa.string())).cast(pa.float64())
    return value, pc.if_else(shown, SHOWN, SUPPRESSED)
