"""A made-up day to practise with: on any day, in rooms of its own, and never in a real dossier."""

from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from app.models.timing import instant
from dossier import practising
from dossier.bootstrap import run
from dossier.opened import Surroundings

LINES = 6


@pytest.fixture
def database() -> str:
    """Practising is done on one machine."""
    return ""


def shorten_day(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the made-up day have its sessions, without their hundreds of candidates."""
    short = folder / "day.ndjson"
    with practising.DAY_FILE.open(encoding="utf-8") as lines:
        short.write_text("".join(islice(lines, LINES)), "utf-8")
    monkeypatch.setattr(practising, "DAY_FILE", short)


@pytest.fixture
def data(tmp_path: Path, around: Surroundings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dossier to practise in."""
    shorten_day(tmp_path, monkeypatch)
    named = {
        "--school": "oefen-roc", "--name": "Oefenen", "--url": "https://x", "--host": "x",
        "--contact-mail": "b@roc.example", "--data": str(tmp_path / "data"),
    }  # fmt: skip
    roots = ["--root", str(tmp_path / "a"), "--root", str(tmp_path / "b")]
    words = [word for pair in named.items() for word in pair]
    assert run(["init", *words, *roots], around) == 0
    return tmp_path / "data"


def practised(data: Path, day: str, around: Surroundings) -> int:
    return run(
        ["practice", "--data", str(data), "--day", day, "--location", "Oefenlokaal"], around
    )


def test_a_made_up_day_is_planned_on_any_day_for_who_types_an_own_name(
    data: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    every: list[str] = []
    for day, hour in (("2026-06-10", 6), ("2026-12-01", 7)):
        capsys.readouterr()
        assert practised(data, day, around) == 0
        rooms = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
        began = {room_day: instant(starts).astimezone(UTC) for room_day, starts, _ in rooms}
        every += began
        half_past_eight = datetime.fromisoformat(f"{day}T{hour:02}:30:00Z")
        assert half_past_eight in began.values(), "in summer too"
        assert run(["codes", "--data", str(data), "--day", day], around) == 0
        cards = capsys.readouterr().out
        assert all(room_day in cards for room_day in began)
        assert "reserve" in cards
    assert run(["assign", "--data", str(data), "--list"], around) == 0
    assert capsys.readouterr().out.count("zitting\t") == len(every), "each day its own"


def test_no_made_up_day_comes_where_a_planner_sends(
    data: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["planner", "add", "--data", str(data), "--id", "tpl"], around) == 0
    assert practised(data, "2026-06-10", around) == 3
    assert "apart dossier" in capsys.readouterr().err


def test_nothing_made_up_comes_into_the_dossier_of_a_school(
    founded: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert practised(founded, "2026-06-10", around) == 3
    assert "apart dossier" in capsys.readouterr().err
