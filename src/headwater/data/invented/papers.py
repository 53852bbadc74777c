"""The invented partnership's own papers: its profile and its agreements."""

from __future__ import annotations

from pathlib import Path

from headwater.data.invented import names
from headwater.data.source import Source, all_sources

_FROM, _UNTIL = "2020-01-01", "2036-12-31"


def write_papers(folder: Path) -> None:
    """Write headwater.toml and agreements.toml."""
    (folder / "headwater.toml").write_text(_profile(), encoding="utf-8")
    (folder / "agreements.toml").write_text(_agreements(), encoding="utf-8")


def _profile() -> str:
    lines = [
        "# An invented partnership. No place, agency or person in it exists.",
        "",
        "[partnership]",
        f'name = "{names.PARTNERSHIP}"',
        f'body = "{names.BOARD}"',
        f'area = "{names.SLUG}"',
        'tiers = "0-3"',
        'definition = "serious-violence"',
        'beside = ["youth-violence"]',
        'marking = "OFFICIAL"',
        "invented = true",
        "",
        "[area]",
        f'slug = "{names.SLUG}"',
        f'name = "{names.CITY} and {names.COUNTY}"',
        f'short = "{names.COUNTY}"',
        f'forces = ["{names.FORCE}"]',
    ]
    for code, name in names.UPPER_TIERS:
        lines += ["", "[[area.upper_tier]]", f'code = "{code}"', f'name = "{name}"']
    for code, name in names.DISTRICTS:
        tier = code if code == names.CITY_CODE else names.COUNTY_CODE
        lines += [
            "",
            "[[area.district]]",
            f'code = "{code}"',
            f'name = "{name}"',
            f'upper_tier = "{tier}"',
        ]
    return "\n".join(lines) + "\n"


def _agreements() -> str:
    blocks = ["# Invented agreements for invented data: no person stands behind a row."]
    for source in all_sources().values():
        if not source.is_public():
            blocks.append(_agreement(source))
    return "\n\n".join(blocks) + "\n"


def _agreement(source: type[Source]) -> str:
    provider = names.AGENCIES.get(source.slug, f"The {names.COUNTY} agency for {source.slug}")
    return "\n".join(
        (
            "[[agreement]]",
            f'slug = "invented-{source.slug}"',
            f'provider = "{provider}"',
            f'provider_kind = "{source.agency.name}"',
            f'recipients = ["{names.PARTNERSHIP}"]',
            f'sources = ["{source.slug}"]',
            'purposes = ["needs-assessment", "monitoring", "evaluation"]',
            'gateway = "INVENTED"',
            'lawful_basis = "None needed: no row is about a person"',
            f'dpia_reference = "INVENTED-{source.slug.upper()}"',
            "personal_data = false",
            "retention_days = 6000",
            f"starts = {_FROM}",
            f"ends = {_UNTIL}",
            "signed = [",
            f'  {{ agency = "{provider}", name = "Invented signatory", on = {_FROM} }},',
            f'  {{ agency = "{names.PARTNERSHIP}", name = "Invented signatory", on = {_FROM} }},',
            "]",
        )
    )
