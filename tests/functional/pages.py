"""A page read as a browser reads it: which tags are open, which ids there are, where links lead."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SVG_TEXT = {"text", "tspan", "title", "desc"}


@dataclass
class Page:
    """What a strict reading of a page found."""

    ids: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._seen(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._seen(tag, attrs)

    def _seen(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page, found = self.page, dict(attrs)
        if len(found) != len(attrs):
            page.faults.append(f"<{tag}> names an attribute twice")
        page.tags.append(tag)
        page.attributes.append((tag, found))
        if found.get("id"):
            page.ids.append(str(found["id"]))
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            page.headings.append(int(tag[1]))
        for name in ("href", "src", "xlink:href", "action", "srcset", "data", "poster"):
            where = str(found.get(name) or "")
            if where.startswith("#"):
                page.targets.append(where[1:])
            elif where and not where.startswith("data:"):
                page.outside.append(f"{tag} {name}={where}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.page.faults.append(f"</{tag}> closes {self.open[-3:]}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.page.text.append(data)


def read(text: str) -> Page:
    """Read a page; what is wrong with it is in `faults`."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    if reader.open:
        reader.page.faults.append(f"never closed: {reader.open}")
    return reader.page
