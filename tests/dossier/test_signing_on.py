"""Signing on at a machine of the office: a start code, a passphrase, and a key for the day."""

from datetime import timedelta

import pytest

from app.crypto.certificates import KeyKind
from app.crypto.envelope import from_json
from app.models.values import Role
from dossier.archive.devices import accesses
from dossier.bootstrap import run
from dossier.granting import RoleDesk
from dossier.opened import OpenDossier
from dossier.signing_on import DAY, FREE_TRIES, START_CODE_FOR
from tests.dossier.conftest import SteppedClock
from tests.dossier.inside import enrol
from tests.dossier.office import (
    PASSPHRASE,
    OfficeLine,
    enrol_office,
    granted,
    people,
    signed_on,
    start_code,
    steward,
)

OTHER = "een heel andere wachtzin"


@pytest.fixture
def line(dossier: OpenDossier) -> OfficeLine:
    steward(dossier)
    granted(dossier, "b1", Role.COORDINATOR, ("Noord",))
    return OfficeLine(dossier, enrol_office(dossier))


def test_a_start_code_sets_a_passphrase_and_gives_a_key_for_the_day(
    dossier: OpenDossier, line: OfficeLine, clock: SteppedClock
) -> None:
    assert line.try_on("b1", PASSPHRASE, start_code(dossier, "b1")).status_code == 200
    certificate = dossier.keys.trust.verified(from_json(line.certificate), KeyKind.PERSON)
    assert (certificate.id, certificate.roles) == ("b1", ("coordinator",))
    assert certificate.locations == ("Noord",)
    assert abs(certificate.not_after - clock.now - DAY) < timedelta(minutes=1)
    assert line.try_on("b1", PASSPHRASE).status_code == 200
    assert line.feed().events


def test_a_start_code_is_used_once_and_only_within_its_days(
    dossier: OpenDossier, line: OfficeLine, clock: SteppedClock
) -> None:
    code = start_code(dossier, "b1")
    for unfit in ("te kort", "examenbureau 2026"):
        assert line.try_on("b1", unfit, code).status_code == 400
    assert line.try_on("b1", PASSPHRASE, code).status_code == 200
    assert line.try_on("b1", OTHER, code).status_code == 401
    late = start_code(dossier, "b1")
    clock.now += START_CODE_FOR + timedelta(minutes=1)
    assert line.try_on("b1", OTHER, late).status_code == 401


def test_a_new_code_lets_the_passphrase_from_before_fall(
    dossier: OpenDossier, line: OfficeLine
) -> None:
    line.try_on("b1", PASSPHRASE, start_code(dossier, "b1"))
    start_code(dossier, "b1")
    assert line.try_on("b1", PASSPHRASE).status_code == 401


def test_another_passphrase_takes_the_place_of_the_former_one(
    dossier: OpenDossier, line: OfficeLine
) -> None:
    line.try_on("b1", PASSPHRASE, start_code(dossier, "b1"))
    assert line.try_on("b1", PASSPHRASE, new=OTHER).status_code == 200
    assert line.try_on("b1", PASSPHRASE).status_code == 401
    assert line.try_on("b1", OTHER).status_code == 200
    with dossier.ledger.reading() as reading:
        told = [what for _, _, what in accesses(reading.connection, reading.school)]
    assert sum("passphrase set" in what for what in told) == 2


@pytest.mark.parametrize("unfit", ["te kort", "examenbureau 2026", f"{PASSPHRASE} "])
def test_a_passphrase_that_will_not_do_leaves_the_former_one(
    dossier: OpenDossier, line: OfficeLine, unfit: str
) -> None:
    line.try_on("b1", PASSPHRASE, start_code(dossier, "b1"))
    assert line.try_on("b1", OTHER, new=unfit).status_code == 401
    assert line.try_on("b1", PASSPHRASE, new=unfit).status_code == 400
    assert line.try_on("b1", PASSPHRASE).status_code == 200


def test_who_signs_on_hears_where_else_and_another_passphrase_ends_it(
    dossier: OpenDossier, line: OfficeLine
) -> None:
    line.try_on("b1", PASSPHRASE, start_code(dossier, "b1"))
    assert line.elsewhere == ()
    began = dossier.around.moment().corrected
    other = OfficeLine(dossier, enrol_office(dossier, "BUREAU-2"))
    other.try_on("b1", PASSPHRASE)
    other.try_on("b1", PASSPHRASE)
    ((machine, since),) = ((each.machine, each.since) for each in other.elsewhere)
    assert machine == "BUREAU-1"
    assert abs(since - began) < timedelta(minutes=1)
    assert line.feed().events
    assert other.try_on("b1", PASSPHRASE, new=OTHER).status_code == 200
    assert other.elsewhere == ()
    assert line.ask("GET", "/v1/office/feed?after=-1&wait=0").status_code == 401
    assert other.feed().events


def test_who_is_unknown_hears_the_same_as_who_mistyped(
    dossier: OpenDossier, line: OfficeLine
) -> None:
    line.try_on("b1", PASSPHRASE, start_code(dossier, "b1"))
    wrong, unknown = line.try_on("b1", OTHER), line.try_on("nobody", OTHER)
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.content == unknown.content


def test_after_some_tries_the_next_waits_longer_each_time(
    dossier: OpenDossier, line: OfficeLine, clock: SteppedClock
) -> None:
    start_code(dossier, "b1")
    for _ in range(FREE_TRIES):
        assert line.try_on("b1", "kort").status_code == 401
    refused = line.try_on("b1", PASSPHRASE)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 30
    clock.now += timedelta(seconds=31)
    assert line.try_on("b1", "kort").status_code == 401
    assert int(line.try_on("b1", "kort").headers["retry-after"]) > 30
    clock.now += timedelta(minutes=2)
    assert line.try_on("b1", PASSPHRASE, start_code(dossier, "b1")).status_code == 200


def test_without_a_role_at_the_office_nobody_signs_on(
    dossier: OpenDossier, line: OfficeLine
) -> None:
    people(dossier, "x1")
    assert line.try_on("x1", PASSPHRASE, start_code(dossier, "x1")).status_code == 403
    granted(dossier, "x2", Role.INVIGILATOR)
    assert line.try_on("x2", PASSPHRASE, start_code(dossier, "x2")).status_code == 403


def test_a_laptop_of_rooms_signs_nobody_on_and_a_machine_of_the_office_opens_no_room(
    dossier: OpenDossier, line: OfficeLine
) -> None:
    room = OfficeLine(dossier, enrol(dossier))
    assert room.try_on("b1", PASSPHRASE, start_code(dossier, "b1")).status_code == 403
    assert room.ask("GET", "/v1/packages").status_code == 200
    for path in ("/v1/packages", "/v1/packages/x.2026-12-09", "/v1/rooms/x.2026-12-09/feed"):
        assert line.ask("GET", path).status_code == 403


def test_a_day_key_asks_at_its_own_machine_only_and_only_that_day(
    dossier: OpenDossier, line: OfficeLine, clock: SteppedClock
) -> None:
    line.try_on("b1", PASSPHRASE, start_code(dossier, "b1"))
    other = OfficeLine(dossier, enrol_office(dossier, "BUREAU-2"))
    assert other.ask("GET", "/v1/office/feed").status_code == 401
    other.key = line.key
    assert other.ask("GET", "/v1/office/feed").status_code == 401
    clock.now += DAY + timedelta(minutes=1)
    assert line.ask("GET", "/v1/office/feed").status_code == 401


def test_a_role_that_is_withdrawn_reads_no_more_at_once(dossier: OpenDossier) -> None:
    steward(dossier)
    line = signed_on(dossier, "b1", Role.COORDINATOR)
    leaf = granted(dossier, "b1", Role.CHIEF_INVIGILATOR)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        RoleDesk(writing).withdraw(leaf, "b1")
    assert line.ask("GET", "/v1/office/roles").status_code == 200
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        desk = RoleDesk(writing)
        for each in desk.grants:
            if each.person == "b1" and each.withdrawn_by is None:
                desk.withdraw(each.leaf, "s1")
    assert line.ask("GET", "/v1/office/feed").status_code == 403


def test_the_command_prints_a_code_once_and_the_log_names_who_signed_on(
    dossier: OpenDossier, line: OfficeLine, capsys: pytest.CaptureFixture[str]
) -> None:
    data = str(dossier.folder.path)
    assert run(["people", "account", "--id", "nobody", "--data", data], dossier.around) != 0
    capsys.readouterr()
    assert run(["people", "account", "--id", "b1", "--data", data], dossier.around) == 0
    code = capsys.readouterr().out.splitlines()[0].split("\t")[1]
    assert line.try_on("b1", PASSPHRASE, code).status_code == 200
    with dossier.ledger.reading() as reading:
        found = accesses(reading.connection, reading.school)
    assert [who for _, who, what in found if what.startswith("sign-on")] == ["person b1"]
    assert PASSPHRASE.encode() not in dossier.folder.archive.read_bytes()
