"""An invented record-level police extract of any size, written by the engine: nobody stands behind a row.

Sixteen columns, about 150 bytes a row, 625 small areas, five years, two identifiers a row; some places,
offences and ages are far commoner than others. Three rows in a hundred hold one fault (an unknown code, an impossible age, an unreadable day, a blank).
"""

from __future__ import annotations

from pathlib import Path

import duckdb

HEADINGS = (
    "Crime reference",
    "Recorded date",
    "Committed from",
    "Offence code",
    "Location type",
    "LSOA code",
    "Easting",
    "Northing",
    "Domestic abuse flag",
    "Knife flag",
    "Weapon",
    "Victim reference",
    "Victim age",
    "Victim sex",
    "Victim ethnicity",
    "Outcome code",
)
FAULTY = 0.03
SMALL_AREAS = 625
PEOPLE_PER_ROW = 0.6
"""Distinct victims for each row: some people are victims more than once."""

_COMMON = ["105A"] * 6 + ["8N"] * 5 + ["8L"] * 4 + ["49A"] * 3 + ["58D"] * 3 + ["46"] * 3
_OFFENCES = [
    *_COMMON,
    "8Q",
    "8M",
    "66",
    "92E",
    "34B",
    "10D",
    "17A",
    "20A",
    "5D",
    "19C",
    "3B",
    "34A",
]
_SQL = """
COPY (
    SELECT * FROM (SELECT
        CASE WHEN fault < 0.002 THEN NULL ELSE printf('26/LEICESTERSHIRE/CRIME/%09d', i) END,
        CASE WHEN fault BETWEEN 0.002 AND 0.009 THEN strftime(day, '%Y-%m-') || '39'
             ELSE strftime(day, '%Y-%m-%d') END,
        strftime(day - to_hours((h1 % 40)::BIGINT) + to_minutes((h2 % 1440)::BIGINT), '%Y-%m-%d %H:%M'),
        CASE WHEN fault BETWEEN 0.009 AND 0.017 THEN '999Z' ELSE {offences}[1 + h3 % {kinds}] END,
        ['Dwelling','Street','Public house','Shop','School','Open space','Nightclub','Hospital',
         'Station','Workplace','Not recorded'][1 + h4 % 11],
        printf('E010%05d', 25614 + area),
        450000 + area * 40 + h6 % 500,
        290000 + area * 31 + h7 % 500,
        ['Y','N','N','N'][1 + h8 % 4],
        ['N','N','N','N','N','N','N','Y'][1 + h9 % 8],
        ['None','None','Bodily force','Knife','Blunt object','Not recorded','None'][1 + h10 % 7],
        printf('NICHE-P-%010d', 4000000000 + h11 % {people}),
        CASE WHEN fault BETWEEN 0.017 AND 0.024 THEN '214'
             ELSE (10 + floor(80 * pow((h12 % 10000) / 1e4, 1.7)))::INTEGER::VARCHAR END,
        CASE WHEN fault BETWEEN 0.024 AND {faulty} THEN 'Q'
             ELSE ['Male','Female','Male','Female','Not recorded'][1 + h13 % 5] END,
        ['White','Asian','Black','Mixed','Other','Refused','Not recorded'][1 + h14 % 7],
        ['1','14','15','16','18','18','18','21','8'][1 + h15 % 9]
    FROM (
        SELECT *, DATE '2020-01-01' + (h0 % 1826)::INTEGER AS day, (h16 % 1000000) / 1e6 AS fault,
               floor({areas} * pow((h5 % 100000) / 1e5, 2))::INTEGER AS area
        FROM (SELECT i, {hashes} FROM range({rows}) t(i))
    )) AS rows({names})
) TO '{path}' (FORMAT csv, HEADER true)
"""


def small_area(number: int) -> str:
    """The code of the n-th invented small area."""
    return f"E010{25614 + number}"


def write_police_csv(path: Path, rows: int) -> Path:
    """Write the file and give its path back. The same number of rows gives the same bytes."""
    hashes = ", ".join(f"(hash(i * 31 + {n}) >> 8)::BIGINT AS h{n}" for n in range(17))
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order=true")
        connection.execute(
            _SQL.format(
                areas=SMALL_AREAS,
                offences=_OFFENCES,
                kinds=len(_OFFENCES),
                people=max(int(rows * PEOPLE_PER_ROW), 1),
                faulty=FAULTY,
                hashes=hashes,
                rows=rows,
                path=str(path),
                names=", ".join(f'"{heading}"' for heading in HEADINGS),
            )
        )
    return path
