"""Long lists: narrowed by a form, sorted by a column's link, and shown page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.text import slugify

from headwater.web.ui.components.tables import Head

SIZE = 50
"""Rows on a page."""


@dataclass(frozen=True)
class Column:
    """A column of a list. `by` is what it sorts by: a field with dots, or nothing where it does not."""

    title: str
    by: str = ""
    numeric: bool = False

    @property
    def slug(self) -> str:
        """How the address calls it."""
        return slugify(self.title)


@dataclass(frozen=True)
class Listing:
    """One page of a list, as `?sort=` and `?page=` ask for it."""

    page: Page[Any]
    columns: tuple[Column, ...]
    sort: str = ""
    query: QueryDict = field(default_factory=QueryDict)

    @property
    def count(self) -> int:
        """How many rows there are on all pages."""
        return self.page.paginator.count

    @property
    def heads(self) -> list[Head]:
        """The heads of the columns with the links that sort."""
        return [self._head(column) for column in self.columns]

    def _head(self, column: Column) -> Head:
        if not column.by or self.count < 2:
            return Head(column.title, column.numeric)
        now = {column.slug: "ascending", f"-{column.slug}": "descending"}.get(self.sort, "")
        turned = f"-{column.slug}" if now == "ascending" else column.slug
        return Head(column.title, column.numeric, self.address(sort=turned, page=""), now)

    def address(self, **changes: str) -> str:
        """This list with something else of its address; what is empty is left out."""
        query = self.query.copy()
        for name, value in changes.items():
            if value:
                query[name] = value
            else:
                query.pop(name, None)
        return f"?{query.urlencode()}"


def listing(
    request: HttpRequest,
    found: QuerySet[Any] | Sequence[Any],
    columns: Iterable[Column],
    *,
    size: int = SIZE,
) -> Listing:
    """A page of rows in the order that was asked for; what cannot be sorted by is left as it was."""
    known = tuple(columns)
    sort = request.GET.get("sort", "")
    column = next((one for one in known if one.by and one.slug == sort.removeprefix("-")), None)
    if column is None:
        sort = ""
    else:
        found = _sorted(found, column.by, sort.startswith("-"))
    page = Paginator(found, size).get_page(request.GET.get("page"))
    return Listing(page, known, sort, request.GET)


def _sorted(found: Any, by: str, backwards: bool) -> Any:
    if isinstance(found, QuerySet):
        key = F(by.replace(".", "__"))
        order = key.desc(nulls_last=True) if backwards else key.asc(nulls_last=True)
        return found.order_by(order, "pk")
    value: Callable[[Any], Any] = attrgetter(by)
    there: list[Any] = []
    lacking: list[Any] = []
    for one in found:
        (lacking if value(one) is None else there).append(one)
    return sorted(there, key=lambda one: _key(value(one)), reverse=backwards) + lacking


def _key(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
