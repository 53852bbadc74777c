"""The partnership's own settings, in `headwater.toml` at the top of its folder."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from headwater.vocabulary.errors import ProfileError
from headwater.vocabulary.harm_weights import HARM_WEIGHTS
from headwater.vocabulary.harms import DEFINITIONS, Definition
from headwater.vocabulary.places import Area, Level, Place
from headwater.vocabulary.tiers import LABEL_SETS, Tier, TierLabels

FILE = "headwater.toml"


@dataclass(frozen=True)
class Profile:
    """Area, names, tier labels, definitions and recorded decisions of one partnership."""

    name: str
    body: str
    area: Area
    tiers: TierLabels
    definition: Definition
    beside: tuple[Definition, ...] = ()
    marking: str = "OFFICIAL"
    decisions: Mapping[str, str] = field(default_factory=dict)
    mappings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Saved column mappings: provider or source slug -> {heading in the file: declared heading}."""
    impacts: Mapping[str, int] = field(default_factory=dict)
    """The partnership's own grade of harm, 1 to 4, by indicator."""
    harm_weights: str = "ons"
    """Which table of harm weights is used: “ons” or “cambridge”."""
    invented: bool = False

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """The definition in force, then those kept beside it."""
        return (self.definition, *self.beside)


def shipped_profiles() -> tuple[str, ...]:
    """The slugs of the area profiles that come with Headwater."""
    folder = files("headwater.data").joinpath("profiles")
    return tuple(
        sorted(p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml"))
    )


def shipped_text(slug: str) -> str:
    """The text of a shipped profile. Raises ProfileError with the choices."""
    if slug not in shipped_profiles():
        choices = ", ".join(shipped_profiles())
        raise ProfileError(
            f"There is no area profile “{slug}”. Choose one of: {choices}; or give a file of your own."
        )
    return files("headwater.data").joinpath("profiles", f"{slug}.toml").read_text("utf-8")


def read_profile(folder: Path) -> Profile:
    """The profile of a partnership's folder. Raises ProfileError where it is missing or unclear."""
    path = folder / FILE
    if not path.is_file():
        raise ProfileError(
            f"{folder} is not a partnership's folder: it has no {FILE}. Run “headwater init {folder}”."
        )
    return parse_profile(path.read_text("utf-8"), str(path))


def parse_profile(text: str, where: str) -> Profile:
    """A profile from TOML text; `where` is named in errors."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise ProfileError(f"{where}: {broken}. Correct that line and try again.") from broken
    try:
        return _profile(data)
    except KeyError as missing:
        raise ProfileError(
            f"{where}: {missing} is missing or not known. Compare it with the shipped profile "
            "(headwater init shows one)."
        ) from missing


def _profile(data: Mapping[str, Any]) -> Profile:
    own = data["partnership"]
    labels = LABEL_SETS[own.get("tiers", "0-3")]
    titles = {Tier[k.upper()]: v for k, v in data.get("tiers", {}).get("titles", {}).items()}
    definitions = {**DEFINITIONS, **_own_definitions(data)}
    return Profile(
        name=own["name"],
        body=own.get("body", own["name"]),
        area=_area(data["area"]),
        tiers=TierLabels(labels.slug, labels.first, {**labels.titles, **titles}),
        definition=definitions[own.get("definition", "serious-violence")],
        beside=tuple(definitions[slug] for slug in own.get("beside", ())),
        marking=own.get("marking", "OFFICIAL"),
        decisions=dict(data.get("decisions", {})),
        mappings={k: dict(v) for k, v in data.get("columns", {}).items()},
        harm_weights=_weights(own.get("harm_weights", "ons")),
        impacts=_impacts(data.get("impact", {})),
        invented=bool(own.get("invented", False)),
    )


def _weights(name: str) -> str:
    if name not in HARM_WEIGHTS:
        raise ProfileError(
            f"harm_weights = “{name}” is not a table of weights. Choose {' or '.join(HARM_WEIGHTS)}."
        )
    return name


def _impacts(graded: Mapping[str, Any]) -> dict[str, int]:
    for slug, grade in graded.items():
        if grade not in (0, 1, 2, 3, 4):
            raise ProfileError(
                f"[impact] {slug} = {grade}: write 1 (low) to 4 (severe), or 0 to leave it out of the ranking."
            )
    return dict(graded)


def _own_definitions(data: Mapping[str, Any]) -> dict[str, Definition]:
    return {
        item["slug"]: Definition(
            item["slug"],
            str(item["version"]),
            item["title"],
            tuple(item["behaviours"]),
            item["adopted"],
            item["text"],
        )
        for item in data.get("definition", ())
    }


def _area(data: Mapping[str, Any]) -> Area:
    return Area(
        data["slug"],
        data["name"],
        data.get("short", data["name"]),
        tuple(
            Place(d["code"], d["name"], Level.DISTRICT, d["upper_tier"]) for d in data["district"]
        ),
        tuple(Place(d["code"], d["name"], Level.UPPER_TIER) for d in data["upper_tier"]),
        tuple(data.get("forces", ())),
    )


def adapt(text: str, changes: Mapping[str, str | None]) -> str:
    """A profile's text with lines of its [partnership] table replaced; None leaves a line alone."""
    lines = text.splitlines()
    start = lines.index("[partnership]")
    for name, value in changes.items():
        if value is None:
            continue
        line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
        at = next(
            (i for i in range(start + 1, len(lines)) if lines[i].startswith(f"{name} =")), None
        )
        if at is None:
            lines.insert(start + 1, line)
        else:
            lines[at] = line
    return "\n".join(lines) + "\n"
