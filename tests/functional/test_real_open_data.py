"""From real open data to a document, with nothing invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.products.conformance import check_chapter

from headwater.data.profile import shipped_text
from headwater.partnership import Partnership

pytestmark = [pytest.mark.realdata, pytest.mark.slow]


def test_open_data_of_the_papers_own_area_make_an_assessment(
    realdata: Path, tmp_path: Path
) -> None:
    partnership = Partnership.create(tmp_path / "area", shipped_text("llr"))
    for _ in partnership.gather([realdata]):
        pass
    made = partnership.assess()
    for section in made.document.sections:
        check_chapter(section)
    assert made.document.marking != "INVENTED DATA"
    assert len(made.document.claims()) > 100
    for claim in made.document.claims():
        # Open data is public as it comes; what is made of released tables says so.
        assert "public" in claim.policy or claim.policy == "made of released tables"
    for path in (made.html, made.pdf, made.docx):
        assert path.stat().st_size > 50_000
