"""Roles at the dossier: nobody their own, some by two, and by the command line."""

from contextlib import suppress

import pytest
from litestar.testing import TestClient

from app.crypto.certificates import read_certificate
from app.crypto.envelope import from_json
from app.models.grants import rights_of
from app.models.values import Role
from dossier.archive.devices import accesses
from dossier.bootstrap import run
from dossier.granting import Forbidden, NotGranted, RoleDesk, Wanted, all_grants
from dossier.metrics import Metrics, metrics_router
from dossier.opened import OpenDossier
from dossier.service import make_app
from tests.dossier.inside import enrol
from tests.dossier.laptop import write_request
from tests.dossier.office import (
    PASSPHRASE,
    OfficeLine,
    enrol_office,
    granted,
    people,
    start_code,
    steward,
)


def given(dossier: OpenDossier, person: str, role: Role, by: str) -> str:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        return RoleDesk(writing).grant(Wanted(person, role), by)


def confirmed(dossier: OpenDossier, grant: str, by: str) -> None:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        RoleDesk(writing).confirm(grant, by)


def roles(dossier: OpenDossier, person: str) -> tuple[Role, ...]:
    with dossier.ledger.reading() as reading:
        return rights_of(all_grants(reading), person, dossier.around.moment().corrected).roles


def test_the_first_steward_is_given_and_confirmed_by_two_others(dossier: OpenDossier) -> None:
    people(dossier, "a", "b", "c")
    leaf = given(dossier, "a", Role.STEWARD, "b")
    assert roles(dossier, "a") == ()
    for by, reason in (("a", Forbidden.OWN), ("b", Forbidden.SAME_PERSON)):
        with pytest.raises(NotGranted) as refused:
            confirmed(dossier, leaf, by)
        assert refused.value.reason is reason
    confirmed(dossier, leaf, "c")
    assert roles(dossier, "a") == (Role.STEWARD,)
    with pytest.raises(NotGranted) as refused:
        given(dossier, "c", Role.STEWARD, "b")
    assert refused.value.reason is Forbidden.OUTSIDE_ROLE


def test_nobody_gives_an_own_role_and_only_who_may_gives_any(dossier: OpenDossier) -> None:
    steward(dossier)
    people(dossier, "b1")
    for person, by, reason in (
        ("s1", "s1", Forbidden.OWN),
        ("b1", "s2", Forbidden.OUTSIDE_ROLE),
        ("b1", "nobody", Forbidden.UNKNOWN_PERSON),
    ):
        with pytest.raises(NotGranted) as refused:
            given(dossier, person, Role.COORDINATOR, by)
        assert refused.value.reason is reason


def test_roles_that_check_each_other_are_not_given_to_one_person(dossier: OpenDossier) -> None:
    steward(dossier)
    granted(dossier, "b1", Role.COORDINATOR)
    with pytest.raises(NotGranted) as refused:
        given(dossier, "b1", Role.AUDITOR, "s1")
    assert refused.value.reason is Forbidden.APART


def test_anybody_gives_the_own_role_back_and_once_is_enough(dossier: OpenDossier) -> None:
    steward(dossier)
    leaf = granted(dossier, "b1", Role.COORDINATOR)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        RoleDesk(writing).withdraw(leaf, "b1")
    assert roles(dossier, "b1") == ()
    with dossier.ledger.writing(dossier.around.moment()) as writing, pytest.raises(NotGranted):
        RoleDesk(writing).withdraw(leaf, "b1")


def test_the_command_grants_confirms_lists_and_says_why_not(
    dossier: OpenDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    steward(dossier)
    people(dossier, "b1")
    data = ["--data", str(dossier.folder.path)]

    def command(*words: str) -> int:
        return run(["roles", *words, *data], dossier.around)

    assert command("grant", "--person", "b1", "--role", "exam-board", "--location", "Noord",
                   "--until", "2027-07-31", "--by", "s1") == 0  # fmt: skip
    number = capsys.readouterr().out.strip()
    assert command("confirm", "--grant", number, "--by", "s1") != 0
    assert "Een ander dan wie de rol gaf" in capsys.readouterr().err
    granted(dossier, "b2", Role.COORDINATOR)
    assert command("confirm", "--grant", number, "--by", "b2") == 0
    capsys.readouterr()
    assert command("list") == 0
    told = capsys.readouterr().out
    assert f"{number}\tb1\texamencommissie\tNoord\t2027-07-31\tgeldt" in told
    assert command("withdraw", "--grant", number, "--by", "s1") == 0
    assert command("grant", "--person", "b1") != 0


def test_a_role_of_a_transaction_that_failed_is_nobodys(dossier: OpenDossier) -> None:
    steward(dossier)
    people(dossier, "b1")
    with suppress(OSError), dossier.ledger.writing(dossier.around.moment()) as writing:
        RoleDesk(writing).grant(Wanted("b1", Role.COORDINATOR), "s1")
        assert len(all_grants(writing)) == 2
        raise OSError("the disk refuses")
    assert roles(dossier, "b1") == ()
    assert roles(dossier, "s1") == (Role.STEWARD,)


def test_a_role_in_an_emergency_is_short_has_a_reason_and_is_told_everywhere(
    dossier: OpenDossier, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    people(dossier, "b1")

    def command(*words: str) -> int:
        asked = ["roles", "break-glass", "--data", str(dossier.folder.path), *words]
        return run([*asked, "--person", "b1", "--by", "b1"], dossier.around)

    def emergencies() -> str:
        app = make_app(metrics_router(dossier, Metrics(lambda: 0), lambda: False), title="test")
        told = TestClient(app).get("/metrics").text
        return next(line for line in told.splitlines() if line.startswith("examendag_break_glass"))

    why = ("--reason", "niemand van functioneel beheer bereikbaar")
    assert command("--role", "steward") != 0  # without a reason
    assert command("--role", "auditor", *why) != 0
    assert command("--role", "steward", "--minutes", "241", *why) != 0
    assert command("--role", "steward", "--minutes", "0", *why) != 0
    assert emergencies().endswith(" 0")
    capsys.readouterr()
    assert command("--role", "steward", "--minutes", "30", *why) == 0
    told = capsys.readouterr()
    assert "NOODROL: b1 heeft 30 minuten de rol functioneel beheer." in told.err
    assert emergencies().endswith(" 1")
    assert roles(dossier, "b1") == (Role.STEWARD,)
    assert run(["roles", "list", "--data", str(dossier.folder.path)], dossier.around) == 0
    listed = capsys.readouterr().out
    assert listed.startswith(told.out.strip())
    assert f"noodrol: {why[1]}" in listed
    with dossier.ledger.reading() as reading:
        (noted,) = [
            what for _, who, what in accesses(reading.connection, reading.school)
            if who == "command line" and what.startswith("break-glass role steward to b1 until ")
        ]  # fmt: skip
    assert noted.endswith("by b1")
    line = OfficeLine(dossier, enrol_office(dossier))
    assert line.try_on("b1", PASSPHRASE, start_code(dossier, "b1")).status_code == 200
    assert line.ask("GET", "/v1/office/roles").json()["grants"][0]["reason"] == why[1]
    assert "break-glass role used at device" in caplog.text


def test_a_machine_of_the_office_is_enrolled_as_one(
    dossier: OpenDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    office, room = enrol_office(dossier), enrol(dossier)
    assert read_certificate(from_json(office.chain[0])).roles == ("office",)
    assert read_certificate(from_json(room.chain[0])).roles == ()
    folder = dossier.folder.path.parent
    write_request(folder / "request.json")
    words = [
        "--name", "B-2", "--location", "Noord", "--office",
        "--data", str(dossier.folder.path),
        "--request", str(folder / "request.json"),
        "--out", str(folder / "bundle.json"),
    ]  # fmt: skip
    assert run(["enrol", *words], dossier.around) == 0
    assert "van het examenbureau" in capsys.readouterr().out
    assert run(["enrol", "--list", "--data", str(dossier.folder.path)], dossier.around) == 0
    told = capsys.readouterr().out
    assert told.count("\texamenbureau") == 2
    assert told.count("\tzalen") == 1
