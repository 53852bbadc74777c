"""The map of services of the invented partnership: most money lies where least is prevented."""

from __future__ import annotations

from headwater.data.invented.files import Feeds, rows_of
from headwater.data.source import all_sources
from headwater.vocabulary.tiers import NUMBERED_FROM_0, Tier

_HEADINGS = (
    "Tier",
    "Service name",
    "Provider",
    "Behaviour",
    "Life stage",
    "Place code",
    "Annual cost",
    "Statutory",
    "Orientation",
    "Funding ends",
)
_SERVICES = """
0 | Neighbours’ tables | Candlegate Residents | - | Adult | X06000001 | 14000 | No | resilience | 2027-03-31
0 | Community connectors | Invenshire Voluntary Action | - | Adult | X10000001 | 96000 | No | resilience | 2027-03-31
0 | Faith leaders’ forum | Feignham Faiths | - | All ages | X06000001 | 6000 | No | resilience | -
0 | Street sport | Mockford Youth Trust | - | Secondary school | X07000001 | 28000 | No | resilience | 2026-12-31
0 | Repair café | Pretham Green | - | Older person | X07000002 | - | No | resilience | -
1 | Family hubs | City of Feignham | - | Before birth and early years | X06000001 | 610000 | No | resilience | -
1 | Parenting groups | Invenshire County Council | - | Before birth and early years | X10000001 | 190000 | No | resilience | 2027-03-31
1 | Healthy relationships in schools | Feignham Education | - | Secondary school | X06000001 | 84000 | No | resilience | 2027-07-31
1 | Healthy relationships in county schools | Invenshire Education | - | Secondary school | X10000001 | 71000 | No | resilience | 2027-07-31
1 | Primary mentors | Feignham Education | - | Primary school | X06000001 | 120000 | No | resilience | 2026-12-31
1 | Bystander training | The partnership | violence-and-sexual-offences | Young adult | - | 45000 | No | resilience | 2027-03-31
2 | Mentors in violence prevention | The partnership | violence-against-the-person | Secondary school | - | 240000 | No | rehabilitation | 2027-03-31
2 | Custody and A&E navigators | Feignham Hospitals Trust | violence-with-injury | Young adult | X06000001 | 310000 | No | rehabilitation | 2027-03-31
2 | Hospital youth workers | Mockford Youth Trust | violence-with-injury | Secondary school | X06000001 | 145000 | No | rehabilitation | 2026-12-31
2 | Turnaround | Feignham and Invenshire Youth Justice Service | youth-offending | Secondary school | - | 380000 | No | rehabilitation | 2027-03-31
2 | Exclusion prevention team | Feignham Education | school-exclusion | Secondary school | X06000001 | 260000 | No | both | -
2 | Stalking advocacy | Safe Steps Invenshire | stalking-and-harassment | Adult | - | 98000 | No | both | 2026-12-31
2 | High-demand callers’ team | Invenshire Police | mental-health-crisis | Adult | - | 220000 | No | both | 2027-03-31
2 | Night marshals | City of Feignham | violence-against-the-person | Young adult | X06000001 | 130000 | No | control | -
3 | Response policing | Invenshire Police | violence-against-the-person | All ages | - | 9800000 | Yes | control | -
3 | Investigation of serious violence | Invenshire Police | violence-with-injury | All ages | - | 6400000 | Yes | control | -
3 | Knife crime operation | Invenshire Police | weapons-possession | Young adult | X06000001 | 720000 | No | control | 2027-03-31
3 | Emergency departments | Feignham Hospitals Trust | violence-with-injury | All ages | - | 5100000 | Yes | both | -
3 | Ambulance response | Invenshire Ambulance Service | violence-with-injury | All ages | - | 2300000 | Yes | both | -
3 | Probation supervision | Probation Service | violence-against-the-person | Adult | - | 3900000 | Yes | both | -
3 | Youth court orders | Feignham and Invenshire Youth Justice Service | youth-offending | Secondary school | - | 1450000 | Yes | rehabilitation | -
3 | Custody | HM Prison Makebury | violence-against-the-person | Adult | - | 7600000 | Yes | control | -
3 | Refuge and advocacy | Safe Steps Invenshire | violence-against-the-person | Adult | - | 880000 | Yes | rehabilitation | 2028-03-31
3 | Sexual assault referral centre | NHS Invenshire | sexual-offences | All ages | - | 1200000 | Yes | rehabilitation | -
3 | Behaviour change programme | Safe Steps Invenshire | violence-against-the-person | Adult | X06000001 | 160000 | No | rehabilitation | 2026-12-31
"""
"""One service a line, cells between bars, a dash for blank."""


def write_services(feeds: Feeds) -> dict[str, float]:
    """Write the map. Tiers are told by number or by name, as agencies do. Returns pounds by tier."""
    spend = {tier.value: 0.0 for tier in Tier}
    rows = []
    for number, line in enumerate(_SERVICES.strip().splitlines()):
        cells = ["" if cell == "-" else cell for cell in line.split(" | ")]
        tier = NUMBERED_FROM_0.tier(int(cells[0]))
        spend[tier.value] += float(cells[6] or 0)
        named = tier.value if number % 2 else cells[0]
        rows.append((f"SV{number + 1:03}", named, *cells[1:]))
    columns = zip(*rows, strict=True)
    table = rows_of(**dict(zip(("Service reference", *_HEADINGS), columns, strict=True)))
    feeds.add("services/services.csv", all_sources()["services"].slug, table)
    return spend
