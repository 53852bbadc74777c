"""A day is typed in three boxes, and nothing typed is lost or guessed at."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from headwater.web.ui.fields import day


class Asked(forms.Form):
    starts = day("First day", "Enter the first day")
    ends = day("Last day", "")


def typed(starts: tuple[str, str, str], **more: str) -> Asked:
    return Asked(
        dict(zip(("starts-day", "starts-month", "starts-year"), starts, strict=True)) | more
    )


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", " MARCH "])
def test_a_month_may_be_a_number_or_a_word(month):
    form = typed(("7", month, "2027"))
    assert form.is_valid()
    assert form.cleaned_data == {"starts": date(2027, 3, 7), "ends": None}


def test_a_whole_day_in_one_value_is_read_as_well():
    form = Asked({"starts": "2027-03-07"})
    assert form.is_valid()
    assert form.cleaned_data["starts"] == date(2027, 3, 7)


@pytest.mark.parametrize(
    "starts", [("31", "2", "2027"), ("7", "Brumaire", "2027"), ("7", "3", ""), ("7", "3", "27")]
)
def test_what_is_no_day_is_refused_and_stays_in_its_boxes(starts):
    form = typed(starts)
    assert form.errors["starts"] == ["Write a real date, such as 27 3 2027"]
    html = form["starts"].as_field_group()
    assert [f'value="{said}"' in html for said in starts if said] == [True] * sum(map(bool, starts))
    assert html.count("govuk-input--error") == 3


def test_a_day_that_is_wanted_says_so_and_its_error_leads_to_the_first_box():
    form = Asked({})
    assert form.errors["starts"] == ["Enter the first day"]
    html = Template("{% error_summary form %}").render(Context({"form": form}))
    assert 'href="#id_starts-day"' in html
    assert 'id="id_starts-day"' in form["starts"].as_field_group()


def test_a_day_that_is_there_is_shown_without_noughts_before():
    html = Asked(initial={"starts": date(2027, 3, 7)})["starts"].as_field_group()
    for name, said in (("day", "7"), ("month", "3"), ("year", "2027")):
        assert f'name="starts-{name}" type="text" inputmode="numeric" value="{said}"' in html


def test_an_error_of_the_whole_form_is_shown_as_errors_are():
    form = typed(("7", "3", "2027"))
    form.add_error(None, "Somebody else changed this.")
    html = str(form)
    assert "errorlist" not in html
    assert '<p class="govuk-error-message">' in html
    assert "Somebody else changed this." in html
