"""The library object: what a notebook works with."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.county import copy

import headwater
from headwater.analysis.released import Released
from headwater.partnership import Partnership
from headwater.vocabulary.errors import ProfileError, UsageError


@pytest.fixture(scope="module")
def area(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Partnership:
    return headwater.open(copy(invented, tmp_path_factory.mktemp("notebook") / "county"))


def test_a_folder_opens_as_one_object(area: Partnership) -> None:
    assert area.profile.area.name == "Feignham and Invenshire"
    assert len(area.deliveries()) > 100
    assert {i.slug for i in area.indicators()} >= {"robbery", "recorded-violence"}


def test_an_answer_shows_itself_as_a_figure_with_its_table_and_source(area: Partnership) -> None:
    page = area.show("robbery")._repr_html_()
    assert "<svg" in page
    assert "<table" in page
    assert "Source: " in page
    assert "fewer than 8" in page or "Robbery" in page


@pytest.mark.parametrize(
    "by", ["month", "place", "age", "sex", "ethnicity", "deprivation", "setting", "weapon", "harm"]
)
def test_a_question_can_be_asked_each_way(area: Partnership, by: str) -> None:
    answer = area.show("violence-with-injury", by=by)
    assert isinstance(answer.table, Released)
    assert len(answer.table)
    assert answer.figure.svg().startswith("<svg")


@pytest.mark.parametrize("level", ["lsoa", "msoa", "ward", "district", "upper-tier", "partnership"])
def test_a_place_can_be_of_every_level(area: Partnership, level: str) -> None:
    table = area.show("recorded-violence", by="place", level=level).table
    assert len(table) == len(table.codes)
    assert len(table) >= 1


def test_a_near_name_is_suggested(area: Partnership) -> None:
    with pytest.raises(UsageError, match="Did you mean robbery"):
        area.show("robery")


def test_a_folder_that_is_no_partnership_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="headwater init"):
        headwater.open(tmp_path)
