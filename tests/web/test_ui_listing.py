"""Long lists sort and page by plain links, and a stale save loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from headwater.web.audit.models import Entry
from headwater.web.ui.asking import compare
from headwater.web.ui.components.navigation import leaves_of
from headwater.web.ui.fields import Versioned, choice, day, words
from headwater.web.ui.listing import Column, listing


@dataclass(frozen=True)
class Row:
    name: str
    due: date | None


ROWS = [Row("beta", date(2026, 2, 1)), Row("Alpha", None), Row("gamma", date(2026, 1, 1))]
COLUMNS = (Column("Name", "name"), Column("Due", "due"), Column("Note"))


def shown(query: str, rows=ROWS, size: int = 50):
    return listing(RequestFactory().get(f"/list{query}"), rows, COLUMNS, size=size)


def names(found) -> list[str]:
    return [row.name for row in found.page]


def test_without_a_wish_the_order_is_the_rooms_own():
    assert names(shown("")) == ["beta", "Alpha", "gamma"]


def test_words_sort_without_regard_to_capitals_and_what_is_empty_comes_last_either_way():
    assert names(shown("?sort=name")) == ["Alpha", "beta", "gamma"]
    assert names(shown("?sort=-name")) == ["gamma", "beta", "Alpha"]
    assert names(shown("?sort=due")) == ["gamma", "beta", "Alpha"]
    assert names(shown("?sort=-due")) == ["beta", "gamma", "Alpha"]


@pytest.mark.parametrize("query", ["?sort=note", "?sort=__class__", "?sort=-", "?sort=due&page=x"])
def test_what_cannot_be_sorted_by_is_no_fault(query):
    assert len(names(shown(query))) == 3


def test_a_head_says_how_it_is_sorted_and_leads_to_the_other_way():
    heads = {head.title: head for head in shown("?sort=due&words=x&page=2").heads}
    assert heads["Due"].sorted == "ascending"
    assert heads["Due"].href == "?sort=-due&words=x"
    assert heads["Name"].href == "?sort=name&words=x"
    assert heads["Note"].href == ""


def test_pages_keep_the_filter_and_the_order():
    found = shown("?sort=name&words=x&page=2", ROWS * 10, size=10)
    assert found.address(page="3") == "?sort=name&words=x&page=3"
    html = Template('{% listing found "Rows" %}{% endlisting %}').render(Context({"found": found}))
    assert "?sort=name&amp;words=x&amp;page=3" in html
    assert 'aria-sort="ascending"' in html
    assert 'aria-current="page"' in html


def test_many_pages_show_the_first_the_last_and_those_around():
    found = shown("?page=20", ROWS * 400, size=10)
    leaves = leaves_of(found.page.paginator, 20, str)
    assert [leaf.number for leaf in leaves] == ["1", "", "19", "20", "21", "", "120"]


@pytest.mark.django_db
def test_rows_of_a_table_are_sorted_by_the_database():
    found = listing(
        RequestFactory().get("/?sort=-who"), Entry.objects.all(), (Column("Who", "actor"),)
    )
    assert "DESC" in str(found.page.paginator.object_list.query)


class Change(Versioned):
    name = words("Name", "Enter the name")
    kind = choice("Kind", "Choose", [("a", "First kind"), ("b", "Second kind")])
    until = day("Until", "")
    open = forms.BooleanField(label="Open", required=False)


def test_both_versions_are_shown_in_words_and_what_was_typed_stays():
    typed = {"name": "Mine", "kind": "b", "until": "2026-03-01", "open": "on", "version": "1"}
    form = Change(typed)
    assert form.is_valid()
    now = {"name": "Theirs", "kind": "a", "until": None, "open": False, "version": 4}
    found = {one.label: (one.saved, one.typed) for one in compare(form, now)}
    assert found == {
        "Name": ("Theirs", "Mine"),
        "Kind": ("First kind", "Second kind"),
        "Until": ("Nothing", "1 March 2026"),
        "Open": ("No", "Yes"),
    }
    assert form["version"].value() == "4"
    assert form["name"].value() == "Mine"


def test_where_nothing_differs_nothing_is_shown():
    form = Change({"name": "Same", "kind": "a", "version": "1"})
    assert form.is_valid()
    assert compare(form, {"name": "Same", "kind": "a", "version": 2}) == []


def test_tabs_are_shown_as_parts_with_a_list_of_contents():
    made = Template(
        '{% tabs %}{% tab "People" "people" %}<p>One</p>{% endtab %}'
        '{% tab "Subjects" "subjects" %}<p>Two</p>{% endtab %}{% endtabs %}'
    ).render(Context())
    assert made.count("govuk-tabs__list-item--selected") == 1
    assert made.index('id="people"') < made.index("<p>One</p>") < made.index('id="subjects"')
