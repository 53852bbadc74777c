"""Our components against the markup that GOV.UK Frontend says they have, fixture by fixture."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.utils.safestring import SafeString
from lxml import html
from tests.web.govuk_fixtures import NOT_OURS, UNSUPPORTED

from headwater.web.ui.components import lists, navigation, tables, text
from headwater.web.ui.days import DayBoxes

SHIPPED = Path(__file__).parents[2] / "node_modules" / "govuk-frontend" / "dist" / "govuk"
COMPONENTS = SHIPPED / "components"
if not COMPONENTS.is_dir():
    pytest.skip("node_modules is not built: run make setup", allow_module_level=True)

Options = dict[str, Any]


def said(options: Options | None, name: str = "text") -> str:
    """Text as it is, markup as markup, in the way the fixtures name them."""
    options = options or {}
    marked = options.get("html" if name == "text" else name.replace("Text", "Html"))
    return SafeString(marked) if marked else options.get(name) or ""


def paragraph(options: Options) -> str:
    if options.get("html"):
        return SafeString(options["html"])
    return html_of("p", "govuk-body", options.get("text", ""))


def html_of(element: str, kind: str, content: str) -> SafeString:
    made = html.Element(element)
    made.set("class", kind)
    made.text = content
    return SafeString(html.tostring(made, encoding="unicode"))


def modifier(options: Options, block: str) -> str:
    return (options.get("classes") or "").removeprefix(f"{block}--")


def real(items: Any) -> list[Any]:
    """What is left of a list without what is empty in it."""
    return [item for item in items or [] if item]


def button(o: Options) -> str:
    kind = modifier(o, "govuk-button")
    if "href" in o:
        return text.link_button(said(o), o["href"], kind=kind)
    once = bool(o.get("preventDoubleClick"))
    return text.button(
        said(o), kind=kind, name=o.get("name", ""), value=o.get("value", ""), once=once
    )


def tag(o: Options) -> str:
    return text.tag(said(o), modifier(o, "govuk-tag"))


def banner(o: Options) -> str:
    success = o.get("type") == "success"
    return text.notification_banner(
        said(o), success=success, title=said(o, "titleText"), name=o.get("titleId", "")
    )


def summary_list(o: Options) -> str:
    return lists.summary_list(
        (
            said(row["key"]),
            said(row.get("value")),
            [
                lists.Change(said(one), one["href"], one.get("visuallyHiddenText", ""))
                for one in row.get("actions", {}).get("items", [])
            ],
        )
        for row in real(o["rows"])
    )


def error_summary(o: Options) -> str:
    return lists.error_summary(
        (one.get("href", "").removeprefix("#"), said(one)) for one in real(o["errorList"])
    )


def pagination(o: Options) -> str:
    def way(one: Options | None) -> navigation.Way | None:
        return navigation.Way(one["href"], one.get("labelText", "")) if one else None

    leaves = [
        navigation.Leaf(str(one.get("number", "")), one.get("href", ""), one.get("current", False))
        for one in real(o.get("items"))
    ]
    return navigation.pagination(leaves, before=way(o.get("previous")), after=way(o.get("next")))


def task_list(o: Options) -> str:
    def status(one: Options) -> str:
        return tag(one["tag"]) if "tag" in one else said(one)

    tasks = [
        lists.ToDo(
            said(one["title"]), status(one["status"]), one.get("href", ""), said(one.get("hint"))
        )
        for one in real(o["items"])
    ]
    return lists.task_list(tasks, name=o.get("idPrefix", "task-list"))


def tabs(o: Options) -> str:
    prefix = o.get("idPrefix", "")
    return navigation.tabs(
        [
            navigation.Tab(
                one.get("id", f"{prefix}-{place}"), one["label"], paragraph(one["panel"])
            )
            for place, one in enumerate(real(o.get("items")), 1)
        ]
    )


def breadcrumbs(o: Options) -> str:
    return navigation.breadcrumbs((said(one), one.get("href", "")) for one in o["items"])


def table(o: Options) -> str:
    def cell(one: Options) -> object:
        return tables.Cell(said(one)) if one.get("format") == "numeric" else said(one)

    head = [tables.Head(said(h), h.get("format") == "numeric") for h in o.get("head", [])]
    lines = [[cell(one) for one in line] for line in real(o["rows"])]
    body = tables.rows(lines, headed=bool(o.get("firstCellIsHeader")))
    return tables.table(head, body, o.get("caption", ""))


def _field(o: Options, field: forms.Field) -> str:
    """One field as the renderer shows it, wrong where the fixture says so."""
    field.label = said(o["label"]) if "label" in o else said(o["fieldset"]["legend"])
    field.help_text = said(o.get("hint"))
    name, given = o["name"], o.get("value", o.get("values"))
    kind = type("Shown", (forms.Form,), {name: field})
    if not o.get("errorMessage"):
        return kind(auto_id="%s", initial={name: given})[name].as_field_group()
    form = kind({name: given} if given else {}, auto_id="%s")
    form.errors.pop(name, None)
    form.add_error(name, said(o["errorMessage"]))
    return form[name].as_field_group()


def _choices(o: Options) -> list[tuple[str, str]]:
    return [(str(one.get("value", said(one))), said(one)) for one in real(o.get("items"))]


def _ticked(o: Options, name: str) -> list[str]:
    return [str(one["value"]) for one in real(o.get("items")) if one.get(name)]


def radios(o: Options) -> str:
    ticked = o.get("value") or next(iter(_ticked(o, "checked")), "")
    field = forms.ChoiceField(choices=_choices(o), widget=forms.RadioSelect)
    return _field({**o, "value": ticked}, field)


def checkboxes(o: Options) -> str:
    ticked = o.get("values") or _ticked(o, "checked")
    widget = forms.CheckboxSelectMultiple
    field = forms.MultipleChoiceField(choices=_choices(o), widget=widget)
    return _field({**o, "values": ticked}, field)


def select(o: Options) -> str:
    ticked = o.get("value") or next(iter(_ticked(o, "selected")), "")
    return _field({**o, "value": ticked}, forms.ChoiceField(choices=_choices(o)))


def line(o: Options) -> str:
    return _field(o, forms.CharField())


def lines(o: Options) -> str:
    return _field(o, forms.CharField(widget=forms.Textarea(attrs={"rows": o.get("rows", 5)})))


def file(o: Options) -> str:
    return _field(o, forms.FileField())


def day(o: Options) -> str:
    """The boxes of GOV.UK have no prefix unless one is asked for; ours have the field's name always."""
    values = {name.split("-")[-1]: said for name, said in (o.get("values") or {}).items()}
    given = "-".join(str(values.get(part, "")) for part in ("year", "month", "day"))
    name = o.get("namePrefix", o["id"])
    options = {**o, "name": name, "value": given if values else None}
    made = _field(options, forms.DateField(widget=DayBoxes()))
    return made if "namePrefix" in o else made.replace(f'name="{name}-', 'name="')


OURS: dict[str, Callable[[Options], str]] = {
    "back-link": lambda o: navigation.back_link(o.get("href", "#"), said(o) or "Back"),
    "breadcrumbs": breadcrumbs,
    "button": button,
    "checkboxes": checkboxes,
    "date-input": day,
    "details": lambda o: text.details(said(o, "summaryText"), said(o), opened=o.get("open", False)),
    "error-summary": error_summary,
    "file-upload": file,
    "input": line,
    "inset-text": lambda o: text.inset(said(o)),
    "notification-banner": banner,
    "pagination": pagination,
    "radios": radios,
    "select": select,
    "skip-link": lambda o: navigation.skip_link(o.get("href", "#content"), said(o)),
    "summary-list": summary_list,
    "table": table,
    "tabs": tabs,
    "tag": tag,
    "task-list": task_list,
    "textarea": lines,
    "warning-text": lambda o: text.warning(said(o)),
}


def fixtures(component: str) -> list[Options]:
    return json.loads((COMPONENTS / component / "fixtures.json").read_text("utf-8"))["fixtures"]


def plain(markup: str) -> Any:
    """A tree that tells apart what matters: order of attributes, spaces and how ids are spelt do not."""
    root = html.fragment_fromstring(str(markup), create_parent="div")
    ids = {one.get("id"): str(place) for place, one in enumerate(root.xpath("//*[@id]"))}

    def renamed(name: str, value: str) -> str:
        if name in ("id", "for") or (
            name.startswith("aria-") and name.endswith(("by", "controls"))
        ):
            return " ".join(ids.get(one, one) for one in value.split())
        if name == "href" and value.startswith("#"):
            return f"#{ids.get(value[1:], value[1:])}"
        return " ".join(value.split())

    def node(element: Any) -> Any:
        found = {name: renamed(name, value) for name, value in element.attrib.items()}
        words = [" ".join((element.text or "").split())]
        for child in element:
            if isinstance(child.tag, str):
                words += [node(child), " ".join((child.tail or "").split())]
        return element.tag, found, words

    return node(root)[2]


def unsupported(component: str) -> set[str]:
    return {name for names in UNSUPPORTED.get(component, {}).values() for name in names}


CASES = [
    pytest.param(component, fixture, id=f"{component}: {fixture['name']}")
    for component in sorted(OURS)
    for fixture in fixtures(component)
]


def same(component: str, fixture: Options) -> bool:
    return plain(OURS[component](fixture["options"])) == plain(fixture["html"])


@pytest.mark.parametrize(("component", "fixture"), CASES)
def test_a_component_gives_the_markup_of_its_fixture(component, fixture):
    if fixture["name"] in unsupported(component):
        return
    assert plain(OURS[component](fixture["options"])) == plain(fixture["html"])


def test_every_component_that_is_shipped_is_ours_or_has_a_reason_not_to_be():
    shipped = {path.parent.name for path in COMPONENTS.glob("*/fixtures.json")}
    assert shipped == set(OURS) | set(NOT_OURS)
    assert not set(OURS) & set(NOT_OURS)


@pytest.mark.parametrize("component", sorted(OURS))
def test_what_is_said_not_to_be_supported_is_a_fixture_that_differs(component):
    named = {f["name"]: f for f in fixtures(component)}
    assert unsupported(component) <= set(named)

    def fails(fixture: Options) -> bool:
        try:
            return not same(component, fixture)
        except (KeyError, TypeError):
            return True

    assert [name for name in sorted(unsupported(component)) if not fails(named[name])] == []
