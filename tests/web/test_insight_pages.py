"""Indicators, places, hot spots and overlap, as a meeting uses them (HWB 2.1, 5.12 iv; ToR 3.8)."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.county import copy

from headwater.analysis.cross import cross
from headwater.analysis.indicator import all_indicators
from headwater.analysis.workbench import Workbench
from headwater.vocabulary.places import Level
from headwater.web.audit.models import Entry, Verb
from headwater.web.directory.models import Community
from headwater.web.env import Env
from headwater.web.insight.selectors.breakdowns import places
from headwater.web.insight.selectors.indicators import lines, placed_table
from headwater.web.policy import Role
from headwater.web.sharing.models import Agreement
from headwater.web.sharing.selectors import kept
from headwater.web.sharing.selectors.kept import edition
from headwater.web.sharing.services import agreements

pytestmark = pytest.mark.django_db
SLUG = "recorded-violence"


@pytest.fixture(scope="module")
def county(invented: Path, tmp_path_factory) -> Path:
    """A copy of the invented partnership, which the tests of this file read."""
    return copy(invented, tmp_path_factory.mktemp("read") / "county")


@pytest.fixture
def analyst(county: Path, settings, as_role):
    """An analyst's browser on the invented partnership."""
    settings.ENV = Env(folder=county)
    return as_role(Role.ANALYST)


def text_of(response) -> str:
    """What a page says, without its markup."""
    inner = response.content.decode().split("<main", 1)[1]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", inner)).split())


def cells(response) -> list[list[str]]:
    """The rows of the table that was asked for."""
    answer = response.content.decode().split('id="answer"', 1)[1].split("</section>", 1)[0]
    rows = re.findall(r'<tr class="govuk-table__row">(.*?)</tr>', answer)
    return [
        [html.unescape(re.sub(r"<[^>]+>", "", c)) for c in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in rows
    ]


# one indicator


def test_an_indicator_shows_its_trend_districts_map_and_gradient_each_with_its_files(analyst):
    page = analyst.get(reverse("insight:indicator", args=[SLUG]))
    assert page.content.count(b'<figure class="hw-figure">') == 4
    told = text_of(page)
    assert re.search(r"\d+ months of 60 stand out|no month of 60", told)
    assert "Higher than the whole area: " in told
    assert "Lower than the whole area: " in told
    assert "times the rate of the least deprived end (95% interval" in told
    for way in ("month", "district", "lsoa", "deprivation"):
        for name, kind in (("table", "csv"), ("workbook", "xlsx")):
            address = reverse(f"insight:{name}", args=[SLUG, way])
            assert address.encode() in page.content
            answer = analyst.get(address)
            assert answer.status_code == 200
            assert answer["Content-Disposition"].endswith(f'{way}.{kind}"')


def test_any_breakdown_is_answered_at_once_through_the_gate(analyst, county):
    """HWB 7: any breakdown a member asks for in a meeting."""
    address = reverse("insight:indicator", args=[SLUG])
    page = analyst.get(address, {"by": "age", "and": "sex", "also": "district"})
    head, *rows = cells(page)
    assert head[:3] == ["Age", "Sex", "District"]
    bench = Workbench(county, at=timezone.localdate())
    table = cross(bench, all_indicators()[SLUG], ("age", "sex", "district"))
    bench.close()
    assert len(rows) == len(table)
    for shown, row in zip(rows, table.rows, strict=True):
        assert shown == [table.text(c, f) for c, f in zip(row, table.fields, strict=True)]
    assert {r[3] for r in rows if "fewer than 8" in r[3]} == {"fewer than 8"}
    assert not any(re.fullmatch(r"[0-7]", r[3]) for r in rows)
    assert "Released under the house rule" in text_of(page)
    named = reverse("insight:workbook", args=[SLUG, "age-by-sex-by-district"])
    assert named.encode() in page.content
    assert analyst.get(named).status_code == 200


def test_months_can_be_asked_for_within_a_place(analyst):
    ward = places(edition()).of(Level.WARD)[0]
    address = reverse("insight:indicator", args=["anti-social-behaviour"])
    page = analyst.get(address, {"by": "month", "in": ward.code})
    assert len(cells(page)) > 12
    file = analyst.get(
        reverse("insight:table", args=["anti-social-behaviour", "month"]), {"in": ward.code}
    )
    assert ward.name in file.content.decode("utf-8-sig")


def test_an_answer_by_one_field_is_drawn_and_one_by_two_is_a_table(analyst):
    address = reverse("insight:indicator", args=[SLUG])
    drawn = {
        way: analyst.get(address, {"by": way}).content.count(b"<img") for way in ("age", "year")
    }
    assert drawn == {"age": 5, "year": 5}
    assert analyst.get(address, {"by": "age", "and": "sex"}).content.count(b"<img") == 4


def test_years_of_a_place_end_with_the_months_rates_are_given_for(analyst):
    address = reverse("insight:indicator", args=[SLUG])
    district = places(edition()).of(Level.DISTRICT)[0]
    rows = cells(analyst.get(address, {"by": "year", "in": district.code}))[1:]
    assert len(rows) == 5
    whole = placed_table(edition(), all_indicators()[SLUG], Level.DISTRICT)
    counted = dict(zip(whole.codes, whole, strict=True))[district.code]["events"]
    assert rows[-1][2] == f"{counted:,}"
    assert all(row[0] == district.name for row in rows)


def test_a_place_whose_months_are_hidden_is_drawn_by_year(analyst):
    ward = places(edition()).find("X05000001")
    told = text_of(analyst.get(reverse("insight:place", args=[ward.code])))
    assert f"in {ward.name}, by year" in told


@pytest.mark.parametrize(
    ("slug", "asked", "said"),
    [
        ("emergency-department-assaults", {"by": "sex"}, "does not record sex"),
        (SLUG, {"by": "lsoa", "and": "age", "also": "sex"}, "Choose fewer fields"),
        (SLUG, {"by": "month", "and": "age"}, "Months and years can be shown alone"),
        (SLUG, {"by": "ward", "and": "district"}, "one kind of place"),
        (SLUG, {"by": "shoes"}, "Choose from"),
        (SLUG, {"by": "age", "in": "E99999999"}, "not in this partnership"),
    ],
)
def test_a_breakdown_that_cannot_be_told_says_why(analyst, slug, asked, said):
    page = analyst.get(reverse("insight:indicator", args=[slug]), asked)
    assert page.status_code == 200
    assert said in text_of(page)


def test_what_is_typed_into_an_address_is_neither_shown_nor_recorded(analyst):
    typed = "Jo Bloggs' <b>street</b>"
    page = analyst.get(reverse("insight:indicator", args=[SLUG]), {"by": typed, "in": typed})
    assert "Bloggs" not in page.content.decode()
    assert Entry.objects.first().target == SLUG


def test_a_file_of_what_cannot_be_told_says_why_and_is_no_disclosure(analyst):
    answer = analyst.get(reverse("insight:table", args=["emergency-department-assaults", "sex"]))
    assert answer.status_code == 404
    assert "does not record sex" in text_of(answer)
    assert not Entry.objects.filter(verb=Verb.DISCLOSURE).exists()


# places


def test_a_ward_has_every_indicator_against_its_district_and_the_area(analyst):
    now = edition()
    known = places(now)
    ward = known.of(Level.WARD)[0]
    Community.objects.create(name="Allotment holders", geographic=True, place=ward.code)
    page = analyst.get(reverse("insight:place", args=[ward.code]))
    told = text_of(page)
    for line in lines(now).values():
        if line.placed:
            assert line.indicator.title in told
            table = placed_table(now, line.indicator, Level.WARD)
            row = dict(zip(table.codes, table, strict=True))[ward.code]
            assert table.text(row["events"], table.fields[1]) in told
    assert "Against its district" in told
    assert "not different" in told
    assert "Hidden, because the count is fewer than 8" in told
    assert "Residents, mid-" in told
    assert "among the most deprived fifth" in told
    assert "Allotment holders" in told
    for other in (*known.above(ward), *known.inside(ward, Level.LSOA)):
        assert reverse("insight:place", args=[other.code]).encode() in page.content
    assert analyst.get(reverse("insight:place-file", args=[ward.code, "xlsx"])).status_code == 200


def test_a_community_stands_on_its_place_and_on_every_place_around_it(analyst):
    known = places(edition())
    small = known.of(Level.LSOA)[0]
    Community.objects.create(name="Night workers", geographic=True, place=small.code)
    Community.objects.create(name="Carers", geographic=False)
    for place in (small, *known.above(small)):
        page = analyst.get(reverse("insight:place", args=[place.code]))
        assert "Night workers" in text_of(page)
        assert "Carers" not in text_of(page)
        assert reverse("insight:place", args=[small.code]).encode() in page.content
    far = next(d for d in known.of(Level.DISTRICT) if d != known.district(small))
    assert "Night workers" not in text_of(analyst.get(reverse("insight:place", args=[far.code])))


def test_what_is_said_of_a_place_follows_from_the_intervals(analyst):
    now = edition()
    ward = places(now).of(Level.WARD)[0]
    file = analyst.get(reverse("insight:place-file", args=[ward.code, "csv"]))
    text = file.content.decode("utf-8-sig")
    whole = {
        line.indicator.title: placed_table(now, line.indicator, Level.PARTNERSHIP).first
        for line in lines(now).values()
        if line.placed
    }

    rows = [r for r in csv.reader(io.StringIO(text)) if r and r[0] in whole]
    assert rows
    for title, _, _, rate, low, high, _, _, word, *_ in rows:
        if not re.match(r"[\d.]+$", rate):
            assert word == ""
            continue
        area = float(str(whole[title]["value"]))
        expected = (
            "higher" if float(low) > area else "lower" if float(high) < area else "not different"
        )
        assert word == expected, title


def test_an_old_code_of_a_small_area_leads_to_its_page(analyst, bench):
    small = next(s for s in bench.geography.small_areas if len(s.codes) > 1)
    old = next(code for code in small.codes if code != small.code)
    answer = analyst.get(reverse("insight:place", args=[old]))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("insight:place", args=[small.code])


@pytest.mark.parametrize("level", list(Level))
def test_every_level_of_place_has_a_page(analyst, level):
    known = places(edition())
    place = (*known.of(level), known.whole)[0]
    assert place.name in text_of(analyst.get(reverse("insight:place", args=[place.code])))


def test_places_are_found_by_name_code_and_kind_here_and_in_the_search_of_all(analyst):
    ward = places(edition()).of(Level.WARD)[0]
    here = reverse("insight:place", args=[ward.code]).encode()
    for words in (ward.name.upper(), ward.code):
        assert here in analyst.get(reverse("insight:places"), {"words": words}).content
        assert here in analyst.get("/search", {"words": words}).content
    districts = analyst.get(reverse("insight:places"), {"level": "district"})
    assert here not in districts.content
    assert "9 places" in text_of(districts)
    assert "No place has" in text_of(analyst.get(reverse("insight:places"), {"words": "Atlantis"}))


# hot spots and overlap


def test_hot_spots_are_named_with_their_areas_and_what_they_were(analyst, truth, bench):
    page = analyst.get(reverse("insight:hot-spots"), {"of": SLUG})
    told = text_of(page)
    assert "stand out with their neighbours" in told
    assert bench.geography.names[truth.hot_spot.district] in told
    assert "false discovery rate" in told
    assert re.search(r"Lasting: hot a year ago too|New: not hot|Growing: part", told)
    planted = {bench.geography.by_code[c].code for c in truth.hot_spot.lsoa_2021}
    linked = [c for c in planted if reverse("insight:place", args=[c]).encode() in page.content]
    assert len(linked) >= 4
    small = analyst.get(reverse("insight:place", args=[linked[0]]))
    assert "No small area here belongs" not in text_of(small)
    assert (
        analyst.get(reverse("insight:hot-spots-file", args=["xlsx"]), {"of": SLUG}).status_code
        == 200
    )


def test_hot_spots_of_something_unknown_are_not_found(analyst):
    assert analyst.get(reverse("insight:hot-spots"), {"of": "nothing"}).status_code == 404


@pytest.mark.parametrize("worst", ["fifth", "tenth"])
def test_overlapping_harms_are_counted_beside_deprivation(analyst, worst):
    """HWB 2.1: several harms in the same places beside deprivation."""
    page = analyst.get(reverse("insight:overlap"), {"worst": worst})
    told = text_of(page)
    assert re.search(rf"small areas? of 598 (is|are) among the worst {worst} for at least", told)
    assert "of them lie in the most deprived fifth of England" in told
    assert page.content.count(b"<figure") == 2
    assert "made of nothing but tables that had passed the gate" in told
    assert "every source is already public" not in told
    links = {
        html.unescape(a) for a in re.findall(r'"(/indicators/overlap\.[^"]+)"', str(page.content))
    }
    assert len(links) == 6
    for link in links:
        assert analyst.get(link).status_code == 200, link


def test_an_unknown_share_is_not_found(analyst):
    assert analyst.get(reverse("insight:overlap"), {"worst": "half"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("places", "No look-ups of places have been gathered yet"),
        ("hot-spots", "No file has arrived"),
        ("overlap", "Fewer than three harms can be compared"),
    ],
)
def test_an_empty_partnership_says_what_to_do_first(as_role, name, said):
    assert said in text_of(as_role(Role.ANALYST).get(reverse(f"insight:{name}")))


def test_the_page_of_an_empty_partnerships_area_says_why_nothing_is_there(as_role):
    analyst, whole = as_role(Role.ANALYST), places(edition()).whole
    told = text_of(analyst.get(reverse("insight:place", args=[whole.code])))
    assert "No indicator can be shown for a place today" in told
    assert "No file has arrived" in told
    assert not Entry.objects.filter(verb=Verb.CONSULTATION).exists()


# the record


@pytest.mark.parametrize(
    ("name", "arguments", "given"),
    [
        ("indicator", [SLUG], {}),
        ("indicator", [SLUG], {"by": "age"}),
        ("place", ["invenshire"], {}),
        ("hot-spots", [], {}),
        ("overlap", [], {}),
    ],
)
def test_reading_numbers_leaves_one_entry_with_its_purpose_warm_or_cold(
    analyst, name, arguments, given
):
    for _ in range(2):
        before = Entry.objects.count()
        analyst.get(reverse(f"insight:{name}", args=arguments), given)
        assert Entry.objects.count() == before + 1
        entry = Entry.objects.first()
        assert entry.verb == Verb.CONSULTATION
        assert entry.purpose == "needs-assessment"
        assert entry.actor == "analyst@example.org"


def test_a_download_leaves_one_entry_of_disclosure(analyst):
    before = Entry.objects.count()
    analyst.get(reverse("insight:workbook", args=[SLUG, "age-by-sex"]))
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.first()
    assert (entry.verb, entry.target) == (Verb.DISCLOSURE, f"{SLUG}-age-by-sex.xlsx")


# what is kept, and what ends it


def test_a_warm_page_opens_no_row_and_draws_nothing(analyst, monkeypatch):
    pages = [
        (reverse("insight:indicator", args=[SLUG]), {}),
        (reverse("insight:indicator", args=[SLUG]), {"by": "sex"}),
        (reverse("insight:place", args=["invenshire"]), {}),
        (reverse("insight:hot-spots"), {}),
        (reverse("insight:overlap"), {}),
    ]
    first = [text_of(analyst.get(*page)) for page in pages]

    def refuse(*_: object) -> None:
        raise RuntimeError("A warm page must not do this.")

    monkeypatch.setattr(kept.Edition, "open", refuse)
    monkeypatch.setattr("headwater.figures.figure.draw_svg", refuse)
    assert [text_of(analyst.get(*page)) for page in pages] == first


@pytest.fixture
def revocable(own_county, settings, as_role) -> Path:
    """A partnership of one's own, with its agreements in the sharing room."""
    settings.ENV = Env(folder=own_county())
    agreements.adopt(at=timezone.now())
    return settings.ENV.folder


def police_agreement() -> Agreement:
    return next(a for a in Agreement.objects.all() if "police-record-level" in a.sources)


def test_a_revoked_agreement_takes_pages_and_files_away_at_the_next_request(
    revocable, as_role, person
):
    analyst = as_role(Role.ANALYST)
    slug = "knife-enabled-serious-violence"
    page = reverse("insight:indicator", args=[slug])
    file = reverse("insight:workbook", args=[slug, "district"])
    hot = reverse("insight:hot-spots")
    place = reverse("insight:place", args=["invenshire"])
    overlap = reverse("insight:overlap")
    assert b"<figure" in analyst.get(page).content
    assert analyst.get(file).status_code == 200
    assert b"<figure" in analyst.get(hot, {"of": slug}).content
    was = text_of(analyst.get(place)), text_of(analyst.get(overlap))
    assert "was revoked on" not in was[0]

    one = police_agreement()
    agreements.revoke(
        agreement=one,
        version=one.version,
        reason="The force withdrew.",
        by=person(Role.INFORMATION_GOVERNANCE),
        at=timezone.now(),
    )

    seen = Entry.objects.count()
    told = text_of(analyst.get(page))
    assert "It cannot be computed today" in told
    assert "was revoked on" in told
    assert "was revoked on" in text_of(analyst.get(page, {"by": "age", "and": "sex"}))
    refused = analyst.get(file)
    assert refused.status_code == 404
    assert "was revoked on" in text_of(refused)
    assert "was revoked on" in text_of(analyst.get(hot, {"of": slug}))
    assert Entry.objects.count() == seen
    now = text_of(analyst.get(place)), text_of(analyst.get(overlap))
    assert "was revoked on" in now[0]
    assert now[0] != was[0]
    assert "Domestic violence" in was[1]
    assert "Domestic violence" not in now[1]


def test_an_agreement_that_lapses_takes_warm_pages_with_it(revocable, as_role, monkeypatch):
    analyst = as_role(Role.ANALYST)
    page = reverse("insight:indicator", args=["knife-enabled-serious-violence"])
    Agreement.objects.update(ends=timezone.localdate())
    assert b"<figure" in analyst.get(page).content
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    assert "It cannot be computed today" in text_of(analyst.get(page))


def test_nobody_sees_for_one_purpose_what_is_shared_for_another(revocable, as_role):
    page = reverse("insight:indicator", args=["knife-enabled-serious-violence"])
    one = police_agreement()
    Agreement.objects.filter(pk=one.pk).update(purposes=["needs-assessment"])
    analyst, board = as_role(Role.ANALYST), as_role(Role.BOARD_MEMBER)
    assert b"<figure" in analyst.get(page).content
    session = board.session
    session["purpose"] = "monitoring"
    session.save()
    told = text_of(board.get(page))
    assert "It cannot be computed today" in told
    assert "monitoring" in told
    assert b"<figure" in analyst.get(page).content
