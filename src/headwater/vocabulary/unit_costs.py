"""What one offence costs society, by kind, in pounds of a stated year."""

from __future__ import annotations

PRICE_YEAR = "2015/16"
SOURCE = (
    "Unit costs are those of Home Office Research Report 99, “The economic and social costs of crime” "
    "(second edition, July 2018), in 2015/16 prices, entered by hand and not yet checked against the "
    "report's own tables. Uprate them by the GDP deflator before comparing with later spending."
)

UNIT_COSTS: dict[str, int] = {
    "homicide": 3_217_740,
    "violence-with-injury": 14_050,
    "violence-without-injury": 5_930,
    "rape": 39_360,
    "other-sexual-offences": 6_520,
    "robbery": 11_320,
}
"""Pounds for one offence, by behaviour; kinds of violence only."""
