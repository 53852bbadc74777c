"""The invented partnership shares something in every state, and starts again where its database was deleted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone
from tests.web.test_governance_demonstration import furnished, invented  # noqa: F401 - fixtures

from headwater.data.invented import invent
from headwater.data.store import Store
from headwater.web.policy import Role
from headwater.web.publications.models import Deadline
from headwater.web.runs.services import take, work
from headwater.web.sharing.demonstration import _next_file
from headwater.web.sharing.models import Agreement, ImpactAssessment, Upload
from headwater.web.sharing.selectors.agreements import lines
from headwater.web.sharing.selectors.tasks import tasks
from headwater.web.work import jobs

START = "from pathlib import Path; from headwater.web.serve import start; start(Path({folder!r}), demo=True)"


@pytest.mark.django_db
def test_there_is_an_assessment_in_every_state_and_one_that_is_missing(furnished, person):  # noqa: F811
    states = set(ImpactAssessment.objects.values_list("state", flat=True))
    assert states == set(ImpactAssessment.State.values)
    lead = person(Role.INFORMATION_GOVERNANCE)
    titles = [task.title for task in tasks(lead)]
    assert "Impact assessment missing: youth-justice-next-year" in titles
    assert any(t.startswith("Record the officer's view of") for t in titles)
    assert any(t.startswith("Accept impact assessment") for t in titles)
    assert all(line.agreement.roles for line in lines() if line.agreement.notes == "")
    met, due = Deadline.objects.all()
    assert str(met.met_on) == "2020-03-27"
    assert due.met_on is None
    assert due.due > timezone.localdate()


@pytest.mark.django_db
def test_the_next_file_of_the_ambulance_service_waits_for_farid(invented, partnership):  # noqa: F811
    from headwater.web import demonstration

    county = partnership / "county"
    invent(county)
    (partnership / "feeds").mkdir()
    (county / "feeds" / "ambulance").rename(partnership / "feeds" / "ambulance")
    (partnership / "agreements.toml").write_text((county / "agreements.toml").read_text("utf-8"))
    demonstration.furnish()
    run = work(take(), jobs())
    assert run.state == "done", run.message
    assert Upload.objects.get().state == Upload.State.TAKEN
    from headwater.web.accounts.models import User

    farid = User.objects.get(full_name="Farid Ashby")
    assert any(
        t.title == "Confirm the receipt of ambulance-2026-10.csv" and t.urgent for t in tasks(farid)
    )


def test_the_next_file_holds_one_month_and_one_row_that_cannot_be_read(tmp_path: Path):
    path = tmp_path / "ambulance-2026-q3.csv"
    path.write_text(
        "Incident number,Call date and time,X\nAMB1,2026-07-31 21:00,a\nAMB2,2026-08-01 21:00,b\n"
    )
    name, content = _next_file(path)
    assert name == "ambulance-2026-10.csv"
    rows = content.decode().splitlines()
    assert rows[1] == "NEXT1,2026-10-31 21:00,a"
    assert len(rows) == 3


def test_a_demonstration_whose_database_was_deleted_starts_again(tmp_path: Path):
    folder = tmp_path / "county"
    invent(folder)
    Store.create(folder / "store")
    plain = {k: v for k, v in os.environ.items() if k != "HEADWATER_DATABASE"}
    for _ in range(2):
        command = [sys.executable, "-c", START.format(folder=str(folder))]
        ended = subprocess.run(command, capture_output=True, text=True, env=plain, check=False)
        assert ended.returncode == 0, ended.stderr
        (folder / "web.sqlite3").unlink()


@pytest.mark.django_db
def test_furnishing_twice_changes_nothing(furnished):  # noqa: F811
    from headwater.web import demonstration

    before = Agreement.objects.count()
    demonstration.furnish()
    assert Agreement.objects.count() == before
