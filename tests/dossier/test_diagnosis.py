"""The doctor names what is missing, with the next step, and changes nothing."""

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from dossier.archive.probing import is_exposed
from dossier.backing_up import check_backup, write_backup
from dossier.bootstrap import run
from dossier.diagnosis import Finding, Grade, diagnosed
from dossier.oke.outbox_runner import PlannerLink
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.planners import add_planner
from tests.dossier.identity_provider import CLIENT, IdentityProvider
from tests.dossier.inside import plan
from tests.dossier.office import people


def look(data: Path, around: Surroundings) -> list[Finding]:
    found = list(diagnosed(data, around))
    assert all(bool(each.step) == (each.grade is not Grade.GOOD) for each in found)
    return found


def graded(found: list[Finding], words: str) -> Grade:
    (finding,) = [each for each in found if words in each.sentence]
    return finding.grade


def back_up(data: Path, folder: Path, around: Surroundings) -> None:
    with closing(open_dossier(data, around)) as dossier:
        plan(dossier, 1)
        write_backup(dossier, folder)
        check_backup(dossier, folder)


def test_a_dossier_that_lacks_nothing_is_told_to_be_good(
    founded: Path, tmp_path: Path, around: Surroundings
) -> None:
    back_up(founded, tmp_path / "back-up", around)
    found = look(founded, around)
    assert not [each for each in found if each.grade is Grade.WRONG]
    assert graded(found, "wat bewaard heet") is Grade.GOOD
    assert graded(found, "Alle certificaten") is Grade.GOOD
    assert graded(found, "geen planningssysteem") is Grade.NOTE
    assert graded(found, "geen tijdstempeldienst") is Grade.NOTE


@pytest.mark.parametrize(
    ("address", "is_encrypted", "expected"),
    [
        (None, False, False), ("127.0.0.1", False, False), ("::1", False, False),
        ("10.1.2.3", True, False), ("10.1.2.3", False, True), ("2001:db8::5", False, True),
    ],
)  # fmt: skip
def test_a_database_over_a_network_is_asked_for_tls(
    address: str | None, *, is_encrypted: bool, expected: bool
) -> None:
    assert is_exposed(address, is_encrypted=is_encrypted) is expected


def test_a_root_key_in_the_data_is_named(
    founded: Path, tmp_path: Path, around: Surroundings
) -> None:
    shutil.copy(tmp_path / "root-1", founded / "vergeten")
    found = look(founded, around)
    assert graded(found, "hoofdsleutel") is Grade.WRONG
    assert str(founded / "vergeten") in found[-1].sentence


@pytest.mark.parametrize(("days", "grade"), [(380, Grade.NOTE), (500, Grade.WRONG)])
def test_a_certificate_near_its_end_is_named_and_one_beyond_it_is_wrong(
    founded: Path, around: Surroundings, days: int, grade: Grade
) -> None:
    around.moment.now += timedelta(days=days)  # type: ignore[attr-defined]
    assert graded(look(founded, around), "certificaat log") is grade


def test_a_clock_behind_what_was_received_is_wrong(founded: Path, around: Surroundings) -> None:
    with closing(open_dossier(founded, around)) as dossier:
        plan(dossier, 1)
    around.moment.now -= timedelta(hours=2)  # type: ignore[attr-defined]
    assert graded(look(founded, around), "klok loopt achter") is Grade.WRONG


def test_no_backup_is_wrong_and_an_old_one_that_lacks_events_is_a_note(
    founded: Path, tmp_path: Path, around: Surroundings
) -> None:
    assert graded(look(founded, around), "nog geen back-up") is Grade.WRONG
    back_up(founded, tmp_path / "back-up", around)
    with closing(open_dossier(founded, around)) as dossier:
        plan(dossier, 2)
    assert graded(look(founded, around), "teruggelezen back-up") is Grade.GOOD
    around.moment.now += timedelta(days=3)  # type: ignore[attr-defined]
    assert graded(look(founded, around), "teruggelezen back-up") is Grade.NOTE


def test_a_planner_that_cannot_be_reached_is_named(
    founded: Path, dossier: OpenDossier, around: Surroundings
) -> None:
    nowhere = "https://127.0.0.1:9"
    add_planner(dossier, "tpl", "Planning", PlannerLink(nowhere, f"{nowhere}/token", "wij", "g"))
    add_planner(dossier, "stil", "Zonder adres", None)
    found = look(founded, around)
    assert graded(found, "tpl is niet bereikbaar") is Grade.WRONG
    assert graded(found, "stil is geen adres") is Grade.NOTE


def test_a_provider_is_looked_at_and_a_role_of_now_is_named(
    founded: Path, dossier: OpenDossier, around: Surroundings, tmp_path: Path
) -> None:
    with closing(IdentityProvider(tmp_path / "provider")) as provider:
        words = ["--issuer", provider.issuer, "--client", CLIENT, "--ca", str(provider.ca)]
        assert run(["provider", "--data", str(founded), *words], around) == 0
        found = look(founded, around)
        assert graded(found, f"{provider.issuer} antwoordt") is Grade.GOOD
        assert graded(found, "Nog geen account van school") is Grade.NOTE
    people(dossier, "s2")
    told = ["--person", "s2", "--by", "s2", "--role", "steward", "--reason", "brand"]
    assert run(["roles", "break-glass", "--data", str(founded), *told], around) == 0
    found = look(founded, around)
    assert graded(found, "geen goed antwoord (out of reach") is Grade.WRONG
    assert graded(found, "s2 heeft een noodrol (steward): brand") is Grade.NOTE
    dossier.folder.provider_settings.write_text("{")
    assert graded(look(founded, around), "instellingen van de inlogdienst") is Grade.WRONG


def test_keys_that_others_may_read_are_wrong(founded: Path, around: Surroundings) -> None:
    (founded / "keys" / "log.key").chmod(0o644)
    assert graded(look(founded, around), "log.key") is Grade.WRONG


def test_the_command_line_tells_each_and_ends_in_four_when_something_is_wrong(
    founded: Path, tmp_path: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", "--data", str(founded)], around) == 4
    assert "FOUT    Er is nog geen back-up" in capsys.readouterr().out
    back_up(founded, tmp_path / "back-up", around)
    assert run(["doctor", "--data", str(founded)], around) == 0
    assert run(["doctor", "--data", str(tmp_path / "leeg")], around) == 4
