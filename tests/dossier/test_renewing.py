"""What holds for a year is renewed by one line; keys that somebody may have are replaced."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from app.crypto.certificates import KeyKind, read_certificate
from app.crypto.checkpoint import Checkpoint, read_checkpoint
from app.crypto.envelope import from_json
from app.crypto.export_file import read_export
from app.crypto.keys import SigningKey, fingerprint
from app.crypto.log_openings import signed_note
from app.crypto.receipt import verify_receipt
from app.crypto.tls import ends_at
from app.crypto.trust import SchoolTrust
from app.models.facts import ArrivalRegistered, AwayStarted
from app.services.enrolling import read_bundle
from app.services.verifying import verify_export
from dossier import renewing
from dossier.archive.devices import DeviceRows
from dossier.backing_up import open_backup, scratch_folder, write_backup
from dossier.bootstrap import run
from dossier.enrolling import certificate_of
from dossier.feed import sign_committed
from dossier.keys import load_keys
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.reopening import reopen
from tests import chance
from tests.dossier.conftest import SteppedClock
from tests.dossier.inside import SESSION, enrol, enrolment_id, plan
from tests.dossier.laptop import Laptop, Stream
from tests.dossier.test_exporting import one_file
from tests.dossier.test_intake import dismissed
from tests.dossier.test_journals import SCOPE, a_journal, some_events, stored, taken


@dataclass
class School:
    """A dossier at its own command line, and the clock of its machine."""

    path: Path
    around: Surroundings
    clock: SteppedClock

    def says(self, *words: str) -> int:
        return run([words[0], "--data", str(self.path), *words[1:]], self.around)

    def renew(self, *words: str) -> int:
        return self.says("renew", *words)

    def opened(self) -> Any:
        return closing(open_dossier(self.path, self.around))

    def serves_under(self, ca: str) -> bool:
        keys = self.path / "keys"
        assert (keys / "tls-ca.pem").read_text() == ca
        server = x509.load_pem_x509_certificate((keys / "tls-server.pem").read_bytes())
        server.verify_directly_issued_by(x509.load_pem_x509_certificate(ca.encode()))
        return True

    @property
    def root(self) -> str:
        return str(self.path.parent / "root-2")


@pytest.fixture
def school(founded: Path, around: Surroundings, clock: SteppedClock) -> School:
    return School(founded, around, clock)


def recording(laptop: Laptop, epoch: str = "e1") -> Stream:
    stream = laptop.stream(SCOPE, epoch)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    return stream


def delivers(dossier: OpenDossier, laptop: Laptop, stream: Stream, trust: SchoolTrust) -> None:
    """What a laptop pushes is stored, and its receipt is believed by what that laptop pins."""
    (text,) = dossier.intake.take(laptop.device, stream.events, dossier.around.moment())
    for log in trust.keys(KeyKind.LOG):
        if log.pub == dossier.keys.log.public:
            receipt = verify_receipt(from_json(text), trust.school, None, log.pub)
            assert receipt.head == stream.events[-1].leaf
            return
    raise AssertionError


def noted(note: str, trust: SchoolTrust) -> Checkpoint:
    told = signed_note(note, read_checkpoint(note).origin, trust)
    assert told is not None
    return told


def test_another_year_is_one_line_and_laptops_notice_nothing(
    school: School, capsys: pytest.CaptureFixture[str]
) -> None:
    with school.opened() as dossier:
        plan(dossier, 2)
        laptop = enrol(dossier)
        stream = recording(laptop)
        delivers(dossier, laptop, stream, laptop.trust)
    school.clock.now += timedelta(days=800)
    assert school.says("doctor") != 0
    assert "renew --root" in capsys.readouterr().out
    assert school.renew("--root", school.root) == 0
    school.says("doctor")
    assert "Alle certificaten gelden tot na" in capsys.readouterr().out
    with school.opened() as dossier:
        stream.add(AwayStarted(), candidate=enrolment_id(1))
        delivers(dossier, laptop, stream, laptop.trust)
        assert len(dossier.keys.trust.certificates) == len(laptop.trust.certificates)
    assert school.serves_under(laptop.trust.tls_ca)
    server = (school.path / "keys" / "tls-server.pem").read_text()
    assert ends_at(server) > school.clock.now + timedelta(days=700)


def test_without_a_root_the_service_alone_gets_a_new_certificate(school: School) -> None:
    before = (school.path / "keys" / "trust.json").read_bytes()
    assert school.renew("--host", "127.0.0.1", "--host", "dossier.roc.example") == 0
    server = (school.path / "keys" / "tls-server.pem").read_bytes()
    names = x509.load_pem_x509_certificate(server).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert names.value.get_values_for_type(x509.DNSName) == ["dossier.roc.example"]
    assert (school.path / "keys" / "trust.json").read_bytes() == before
    with school.opened() as dossier:
        assert dossier.config.hosts == ("127.0.0.1", "dossier.roc.example")


REFUSED: dict[str, Callable[[Path], list[str]]] = {
    "no key": lambda folder: ["--root", str(folder / "dossier" / "dossier.json")],
    "a key of the dossier": lambda folder: ["--root", str(folder / "dossier/keys/log.key")],
    "another school's": lambda folder: ["--root", str(folder / "stray")],
    "no file": lambda folder: ["--root", str(folder / "none")],
    "no root": lambda _: ["--replace"],
    "not where laptops look": lambda _: ["--host", "dossier.roc.example"],
    "no name": lambda _: ["--host", "https://127.0.0.1"],
}


@pytest.mark.parametrize("asked", REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_root_of_this_school_renews_nothing(
    school: School, asked: Callable[[Path], list[str]]
) -> None:
    stray = SigningKey.generate(chance.token_bytes).seed()
    (school.path.parent / "stray").write_bytes(renewing.key_file(KeyKind.ROOT, stray))
    before = {path: path.read_bytes() for path in school.path.rglob("*.*") if path.is_file()}
    assert school.renew(*asked(school.path.parent)) != 0
    kept = {path: content for path, content in before.items() if "archive" not in path.name}
    assert {path: path.read_bytes() for path in kept} == kept


def test_with_new_keys_all_that_was_stays_readable_and_true(school: School) -> None:
    with school.opened() as dossier:
        plan(dossier, 3)
        laptop = enrol(dossier)
        former, note = dossier.keys, sign_committed(dossier.ledger, dossier.keys)
        sealed = a_journal(dossier, some_events(laptop))
        write_backup(dossier, school.path.parent / "backup")
    assert school.renew("--root", school.root, "--replace") == 0
    with school.opened() as dossier:
        now = dossier.keys
        assert not set(now.in_use().values()) & set(former.in_use().values())
        assert noted(note, now.trust) == noted(note, former.trust)
        laptop.trust = now.trust
        taken_before = stored(dossier)
        taken(dossier, laptop, sealed)
        assert len(stored(dossier)) > len(taken_before)
        with scratch_folder(dossier.folder) as scratch:
            open_backup(school.path.parent / "backup", scratch, now, chance.token_bytes)
        with dossier.ledger.writing(dossier.around.moment()) as writing:
            reopen(writing, dossier.ledger)
    assert school.says("verify") == 0
    assert school.serves_under(now.trust.tls_ca)
    export = school.path.parent / "export"
    assert school.says("export", "--session", SESSION, "--out", str(export)) == 0
    assert not verify_export(read_export(export.read_bytes().splitlines()), None).faults
    code, said = one_file(export)
    assert code == 0, said


def test_a_laptop_is_certified_by_the_new_key_when_its_answer_is_written_again(
    school: School,
) -> None:
    with school.opened() as dossier:
        plan(dossier, 3)
        ours, other = enrol(dossier, "EX-01"), enrol(dossier, "EX-02")
        former = fingerprint(dossier.keys.issuing.public)
    assert school.renew("--root", school.root, "--replace") == 0
    answer = school.path.parent / "answer"
    assert school.says("enrol", "--again", ours.device, "--out", str(answer)) == 0
    assert school.says("enrol", "--revoke-key", former) == 0
    assert read_bundle(answer.read_bytes()).device == ours.device
    ours = Laptop.of_bundle(ours.key, answer.read_bytes())
    with school.opened() as dossier:
        told = ours.trust.verified(from_json(ours.chain[0]), KeyKind.DEVICE)
        assert told.issuer == dossier.keys.issuing.fingerprint
        theirs, own = recording(other), recording(ours)
        delivers(dossier, ours, own, ours.trust)
        delivers(dossier, other, theirs, ours.trust)
        assert dismissed(dossier) == {theirs.events[-1].leaf}


def test_an_older_archive_is_told_of_the_new_certificate(school: School) -> None:
    with school.opened() as dossier:
        laptop = enrol(dossier)
    aside = school.path.parent / "archive"
    shutil.copy(school.path / "archive.sqlite3", aside)
    assert school.renew("--root", school.root, "--replace") == 0
    out = str(school.path.parent / "answer")
    assert school.says("enrol", "--again", laptop.device, "--out", out) == 0
    with school.opened() as dossier:
        plan(dossier, 1)
    shutil.copy(aside, school.path / "archive.sqlite3")
    with school.opened() as dossier, dossier.ledger.reading() as reading:
        row = DeviceRows(reading.connection, reading.school).get(laptop.device)
        assert row is not None
        told = read_certificate(certificate_of(row))
        assert told.issuer == dossier.keys.issuing.fingerprint


@pytest.mark.parametrize("many", range(10))
def test_a_disk_that_fails_half_way_leaves_a_dossier_that_works(
    school: School, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []

    def failing(path: Path, content: bytes) -> None:
        if len(written) == many:
            raise OSError
        written.append(path)
        put(path, content)

    put = renewing.put
    monkeypatch.setattr(renewing, "put", failing)
    assert school.renew("--root", school.root, "--replace") != 0
    monkeypatch.undo()
    with school.opened() as dossier:
        for kind in dossier.keys.in_use():
            dossier.keys.held(kind)
        plan(dossier, 2)
        laptop = enrol(dossier)
        delivers(dossier, laptop, recording(laptop), laptop.trust)
    assert school.renew("--root", school.root, "--replace") == 0
    load_keys(school.path / "keys", chance.token_bytes)
