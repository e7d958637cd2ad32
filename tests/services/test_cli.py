"""The command line: the same services without a window; counts, and no name or code."""

import io
import json
from pathlib import Path

import pytest

from app import bootstrap, cli
from app.screens.room.troubles import trouble_text
from app.services.fitting import Obstacle
from app.store.trouble import StoreTrouble
from tests.builders import SESSION, candidate_id
from tests.services.school import Laptop, School, a_laptop, a_school


@pytest.fixture
def school() -> School:
    return a_school()[0]


@pytest.fixture
def laptop(tmp_path: Path, school: School, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    made = a_laptop(tmp_path, school)
    monkeypatch.setattr(bootstrap, "vault_for", made.keyring.for_install)
    return made


def run(laptop: Laptop, *words: str) -> int:
    return cli.run(["--folder", str(laptop.settings.folder), *words])


def room(laptop: Laptop, monkeypatch: pytest.MonkeyPatch, *lines: object) -> int:
    text = "\n".join(each if isinstance(each, str) else json.dumps(each) for each in lines)
    monkeypatch.setattr("sys.stdin", io.StringIO(text + "\n"))
    return run(laptop, "room", "--patience", "0.01")


def test_a_room_records_what_lines_ask_and_says_what_was_refused(
    laptop: Laptop, school: School, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    arrival = {"do": "RegisterArrival", "session": SESSION, "candidate": candidate_id(1)}
    code = room(
        laptop, monkeypatch, school.cards[0].code, "314159", arrival, arrival, {"do": "Fly"}
    )
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 0
    assert told[0] == {"room": school.room, "provisional": False, "notices": []}
    assert len(told[1]["recorded"]) == 2
    assert told[2] == {"refused": "already-so"}
    assert "unreadable" in told[3]
    assert told[4] == {"acknowledged": 0, "waiting": 4}


def test_a_wrong_code_opens_nothing_and_is_not_repeated(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert room(laptop, monkeypatch, "0123-4567-89AB-CDEF", "314159") == 1
    told = capsys.readouterr()
    assert (
        told.err == "Deze dagcode klopt niet. Kijk op je kaart of bel het examenbureau. "
        "Er is niets geopend.\n"
    )
    assert "0123" not in told.err + told.out


@pytest.mark.parametrize("code", [*Obstacle, *StoreTrouble])
def test_whatever_stands_in_the_way_is_told_in_sentences(code: str) -> None:
    told = trouble_text(code)
    assert code not in told
    assert told.endswith(".")


def test_status_tells_counts_without_names(
    laptop: Laptop, school: School, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    arrival = {"do": "RegisterArrival", "session": SESSION, "candidate": candidate_id(1)}
    room(laptop, monkeypatch, school.cards[0].code, "314159", arrival)
    capsys.readouterr()
    assert run(laptop, "status") == 0
    told = capsys.readouterr().out
    assert "vastgelegd=4 wacht=4" in told
    assert "aanwezig=1" in told
    for name in ("Noor", "Proef", "Vos", candidate_id(1)):
        assert name not in told


def test_a_laptop_that_is_not_enrolled_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["--folder", str(tmp_path), "status"]) == 1
    assert "nog niet opgenomen" in capsys.readouterr().err


def test_another_laptops_bundle_is_answered_with_a_sentence(
    laptop: Laptop, school: School, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other.json").write_bytes(school.bundle("device-8", bytes(31) + b"\x09"))
    assert run(laptop, "enrol", "--bundle", str(tmp_path / "other.json")) == 1
    assert "niet het antwoord" in capsys.readouterr().err


def test_a_stick_gets_every_journal_and_a_wrong_place_is_named(
    laptop: Laptop, school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    room(laptop, monkeypatch, school.cards[0].code, "314159")
    stick = tmp_path / "stick"
    assert run(laptop, "stick", "--to", str(stick)) == 1
    assert "geen stick" in capsys.readouterr().err
    stick.mkdir()
    for new in (1, 0):
        laptop.keyring.go_missing()  # a copy needs no keyring
        assert run(laptop, "stick", "--to", str(stick)) == 0
        assert f"1 bestanden op de stick, {new} nieuw" in capsys.readouterr().out


def paper(laptop: Laptop, monkeypatch: pytest.MonkeyPatch, code: str, *words: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(code + "\n"))
    return run(laptop, "paper", *words)


def test_the_papers_of_a_room_are_written_where_somebody_chose(
    laptop: Laptop, school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    out = tmp_path / "papier"
    assert paper(laptop, monkeypatch, school.cards[0].code, "--out", str(out)) == 0
    (written,) = out.iterdir()
    told = capsys.readouterr().out
    assert told.strip() == str(written)
    assert written.read_bytes().startswith(b"%PDF-")
    assert written.stat().st_mode & 0o077 == 0
    assert "Noor" not in told


def test_papers_record_nothing(
    laptop: Laptop, school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    paper(laptop, monkeypatch, school.cards[0].code, "--out", str(tmp_path / "papier"))
    capsys.readouterr()
    assert run(laptop, "status") == 0
    assert "vastgelegd=0" in capsys.readouterr().out


def test_papers_of_another_room_or_without_a_code_are_not_made(
    laptop: Laptop, school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    out = tmp_path / "papier"
    words = ("--out", str(out), "--room-day", "elders.2026-12-09")
    assert paper(laptop, monkeypatch, school.cards[0].code, *words) == 1
    assert "Deze kaart is van" in capsys.readouterr().err
    assert paper(laptop, monkeypatch, "0123-4567-89AB-CDEF", "--out", str(out)) == 1
    assert "Er is niets gemaakt" in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_that_cannot_be_written_is_said_so(
    laptop: Laptop, school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (tmp_path / "bestand").write_bytes(b"")
    out = tmp_path / "bestand" / "map"
    assert paper(laptop, monkeypatch, school.cards[0].code, "--out", str(out)) == 1
    assert "kan niet gelezen of geschreven worden" in capsys.readouterr().err
