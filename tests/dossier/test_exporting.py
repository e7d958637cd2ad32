"""An export is checked by the app and by a program that shares no line with it: they agree."""

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli import run as app_run
from app.crypto.envelope import PERSON_SIGNATURE
from app.crypto.export_file import read_export
from app.crypto.journal import JournalPlace, new_head, seal_record
from app.crypto.journal_file import FrameKind, framed, new_file
from app.crypto.keys import SigningKey
from app.crypto.sealing import seal_public
from app.crypto.statements import sign_text
from app.crypto.stick import (
    FOLDER,
    MANIFEST,
    StickManifest,
    encode_manifest,
    entry_of,
)
from app.crypto.tree import root
from app.models.facts import ArrivalRegistered
from app.models.manifest import manifest_of, signing_bytes
from app.models.marks import ReportSealed, ReportSigned
from app.models.report import RENDER_VERSION
from app.models.strict_json import Malformed
from app.models.values import StaffRole
from app.services.verifying import Fault, Verdict, verify_export
from dossier.archive.devices import accesses
from dossier.bootstrap import run
from dossier.exporting import export_lines
from dossier.opened import OpenDossier, Surroundings, open_dossier
from tests import chance
from tests.dossier.conftest import SteppedClock, found
from tests.dossier.inside import CLIENT, SESSION, enrol, enrolment_id, planned_candidate
from tests.dossier.laptop import START, Stream
from tests.dossier.test_closing import at_work, declare, recorded, seal, sealed_with_a_gap
from tests.dossier.test_closing import closing as closing_of
from tests.house.tree import ROOT

ONE_FILE = ROOT / "docs" / "verify_examendag.py"
Change = Callable[[list[dict[str, object]]], object]


@pytest.fixture
def busy(founded: Path, around: Surroundings) -> Path:
    """A dossier with a sealed session, its document, and a candidate who was erased."""
    with closing(open_dossier(founded, around)) as dossier:
        sealed(dossier)
    return founded


def sealed(dossier: OpenDossier) -> None:
    stream = recorded(dossier)
    report_signed(dossier, stream)
    seal(dossier, stream)
    closing_of(dossier).settle(SESSION)
    with dossier.desks.write() as desk:
        desk.put_enrolment(planned_candidate(7, surname="Andersnaam"), CLIENT, START)
        desk.forget_person(planned_candidate(7, surname="Weg"), CLIENT, START)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(0))
    dossier.intake.take(stream.laptop.device, stream.events, dossier.around.moment())


def report_signed(dossier: OpenDossier, stream: Stream, *, by: SigningKey | None = None) -> None:
    """Let the person of the shift sign the report, or somebody else in that person's name."""
    assert stream.person is not None
    person_key, chain = stream.person
    with dossier.ledger.reading() as reading:
        events = reading.events_of_session(SESSION)
    told = manifest_of(
        events, stream.id.scope, root, standaardset="onbekend", render_version=RENDER_VERSION
    )
    role, words = StaffRole.INVIGILATOR, ("Naar waarheid opgemaakt.",)
    remark = "De klok liep achter."
    content = signing_bytes(told, role, words, START, None, remark)
    stream.add(
        ReportSigned(
            person="p1",
            name="R. Vos",
            role=role,
            manifest=told,
            statements=words,
            period_from=START,
            period_until=None,
            public=base64.b64encode(person_key.public).decode(),
            signature=sign_text(PERSON_SIGNATURE, content, by or person_key),
            chain=(chain,),
            remark=remark,
        )
    )
    dossier.intake.take(stream.laptop.device, stream.events, dossier.around.moment())


def exported(data: Path, around: Surroundings, session: str | None = None) -> list[bytes]:
    with closing(open_dossier(data, around)) as dossier:
        return list(export_lines(dossier, session))


def one_file(*arguments: object) -> tuple[int, str]:
    """Run the one-file verifier as anybody would: on its own, nothing of ours in sight."""
    done = subprocess.run(
        [sys.executable, "-I", str(ONE_FILE), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def judged(lines: list[bytes]) -> Verdict:
    return verify_export(read_export(lines), None)


@pytest.mark.parametrize("session", [None, SESSION])
def test_both_find_an_export_sound(
    busy: Path, around: Surroundings, tmp_path: Path, session: str | None
) -> None:
    lines = exported(busy, around, session)
    verdict = judged(lines)
    assert not verdict.faults
    assert verdict.seals == 1
    assert verdict.signatures == 1
    assert verdict.documents
    assert verdict.erased > 0
    path = tmp_path / "export"
    path.write_bytes(b"".join(lines))
    code, told = one_file(path, *(word for each in verdict.roots for word in ("--root", each)))
    assert code == 0, told
    assert f"{verdict.events} events" in told


def member(name: str, change: Callable[[str], object], which: Callable[[dict[str, object]], bool]):  # type: ignore[no-untyped-def]
    """Change one member of the first line that fits."""

    def changed(lines: list[dict[str, object]]) -> None:
        line = next(each for each in lines if which(each))
        line[name] = change(str(line[name]))

    return changed


def flipped(text: str) -> str:
    raw = bytearray(base64.b64decode(text))
    raw[len(raw) // 2] ^= 1
    return base64.b64encode(raw).decode()


def is_fact(line: dict[str, object]) -> bool:
    return b'"kind":"fact"' in base64.b64decode(str(line.get("header", "")))


def other_root(text: str) -> str:
    trust = json.loads(base64.b64decode(text))
    trust["roots"][0] = base64.b64encode(bytes(range(1, 33))).decode()
    trust["roots"][1] = base64.b64encode(bytes(range(2, 34))).decode()
    return base64.b64encode(json.dumps(trust).encode()).decode()


CHANGES: dict[str, Change] = {
    "a flipped body": member("body", flipped, is_fact),
    "a flipped signature": member("sig", flipped, is_fact),
    "a flipped header": member("header", flipped, is_fact),
    "another place": member("position", lambda n: int(n) + 1, is_fact),
    "a flipped checkpoint": member(
        "checkpoint", lambda t: t.replace("/log1", "/log9"), lambda _: True
    ),
    "a smaller log": lambda lines: lines.remove(next(filter(is_fact, lines))),
    "other roots": member("trust", other_root, lambda _: True),
    "a body taken out": lambda lines: next(filter(is_fact, lines)).pop("body"),
    "an issued document": member(
        "content", flipped, lambda line: "Proces-verbaal" in str(line.get("name"))
    ),
}


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> dict[str | None, list[bytes]]:
    """What such a dossier exports, of everything and of one session."""
    around = Surroundings(SteppedClock(), chance.token_bytes)
    data = found(tmp_path_factory.mktemp("busy"), around, "")
    with closing(open_dossier(data, around)) as dossier:
        sealed(dossier)
    return {session: exported(data, around, session) for session in (None, SESSION)}


@pytest.mark.parametrize("session", [None, SESSION])
@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_both_find_every_change(
    exports: dict[str | None, list[bytes]], tmp_path: Path, change: Change, session: str | None
) -> None:
    lines = [json.loads(line) for line in exports[session]]
    change(lines)
    raw = [json.dumps(line).encode() for line in lines]
    with suppress(Malformed):
        assert judged(raw).faults
    path = tmp_path / "export"
    path.write_bytes(b"\n".join(raw))
    code, told = one_file(path)
    assert code == 1, told


def test_a_proces_verbaal_is_known_by_its_record_and_no_other_is(
    busy: Path, around: Surroundings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = exported(busy, around)
    document = next(each for each in read_export(lines).documents if each.content[:4] == b"%PDF")
    export, paper, other = tmp_path / "export", tmp_path / "pv.pdf", tmp_path / "other.pdf"
    export.write_bytes(b"".join(lines))
    paper.write_bytes(document.content)
    other.write_bytes(document.content + b"\n")
    trust = str(busy / "keys" / "trust.json")
    assert app_run(["verify", str(export), str(paper), "--trust", trust]) == 0
    assert "uitgegeven, ongewijzigd" in capsys.readouterr().out
    assert app_run(["verify", str(export), str(other), "--trust", trust]) == 4
    assert app_run(["verify", str(paper)]) == 4
    assert app_run(["verify", str(tmp_path / "nergens")]) == 2
    assert one_file(export, paper)[0] == 0
    assert one_file(export, other)[0] == 1
    assert one_file(paper)[0] == 1


def test_a_document_that_does_not_follow_from_its_seal_is_found(
    busy: Path, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = exported(busy, around)
    monkeypatch.setattr("app.services.verifying.render_session_report", lambda _: b"%PDF anders")
    assert {each.fault for each in judged(lines).faults} == {Fault.RENDERING}


def test_a_signature_in_somebodys_name_is_found(dossier: OpenDossier, tmp_path: Path) -> None:
    stream = recorded(dossier)
    report_signed(dossier, stream, by=stream.laptop.key)
    lines = list(export_lines(dossier, None))
    assert {each.fault for each in judged(lines).faults} == {Fault.PERSON}
    (tmp_path / "export").write_bytes(b"".join(lines))
    assert one_file(tmp_path / "export")[0] == 1


def test_a_seal_over_something_else_is_found(dossier: OpenDossier, tmp_path: Path) -> None:
    stream = recorded(dossier)
    told = manifest_of(
        [], stream.id.scope, root, standaardset="onbekend", render_version=RENDER_VERSION
    )
    stream.add(ReportSealed(replace(told, n=3), ()))
    dossier.intake.take(stream.laptop.device, stream.events, dossier.around.moment())
    lines = list(export_lines(dossier, SESSION))
    assert {each.fault for each in judged(lines).faults} == {Fault.MANIFEST}
    (tmp_path / "export").write_bytes(b"".join(lines))
    assert one_file(tmp_path / "export")[0] == 1


def test_both_find_a_seal_over_a_gap_sound_once_that_was_filled(
    dossier: OpenDossier, tmp_path: Path
) -> None:
    one, two = at_work(dossier, laptops=2)
    lost = two.add(ArrivalRegistered(), candidate=enrolment_id(1))
    two.add(ArrivalRegistered(), candidate=enrolment_id(0))
    moment = dossier.around.moment()
    dossier.intake.take(two.laptop.device, [each for each in two.events if each != lost], moment)
    report_signed(dossier, one)
    seal(dossier, one)
    dossier.intake.take(two.laptop.device, [lost], moment)
    lines = list(export_lines(dossier, SESSION))
    verdict = judged(lines)
    assert (verdict.faults, verdict.seals, verdict.signatures) == ([], 1, 1)
    (tmp_path / "export").write_bytes(b"".join(lines))
    code, told = one_file(tmp_path / "export")
    assert code == 0, told


def test_both_find_a_report_sound_when_what_it_was_made_without_comes_after_all(
    dossier: OpenDossier, tmp_path: Path
) -> None:
    stream, lost = sealed_with_a_gap(dossier)
    declare(dossier, lost)
    closing_of(dossier).settle(SESSION)
    dossier.intake.take(stream.laptop.device, [lost], dossier.around.moment())
    lines = list(export_lines(dossier, SESSION))
    assert judged(lines).faults == []
    (tmp_path / "export").write_bytes(b"".join(lines))
    code, told = one_file(tmp_path / "export")
    assert code == 0, told


def test_a_journal_is_checked_by_who_holds_the_seal_key(
    busy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], around: Surroundings
) -> None:
    with closing(open_dossier(busy, around)) as dossier:
        laptop = enrol(dossier, "EX-77")
        stream = laptop.stream(f"part/{SESSION}/A0.22")
        stream.add(ArrivalRegistered(), candidate=enrolment_id(0))
        seal_key = seal_public(dossier.keys.seal_seed)
    place = JournalPlace("roc-test", "a022.2026-12-09", "0011223344556677")
    head, key = new_head(place, bytes(32), seal_key, around.random_bytes)
    path, cut = tmp_path / "001.journal", tmp_path / "002.journal"
    record = seal_record(key, 0, stream.events, around.random_bytes)
    path.write_bytes(new_file(head) + framed(FrameKind.RECORD, 0, record))
    late = seal_record(key, 0, stream.events[1:], around.random_bytes)
    cut.write_bytes(new_file(head) + framed(FrameKind.RECORD, 0, late))
    keys = busy / "keys"
    words = ["--trust", str(keys / "trust.json"), "--seal-key", str(keys / "seal.key")]
    assert app_run(["verify", str(path), *words]) == 0
    assert "2 events" in capsys.readouterr().out
    assert app_run(["verify", str(cut), *words]) == 4
    assert one_file(path, *words)[0] == 0
    assert one_file(cut, *words)[0] == 1
    assert app_run(["verify", str(path)]) == 2
    assert one_file(path)[0] == 1
    assert app_run(["verify", str(path), *words[:3], str(keys / "log.key")]) == 2


def test_the_command_writes_once_and_for_its_owner_only(
    busy: Path, around: Surroundings, tmp_path: Path
) -> None:
    words = ["export", "--data", str(busy), "--out", str(tmp_path / "export")]
    assert run(words, around) == 0
    assert (tmp_path / "export").stat().st_mode & 0o077 == 0
    assert run(words, around) == 3
    with closing(open_dossier(busy, around)) as dossier, dossier.ledger.reading() as reading:
        assert "export everything" in [
            what for _, _, what in accesses(reading.connection, reading.school)
        ]


def stick_of(folder: Path, journal: bytes, listed: bytes) -> Path:
    """Lay a stick of one laptop with one journal."""
    at = folder / FOLDER / "EX-77"
    (at / "a022.2026-12-09").mkdir(parents=True)
    (at / "a022.2026-12-09" / "001.journal").write_bytes(journal)
    entry = entry_of("a022.2026-12-09", "001.journal", listed)
    (at / MANIFEST).write_bytes(encode_manifest(StickManifest("roc-test", "EX-77", (entry,))))
    return folder


@pytest.mark.parametrize("change", [None, "flipped", "cut", "longer"])
def test_a_stick_is_checked_by_whoever_holds_it_and_read_by_the_school(
    busy: Path, around: Surroundings, tmp_path: Path, change: str | None
) -> None:
    with closing(open_dossier(busy, around)) as dossier:
        stream = enrol(dossier, "EX-77").stream(f"part/{SESSION}/A0.22")
        stream.add(ArrivalRegistered(), candidate=enrolment_id(0))
        seal_key = seal_public(dossier.keys.seal_seed)
    place = JournalPlace("roc-test", "a022.2026-12-09", "0011223344556677")
    head, key = new_head(place, bytes(32), seal_key, around.random_bytes)
    record = seal_record(key, 0, stream.events, around.random_bytes)
    raw = new_file(head) + framed(FrameKind.RECORD, 0, record)
    changed = {
        None: raw,
        "flipped": raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:],
        "cut": raw[:-9],
        "longer": raw + b"x",
    }[change]
    stick = stick_of(tmp_path / "stick", changed, raw)
    keys = busy / "keys"
    words = ["--trust", str(keys / "trust.json"), "--seal-key", str(keys / "seal.key")]
    is_sound = change is None
    assert app_run(["verify", str(stick), *words]) == (0 if is_sound else 4)
    assert app_run(["verify", str(stick)]) == (0 if is_sound else 4)
    assert one_file(stick, *words)[0] == (0 if is_sound else 1)
    (stick / FOLDER / "EX-77" / "a022.2026-12-09" / "001.journal").unlink()
    assert one_file(stick, *words)[0] == 1
    assert app_run(["verify", str(stick)]) == 4


def test_a_folder_without_a_copy_is_no_stick(tmp_path: Path) -> None:
    assert app_run(["verify", str(tmp_path)]) == 2
    assert one_file(tmp_path)[0] == 1
