"""Harmful behaviours as a tree, and versioned definitions of what counts.

"Harmful behaviour" is the root (HWB 2.1): any behaviour that undermines the safety and wellbeing
of a community (ToR 1.3). Offence groups hang on the tree, so that a source that says only "violence
and sexual offences" and one that gives an offence code can both be placed, each where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from headwater.vocabulary.people import ALL_AGES, UP_TO_25, AgeBand


@dataclass(frozen=True)
class HarmfulBehaviour:
    """One node: `offences` are Home Office offence codes, `icd10` the codes of external cause."""

    slug: str
    title: str
    parent: str | None
    offences: tuple[str, ...] = ()
    icd10: tuple[str, ...] = ()


ROOT = "harmful-behaviour"

_B = HarmfulBehaviour
BEHAVIOURS: dict[str, HarmfulBehaviour] = {
    node.slug: node
    for node in (
        _B(ROOT, "Harmful behaviour", None),
        _B("violence-and-sexual-offences", "Violence and sexual offences", ROOT),
        _B(
            "violence-against-the-person",
            "Violence against the person",
            "violence-and-sexual-offences",
        ),
        _B("homicide", "Homicide", "violence-against-the-person", ("1", "4.1", "4.2", "4.10")),
        _B("attempted-murder", "Attempted murder", "violence-against-the-person", ("2",)),
        _B(
            "violence-with-injury",
            "Violence with injury",
            "violence-against-the-person",
            ("5D", "5E", "8N", "8S", "8P"),
            (
                "X85",
                "X86",
                "X87",
                "X88",
                "X89",
                "X90",
                "X91",
                "X92",
                "X96",
                "X97",
                "X98",
                "Y00",
                "Y01",
                "Y02",
                "Y03",
                "Y04",
                "Y08",
                "Y09",
            ),
        ),
        _B("sharp-object-assault", "Assault by sharp object", "violence-with-injury", (), ("X99",)),
        _B(
            "firearm-assault",
            "Assault by firearm",
            "violence-with-injury",
            (),
            ("X93", "X94", "X95"),
        ),
        _B(
            "neglect-and-maltreatment",
            "Neglect and maltreatment",
            "violence-against-the-person",
            (),
            ("Y06", "Y07"),
        ),
        _B(
            "violence-without-injury",
            "Violence without injury",
            "violence-against-the-person",
            ("105A", "105B", "104", "36"),
        ),
        _B("threats-to-kill", "Threats to kill", "violence-without-injury", ("3B",)),
        _B(
            "stalking-and-harassment",
            "Stalking and harassment",
            "violence-against-the-person",
            ("8L", "8M", "8Q"),
        ),
        _B("sexual-offences", "Sexual offences", "violence-and-sexual-offences", (), ("Y05",)),
        _B("rape", "Rape", "sexual-offences", ("19C", "19D", "19E", "19F", "19G", "19H")),
        _B(
            "other-sexual-offences",
            "Other sexual offences",
            "sexual-offences",
            ("17A", "17B", "20A", "20B"),
        ),
        _B("robbery", "Robbery", ROOT, ("34A", "34B")),
        _B("robbery-personal", "Robbery of personal property", "robbery", ("34B",)),
        _B("robbery-business", "Robbery of business property", "robbery", ("34A",)),
        _B("weapons-possession", "Possession of weapons", ROOT, ("10A", "10C", "10D")),
        _B("public-order", "Public order offences", ROOT, ("62A",)),
        _B("anti-social-behaviour", "Anti-social behaviour", ROOT),
        _B("criminal-damage-and-arson", "Criminal damage and arson", ROOT),
        _B("drug-offences", "Drug offences", ROOT),
        _B("acquisitive-crime", "Theft and burglary", ROOT),
        _B("burglary", "Burglary", "acquisitive-crime"),
        _B("vehicle-crime", "Vehicle crime", "acquisitive-crime"),
        _B("theft-from-the-person", "Theft from the person", "acquisitive-crime"),
        _B("shoplifting", "Shoplifting", "acquisitive-crime"),
        _B("bicycle-theft", "Bicycle theft", "acquisitive-crime"),
        _B("other-theft", "Other theft", "acquisitive-crime"),
        _B("other-crime", "Other crime", ROOT),
        _B(
            "assault-unspecified",
            "Assault treated by a health service",
            "violence-and-sexual-offences",
        ),
        _B("self-harm", "Self-harm", ROOT),
        _B("overdose", "Overdose", ROOT),
        _B(
            "mental-health-crisis",
            "Behaviour from mental distress that drives emergency demand",
            ROOT,
        ),
        _B("youth-offending", "Offending by children", ROOT),
        _B("school-exclusion", "Behaviour that led to exclusion from school", ROOT),
        _B("community-concern", "Concern reported by residents", ROOT),
    )
}


def behaviour(slug: str) -> HarmfulBehaviour:
    """The node of this slug. Raises KeyError with the slug."""
    return BEHAVIOURS[slug]


def ancestors(slug: str) -> tuple[str, ...]:
    """From the parent up to the root.

    >>> ancestors("robbery-personal")
    ('robbery', 'harmful-behaviour')
    """
    found = []
    parent = BEHAVIOURS[slug].parent
    while parent is not None:
        found.append(parent)
        parent = BEHAVIOURS[parent].parent
    return tuple(found)


def branch(slug: str) -> tuple[str, ...]:
    """A node and everything under it, so that a broad word finds every kind of it.

    >>> branch("robbery")
    ('robbery', 'robbery-personal', 'robbery-business')
    """
    behaviour(slug)
    return tuple(_walk(slug))


def _walk(slug: str) -> Iterator[str]:
    yield slug
    for node in BEHAVIOURS.values():
        if node.parent == slug:
            yield from _walk(node.slug)


def from_offence(code: str) -> str | None:
    """The most specific behaviour of a Home Office offence code, or None."""
    return _OFFENCES.get(code.strip().upper())


def from_icd10(code: str) -> str | None:
    """The behaviour of an ICD-10 external cause; None outside X85-Y09."""
    return _CAUSES.get(code.strip().upper()[:3])


def offence_codes() -> dict[str, str]:
    """Every offence code on the tree with its most specific behaviour."""
    return dict(_OFFENCES)


def icd10_codes() -> dict[str, str]:
    """Every ICD-10 cause (three characters) on the tree with its behaviour."""
    return dict(_CAUSES)


_OFFENCES = {
    code.upper(): node.slug
    for node in sorted(BEHAVIOURS.values(), key=lambda n: len(ancestors(n.slug)))
    for code in node.offences
}
_CAUSES = {code: node.slug for node in BEHAVIOURS.values() for code in node.icd10}


@dataclass(frozen=True)
class SeriousnessTest:
    """The four factors of section 13(6) of the 2022 Act, in the partnership's own words."""

    maximum_penalty: str = ""
    impact_on_victims: str = ""
    prevalence: str = ""
    impact_on_community: str = ""


@dataclass(frozen=True)
class Definition:
    """What counts, with its version. Every figure carries `label`.

    `ages`, `public_place_only` and `knife_only` narrow what counts where a source can say; a source
    that cannot is used as it is, and the figure says so. Two definitions may run side by side.
    """

    slug: str
    version: str
    title: str
    behaviours: tuple[str, ...]
    adopted: date
    text: str
    ages: AgeBand = ALL_AGES
    public_place_only: bool = False
    knife_only: bool = False
    seriousness: SeriousnessTest = field(default_factory=SeriousnessTest)

    @property
    def label(self) -> str:
        """As printed with a figure, for example `serious-violence 2023.1`."""
        return f"{self.slug} {self.version}"

    def behaviour_slugs(self) -> frozenset[str]:
        """Every node that counts."""
        return frozenset(slug for top in self.behaviours for slug in branch(top))


DEFINITIONS: dict[str, Definition] = {
    d.slug: d
    for d in (
        Definition(
            "youth-violence",
            "2019.1",
            "Youth violence in public places",
            ("violence-and-sexual-offences", "robbery", "weapons-possession"),
            date(2019, 9, 1),
            "Violence, robbery and weapon carrying in public places by or against people up to "
            "age 25, including knife crime.",
            ages=UP_TO_25,
            public_place_only=True,
        ),
        Definition(
            "serious-violence",
            "2023.1",
            "Serious violence",
            ("violence-and-sexual-offences", "robbery", "weapons-possession"),
            date(2023, 1, 31),
            "Violence with significant physical injury or other serious harm, including sexual "
            "violence, with or without weapons, domestic or in public places.",
            seriousness=SeriousnessTest(
                "Offences that can carry long custodial sentences",
                "Significant physical injury or other serious harm",
                "Prevalence by area, from recorded crime and health data",
                "Effect on how safe residents feel, from community conversations",
            ),
        ),
    )
}
