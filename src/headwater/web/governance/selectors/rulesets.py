"""Rule sets of membership: those shipped, and a partnership's own in its folder `rulesets`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.errors import ProfileError
from headwater.web.governance.rules.seats import RuleSet, SeatClass

SHIPPED = Path(__file__).parents[1] / "rulesets"


def rule_sets() -> dict[str, RuleSet]:
    """Every rule set by its slug, which is its file's name; a partnership's own takes the place of ours.

    Raises ProfileError where a file cannot be understood.
    """
    found: dict[str, RuleSet] = {}
    for folder in (SHIPPED, Path(settings.ENV.folder) / "rulesets"):
        for path in sorted(folder.glob("*.toml")):
            found[path.stem] = _read(path, path.stat().st_mtime_ns)
    return found


@cache
def _read(path: Path, changed: int) -> RuleSet:
    """One file; read again where it changed."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
        classes = tuple(_class(one, path) for one in said["class"])
        return RuleSet(path.stem, said["title"], said["source"], said.get("about", ""), classes)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise ProfileError(f"{path.name} is not a TOML file: {broken}.") from broken
    except KeyError as missing:
        raise ProfileError(
            f"{path.name} has no {missing}. A rule set needs title, source and classes, "
            "each with slug, title and kinds."
        ) from missing


def _class(said: dict[str, Any], path: Path) -> SeatClass:
    unknown = sorted(set(said["kinds"]) - set(AgencyKind.__members__))
    if unknown:
        raise ProfileError(
            f"{path.name}, class “{said['slug']}”: there is no kind of agency {', '.join(unknown)}. "
            f"The kinds are {', '.join(AgencyKind.__members__)}."
        )
    return SeatClass(
        said["slug"],
        said["title"],
        said.get("source", ""),
        tuple(said["kinds"]),
        bool(said.get("each", False)),
        bool(said.get("required", True)),
        said.get("note", ""),
        bool(said.get("briefs", False)),
    )
