"""What `gather` says of a file, in full."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from headwater.cli.main import headwater
from headwater.data.sources.police_uk import PoliceUkStopAndSearch


def test_a_barred_file_is_told_where_the_decision_is_written(tmp_path: Path) -> None:
    run = CliRunner()
    area = str(tmp_path / "area")
    assert run.invoke(headwater, ["init", area]).exit_code == 0
    file = tmp_path / "[2020-01] stop-and-search.csv"
    file.write_text(",".join(c.title for c in PoliceUkStopAndSearch.columns().values()) + "\n")
    told = run.invoke(headwater, ["gather", "--folder", area, str(file)])
    assert told.exit_code == 0, told.output
    said = " ".join(told.output.split())
    assert "[decisions] in headwater.toml" in said
    assert "[2020-01] stop-and-search.csv" in said
