"""Write docs/reference from the code: `python -m docs.build`, or `--check` to ask whether it is stale.

Nothing in docs/reference is written by hand. Each page is one function that reads a registry or the
command line and gives Markdown; `PAGES` is the list of them.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import click

import headwater.stats
from headwater.analysis.indicator import Indicator, all_indicators
from headwater.cli.main import STOPPED
from headwater.cli.main import headwater as command_line
from headwater.data.minimum_dataset import INCIDENT, REFERENCE, Item
from headwater.data.source import Column, ReferenceSource, Source, all_sources
from headwater.products.chapter import all_chapters
from headwater.products.strategic_needs_assessment import CONTENTS
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.errors import HeadwaterError
from headwater.vocabulary.harms import BEHAVIOURS, DEFINITIONS, ROOT, HarmfulBehaviour
from headwater.vocabulary.lifestages import EcologicalLevel, LifeStage
from headwater.vocabulary.marks import Mark
from headwater.vocabulary.tiers import LABEL_SETS, Tier
from headwater.web.privacy import Privacy
from headwater.web.privacy import lines as privacy

FOLDER = Path(__file__).parent / "reference"
NOTICE = (
    "<!-- Written by `python -m docs.build` from the code. Change the code, not this page. -->\n\n"
)
HELP_WIDTH = 88


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; a line break or a bar inside a cell is made harmless."""
    lines = ["| " + " | ".join(headings) + " |", "|" + "---|" * len(headings)]
    for row in rows:
        cells = (" ".join(str(cell).split()).replace("|", "\\|") for cell in row)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def code(words: Iterable[str]) -> str:
    """Words as code, separated by commas."""
    return ", ".join(f"`{word}`" for word in words)


def commands() -> str:
    """Every command with its help, as the terminal prints it."""
    parts = [
        "# Commands\n",
        "Every command says the same as `headwater COMMAND --help`. `--folder` (or the environment "
        "variable `HEADWATER_FOLDER`) names the partnership's folder; without it the current folder is "
        "used. See also [exit codes](exit-codes.md).\n",
        _help(command_line, None),
    ]
    for name, command in command_line.commands.items():
        parts += [f"## headwater {name}\n", _help(command, name)]
    return "\n".join(parts)


def _help(command: click.Command, name: str | None) -> str:
    parent = None if name is None else click.Context(command_line, info_name="headwater")
    context = click.Context(
        command,
        info_name=name or "headwater",
        parent=parent,
        terminal_width=HELP_WIDTH,
        max_content_width=HELP_WIDTH,
        help_option_names=["-h", "--help"],
    )
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"```text\n{text}\n```\n"


def sources() -> str:
    """Every source: who publishes it, under what, and which columns it has."""
    known = all_sources()
    parts = [
        "# Sources\n",
        "A source is one class in one file of `src/headwater/data/sources/`. “Published” needs no "
        "agreement; every other source is gathered and read only under a live one "
        "([agreements](../how-to/agreements.md)).\n",
        table(
            ("Source", "Slug", "Publisher", "Shape", "Access"),
            (
                (f"[{s.title}](#{slug})", f"`{slug}`", s.publisher, s.shape.value, _access(s))
                for slug, s in known.items()
            ),
        ),
    ]
    parts += [_source(source) for source in known.values()]
    return "\n".join(parts)


def _access(source: type[Source]) -> str:
    if source.barred:
        return "by a recorded Board decision"
    return "published" if source.is_public() else "needs an agreement"


def _source(source: type[Source]) -> str:
    rows = [
        ("Title", source.title),
        ("Held by", source.agency.value),
        ("Licence", source.licence),
        ("Where", source.where),
        ("Adds", source.adds),
        ("One row is", source.unit),
    ]
    rows += [("Read this first", source.row_meaning)] if source.row_meaning else []
    rows += [("Barred because", source.barred)] if source.barred else []
    parts = [f"## {source.slug}\n", inspect.getdoc(source) or "", "", table(("", ""), rows)]
    columns = source.columns()
    if columns:
        headings = ("Column", "Read as", "Must be there", "Also known as")
        parts.append(table(headings, (_column(c) for c in columns.values())))
    elif issubclass(source, ReferenceSource):
        fields = code(i.name for i in REFERENCE.get(source.shape, ()))
        parts.append(f"Recognised by its headings and tidied into: {fields}.\n")
    return "\n".join(parts)


def _column(column: Column) -> tuple[str, str, str, str]:
    kind = "read and thrown away" if not column.is_kept else column.kind.value
    if column.personal:
        kind += ", personal"
    must = (
        "yes, filled" if column.filled and column.required else "yes" if column.required else "no"
    )
    return column.title, kind, must, ", ".join(column.aliases)


def indicators() -> str:
    """Every indicator with what it counts and from what."""
    known = all_indicators()
    return "\n".join(
        (
            "# Indicators\n",
            "An indicator is one class in one file of `src/headwater/analysis/indicators/`. Sources are "
            "tried in order: the first that has arrived and may be read is used, and they are never "
            "added together ([why](../explanation/why-sources-are-never-added.md)). “Harm” is the grade "
            "of one incident, 1 to 4, in [the ranking](../explanation/the-ranking-of-factors.md); a "
            "partnership may change it.\n",
            table(
                ("Indicator", "What is counted", "Sources, in order", "Rate", "Harm", "Measure"),
                (_indicator(i) for i in known.values()),
            ),
            "“Measure” is the number of the Home Office success measure.\n",
            _notes(known.values()),
        )
    )


def _indicator(indicator: type[Indicator]) -> tuple[str, ...]:
    return (
        f"`{indicator.slug}`",
        indicator.meaning,
        code(indicator.sources),
        indicator.unit(),
        str(indicator.impact or "-"),
        str(indicator.success_measure or "-"),
    )


def _notes(known: Iterable[type[Indicator]]) -> str:
    noted = [f"- `{i.slug}`: {i.note}\n" for i in known if i.note]
    return "## Printed with the numbers\n\n" + "".join(noted)


def minimum_dataset() -> str:
    """The incident and the reference tables, field by field."""
    parts = [
        "# The minimum dataset\n",
        "Every incident source becomes one table of this shape (`headwater.data.minimum_dataset`). No "
        "row holds a name, an address or a number that a person is known by.\n",
        "## Incident\n",
        _items(INCIDENT),
    ]
    for shape, items in REFERENCE.items():
        parts += [f"## {shape.value[:1].upper()}{shape.value[1:]}\n", _items(items)]
    return "\n".join(parts)


def _items(items: Iterable[Item]) -> str:
    return table(("Field", "Type", "Meaning"), ((f"`{i.name}`", i.type, i.meaning) for i in items))


def chapters() -> str:
    """The contents of the needs assessment, and what each chapter waits for."""
    known = all_chapters()
    rows = (
        (
            number or "-",
            known[slug].title,
            f"`{slug}`",
            (inspect.getdoc(known[slug]) or "").splitlines()[0],
            code(known[slug].needs) or "-",
            code(known[slug].better_with) or "-",
        )
        for number, slug in enumerate(CONTENTS)
    )
    return "\n".join(
        (
            "# Chapters of the Strategic Needs Assessment\n",
            "A chapter is one class in one file of `src/headwater/products/chapters/`, and its place is "
            "one line of `CONTENTS`. It is written when any one of “needs any of” has arrived; otherwise "
            "it says whose data would fill it. The most pressing factors are printed first. The last "
            "chapter, “Where every number comes from”, is made from the others.\n",
            table(("No.", "Chapter", "Slug", "Holds", "Needs any of", "Better with"), rows),
        )
    )


def exit_codes() -> str:
    """How the command line ends, by what went wrong."""
    rows: list[tuple[object, str, str]] = [
        (0, "-", "It worked."),
        (1, "-", "The machine: a disk, a file or the memory failed."),
    ]
    rows += sorted(
        (kind.exit_code, f"`{kind.__name__}`", (inspect.getdoc(kind) or "").splitlines()[0])
        for kind in _family(HeadwaterError)
    )
    rows.append((STOPPED, "-", "Stopped from the keyboard. What was finished is kept."))
    return "\n".join(
        (
            "# Exit codes\n",
            "Every error says what went wrong, where, and what to do next, on the error stream, and never "
            "a value from a personal column. `headwater gather` takes every file it can and ends with the "
            "code of the last refusal.\n",
            table(("Code", "Error", "Meaning"), rows),
        )
    )


def _family(kind: type[HeadwaterError]) -> Iterator[type[HeadwaterError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _family(child)


def harms() -> str:
    """The tree of harmful behaviours, the codes on it, and the shipped definitions."""
    parts = [
        "# Harmful behaviours and definitions\n",
        "“Harmful behaviour” is the root, not “crime type”. A source hangs each of its codes on the tree "
        "where it belongs, so that a broad word finds every kind of it.\n",
        "> **Not yet checked against the published lists.** The Home Office codes of robbery (34A, 34B), "
        "rape (19C to 19H), other sexual offences (17A, 17B, 20A, 20B) and weapons (10A, 10C, 10D), and "
        "the meanings of single ICD-10 codes from X85 to Y09, come from general knowledge. Hold them "
        "against the Home Office's classification and the WHO's before a decision rests on one.\n",
        "\n".join(_branch(BEHAVIOURS[ROOT], 0)) + "\n",
        "## Definitions\n",
    ]
    for definition in DEFINITIONS.values():
        limits = [
            *(["public places only"] if definition.public_place_only else []),
            *(["knives only"] if definition.knife_only else []),
            f"ages: {definition.ages.title.lower()}",
        ]
        rows = (
            ("Counts", code(definition.behaviours)),
            ("Limits", "; ".join(limits)),
            ("From", f"{definition.adopted:%-d %B %Y}"),
            ("In words", definition.text),
        )
        parts += [f"### {definition.label}\n", f"{definition.title}.\n", table(("", ""), rows)]
    return "\n".join(parts)


def _branch(node: HarmfulBehaviour, depth: int) -> Iterator[str]:
    codes = [f"offences {', '.join(node.offences)}"] if node.offences else []
    codes += [f"ICD-10 {', '.join(node.icd10)}"] if node.icd10 else []
    yield f"{'  ' * depth}- {node.title} (`{node.slug}`)" + (
        f": {'; '.join(codes)}" if codes else ""
    )
    for child in BEHAVIOURS.values():
        if child.parent == node.slug:
            yield from _branch(child, depth + 1)


def statistics() -> str:
    """Every public function of the stats floor with the publication it follows."""
    parts = [
        "# Statistics\n",
        "Pure functions on arrays. Each is verified in `tests/spec` against its publication or an "
        "independent implementation, and its docstring holds an example that runs as a test.\n",
    ]
    for info in sorted(pkgutil.iter_modules(headwater.stats.__path__), key=lambda i: i.name):
        module = importlib.import_module(f"headwater.stats.{info.name}")
        found = [
            f
            for name, f in inspect.getmembers(module, inspect.isfunction)
            if f.__module__ == module.__name__ and not name.startswith("_")
        ]
        sourced = [f for f in found if "Source:" in (inspect.getdoc(f) or "")]
        if sourced:
            first = (inspect.getdoc(module) or "").splitlines()[0]
            rows = (
                (f"`{f.__name__}`", (inspect.getdoc(f) or "").splitlines()[0], _published(f))
                for f in sorted(sourced, key=lambda f: f.__code__.co_firstlineno)
            )
            parts += [
                f"## {info.name}\n",
                f"{first}\n",
                table(("Function", "Gives", "Source"), rows),
            ]
    return "\n".join(parts)


def _published(function: Callable[..., object]) -> str:
    after = (inspect.getdoc(function) or "").split("Source:", 1)[1]
    kept = []
    for line in after.splitlines():
        if kept and (not line.startswith(" ") or ">>>" in line):
            break
        kept.append(line.strip())
    return " ".join(kept)


def privacy_of_fields() -> str:
    """Every field of the web's database, with what it can say about a person and for how long."""
    return "\n".join(
        [
            "# Privacy of fields\n",
            "What each field of the web's database can say about a living person. Rows about people from "
            "agencies are not in it: they lie in the store, under agreements. The page “Your data and "
            "complaints” of the application says the same in plain words.\n",
            table(("Class", "What it can say"), ((kind.name, kind.value) for kind in Privacy)),
            table(
                ("Model", "Field", "Class", "For how long"),
                (
                    (f"`{model}`", f"`{name}`", kind.name, kept)
                    for model, name, kind, kept in privacy()
                ),
            ),
        ]
    )


def words() -> str:
    """Markers, tiers, life stages, levels and kinds of agency, as they are printed."""
    labels = LABEL_SETS["0-3"]
    other = LABEL_SETS["1-4"]
    return "\n".join(
        (
            "# Words that stand for something\n",
            "## Where a number cannot be given\n",
            "Never blank and never zero, in a page, a document, a drawing or a CSV file.\n",
            table(("Printed", "In a narrow cell"), ((str(m), f"`{m.short}`") for m in Mark)),
            "## Tiers of the Public Health Model\n",
            "Stored by name; numbered only when printed, because partnerships number them in two ways.\n",
            table(
                ("Name", "Printed", "Or", "Band"),
                ((f"`{t.value}`", labels.label(t), other.label(t), t.band.value) for t in Tier),
            ),
            "## Life stages\n",
            table(("Stage", "Ages"), ((s.value, f"{s.ages[0]} to {s.ages[1]}") for s in LifeStage)),
            "## Ecological levels\n",
            "".join(f"- {level.value}\n" for level in EcologicalLevel),
            "## Kinds of agency\n",
            "Standing is under the Police, Crime, Sentencing and Courts Act 2022.\n",
            table(
                ("In `agreements.toml`", "Agency", "Standing"),
                ((f"`{k.name}`", k.value, k.statutory_class.value) for k in AgencyKind),
            ),
        )
    )


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "sources.md": sources,
    "indicators.md": indicators,
    "minimum-dataset.md": minimum_dataset,
    "chapters.md": chapters,
    "exit-codes.md": exit_codes,
    "harms.md": harms,
    "statistics.md": statistics,
    "words.md": words,
    "privacy-of-fields.md": privacy_of_fields,
}


def main(arguments: Sequence[str]) -> int:
    """Write every page, or with --check name those that are stale. Returns the exit code."""
    pages = {name: NOTICE + make().rstrip() + "\n" for name, make in PAGES.items()}
    held = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(n for n in pages.keys() | held.keys() if pages.get(n) != held.get(n))
    if "--check" in arguments:
        for name in stale:
            print(f"docs/reference/{name} is stale. Run: make docs", file=sys.stderr)
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for name in held.keys() - pages.keys():
        (FOLDER / name).unlink()
    for name, text in pages.items():
        (FOLDER / name).write_text(text, "utf-8")
    print(f"Wrote {len(pages)} pages of docs/reference, {len(stale)} of them new or changed.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
