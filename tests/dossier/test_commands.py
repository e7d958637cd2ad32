"""The command line: what is refused, in Dutch with the next step, and with which exit code."""

import contextlib
import json
import shutil
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest

from app.models.plan import ExtrasAdded
from dossier.archive.devices import accesses
from dossier.bootstrap import run
from dossier.commands.speaking import WRONG_USE
from dossier.opened import OpenDossier, Surroundings, open_dossier
from tests.dossier.inside import SESSION, assign, enrolment_id, plan, staff
from tests.dossier.laptop import write_request
from tests.reports.test_session_report import pages_of


def told(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    return captured.out + captured.err


def held_in(folder: Path) -> list[str]:
    """Return the files in a folder that this process still has open, by descriptor."""
    held = []
    for link in Path("/proc/self/fd").glob("*"):
        with contextlib.suppress(OSError):
            if link.readlink().is_relative_to(folder):
                held.append(f"{link.name} {link.readlink().name}")
    return held


def test_the_roots_do_not_stay_with_the_dossier(founded: Path, tmp_path: Path) -> None:
    roots = [json.loads((tmp_path / name).read_text()) for name in ("root-1", "root-2")]
    assert [root["kind"] for root in roots] == ["root", "root"]
    assert roots[0]["seed"] != roots[1]["seed"]
    for path in founded.rglob("*"):
        if path.is_file():
            assert not any(root["seed"].encode() in path.read_bytes() for root in roots)


def test_a_command_lets_go_of_the_archive(founded: Path, around: Surroundings) -> None:
    for words in ([], ["people", "list"], ["people", "add", "--id", "x y"]):  # after init itself
        if words:
            run([words[0], "--data", str(founded), *words[1:]], around)
        # SQLite clears what lies beside the file when the last connection closes
        left = [path.name for path in founded.glob("archive*")]
        assert left == ["archive.sqlite3"], f"{words}: {held_in(founded)}"


def test_nothing_is_served_while_a_root_lies_in_the_data(
    founded: Path, tmp_path: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(tmp_path / "root-2", founded / "keys" / "kopie")
    assert run(["serve", "--data", str(founded)], around) == 3
    assert "hoofdsleutel" in told(capsys)
    (founded / "keys" / "kopie").unlink()
    assert run(["verify", "--data", str(founded)], around) == 0


def test_a_dossier_is_never_made_on_top_of_another(
    founded: Path, tmp_path: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in founded.rglob("*.key")}
    words = [
        "init", "--contact-mail", "bureau@x.example",
        "--data", str(founded), "--school", "x", "--name", "x", "--url", "https://x",
        "--host", "x", "--root", str(tmp_path / "a"), "--root", str(tmp_path / "b"),
    ]  # fmt: skip
    assert run(words, around) == 3
    assert "er wordt niets vervangen" in told(capsys)
    assert {path: path.read_bytes() for path in founded.rglob("*.key")} == before


def test_roots_inside_the_data_folder_are_refused(
    tmp_path: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "nieuw"
    words = [
        "init", "--contact-mail", "bureau@x.example",
        "--data", str(data), "--school", "x", "--name", "x", "--url", "https://x",
        "--host", "x", "--root", str(data / "a"), "--root", str(tmp_path / "b"),
    ]  # fmt: skip
    assert run(words, around) == 3
    assert not data.exists()
    assert "hoofdsleutel" in told(capsys)


REFUSED = {
    "no command": ([], 2, "klopt niet"),
    "unknown room": (["codes", "--room-day", "nergens"], 3, "lokaal"),
    "nothing to assign": (["assign"], 2, "--room"),
    "nobody": (
        ["assign", "--room", "A", "--location", "L", "--day", "2026-12-09", "--person", "x"],
        3,
        "niemand",
    ),
    "unknown session": (
        ["assign", "--session", "x", "--room", "A", "--location", "L", "--day", "2026-12-09"],
        3,
        "zitting",
    ),
    "no request": (
        ["enrol", "--name", "A", "--location", "L", "--request", "/nergens", "--out", "/nergens"],
        3,
        "verzoek",
    ),
    "papers of nowhere": (["paper", "--room-day", "nergens", "--out", "/nergens"], 3, "lokaal"),
    "papers of no day": (["paper", "--out", "/nergens"], 2, "--room-day"),
    "half a planner": (["planner", "add", "--id", "tpl", "--server-url", "https://x"], 2, "samen"),
    "no file": (["extras", "/nergens.csv"], 3, "gelezen"),
    "no room that day": (["codes", "--day", "2030-01-01"], 3, "Op 2030-01-01"),
    "no day": (["codes", "--day", "vandaag"], 2, "geen dag"),
    "no such word": (["codes", "--oops", "3"], 2, "onbekend is --oops"),
    "no such port": (["serve", "--port", "99999"], 2, "geen poort"),
    "a role for nobody": (
        ["roles", "grant", "--person", "x", "--role", "auditor", "--by", "y"],
        3,
        "people list",
    ),
}


@pytest.mark.parametrize(
    ("name", "word", "sentence"),
    [
        ("--school", "roc test", "kenmerk"),
        ("--url", "dossier.roc.example", "https://"),
        ("--url", "https://elders.example", "--host"),
        ("--host", "https://x", "zonder"),
        ("--time-zone", "Mars/Noord", "tijdzone"),
    ],
)
def test_a_school_is_not_made_of_words_that_lead_to_no_dossier(
    tmp_path: Path,
    around: Surroundings,
    capsys: pytest.CaptureFixture[str],
    name: str,
    word: str,
    sentence: str,
) -> None:
    told_of = {
        "--school": "roc-test", "--name": "ROC Test", "--url": "https://x:8443", "--host": "x",
        "--contact-mail": "b@roc.example", "--data": str(tmp_path / "data"), name: word,
    }  # fmt: skip
    roots = ["--root", str(tmp_path / "r1"), "--root", str(tmp_path / "r2")]
    assert run(["init", *chain.from_iterable(told_of.items()), *roots], around) > 0
    assert sentence in told(capsys)
    assert not list(tmp_path.iterdir())


def test_a_room_on_another_day_than_its_session_is_said(
    founded: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_dossier(founded, around)) as dossier:
        plan(dossier, 1)
    words = ["--session", SESSION, "--room", "B", "--location", "L", "--day", "2026-12-10"]
    assert run(["assign", "--data", str(founded), *words], around) == 0
    assert f"{SESSION} begint op 2026-12-09" in told(capsys)


@pytest.mark.parametrize(("words", "code", "sentence"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_done_is_said_in_dutch(
    founded: Path,
    around: Surroundings,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    code: int,
    sentence: str,
) -> None:
    line = [words[0], "--data", str(founded), *words[1:]] if words else []
    assert run(line, around) == code
    assert sentence in told(capsys)


def test_no_dossier_there_is_said_so(
    tmp_path: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", "--data", str(tmp_path / "leeg")], around) == 3
    assert "Hier is geen dossier" in told(capsys)
    assert not (tmp_path / "leeg").exists()


def test_a_damaged_key_file_is_said_so_and_left_alone(
    founded: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    (founded / "keys" / "log.key").write_bytes(b"{}")
    assert run(["verify", "--data", str(founded)], around) == 4
    assert "beschadigd" in told(capsys)
    assert (founded / "keys" / "log.key").read_bytes() == b"{}"


def test_extras_are_taken_in_whole_or_not_at_all(
    dossier: OpenDossier, founded: Path, tmp_path: Path, around: Surroundings
) -> None:
    plan(dossier, 2)
    file = tmp_path / "extras.csv"
    head = "deelname;geboortedatum;plaats;opleiding\n"
    good = f"{enrolment_id(0)};2008-02-29;12;\n"
    file.write_text(head + good + "onbekend;;;\n")
    size = dossier.ledger.tree()[1].size
    assert run(["extras", "--data", str(founded), str(file)], around) == 3
    assert dossier.ledger.tree()[1].size == size
    file.write_text(head + good)
    assert run(["extras", "--data", str(founded), str(file)], around) == 0
    with dossier.ledger.reading() as reading:
        extras = reading.session(SESSION).enrolments[enrolment_id(0)].extras
    assert extras == ExtrasAdded(birth_date="2008-02-29", seat="12")


def test_the_office_makes_the_papers_of_a_room_without_a_day_code(
    dossier: OpenDossier, founded: Path, tmp_path: Path, around: Surroundings,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    plan(dossier, 2)
    (room_day,) = assign(dossier)
    out = tmp_path / "papier"
    size = dossier.ledger.tree()[1].size
    words = ["paper", "--data", str(founded), "--room-day", room_day, "--out", str(out)]
    assert run(words, around) == 0
    (written,) = out.iterdir()
    assert told(capsys).strip() == str(written)
    assert "Nederlands 2F" in written.name
    assert "Testnaam000" in "".join(pages_of(written.read_bytes()))
    assert dossier.ledger.tree()[1].size == size


def test_every_command_that_shows_personal_data_leaves_who_read_what(
    dossier: OpenDossier, founded: Path, tmp_path: Path, around: Surroundings
) -> None:
    plan(dossier, 2)
    (room_day,) = assign(dossier)
    staff(dossier, room_day)
    here = ["--data", str(founded)]
    for words in (
        ["paper", *here, "--room-day", room_day, "--out", str(tmp_path / "papier")],
        ["people", *here, "list"],
        ["codes", *here, "--room-day", room_day],
        ["export", *here, "--session", SESSION, "--out", str(tmp_path / "export")],
    ):
        assert run(words, around) == 0
    with dossier.ledger.reading() as reading:
        read = accesses(reading.connection, reading.school)
    assert [(who, what) for _, who, what in read] == [
        ("command line", what)
        for what in (f"paper {room_day}", "people", f"codes {room_day}", f"export {SESSION}")
    ]


def test_a_name_is_one_line_and_an_id_has_a_form(
    founded: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    add = ["people", "add", "--data", str(founded)]
    assert run([*add, "--id", "p1", "--name", " Vos\tde\u2028Jong "], around) == 0
    for told in (["--id", "p 2", "--name", "Vos"], ["--id", "p2", "--name", " \t"]):
        assert run([*add, *told], around) == WRONG_USE
    capsys.readouterr()
    assert run(["people", "list", "--data", str(founded)], around) == 0
    assert capsys.readouterr().out == "p1\tVos de Jong\tinvigilator\n"


def test_an_enrolment_bundle_is_never_written_over(
    founded: Path, tmp_path: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    write_request(tmp_path / "verzoek")
    words = [
        "enrol", "--data", str(founded), "--name", "EX-01", "--location", "Noord",
        "--request", str(tmp_path / "verzoek"), "--out", str(tmp_path / "antwoord"),
    ]  # fmt: skip
    assert run(words, around) == 0
    first = (tmp_path / "antwoord").read_bytes()
    write_request(tmp_path / "verzoek")  # of another laptop
    assert run(words, around) == 3
    assert "bestaat al" in told(capsys)
    assert (tmp_path / "antwoord").read_bytes() == first


def test_a_laptop_is_enrolled_once(
    founded: Path, tmp_path: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    write_request(tmp_path / "verzoek")
    words = ["enrol", "--data", str(founded), "--name", "EX-01", "--location", "Noord"]
    words += ["--request", str(tmp_path / "verzoek"), "--out"]
    assert run([*words, str(tmp_path / "een")], around) == 0
    device = json.loads((tmp_path / "een").read_bytes())["device"]
    assert run([*words, str(tmp_path / "twee")], around) == 3
    assert f"--again {device}" in told(capsys)
    assert not (tmp_path / "twee").exists()


def test_a_planner_keeps_its_secret_unless_another_is_asked(
    founded: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["planner", "add", "--data", str(founded), "--id", "tpl"]
    assert run(words, around) == 0
    assert run(words, around) == 3
    assert "--again" in told(capsys)
    assert run([*words, "--again"], around) == 0


def test_a_laptop_that_lost_its_bundle_gets_the_same_one_again(
    founded: Path, tmp_path: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    write_request(tmp_path / "verzoek")
    first, again = tmp_path / "antwoord", tmp_path / "opnieuw"
    here = ["enrol", "--data", str(founded)]
    request = ["--request", str(tmp_path / "verzoek"), "--out", str(first)]
    assert run([*here, "--name", "EX-01", "--location", "Noord", *request], around) == 0
    device = json.loads(first.read_bytes())["device"]
    assert run([*here, "--again", device, "--out", str(again)], around) == 0
    assert again.read_bytes() == first.read_bytes()
    assert run([*here, "--again", device, "--out", str(again)], around) == 3
    assert run([*here, "--again", "niemand", "--out", str(tmp_path / "x")], around) == 3
    assert run([*here, "--revoke", device], around) == 0
    assert run([*here, "--again", device, "--out", str(tmp_path / "x")], around) == 3
    assert "geldige laptop" in told(capsys)
    assert not (tmp_path / "x").exists()


def test_key_files_are_for_their_owner_only(founded: Path, tmp_path: Path) -> None:
    for path in [*founded.rglob("*.key"), *founded.rglob("*.key.pem"), tmp_path / "root-1"]:
        assert path.stat().st_mode & 0o077 == 0
