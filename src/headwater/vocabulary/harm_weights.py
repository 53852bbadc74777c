"""How much harm one incident of a behaviour stands for, by published tables with a release label.

The two tables here hold only the values that are cited in public, each set on the behaviour it
names. A partnership loads the full table it has (`headwater.data.harm_weights`) and the label of
that release is printed with every weighted figure, because weights change between releases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from headwater.vocabulary.harms import ancestors, behaviour, from_offence


@dataclass(frozen=True)
class HarmWeights:
    """Weights of one release. `offences` holds weights of single Home Office offence codes."""

    name: str
    release: str
    source: str
    unit: str
    behaviours: Mapping[str, float]
    offences: Mapping[str, float] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """As printed with a figure, for example `Crime Severity Score (cited examples)`."""
        return f"{self.name} ({self.release})"

    def of(self, slug: str) -> float | None:
        """The weight of a behaviour, else of the nearest wider behaviour that has one, else None.

        Raises: KeyError: there is no such behaviour.

        >>> CAMBRIDGE_HARM_INDEX.of("robbery-personal"), CAMBRIDGE_HARM_INDEX.of("self-harm")
        (365.0, None)
        """
        behaviour(slug)
        for one in (slug, *ancestors(slug)):
            if one in self.behaviours:
                return self.behaviours[one]
        return None

    def of_offence(self, code: str) -> float | None:
        """The weight of an offence code, else of its behaviour, else None."""
        exact = self.offences.get(code.strip().upper())
        if exact is not None:
            return exact
        slug = from_offence(code)
        return None if slug is None else self.of(slug)

    def missing(self, slugs: Iterable[str]) -> tuple[str, ...]:
        """The behaviours without a weight, which a weighted figure must name and leave out."""
        return tuple(slug for slug in slugs if self.of(slug) is None)


CAMBRIDGE_HARM_INDEX = HarmWeights(
    name="Cambridge Crime Harm Index",
    release="cited examples",
    source=(
        "Sherman, Neyroud & Neyroud (2016) Policing 10:171-183; cambridge-ebp.co.uk/chi. Days of "
        "prison at the starting point of the sentencing guideline for a first offender. Its values "
        "for firearms (730) and serious assault (547) are narrower than any behaviour and not used."
    ),
    unit="days of prison",
    behaviours={
        "homicide": 5475.0,
        "attempted-murder": 3285.0,
        "rape": 1825.0,
        "robbery": 365.0,
        "violence-without-injury": 19.0,
    },
)

CRIME_SEVERITY_SCORE = HarmWeights(
    name="Crime Severity Score",
    release="cited examples",
    source=(
        "Office for National Statistics, Crime Severity Score data tool (Open Government Licence "
        "v3). Weights from average sentences: custody, community orders and fines."
    ),
    unit="severity points",
    behaviours={
        "homicide": 7978.8,
        "attempted-murder": 4662.8,
        "violence-with-injury": 203.07,
        "violence-without-injury": 12.99,
        "stalking-and-harassment": 39.64,
        "robbery-personal": 993.55,
        "public-order": 7.58,
    },
)

HARM_WEIGHTS = {"cambridge": CAMBRIDGE_HARM_INDEX, "ons": CRIME_SEVERITY_SCORE}
