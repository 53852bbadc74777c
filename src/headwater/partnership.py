"""A partnership's folder as one object: what the command line and a notebook both work with.

It stands beside the web floor: it opens the data for a purpose, hands questions to the analysis floor
and documents to the products floor, and holds no arithmetic of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from headwater.analysis.answers import answer
from headwater.analysis.indicator import Indicator, all_indicators
from headwater.analysis.released import Released
from headwater.analysis.workbench import Workbench
from headwater.data.agreements import EXAMPLE, read_agreements
from headwater.data.agreements import FILE as AGREEMENTS
from headwater.data.intake.gather import Outcome, Request, gather
from headwater.data.profile import FILE as PROFILE
from headwater.data.profile import Profile, read_profile
from headwater.data.store import Delivery, Store
from headwater.figures.choose import figure_of
from headwater.figures.figure import Figure
from headwater.products import strategic_needs_assessment
from headwater.products.brief import Brief
from headwater.products.vintage import Vintage, vintages
from headwater.products.write import Assessment, write
from headwater.vocabulary.errors import ProfileError, UsageError
from headwater.vocabulary.places import Level


@dataclass(frozen=True)
class Answer:
    """A question answered: the released table, and the drawing of it."""

    table: Released
    figure: Figure

    def _repr_html_(self) -> str:
        return self.figure._repr_html_()


class Partnership:
    """One folder: profile, agreements, store and documents."""

    def __init__(self, folder: Path, *, at: date | None = None) -> None:
        self.folder = folder.resolve()
        self.profile: Profile = read_profile(self.folder)
        self.at = at or date.today()  # noqa: DTZ011 - agreements are judged by the local calendar day

    @classmethod
    def create(cls, folder: Path, profile: str) -> Partnership:
        """Make a new folder from the text of a profile.

        Raises ProfileError where the folder is a partnership's already.
        """
        path = folder / PROFILE
        if path.exists():
            raise ProfileError(
                f"{folder} is a partnership's folder already. Edit its {PROFILE}, or choose another folder."
            )
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(profile, "utf-8")
        agreements = folder / AGREEMENTS
        if not agreements.exists():
            agreements.write_text(EXAMPLE, "utf-8")
        made = cls(folder)
        Store.create(made.folder / "store")
        (made.folder / "documents").mkdir(exist_ok=True)
        return made

    @property
    def store(self) -> Store:
        """The rows and the register. Raises StoreError where nothing was ever gathered."""
        return Store.open(self.folder / "store")

    def gather(
        self,
        paths: Sequence[Path | str],
        *,
        source: str | None = None,
        provider: str | None = None,
        on_file: Callable[[Path], None] = lambda _: None,
    ) -> Iterator[Outcome]:
        """Take files into the store, one at a time, and tell what became of each."""
        self.__dict__.pop("bench", None)
        store = Store.create(self.folder / "store")
        request = Request(self.profile, read_agreements(self.folder), self.at, source, provider)
        return gather(store, [Path(p) for p in paths], request, on_file=on_file)

    def deliveries(self) -> tuple[Delivery, ...]:
        """Everything that has arrived and counts, oldest first."""
        return self.store.deliveries()

    def arrived(self) -> tuple[Delivery, ...]:
        """Everything that has arrived, with what waits for its provider to confirm the receipt."""
        return self.store.arrived()

    @cached_property
    def bench(self) -> Workbench:
        """The secure area, opened for the needs assessment today."""
        return Workbench(self.folder, at=self.at)

    def indicators(self) -> tuple[type[Indicator], ...]:
        """Every indicator Headwater knows."""
        return tuple(all_indicators().values())

    def show(self, indicator: str, *, by: str = "month", level: str = "district") -> Answer:
        """One indicator by month, place, age, sex or deprivation, as released tables and a figure."""
        table = answer(self.bench, named_indicator(indicator), by, Level.named(level))
        return Answer(table, figure_of(table, slug=f"{indicator}-{by}"))

    def vintages(self) -> tuple[Vintage, ...]:
        """Every needs assessment kept in this folder, oldest first."""
        return vintages(self.folder / "documents", strategic_needs_assessment.SLUG)

    def assess(
        self, to: Path | None = None, *, on_step: Callable[[str], None] = lambda _: None
    ) -> Assessment:
        """Write the Strategic Needs Assessment as HTML, PDF and Word, and keep its claims."""
        previous = next((v for v in reversed(self.vintages()) if v.issued < self.at), None)
        brief = Brief(self.bench, issued=self.at, previous=previous)
        document = strategic_needs_assessment.build(brief, on_step)
        return write(document, self.folder / "documents", to, on_step)


def named_indicator(slug: str) -> type[Indicator]:
    """The indicator of this slug. Raises UsageError with the nearest names."""
    from difflib import get_close_matches

    known = all_indicators()
    if slug in known:
        return known[slug]
    near = get_close_matches(slug, known, n=3, cutoff=0.4)
    hint = f"Did you mean {' or '.join(near)}?" if near else "“headwater indicators” lists them."
    raise UsageError(f"There is no indicator “{slug}”. {hint}")
