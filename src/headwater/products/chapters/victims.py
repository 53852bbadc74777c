"""Chapter 9: who is harmed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.products.chapter import Chapter
from headwater.products.document import Block, Heading
from headwater.products.people import ages, groups, repeated
from headwater.vocabulary.people import Role

if TYPE_CHECKING:
    from headwater.products.brief import Brief

LEAD = "recorded-violence"


class Victims(Chapter):
    """Age, sex, ethnic group, and people harmed more than once."""

    slug = "victims"
    title = "Victims"
    needs = ("police-record-level",)
    better_with = ("hospital-admissions",)

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        yield Heading("Age")
        yield from ages(brief, LEAD, Role.VICTIM)
        yield Heading("Sex and ethnic group")
        yield from groups(brief, LEAD, Role.VICTIM)
        yield Heading("People harmed more than once")
        yield from repeated(brief, LEAD, Role.VICTIM)
