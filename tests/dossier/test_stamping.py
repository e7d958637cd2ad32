"""An outside authority stamps the checkpoint once a day; nothing ever waits for it."""

import base64
import json
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from app.cli import run as app_run
from app.crypto.export_file import read_export
from app.crypto.time_stamp import BadStamp, verify_stamp
from app.models.facts import ArrivalRegistered
from app.services.verifying import Fault, verify_export
from dossier.bootstrap import run
from dossier.exporting import export_lines
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.proving import LogProofs
from dossier.stamping import (
    Authority,
    NoStamp,
    StampRunner,
    authority_of,
    configure,
    judge,
    stamp_of_today,
    stamps,
)
from tests.dossier.authority import StampAuthority
from tests.dossier.conftest import SteppedClock
from tests.dossier.inside import SESSION, enrol, enrolment_id, plan
from tests.dossier.test_exporting import one_file


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[StampAuthority]:
    made = StampAuthority(tmp_path / "authority")
    yield made
    made.close()


@pytest.fixture
def stamped(dossier: OpenDossier, authority: StampAuthority) -> OpenDossier:
    """A dossier with a plan, and an authority that it may ask."""
    plan(dossier, 2)
    configure(dossier.folder, Authority(authority.url, authority.ca.read_bytes()))
    return dossier


def grow(dossier: OpenDossier) -> None:
    stream = enrol(dossier, "EX-77").stream(f"part/{SESSION}/A0.22")
    stream.add(ArrivalRegistered(), candidate=enrolment_id(0))
    dossier.intake.take(stream.laptop.device, stream.events, dossier.around.moment())


def test_a_day_gets_one_stamp_and_the_next_day_another(
    stamped: OpenDossier, authority: StampAuthority, clock: SteppedClock
) -> None:
    assert stamp_of_today(stamped)
    assert not stamp_of_today(stamped)
    clock.now += timedelta(days=1)
    grow(stamped)
    assert stamp_of_today(stamped)
    assert authority.asked == 2
    kept = stamps(stamped.apart.records())
    origin, tree = stamped.ledger.tree()
    told = [judge(each, stamped.proofs, origin, authority.ca.read_bytes()) for each in kept]
    assert all(is_here for _, _, is_here in told)
    assert told[0][1].size < told[1][1].size == tree.size


def test_without_an_authority_nobody_is_asked(dossier: OpenDossier) -> None:
    assert authority_of(dossier.folder) is None
    assert not stamp_of_today(dossier)


@pytest.mark.parametrize(
    ("status", "kind", "content"),
    [
        (500, "text/html", b"<html>"),
        (200, "text/html", b"<html>Log in</html>"),
        (302, "application/timestamp-reply", b""),
        (200, "application/timestamp-reply", b""),
        (200, "application/timestamp-reply", b"0\x82\xff\xff"),
        (200, "application/timestamp-reply", bytes(200_000)),
    ],
)
def test_what_is_no_stamp_is_not_kept(
    stamped: OpenDossier, authority: StampAuthority, status: int, kind: str, content: bytes
) -> None:
    authority.status, authority.kind, authority.replaced = status, kind, content
    with pytest.raises(NoStamp):
        stamp_of_today(stamped)
    assert not stamps(stamped.apart.records())


def test_the_answer_to_another_question_is_no_stamp(
    stamped: OpenDossier, authority: StampAuthority, clock: SteppedClock
) -> None:
    assert stamp_of_today(stamped)
    authority.replaced = stamps(stamped.apart.records())[0].response
    clock.now += timedelta(days=1)
    with pytest.raises(NoStamp):
        stamp_of_today(stamped)


def test_a_stamp_by_another_authority_is_no_stamp(
    stamped: OpenDossier, authority: StampAuthority, tmp_path: Path
) -> None:
    other = StampAuthority(tmp_path / "other")
    configure(stamped.folder, Authority(authority.url, other.ca.read_bytes()))
    with pytest.raises(NoStamp):
        stamp_of_today(stamped)
    other.close()


def test_every_bit_of_a_stamp_counts(stamped: OpenDossier, authority: StampAuthority) -> None:
    assert stamp_of_today(stamped)
    (kept,) = stamps(stamped.apart.records())
    ca = authority.ca.read_bytes()
    verify_stamp(kept.note, kept.response, ca)
    with pytest.raises(BadStamp):
        verify_stamp(kept.note + "\n", kept.response, ca)
    signature_at = len(kept.response) - 20
    for place in (60, 120, signature_at):
        changed = bytearray(kept.response)
        changed[place] ^= 1
        with pytest.raises(BadStamp):
            verify_stamp(kept.note, bytes(changed), ca)


def test_a_log_that_was_rewritten_does_not_fit_its_stamp(
    stamped: OpenDossier, authority: StampAuthority, founded: Path, around: Surroundings
) -> None:
    assert stamp_of_today(stamped)
    assert run(["verify", "--data", str(founded)], around) == 0
    (kept,) = stamps(stamped.apart.records())
    grow(stamped)
    with pytest.raises(BadStamp, match="another story"):
        judge(kept, rewritten(), stamped.ledger.tree()[0], authority.ca.read_bytes())


def rewritten() -> LogProofs:
    """Return the proofs of a log of which every root is another."""
    return cast(LogProofs, SimpleNamespace(root_of=lambda _: bytes(32)))


def test_nothing_waits_for_an_authority_that_is_down(
    founded: Path, around: Surroundings, authority: StampAuthority
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with closing(open_dossier(founded, around)) as dossier:
            configure(dossier.folder, Authority(url, authority.ca.read_bytes()))
            runner = StampRunner(dossier).start()
            plan(dossier, 2)
            grow(dossier)
            silent.close()
            runner.close()
            assert not stamps(dossier.apart.records())


def test_the_command_configures_stamps_tells_and_stops(
    founded: Path,
    around: Surroundings,
    authority: StampAuthority,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["stamp", "--data", str(founded)]
    assert run(words, around) == 3
    assert run([*words, "--url", authority.url, "--ca", str(authority.ca)], around) == 0
    assert run(words, around) == 0
    assert authority.asked == 2
    assert run(["verify", "--data", str(founded)], around) == 0
    assert capsys.readouterr().out.count("Gestempeld op") == 2
    assert run([*words, "--url", "ftp://x", "--ca", str(authority.ca)], around) == 2
    assert (
        run([*words, "--url", authority.url, "--ca", str(founded / "dossier.json")], around) == 3
    )
    assert run([*words, "--off"], around) == 0
    assert run(words, around) == 3


def test_a_stamp_survives_a_restore(
    founded: Path, around: Surroundings, authority: StampAuthority, tmp_path: Path
) -> None:
    words = ["--data", str(founded)]
    plan_first(founded, around)
    assert run(["backup", *words, "--to", str(tmp_path / "backup")], around) == 0
    told = ["stamp", *words, "--url", authority.url, "--ca", str(authority.ca)]
    assert run(told, around) == 0
    assert run(["restore", *words, "--from", str(tmp_path / "backup")], around) == 0
    with closing(open_dossier(founded, around)) as dossier:
        (kept,) = stamps(dossier.apart.records())
        origin, _ = dossier.ledger.tree()
        _, head, _ = judge(kept, dossier.proofs, origin, authority.ca.read_bytes())
        assert head.origin != origin
    assert run(["verify", *words], around) == 0


def plan_first(founded: Path, around: Surroundings) -> None:
    with closing(open_dossier(founded, around)) as dossier:
        plan(dossier, 2)


@pytest.mark.parametrize("session", [None, SESSION])
def test_an_export_carries_the_stamps_and_both_verifiers_judge_them(
    stamped: OpenDossier, authority: StampAuthority, tmp_path: Path, session: str | None
) -> None:
    assert stamp_of_today(stamped)
    grow(stamped)
    lines = list(export_lines(stamped, session))
    ca = authority.ca.read_bytes()
    other = StampAuthority(tmp_path / "other")
    export = read_export(lines)
    assert len(export.stamps) == 1
    assert not verify_export(export, None, ca).faults
    assert not verify_export(export, None).faults
    assert {each.fault for each in verify_export(export, None, other.ca.read_bytes()).faults} == {
        Fault.STAMP
    }
    path = tmp_path / "export"
    path.write_bytes(b"".join(lines))
    code, told = one_file(path, "--tsa-ca", authority.ca)
    assert code == 0, told
    assert "stamped from outside" in told
    assert one_file(path)[0] == 0
    assert one_file(path, "--tsa-ca", other.ca)[0] == 1
    assert app_run(["verify", str(path), "--tsa-ca", str(authority.ca)]) == 0
    assert app_run(["verify", str(path), "--tsa-ca", str(other.ca)]) == 4
    other.close()


@pytest.mark.parametrize("session", [None, SESSION])
def test_a_stamp_over_another_log_is_found_by_both(
    stamped: OpenDossier, authority: StampAuthority, tmp_path: Path, session: str | None
) -> None:
    assert stamp_of_today(stamped)
    grow(stamped)
    lines = [json.loads(line) for line in export_lines(stamped, session)]
    stamp = next(each for each in lines if "stamp" in each)
    body, gap, rest = stamp["note"].partition("\n\n")
    origin, size, _ = body.split("\n")
    forged = base64.b64encode(bytes(32)).decode()
    stamp["note"] = f"{origin}\n{size}\n{forged}{gap}{rest}"
    raw = [json.dumps(line).encode() for line in lines]
    assert Fault.STAMP in {each.fault for each in verify_export(read_export(raw), None).faults}
    path = tmp_path / "export"
    path.write_bytes(b"\n".join(raw))
    assert one_file(path)[0] == 1
