"""Chapter 11: with what people are hurt and threatened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.figures.bars import bars
from headwater.products.chapter import Chapter
from headwater.products.document import Block, FigureBlock, Heading, Paragraph
from headwater.products.words import moved, number, rate, sentence
from headwater.vocabulary.incidents import Weapon
from headwater.vocabulary.people import Role

if TYPE_CHECKING:
    from headwater.products.brief import Brief

NO_WEAPON = (Weapon.NOT_RECORDED.value, Weapon.NONE.value, Weapon.BODY.value)


class Weapons(Chapter):
    """Method and weapon, knives by age."""

    slug = "weapons"
    title = "Method and weapon"
    needs = ("police-record-level", "hospital-admissions", "emergency-department")
    better_with = ("police-record-level", "hospital-admissions")

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        for slug, what in (
            ("recorded-violence", "Recorded violence"),
            ("violence-admissions", "Hospital admissions for violence"),
        ):
            table = brief.by_value(slug, "weapon", "by weapon", "Weapon or method")
            if table is None:
                continue
            yield Heading(what)
            armed = [
                r for r in table if r["weapon"] not in NO_WEAPON and isinstance(r["value"], float)
            ]
            if armed:
                yield Paragraph(
                    sentence(
                        f"the commonest weapon is {armed[0]['weapon']}: ",
                        rate(table, armed[0]),
                        " of all",
                    )
                )
            yield FigureBlock(
                bars(
                    table,
                    slug=f"{slug}-weapons",
                    caption=f"{what} by weapon or method",
                    axis="Per cent",
                    limit=9,
                )
            )
        knives = brief.by_period("knife-enabled-serious-violence")
        if knives is not None:
            row = knives.last
            yield Heading("Knives")
            yield Paragraph(
                sentence(
                    f"in {row['period']} the police recorded ",
                    number(knives, row, "events"),
                    " offences of serious violence in which a knife was used, threatened or believed "
                    "present; ",
                    moved(
                        brief.change(
                            "knife-enabled-serious-violence",
                            brief.periods("knife-enabled-serious-violence"),
                        )
                    ),
                )
            )
            ages = brief.by_age("knife-enabled-serious-violence", Role.VICTIM)
            if ages is not None:
                yield FigureBlock(
                    bars(
                        ages,
                        slug="knife-victim-ages",
                        caption="Victims of knife-enabled serious violence by age",
                        axis="Per 1,000 residents of that age a year",
                    )
                )
            yield Paragraph(
                (
                    "The knife flag has been set by a computer-assisted method in recent years; a series that "
                    "crosses that change is not like for like.",
                )
            )
